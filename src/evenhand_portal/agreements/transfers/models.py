"""Who wants to hand an agreement to which organisation, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from evenhand_portal.parties.models import Organisation


class Transfer(models.Model):
    """One side's wish that another organisation takes its place; `of` is the one that it leaves.

    What was signed keeps the name under which it was signed: a transfer changes who acts from now on.
    """

    class Outcome(models.TextChoices):
        """What has become of it."""

        OPEN = "open"
        AGREED = "agreed"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="transfers")
    side = models.CharField(max_length=8, choices=[("client", "client"), ("provider", "provider")])
    of = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    to = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """To another organisation, with a reason; one at a time."""

        constraints = (
            models.CheckConstraint(condition=~Q(of=F("to")), name="transferred_to_another"),
            models.CheckConstraint(condition=~Q(reason=""), name="transfer_has_reason"),
            models.UniqueConstraint(
                fields=("agreement",), condition=Q(outcome="open"), name="one_transfer_open"
            ),
        )
        ordering = ("-at",)

    def __str__(self) -> str:
        """What goes where."""
        return f"{self.agreement}: from {self.of} to {self.to}"
