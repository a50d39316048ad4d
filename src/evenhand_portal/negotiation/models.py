"""Negotiations: the texts that lay on the table, which clauses were accepted, and whose draft goes on from where."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from evenhand_portal.agreements.models import Agreement, Draft, Revision, Sides, Version

PERSON = settings.AUTH_USER_MODEL


class Negotiation(models.Model):
    """Two sides at one text; one at a time is under way for an agreement.

    `base` is the version that would be amended, None for a first agreement; `start` are the digests of its clauses,
    by which both sides stand from the beginning. `version` is the latest that was offered for signature from here,
    out of the draft `offered`.
    """

    class State(models.TextChoices):
        """How far it has come."""

        OPEN = "open", "under way"
        OFFERED = "offered", "waits for signatures"
        AGREED = "agreed", "signed by both"
        ENDED = "ended", "ended"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="negotiations")
    base = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")
    start = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    opened_by = models.CharField(max_length=8, choices=Sides)
    opened_at = models.DateTimeField()
    offered = models.ForeignKey(Draft, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    ended_side = models.CharField(max_length=8, choices=Sides, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        """One at a time; an end has its hour, and a reason unless both signed."""

        constraints = (
            models.UniqueConstraint(
                fields=("agreement",),
                condition=Q(state__in=("open", "offered")),
                name="one_negotiation",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("open", "offered"), ended_at=None, reason="")
                | Q(state="agreed", ended_at__isnull=False, reason="")
                | Q(state="ended", ended_at__isnull=False, ended_by__isnull=False) & ~Q(reason=""),
                name="negotiation_end",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("open", "ended")) | Q(offered__isnull=False),
                name="negotiation_offered",
            ),
        )
        ordering = ("-opened_at",)

    def __str__(self) -> str:
        """About what."""
        return f"negotiation of {self.agreement}"

    @property
    def under_way(self) -> bool:
        """Whether it has no end yet."""
        return self.state in (self.State.OPEN, self.State.OFFERED)


class Tabled(models.Model):
    """A text put on the table by a side, with a note. The database refuses to change or delete it.

    `clauses` are the digests of its clauses. A sending that was taken back is followed by a row whose `returns_to` is
    the number of the text that lies there again.
    """

    negotiation = models.ForeignKey(Negotiation, models.PROTECT, related_name="tabled")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=8, choices=Sides)
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    text = models.TextField()
    clauses = models.JSONField()
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    returns_to = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        """Numbered from 1; two sides who send at once cannot both be the next."""

        constraints = (
            models.UniqueConstraint(fields=("negotiation", "number"), name="tabled_once"),
            models.CheckConstraint(
                condition=Q(returns_to=None) | Q(returns_to__gt=0, number__gt=models.F("returns_to") + 1),
                name="tabled_returns_back",
            ),
        )
        ordering = ("number",)

    def __str__(self) -> str:
        """Which text of what."""
        return f"text {self.number} of {self.negotiation}"


class Acceptance(models.Model):
    """One side's yes to exactly what a clause said. The database refuses to change or delete it.

    `digest` is empty where the side accepted that the clause is taken out.
    """

    tabled = models.ForeignKey(Tabled, models.PROTECT, related_name="acceptances")
    side = models.CharField(max_length=8, choices=Sides)
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    clause = models.CharField(max_length=400)
    digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        """A side accepts a clause of a text once."""

        constraints = (
            models.UniqueConstraint(fields=("tabled", "side", "clause"), name="clause_accepted_once"),
        )
        ordering = ("pk",)

    def __str__(self) -> str:
        """Who accepted what."""
        return f"the {self.side} accepts {self.clause} of {self.tabled}"


class Proposal(models.Model):
    """A draft with which a side goes on from the table: `seen` is the text from which its changes are counted."""

    draft = models.OneToOneField(Draft, models.PROTECT, related_name="proposal")
    negotiation = models.ForeignKey(Negotiation, models.PROTECT, related_name="proposals")
    seen = models.ForeignKey(Tabled, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        """From where."""
        return f"{self.draft} from {self.seen}"
