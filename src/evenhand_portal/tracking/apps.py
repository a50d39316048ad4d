"""The app of records and figures."""

from __future__ import annotations

from django.apps import AppConfig


class TrackingConfig(AppConfig):
    """Records, and the figures they give."""

    name = "evenhand_portal.tracking"
    verbose_name = "Tracking"
