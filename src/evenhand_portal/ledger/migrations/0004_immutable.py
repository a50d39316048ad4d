"""Receipts and exhibits stay as they were written; a payload is changed only by erasing it."""

from django.db import migrations

from evenhand_portal.immutable import forbid


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_receipts")]
    operations = [
        forbid("ledger_payload", unless="NEW.body IS NULL AND NEW.leaf_id = OLD.leaf_id"),
        forbid("ledger_exhibit"),
        forbid("ledger_receipt"),
    ]
