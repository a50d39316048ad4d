"""The app of standard texts."""

from __future__ import annotations

from django.apps import AppConfig


class MastersConfig(AppConfig):
    """Standard texts, and the agreements that were made from them."""

    name = "evenhand_portal.masters"
    verbose_name = "Standard texts"
