"""The app: Negotiation."""

from __future__ import annotations

from django.apps import AppConfig


class NegotiationConfig(AppConfig):
    """Negotiation: one text on the table, accepted clause by clause."""

    name = "evenhand_portal.negotiation"
    verbose_name = "Negotiation"
