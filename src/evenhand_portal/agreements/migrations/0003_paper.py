"""Sealed papers, which stay as they were made."""

import django.db.models.deletion
from django.db import migrations, models

from evenhand_portal.immutable import forbid


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_immutable")]
    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper",
                        to="agreements.version",
                    ),
                ),
            ],
        ),
        forbid("agreements_paper"),
    ]
