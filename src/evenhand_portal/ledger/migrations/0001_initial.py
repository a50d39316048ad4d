"""The first tables."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Ledger",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("peaks", models.BinaryField(default=bytes)),
                ("begun_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("index", models.PositiveBigIntegerField()),
                ("kind", models.CharField(max_length=60)),
                ("entry", models.BinaryField()),
                ("hash", models.BinaryField(max_length=32)),
                ("received_at", models.DateTimeField()),
                (
                    "ledger",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="leaves", to="ledger.ledger"
                    ),
                ),
            ],
            options={
                "ordering": ("index",),
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("size", models.PositiveBigIntegerField()),
                ("root", models.BinaryField(max_length=32)),
                ("note", models.TextField()),
                ("signed_at", models.DateTimeField()),
                (
                    "ledger",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checkpoints",
                        to="ledger.ledger",
                    ),
                ),
            ],
            options={
                "ordering": ("size",),
            },
        ),
        migrations.CreateModel(
            name="Payload",
            fields=[
                (
                    "leaf",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="payload",
                        serialize=False,
                        to="ledger.leaf",
                    ),
                ),
                ("salt", models.BinaryField(max_length=32)),
                ("body", models.BinaryField(null=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                ("erased_why", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__isnull", False), ("erased_at", None)),
                            models.Q(
                                ("body", None),
                                ("erased_at__isnull", False),
                                models.Q(("erased_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="payload_or_reason",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="leaf",
            constraint=models.UniqueConstraint(fields=("ledger", "index"), name="leaf_once"),
        ),
        migrations.AddConstraint(
            model_name="checkpoint",
            constraint=models.UniqueConstraint(fields=("ledger", "size"), name="one_root_a_size"),
        ),
    ]
