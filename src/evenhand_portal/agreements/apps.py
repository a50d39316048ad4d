"""The app: Agreements: drafts, versions, signatures."""

from __future__ import annotations

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Agreements: drafts, versions, signatures."""

    name = "evenhand_portal.agreements"
    verbose_name = "Agreements"
