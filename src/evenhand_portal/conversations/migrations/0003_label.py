"""The title of a thread's clause, which stays as it was."""

from django.db import migrations, models

from evenhand_portal.immutable import forbid

KEPT = ("agreement_id", "kind", "key", "label", "audience", "title", "begun_at")


class Migration(migrations.Migration):
    dependencies = [("conversations", "0002_immutable")]
    operations = [
        migrations.AddField("thread", "label", models.CharField(blank=True, default="", max_length=200)),
        forbid("conversations_thread", *KEPT),
    ]
