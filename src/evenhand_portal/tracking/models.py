"""Records that a party uploaded, and figures that were reckoned from them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from evenhand_portal.agreements.models import Agreement, Sides


class Upload(models.Model):
    """A file of records as it was sent; nothing counts until its preview was taken over."""

    class Kind(models.TextChoices):
        """What the records are of."""

        TICKETS = "tickets"
        OUTAGES = "outages"
        READINGS = "readings"

    class State(models.TextChoices):
        """How far it has come."""

        READING = "reading", "being read"
        PREVIEW = "preview", "to be looked at"
        TAKEN = "taken", "counts"
        REFUSED = "refused", "could not be read"
        REMOVED = "removed", "no longer counts"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="uploads")
    side = models.CharField(max_length=8, choices=Sides)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    name = models.CharField(max_length=255)
    file = models.FileField(upload_to="records/")
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveBigIntegerField()
    reading = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    done = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """Newest first."""

        ordering = ("-at",)

    def __str__(self) -> str:
        """Its name and kind."""
        return f"{self.name}: {self.kind}"


class Reckoning(models.Model):
    """Figures once reckoned: a pure function of texts, records and `as of`, kept under the hash of all three."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting"
        READY = "ready"
        FAILED = "failed"

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="reckonings")
    key = models.CharField(max_length=64)
    what = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    done = models.PositiveSmallIntegerField(default=0)
    result = models.JSONField(null=True)
    trouble = models.TextField(blank=True)

    class Meta:
        """The same question is answered once."""

        constraints = (models.UniqueConstraint(fields=("agreement", "key", "what"), name="reckoned_once"),)

    def __str__(self) -> str:
        """What was reckoned."""
        return f"{self.what} of {self.agreement}"
