"""What was said stays as it was said, and for whom it was said."""

from django.db import migrations

from evenhand_portal.immutable import forbid


class Migration(migrations.Migration):
    dependencies = [("conversations", "0001_initial")]
    operations = [
        forbid("conversations_thread", "agreement_id", "kind", "key", "audience", "title", "begun_at"),
        forbid("conversations_comment"),
        forbid("conversations_mention"),
        forbid("conversations_attachment"),
    ]
