"""The words of a comment can be erased by law, with its files and with the title they gave their thread."""

from django.db import migrations, models

from evenhand_portal.immutable import forbid

ERASED = "(erased by law)"


def same(*columns: str) -> str:
    """Say in SQL that these columns stay as they were; none may hold an empty string where it held nothing."""
    return " AND ".join(
        f"COALESCE(CAST(NEW.{one} AS TEXT), '') = COALESCE(CAST(OLD.{one} AS TEXT), '')" for one in columns
    )


WORDS_GONE = "OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL"
# The file itself goes once that is certain; until then its number stays, so that it can be tried again.
FILE_GONE = "NEW.name = '' AND NEW.file IN ('', OLD.file) AND NEW.sha256 = '' AND NEW.bytes = 0"
THREAD_KEPT = ("agreement_id", "kind", "key", "label", "audience", "begun_at")


class Migration(migrations.Migration):
    dependencies = [("conversations", "0003_label")]
    operations = [
        migrations.AddField("comment", "erased_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "comment",
            "erased_why",
            models.CharField(blank=True, max_length=500, default=""),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "comment",
            models.CheckConstraint(
                condition=models.Q(erased_at=None, erased_why="")
                | (
                    models.Q(erased_at__isnull=False, text="", folded="", guest_email="", guest_website="")
                    & ~models.Q(erased_why="")
                ),
                name="comment_there_or_erased",
            ),
        ),
        forbid(
            "conversations_comment",
            unless=f"{WORDS_GONE} AND {same('id', 'thread_id', 'number', 'side', 'person_id', 'at')}",
        ),
        forbid("conversations_attachment", unless=f"{FILE_GONE} AND {same('id', 'comment_id')}"),
        forbid(
            "conversations_thread",
            *THREAD_KEPT,
            "title",
            unless=f"NEW.title = '{ERASED}' AND {same('id', *THREAD_KEPT)}",
        ),
    ]
