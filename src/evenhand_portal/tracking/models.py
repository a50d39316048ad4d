"""Records that a party uploaded, and figures that were reckoned from them."""

from __future__ import annotations

import json
import uuid
from hashlib import sha256

from django.conf import settings
from django.db import models

from evenhand_portal.agreements.models import Agreement, Sides


class Leased(models.Model):
    """Work that the worker may do: done in per cent, and until when it is somebody's.

    A worker that dies leaves a lease that runs out; the fence number tells its late answer from the next one's.
    """

    done = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveIntegerField(default=0)

    class Meta:
        """No table of its own."""

        abstract = True


class Upload(Leased):
    """A file of records as it was sent; nothing counts until its preview was taken over.

    `told_at`: from when both sides see it, as it was told to the ledger; until then it is its side's own.
    """

    class Kind(models.TextChoices):
        """What the records are of."""

        TICKETS = "tickets"
        OUTAGES = "outages"
        READINGS = "readings"
        CHARGES = "charges"
        CLAIMS = "claims"
        CONDITIONS = "conditions"
        DISAGREEMENTS = "disagreements"

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
    kind = models.CharField(max_length=16, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    name = models.CharField(max_length=255)
    file = models.FileField(upload_to="records/")
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveBigIntegerField()
    reading = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering = ("-at",)
        indexes = (models.Index(fields=("at",), condition=models.Q(state="reading"), name="upload_unread"),)

    def __str__(self) -> str:
        """Its name and kind."""
        return f"{self.name}: {self.kind}"

    @property
    def digest(self) -> str:
        """The SHA-256 of its preview: how the file is read, and what was found in it."""
        return sha256(json.dumps([self.reading, self.report], sort_keys=True).encode()).hexdigest()


class Reckoning(Leased):
    """Figures once reckoned: a pure function of texts, records and `as of`, kept under the hash of all three.

    `asked` is the question, by which the worker can answer it; `result` the answer.
    """

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
    asked = models.JSONField(default=dict)
    result = models.JSONField(null=True)
    trouble = models.TextField(blank=True)

    class Meta:
        """The same question is answered once."""

        constraints = (models.UniqueConstraint(fields=("agreement", "key", "what"), name="reckoned_once"),)
        indexes = (
            models.Index(fields=("made_at",), condition=models.Q(state="waiting"), name="reckoning_waiting"),
        )

    def __str__(self) -> str:
        """What was reckoned."""
        return f"{self.what} of {self.agreement}"
