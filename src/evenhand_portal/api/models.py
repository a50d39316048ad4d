"""Tokens, answers kept for repeated requests, and webhooks with their deliveries."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from evenhand_portal.parties.models import Organisation

PERSON = settings.AUTH_USER_MODEL


class Token(models.Model):
    """What a program shows instead of signing in: one person's, for one organisation. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="tokens")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    scopes = models.JSONField(default=list)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering = ("-made_at",)

    def __str__(self) -> str:
        """Its name."""
        return self.name


class Answer(models.Model):
    """What a request with an Idempotency-Key was answered, so that the same request is answered the same."""

    token = models.ForeignKey(Token, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    media_type = models.CharField(max_length=100, blank=True)
    body = models.BinaryField(default=bytes)
    at = models.DateTimeField(db_index=True)

    class Meta:
        """A key once for each token."""

        constraints = (models.UniqueConstraint(fields=("token", "key"), name="answered_once"),)

    def __str__(self) -> str:
        """Its key."""
        return self.key


class Endpoint(models.Model):
    """An address to which news is sent. Its secret is derived from the portal's and never kept.

    `kinds` are those of the ledger's entries that are sent; none means all. A higher `generation` is a new secret.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="endpoints")
    url = models.URLField(max_length=500)
    kinds = models.JSONField(default=list)
    generation = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        """An address once, as long as it is in use."""

        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "url"), condition=Q(ended_at=None), name="endpoint_once"
            ),
        )
        ordering = ("made_at",)

    def __str__(self) -> str:
        """Its address."""
        return self.url


class Delivery(models.Model):
    """One piece of news for one endpoint; its number is the `webhook-id`, the same at each attempt."""

    class State(models.TextChoices):
        """What has become of it."""

        WAITING = "waiting"
        DELIVERED = "delivered"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    endpoint = models.ForeignKey(Endpoint, models.PROTECT, related_name="deliveries")
    kind = models.CharField(max_length=60)
    body = models.TextField()
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveIntegerField(default=0)

    class Meta:
        """Newest first; the worker looks for what is due."""

        indexes = (models.Index(fields=("due_at",), condition=Q(state="waiting"), name="delivery_waiting"),)
        ordering = ("-made_at",)

    def __str__(self) -> str:
        """What to where."""
        return f"{self.kind} to {self.endpoint}"


class Attempt(models.Model):
    """One attempt to deliver: what the other end answered, or why it could not be reached."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    trouble = models.CharField(max_length=500, blank=True)

    class Meta:
        """In the order in which they were made."""

        ordering = ("at", "pk")

    def __str__(self) -> str:
        """What came of it."""
        return str(self.status or self.trouble)
