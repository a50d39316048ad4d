"""Standard texts, the agreements made from them, and what was sent to whom."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from evenhand_portal.agreements.models import Agreement, Draft, Sides
from evenhand_portal.parties.models import Organisation
from evenhand_portal.tracking.models import Leased


class Master(models.Model):
    """A standard text of an organisation for many clients (or providers).

    Its words are a draft of an agreement that stays its own: changed by the same forms, with every revision kept. A
    revision of it is what agreements are made from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="masters")
    draft = models.OneToOneField(Draft, models.PROTECT, related_name="master")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    class Meta:
        """By age."""

        ordering = ("begun_at",)

    def __str__(self) -> str:
        """Its title."""
        return self.draft.agreement.title


class Schedule(models.Model):
    """One client's agreement under a standard text; `edition` is the revision on which it stands.

    It holds while the organisation of the standard text is a party of the agreement. When the agreement is handed
    over, what was sent stays written here, and the new organisation may put it under a text of its own.

    What differs from that revision are the client's exceptions. They are found anew whenever they are asked for, so
    that one that was negotiated is one like any other.
    """

    master = models.ForeignKey(Master, models.PROTECT, related_name="schedules")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="schedules")
    edition = models.PositiveIntegerField()
    begun_at = models.DateTimeField()

    class Meta:
        """Each agreement once under each text, by its title."""

        constraints = (models.UniqueConstraint(fields=("master", "agreement"), name="scheduled_once"),)
        ordering = ("agreement__title", "begun_at")

    def __str__(self) -> str:
        """Whose."""
        return f"{self.agreement} under {self.master}"


class Rollout(models.Model):
    """A change of the standard text, sent to its clients in one act; `seen` is what the page showed, as a hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    master = models.ForeignKey(Master, models.PROTECT, related_name="rollouts")
    edition = models.PositiveIntegerField()
    in_force_from = models.DateField()
    note = models.TextField(blank=True)
    seen = models.CharField(max_length=64)
    side = models.CharField(max_length=8, choices=Sides)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The same page is confirmed once."""

        constraints = (models.UniqueConstraint(fields=("master", "seen"), name="rollout_once"),)
        ordering = ("-at",)

    def __str__(self) -> str:
        """Which change of what."""
        return f"revision {self.edition} of {self.master}"


class Sending(Leased):
    """What became of a change for one client. `basis` names the client's text that the page showed."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", "waits"
        SENT = "sent", "sent"
        DRAFTED = "drafted", "changed in your draft"
        NOTHING = "nothing", "nothing to change"
        FAILED = "failed", "not sent"

    rollout = models.ForeignKey(Rollout, models.PROTECT, related_name="sendings")
    schedule = models.ForeignKey(Schedule, models.PROTECT, related_name="sendings")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    basis = models.CharField(max_length=64)
    draft = models.ForeignKey(Draft, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Each client once in each change."""

        constraints = (
            models.UniqueConstraint(fields=("rollout", "schedule"), name="sent_once"),
            models.UniqueConstraint(
                fields=("schedule",), condition=models.Q(state="waiting"), name="one_sending_waits"
            ),
        )
        indexes = (models.Index(fields=("id",), condition=models.Q(state="waiting"), name="sending_waiting"),)
        ordering = ("schedule__agreement__title",)

    def __str__(self) -> str:
        """What of whom."""
        return f"{self.rollout} for {self.schedule.agreement}: {self.state}"
