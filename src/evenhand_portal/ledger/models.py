"""The ledger of each agreement: leaves, their payloads, and the heads that were signed."""

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
    """What a leaf commits to, beside it, so that it can be erased by law and the proof still holds."""

    leaf = models.OneToOneField(Leaf, models.PROTECT, related_name="payload", primary_key=True)
    salt = models.BinaryField(max_length=32)
    body = models.BinaryField(null=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_why = models.CharField(max_length=500, blank=True)

    class Meta:
        """Erased or there, and erased with a reason."""

        constraints = (
            models.CheckConstraint(
                condition=Q(body__isnull=False, erased_at=None)
                | (Q(body=None, erased_at__isnull=False) & ~Q(erased_why="")),
                name="payload_or_reason",
            ),
        )

    def __str__(self) -> str:
        """Whose it is."""
        return f"payload of {self.leaf}"


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
