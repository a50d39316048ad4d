"""Mails to be sent: written in the transaction of what they tell, sent by the worker."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """One mail to one address; `key` is stable, so that what is told is told once."""

    class State(models.TextChoices):
        """What has become of it."""

        WAITING = "waiting"
        SENT = "sent"
        BOUNCED = "bounced"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    email = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=500, blank=True)

    class Meta:
        """The worker looks for what is due."""

        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "sent", "bounced", "failed")), name="notice_state_known"
            ),
        )
        indexes = (models.Index(fields=("due_at",), condition=Q(state="waiting"), name="notice_waiting"),)
        ordering = ("made_at",)

    def __str__(self) -> str:
        """What to whom."""
        return f"{self.kind} to {self.email}"
