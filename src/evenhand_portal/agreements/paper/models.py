"""What lies beside drafts and versions as PDF: the contract that is transcribed, the sealed paper."""

from __future__ import annotations

from django.db import models


class Original(models.Model):
    """The PDF of a contract signed elsewhere, beside the draft into which it is transcribed."""

    draft = models.OneToOneField("agreements.Draft", models.PROTECT, related_name="original")
    name = models.CharField(max_length=255)
    body = models.BinaryField()
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        """Its name."""
        return self.name


class Paper(models.Model):
    """The sealed PDF of a version that both signed. It is made once; the database refuses to change it."""

    version = models.OneToOneField("agreements.Version", models.PROTECT, related_name="paper")
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        """Of which version."""
        return f"paper of {self.version}"
