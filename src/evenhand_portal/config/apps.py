"""The start of the portal."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Binds events to reactions once all apps are there."""

    name = "evenhand_portal.config"
    label = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        """Bind."""
        from evenhand_portal.wiring import bind  # the apps it names are loaded by now

        bind()
