"""The app: What was said and done, append only, with a proof."""

from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """What was said and done, append only, with a proof."""

    name = "evenhand_portal.ledger"
    verbose_name = "Ledger"
