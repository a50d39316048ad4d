"""The app: the interface for programs."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The interface for programs."""

    name = "evenhand_portal.api"
    verbose_name = "Interface"
