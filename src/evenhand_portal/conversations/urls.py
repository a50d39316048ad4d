"""Addresses of conversations, below that of an agreement."""

from __future__ import annotations

from django.urls import path

from evenhand_portal.conversations.views import said, threads

urlpatterns = [
    path("said/", said.said, name="said"),
    path("said/read/", said.said_read, name="said-read"),
    path("threads/new/", threads.thread_new, name="thread-new"),
    path("threads/<uuid:thread_id>/", threads.thread, name="thread"),
    path("threads/<uuid:thread_id>/comment/", threads.thread_comment, name="thread-comment"),
    path("threads/<uuid:thread_id>/resolve/", threads.resolve, name="thread-resolve"),
    path("threads/<uuid:thread_id>/reopen/", threads.reopen, name="thread-reopen"),
    path("attachments/<uuid:attachment_id>/", threads.attachment, name="attachment"),
]
