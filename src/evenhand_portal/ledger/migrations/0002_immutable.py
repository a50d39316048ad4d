"""Leaves and checkpoints stay as they were written; payloads may only be erased."""

from django.db import migrations

from evenhand_portal.immutable import forbid


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        forbid("ledger_leaf"),
        forbid("ledger_checkpoint"),
        forbid("ledger_payload", "salt", "leaf_id"),
    ]
