"""Receipts, exhibits beside leaves; a payload is erased with its salt."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_immutable"),
    ]

    operations = [
        migrations.CreateModel(
            name="Exhibit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("body", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "leaf",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="receipt",
                        serialize=False,
                        to="ledger.leaf",
                    ),
                ),
                ("note", models.TextField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="payload",
            name="payload_or_reason",
        ),
        migrations.AlterField(
            model_name="payload",
            name="salt",
            field=models.BinaryField(max_length=32, null=True),
        ),
        migrations.AddConstraint(
            model_name="payload",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("body__isnull", False), ("erased_at", None), ("salt__isnull", False)),
                    models.Q(
                        ("body", None),
                        ("erased_at__isnull", False),
                        ("salt", None),
                        models.Q(("erased_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="payload_or_reason",
            ),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="leaf",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="exhibits", to="ledger.leaf"
            ),
        ),
        migrations.AddConstraint(
            model_name="exhibit",
            constraint=models.UniqueConstraint(fields=("leaf", "sha256"), name="exhibit_once"),
        ),
    ]
