"""Texts that lay on the table and clauses that were accepted stay as they were written."""

from django.db import migrations

from evenhand_portal.immutable import forbid


class Migration(migrations.Migration):
    dependencies = [("negotiation", "0001_initial")]
    operations = [
        forbid("negotiation_negotiation", "agreement_id", "base_id", "start", "opened_by", "opened_at"),
        forbid("negotiation_tabled"),
        forbid("negotiation_acceptance"),
    ]
