"""The inbox, choices, daily mails, answers by mail and addresses that take none."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Choice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("once", "Mail at once"),
                            ("daily", "In the daily mail"),
                            ("inbox", "Only in the inbox"),
                        ],
                        max_length=5,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Habits",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hour", models.PositiveSmallIntegerField(default=7)),
                ("zone", models.CharField(default="UTC", max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="Incoming",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("outcome", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Unreachable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="notice",
            name="notice_state_known",
        ),
        migrations.RemoveField(
            model_name="notice",
            name="html",
        ),
        migrations.AddField(
            model_name="notice",
            name="about",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="gatherable",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="notice",
            name="gathered_in",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="gathered",
                to="notices.notice",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="letter",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="notice",
            name="link",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="notice",
            name="read_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="reply",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name="notice",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("daily", "Daily"),
                    ("gathered", "Gathered"),
                    ("inbox", "Inbox"),
                    ("sent", "Sent"),
                    ("bounced", "Bounced"),
                    ("failed", "Failed"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("state", "daily")), fields=["person"], name="notice_daily"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["person", "-made_at"], name="notice_inbox"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("read_at", None)), fields=["person"], name="notice_unread"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("waiting", "daily", "gathered", "inbox", "sent", "bounced", "failed"))
                ),
                name="notice_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("gathered_in__isnull", False), ("state", "gathered")),
                    models.Q(models.Q(("state", "gathered"), _negated=True), ("gathered_in", None)),
                    _connector="OR",
                ),
                name="gathered_in_one",
            ),
        ),
        migrations.AddField(
            model_name="choice",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notice_choices",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="habits",
            name="person",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notice_habits",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="incoming",
            name="notice",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="notices.notice",
            ),
        ),
        migrations.AddConstraint(
            model_name="unreachable",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="lower_email",
            ),
        ),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.UniqueConstraint(fields=("person", "kind"), name="chosen_once"),
        ),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ("once", "daily", "inbox"))), name="choice_way_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="habits",
            constraint=models.CheckConstraint(condition=models.Q(("hour__lt", 24)), name="hour_of_day"),
        ),
    ]
