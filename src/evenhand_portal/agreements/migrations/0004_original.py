"""Contracts signed elsewhere, beside the drafts into which they are transcribed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_paper")]
    operations = [
        migrations.CreateModel(
            name="Original",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                ("body", models.BinaryField()),
                ("uploaded_at", models.DateTimeField()),
                (
                    "draft",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="original",
                        to="agreements.draft",
                    ),
                ),
            ],
        ),
    ]
