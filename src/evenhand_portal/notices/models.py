"""Notices: written in the transaction of what they tell, kept in a person's inbox, mailed by the worker."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

PERSON: Final = settings.AUTH_USER_MODEL
REPLIES_LAST: Final = timedelta(days=60)


class Notice(models.Model):
    """One piece of news for one address; `key` is stable, so that what is told is told once."""

    class State(models.TextChoices):
        """What becomes, or has become, of its mail."""

        WAITING = "waiting"
        DAILY = "daily"
        GATHERED = "gathered"
        INBOX = "inbox"
        SENT = "sent"
        BOUNCED = "bounced"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    person = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="notices")
    email = models.EmailField()
    subject = models.CharField(max_length=250)
    letter = models.JSONField(default=dict)
    text = models.TextField()
    about = models.UUIDField(null=True, blank=True)
    link = models.CharField(max_length=500, blank=True)
    reply = models.CharField(max_length=200, blank=True)
    gatherable = models.BooleanField(default=False)
    gathered_in = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="gathered")
    read_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=500, blank=True)

    class Meta:
        """The worker looks for what is due, a person for what is new."""

        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "daily", "gathered", "inbox", "sent", "bounced", "failed")),
                name="notice_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="gathered", gathered_in__isnull=False)
                | (~Q(state="gathered") & Q(gathered_in=None)),
                name="gathered_in_one",
            ),
        )
        indexes = (
            models.Index(fields=("due_at",), condition=Q(state="waiting"), name="notice_waiting"),
            models.Index(fields=("person",), condition=Q(state="daily"), name="notice_daily"),
            models.Index(fields=("person", "-made_at"), name="notice_inbox"),
            models.Index(fields=("person",), condition=Q(read_at=None), name="notice_unread"),
        )
        ordering = ("made_at",)

    def __str__(self) -> str:
        """What to whom."""
        return f"{self.kind} to {self.email}"


class Choice(models.Model):
    """How a person wants to get one kind of news; without a row it is as the kind says."""

    class Way(models.TextChoices):
        """The three ways."""

        ONCE = "once", "Mail at once"
        DAILY = "daily", "In the daily mail"
        INBOX = "inbox", "Only in the inbox"

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="notice_choices")
    kind = models.CharField(max_length=60)
    way = models.CharField(max_length=5, choices=Way)

    class Meta:
        """One for each kind."""

        constraints = (
            models.UniqueConstraint(fields=("person", "kind"), name="chosen_once"),
            models.CheckConstraint(condition=Q(way__in=("once", "daily", "inbox")), name="choice_way_known"),
        )

    def __str__(self) -> str:
        """Who wants what, how."""
        return f"{self.person}: {self.kind} {self.way}"


class Habits(models.Model):
    """When a person's daily mail goes out: at an hour of the clock, in a zone."""

    person = models.OneToOneField(PERSON, models.PROTECT, related_name="notice_habits")
    hour = models.PositiveSmallIntegerField(default=7)
    zone = models.CharField(max_length=60, default="UTC")

    class Meta:
        """An hour of a day."""

        constraints = (models.CheckConstraint(condition=Q(hour__lt=24), name="hour_of_day"),)

    def __str__(self) -> str:
        """Whose, when."""
        return f"{self.person}: {self.hour}:00 {self.zone}"


class Unreachable(models.Model):
    """An address whose server said that it takes no mails; it is not mailed again until somebody says so."""

    email = models.EmailField(unique=True)
    reason = models.CharField(max_length=500, blank=True)
    since = models.DateTimeField()

    class Meta:
        """Addresses are compared without regard to case."""

        constraints = (models.CheckConstraint(condition=Q(email=Lower("email")), name="lower_email"),)

    def __str__(self) -> str:
        """Which."""
        return self.email


class Incoming(models.Model):
    """A mail that came in, and what became of it; `key` is stable, so that one delivered twice counts once."""

    key = models.CharField(max_length=64, unique=True)
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, blank=True, related_name="answers")
    outcome = models.CharField(max_length=20)
    at = models.DateTimeField()

    def __str__(self) -> str:
        """What became of it."""
        return f"{self.outcome} at {self.at:%Y-%m-%d %H:%M}"
