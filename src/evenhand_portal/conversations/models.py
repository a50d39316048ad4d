"""Threads about a subject, their comments, whom they name, what is attached, and how far each person has read."""

from __future__ import annotations

import uuid
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q

from evenhand_portal.agreements.models import Agreement, Sides
from evenhand_portal.conversations.subjects import subject_words

PERSON: Final = settings.AUTH_USER_MODEL


class Thread(models.Model):
    """What is said about one subject: for both sides, or for one alone, as `audience` says and as it stays.

    `label` is the title of its clause as it was when the thread was begun, `latest` the number of its newest comment.
    The database refuses to change what it is about and for whom.
    """

    class Kind(models.TextChoices):
        """What it is about."""

        AGREEMENT = "agreement"
        CLAUSE = "clause"
        FIGURE = "figure"
        TICKET = "ticket"

    class Audience(models.TextChoices):
        """Who sees it."""

        BOTH = "both", "Both sides see this"
        CLIENT = "client", "Only the client sees this"
        PROVIDER = "provider", "Only the provider sees this"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="threads")
    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=1_000, blank=True)
    label = models.CharField(max_length=200, blank=True, default="")
    audience = models.CharField(max_length=8, choices=Audience)
    title = models.CharField(max_length=120)
    begun_at = models.DateTimeField()
    latest = models.PositiveIntegerField(default=0)
    latest_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Found by what it is about, and by what is newest."""

        constraints = (
            models.CheckConstraint(
                condition=Q(audience__in=("both", "client", "provider")), name="audience_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="agreement", key="") | (~Q(kind="agreement") & ~Q(key="")),
                name="thread_about_something",
            ),
        )
        indexes = (models.Index(fields=("agreement", "kind", "latest_at"), name="thread_found"),)
        ordering = ("-latest_at", "-begun_at")

    def __str__(self) -> str:
        """Its title."""
        return self.title

    @property
    def about(self) -> str:
        """What it is about, in words."""
        return subject_words(self.kind, self.key, self.label)

    @property
    def own(self) -> bool:
        """Whether one side alone sees it."""
        return self.audience != self.Audience.BOTH


class Comment(models.Model):
    """What somebody said, once: a person at a desk, or a guest without an account. The database keeps it as it is.

    `side` is empty for a guest of both. `folded` is what is searched: the words and the names of files. The words can
    be erased by law, whole and with a reason; that somebody said something then stays.
    """

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="comments")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=8, choices=Sides, blank=True)
    person = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    guest_name = models.CharField(max_length=200, blank=True)
    guest_email = models.EmailField(blank=True)
    guest_website = models.URLField(blank=True, max_length=500)
    text = models.TextField()
    folded = models.TextField()
    at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_why = models.CharField(max_length=500, blank=True)

    class Meta:
        """Numbered from 1 within its thread; said by a person or by a guest with a name; there, or erased."""

        constraints = (
            models.UniqueConstraint(fields=("thread", "number"), name="comment_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, guest_name="") | (Q(person=None) & ~Q(guest_name="")),
                name="comment_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None, erased_why="")
                | (
                    Q(erased_at__isnull=False, text="", folded="", guest_email="", guest_website="")
                    & ~Q(erased_why="")
                ),
                name="comment_there_or_erased",
            ),
        )
        ordering = ("number",)

    def __str__(self) -> str:
        """Who said something where."""
        return f"{self.author} in “{self.thread}”"

    @property
    def author(self) -> str:
        """The name of whoever said it."""
        return str(self.person) if self.person else self.guest_name


class Mention(models.Model):
    """Somebody whom a comment names by @."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="mentions")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    class Meta:
        """Each once."""

        constraints = (models.UniqueConstraint(fields=("comment", "person"), name="mentioned_once"),)
        ordering = ("pk",)

    def __str__(self) -> str:
        """Whom."""
        return f"@{self.person}"


class Attachment(models.Model):
    """A file beside a comment, kept byte for byte under its number. `name` is shown, and is no part of a path."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=255)
    file = models.FileField(upload_to="attachments/")
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveBigIntegerField()

    class Meta:
        """As they were attached."""

        ordering = ("name", "pk")

    def __str__(self) -> str:
        """Its name."""
        return self.name


class Read(models.Model):
    """Up to which comment somebody has read a thread."""

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    thread = models.ForeignKey(Thread, models.PROTECT, related_name="reads")
    number = models.PositiveIntegerField()

    class Meta:
        """One mark for each."""

        constraints = (models.UniqueConstraint(fields=("person", "thread"), name="read_mark_once"),)

    def __str__(self) -> str:
        """Who read how far."""
        return f"{self.person} up to {self.number}"
