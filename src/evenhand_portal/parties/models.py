"""Who there is: people, organisations, memberships, and invitations to both."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower


class Role(models.TextChoices):
    """What a person may do for an organisation."""

    MANAGER = "manager", "Manager: drafts, uploads and invites"
    SIGNATORY = "signatory", "Signatory: signs"
    READER = "reader", "Reader: reads and comments"
    AUDITOR = "auditor", "Auditor: sees everything, changes nothing"


class People(BaseUserManager["Person"]):
    """Finds and makes people, by e-mail address without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """Make a person; without a password only a mailed link or a passkey lets them in."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """Return the person of that address."""
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser):
    """A human being who signs in; what they may do follows from memberships alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        """One address, one person, whatever its case."""

        constraints = (
            models.CheckConstraint(condition=Q(email=Lower("email")), name="person_email_is_lower"),
        )

    def __str__(self) -> str:
        """The name, or the address of somebody who gave none."""
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name as people read it."""
        return str(self)


class Organisation(models.Model):
    """A party: client in one agreement, perhaps provider in another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    founded_at = models.DateTimeField()

    def __str__(self) -> str:
        """The name."""
        return self.name


class Membership(models.Model):
    """A role of a person in an organisation; what ended stays, for the record."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A role is held once at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "person", "role"), condition=Q(until=None), name="role_held_once"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="membership_in_order"
            ),
        )
        ordering = ("since", "id")

    def __str__(self) -> str:
        """Who is what, where."""
        return f"{self.person}: {self.role} of {self.organisation}"


class Invitation(models.Model):
    """An e-mail that asks somebody to join an organisation; its link holds a secret of which only a hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    email = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, choices=Role)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    secret_hash = models.CharField(max_length=64, unique=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    bounce_reason = models.CharField(max_length=500, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One open invitation for each address and role; accepted ones are not withdrawn."""

        constraints = (
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                "role",
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invited_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_one_end"
            ),
        )
        ordering = ("-invited_at",)

    def __str__(self) -> str:
        """Whom it asks to what."""
        return f"{self.email}: {self.role} of {self.organisation}"
