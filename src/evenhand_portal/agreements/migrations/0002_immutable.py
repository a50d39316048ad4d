"""Revisions, the words of versions, signatures and refusals stay as they were written."""

from django.db import migrations

from evenhand_portal.immutable import forbid

WORDS = ("agreement_id", "number", "text", "canonical", "identity", "in_force_from", "origin", "offered_by")


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]
    operations = [
        forbid("agreements_revision"),
        forbid("agreements_version", *WORDS),
        forbid("agreements_signature"),
        forbid("agreements_refusal"),
        forbid("agreements_delegation"),
        forbid("agreements_contract"),
    ]
