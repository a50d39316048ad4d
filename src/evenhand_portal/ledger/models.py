"""The ledger of each agreement: leaves, what stands beside them, and the heads and receipts that were signed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class Ledger(models.Model):
    """The head row: whoever appends locks it. `peaks` are the heads of the full subtrees, 32 bytes each."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    size = models.PositiveBigIntegerField(default=0)
    peaks = models.BinaryField(default=bytes)
    begun_at = models.DateTimeField()

    def __str__(self) -> str:
        """Its name in checkpoints."""
        return f"evenhand/{self.pk}"


class Leaf(models.Model):
    """One thing said or done. The database refuses to change or delete it."""

    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="leaves")
    index = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=60)
    entry = models.BinaryField()
    hash = models.BinaryField(max_length=32)
    received_at = models.DateTimeField()

    class Meta:
        """Complete from 0; index = size when appended."""

        constraints = (models.UniqueConstraint(fields=("ledger", "index"), name="leaf_once"),)
        ordering = ("index",)

    def __str__(self) -> str:
        """Its place and kind."""
        return f"{self.index}: {self.kind}"


class Payload(models.Model):
    """What a leaf commits to, beside it, so that it can be erased by law and the proof still holds.

    The salt is erased with the body: with it, a short body could be guessed from the commitment.
    """

    leaf = models.OneToOneField(Leaf, models.PROTECT, related_name="payload", primary_key=True)
    salt = models.BinaryField(max_length=32, null=True)
    body = models.BinaryField(null=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_why = models.CharField(max_length=500, blank=True)

    class Meta:
        """Erased or there, and erased with a reason."""

        constraints = (
            models.CheckConstraint(
                condition=Q(body__isnull=False, salt__isnull=False, erased_at=None)
                | (Q(body=None, salt=None, erased_at__isnull=False) & ~Q(erased_why="")),
                name="payload_or_reason",
            ),
        )

    def __str__(self) -> str:
        """Whose it is."""
        return f"payload of {self.leaf}"


class Exhibit(models.Model):
    """Bytes that the facts of a leaf name by their SHA-256, such as published figures. They are never erased."""

    leaf = models.ForeignKey(Leaf, models.PROTECT, related_name="exhibits")
    sha256 = models.CharField(max_length=64)
    body = models.BinaryField()

    class Meta:
        """Once beside each leaf."""

        constraints = (models.UniqueConstraint(fields=("leaf", "sha256"), name="exhibit_once"),)

    def __str__(self) -> str:
        """Beside which leaf it stands."""
        return f"{self.sha256[:8]} beside {self.leaf}"


class Receipt(models.Model):
    """What was given to whoever sent something in: a signed statement that its leaf was taken."""

    leaf = models.OneToOneField(Leaf, models.PROTECT, related_name="receipt", primary_key=True)
    note = models.TextField()

    def __str__(self) -> str:
        """For which leaf."""
        return f"receipt for {self.leaf}"


class Checkpoint(models.Model):
    """A head that was signed and given out: the last one binds what may be signed next."""

    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="checkpoints")
    size = models.PositiveBigIntegerField()
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        """One root for each size: two would be proof of fraud."""

        constraints = (models.UniqueConstraint(fields=("ledger", "size"), name="one_root_a_size"),)
        ordering = ("size",)

    def __str__(self) -> str:
        """Of which ledger, how large."""
        return f"{self.ledger} at {self.size}"
