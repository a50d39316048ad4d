"""Links for guests, the threads they take part in, replies held as spam, and what edited Word files propose."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from evenhand_portal.agreements.models import Agreement, Draft, Sides, Version
from evenhand_portal.conversations.models import Comment, Thread
from evenhand_portal.negotiation.models import Negotiation
from evenhand_portal.parties.models import Organisation

PERSON = settings.AUTH_USER_MODEL


class Link(models.Model):
    """A link by which somebody without an account reads one paper, until it expires or is ended.

    The paper is a version, a draft of one's own, or what lies on the table of a negotiation. What is said by the link
    is for `audience`: both sides, or the side that made it. Only a hash of its secret is kept.
    """

    class Audience(models.TextChoices):
        """For whom the guest speaks."""

        BOTH = "both", "both sides"
        CLIENT = "client", "the client alone"
        PROVIDER = "provider", "the provider alone"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="guest_links")
    side = models.CharField(max_length=8, choices=Sides)
    audience = models.CharField(max_length=8, choices=Audience)
    version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")
    draft = models.ForeignKey(Draft, models.PROTECT, null=True, blank=True, related_name="+")
    negotiation = models.ForeignKey(Negotiation, models.PROTECT, null=True, blank=True, related_name="+")
    speaks = models.BooleanField(default=False)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    threads = models.ManyToManyField(Thread, related_name="guest_links")

    class Meta:
        """One paper; a draft is read for its own side alone."""

        constraints = (
            models.CheckConstraint(
                condition=Q(version__isnull=False, draft=None, negotiation=None)
                | Q(version=None, draft__isnull=False, negotiation=None)
                | Q(version=None, draft=None, negotiation__isnull=False),
                name="guest_reads_one_paper",
            ),
            models.CheckConstraint(
                condition=Q(audience="both", draft=None) | Q(audience=models.F("side")),
                name="guest_of_both_or_own",
            ),
        )
        ordering = ("-made_at",)

    def __str__(self) -> str:
        """Whose it is."""
        return f"{self.name}, guest of {'both sides' if self.audience == 'both' else f'the {self.side}'}"

    @property
    def house(self) -> Organisation | None:
        """The organisation that made the link."""
        return self.agreement.client if self.side == "client" else self.agreement.provider

    @property
    def side_spoken_for(self) -> str:
        """The side for which the guest speaks; empty when for both."""
        return "" if self.audience == self.Audience.BOTH else self.side


class Held(models.Model):
    """A reply that looks like spam, until somebody who may see it lets it through or drops it."""

    link = models.ForeignKey(Link, models.PROTECT, related_name="held")
    about = models.CharField(max_length=1_000, blank=True)
    thread = models.ForeignKey(Thread, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    website = models.URLField(blank=True, max_length=500)
    text = models.TextField()
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    comment = models.OneToOneField(Comment, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """Oldest first."""

        ordering = ("at", "pk")

    def __str__(self) -> str:
        """From whom."""
        return f"held: {self.name} by {self.link}"


class Proposed(models.Model):
    """What an edited Word file says at one clause.

    Where the words can be taken over as they are, `value` is what the clause would say in place of `replaces`.
    """

    class State(models.TextChoices):
        """What has become of it."""

        OPEN = "open"
        TAKEN = "taken"
        ASIDE = "aside"

    link = models.ForeignKey(Link, models.PROTECT, related_name="proposed")
    comment = models.OneToOneField(Comment, models.PROTECT, related_name="proposed")
    clause = models.CharField(max_length=400)
    before = models.JSONField()
    after = models.JSONField()
    value = models.TextField(null=True, blank=True)
    replaces = models.TextField(null=True, blank=True)
    state = models.CharField(max_length=5, choices=State, default=State.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """In the order of the document."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """At which clause."""
        return f"{self.clause} by {self.link}"
