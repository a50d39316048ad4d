"""The app: guests who read and comment by a link."""

from __future__ import annotations

from django.apps import AppConfig


class GuestsConfig(AppConfig):
    """Guests who read and comment by a link."""

    name = "evenhand_portal.guests"
    verbose_name = "Guests"
