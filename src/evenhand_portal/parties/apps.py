"""The app of organisations and people."""

from __future__ import annotations

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Organisations, people, memberships and invitations."""

    name = "evenhand_portal.parties"
    verbose_name = "Parties"
