"""The app: Mails that survive a crash."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Mails that survive a crash."""

    name = "evenhand_portal.notices"
    verbose_name = "Notices"
