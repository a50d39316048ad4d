"""The app of the shared look."""

from __future__ import annotations

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Layout, style, and how figures are written."""

    name = "evenhand_portal.look"
    verbose_name = "Look"
