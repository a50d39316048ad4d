"""Agreements: who they are between, drafts with every revision, versions, signatures."""

from __future__ import annotations

import uuid
from typing import Literal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from evenhand_portal.agreements.paper import models as papers  # noqa: F401 - Django looks for tables here
from evenhand_portal.agreements.transfers import models as transfers  # noqa: F401 - Django looks for tables here
from evenhand_portal.ledger.models import Ledger
from evenhand_portal.parties.models import Organisation

Side = Literal["client", "provider"]
PERSON = settings.AUTH_USER_MODEL


class Sides(models.TextChoices):
    """The two parties of an agreement."""

    CLIENT = "client", "client"
    PROVIDER = "provider", "provider"


class Agreement(models.Model):
    """What two organisations make with each other; private to the one that began it until the other is invited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=300)
    client = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="as_client")
    provider = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="as_provider"
    )
    begun_by = models.CharField(max_length=8, choices=Sides)
    begun_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)
    ledger = models.OneToOneField(Ledger, models.PROTECT)

    class Meta:
        """Whoever began it is a party, and nobody agrees with itself."""

        constraints = (
            models.CheckConstraint(
                condition=Q(begun_by="client", client__isnull=False)
                | Q(begun_by="provider", provider__isnull=False),
                name="beginner_is_party",
            ),
            models.CheckConstraint(
                condition=Q(client=None) | Q(provider=None) | ~Q(client=F("provider")), name="two_parties"
            ),
        )
        ordering = ("title", "begun_at")

    def __str__(self) -> str:
        """Its title."""
        return self.title

    def party(self, side: Side) -> Organisation | None:
        """The organisation on that side, if it is known yet."""
        return self.client if side == "client" else self.provider


class Draft(models.Model):
    """A text that is not agreed yet: of a new agreement, or of an amendment of the version it is based on."""

    class State(models.TextChoices):
        """What has become of it."""

        OPEN = "open"
        OFFERED = "offered"
        AGREED = "agreed"
        DROPPED = "dropped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="drafts")
    side = models.CharField(max_length=8, choices=Sides)
    based_on = models.ForeignKey("Version", models.PROTECT, null=True, blank=True, related_name="amendments")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    begun_at = models.DateTimeField()
    latest = models.PositiveIntegerField(default=0)

    class Meta:
        """Newest first."""

        ordering = ("-begun_at",)

    def __str__(self) -> str:
        """Whose draft of what."""
        return f"{self.side}'s draft of {self.agreement}"


class Revision(models.Model):
    """One saved state of a draft, to which one can return. The database refuses to change or delete it.

    `back_to` is the number of the earlier revision that it says again, if it went back to one.
    """

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    back_to = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        """Numbered from 1; two people who save at once cannot both be the next. One goes back to what was before."""

        constraints = (
            models.UniqueConstraint(fields=("draft", "number"), name="revision_once"),
            models.CheckConstraint(
                condition=models.Q(back_to=None) | models.Q(back_to__lt=models.F("number")),
                name="back_to_earlier",
            ),
        )
        ordering = ("-number",)

    def __str__(self) -> str:
        """Which revision of what."""
        return f"revision {self.number} of {self.draft}"


class Version(models.Model):
    """A text offered for signature; once signed by both it is in force from its day. Its words never change."""

    class Origin(models.TextChoices):
        """Where it was signed; what one side may change by telling the other is not signed at all."""

        HERE = "here", "signed here"
        ELSEWHERE = "elsewhere", "signed elsewhere"
        NOTIFIED = "notified", "told by one side"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    canonical = models.BinaryField()
    identity = models.CharField(max_length=64)
    in_force_from = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.HERE)
    offered_by = models.CharField(max_length=8, choices=Sides)
    offered_at = models.DateTimeField()
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="versions")
    agreed_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A number once; one version at a time waits for signatures; one end."""

        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "number"),
                condition=Q(declined_at=None, withdrawn_at=None),
                name="version_number_once",
            ),
            models.UniqueConstraint(
                fields=("agreement",),
                condition=Q(agreed_at=None, declined_at=None, withdrawn_at=None),
                name="one_version_waits",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None, declined_at=None)
                | Q(agreed_at=None, withdrawn_at=None)
                | Q(declined_at=None, withdrawn_at=None),
                name="version_one_end",
            ),
        )
        ordering = ("-number",)

    @property
    def waits(self) -> bool:
        """Whether it waits for signatures."""
        return not (self.agreed_at or self.declined_at or self.withdrawn_at)

    def __str__(self) -> str:
        """Which version of what."""
        return f"version {self.number} of {self.agreement}"


class Signature(models.Model):
    """One party's yes to exactly one text. The database refuses to change or delete it."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=8, choices=Sides)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    identity = models.CharField(max_length=64)
    statement = models.TextField()
    method = models.CharField(max_length=40)
    signed_at = models.DateTimeField()

    class Meta:
        """Each side signs once, and one person never for both."""

        constraints = (
            models.UniqueConstraint(fields=("version", "side"), name="side_signs_once"),
            models.UniqueConstraint(fields=("version", "person"), name="person_signs_once"),
        )
        ordering = ("signed_at",)

    def __str__(self) -> str:
        """Who signed what."""
        return f"{self.name} for the {self.side}: {self.version}"


class Refusal(models.Model):
    """A signature declined, with the reason; it reopens the draft."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="refusals")
    side = models.CharField(max_length=8, choices=Sides)
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """A reason is given."""

        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="refusal_has_reason"),)

    def __str__(self) -> str:
        """Who declined what."""
        return f"{self.person} declined {self.version}"


class Delegation(models.Model):
    """A signatory's request that a colleague who may sign does it in their place."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="delegations")
    side = models.CharField(max_length=8, choices=Sides)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    to = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        """To somebody else."""

        constraints = (models.CheckConstraint(condition=~Q(by=F("to")), name="delegated_to_another"),)
        ordering = ("at",)

    def __str__(self) -> str:
        """From whom to whom."""
        return f"{self.by} asks {self.to} to sign {self.version}"


class Contract(models.Model):
    """The paper of a version that was signed elsewhere, as it was uploaded. The database refuses to change it."""

    version = models.OneToOneField(Version, models.PROTECT, related_name="contract")
    name = models.CharField(max_length=255)
    file = models.FileField(upload_to="contracts/")
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        """Its name."""
        return self.name


class PartyInvitation(models.Model):
    """An e-mail that asks the other side to the table; only a hash of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="invitations")
    side = models.CharField(max_length=8, choices=Sides)
    email = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    invited_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    secret_hash = models.CharField(max_length=64, unique=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    bounce_reason = models.CharField(max_length=500, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One open invitation for each agreement."""

        constraints = (
            models.UniqueConstraint(
                fields=("agreement",),
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="other_side_invited_once",
            ),
        )
        ordering = ("-invited_at",)

    def __str__(self) -> str:
        """Whom it asks to what."""
        return f"{self.email}: {self.side} of {self.agreement}"
