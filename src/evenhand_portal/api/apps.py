"""The app: the interface for programs."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Binds news to the outbox of webhooks once all apps are there."""

    name = "evenhand_portal.api"
    verbose_name = "Interface"

    def ready(self) -> None:
        """Bind."""
        from evenhand_portal.api.hooks.news import bind  # the apps it names are loaded by now

        bind()
