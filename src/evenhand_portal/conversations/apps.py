"""The app: Conversations."""

from __future__ import annotations

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """Conversations: what is said about clauses, figures, tickets and agreements."""

    name = "evenhand_portal.conversations"
    verbose_name = "Conversations"
