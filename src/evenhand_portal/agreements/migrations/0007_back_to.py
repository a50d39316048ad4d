"""A revision that went back to an earlier one says so in a column of its own, no longer in its note alone."""

import re
from typing import Any

from django.db import migrations, models

from evenhand_portal.immutable import Forbidden, forbid

TABLE = "agreements_revision"
BACK = re.compile(r"back to revision ([0-9]{1,9})")


def fill(apps: Any, editor: Any) -> None:
    """Read it from the notes of old; the triggers are let go for that, and come back with the last step."""
    for statement in Forbidden(TABLE).reversals(editor.connection.vendor):
        editor.execute(statement)
    revisions = apps.get_model("agreements", "Revision").objects
    for pk, number, note in revisions.filter(note__startswith="back to revision ").values_list(
        "pk", "number", "note"
    ):
        found = BACK.fullmatch(note)
        if found and 0 < int(found[1]) < number:
            revisions.filter(pk=pk).update(back_to=int(found[1]))


class Migration(migrations.Migration):
    dependencies = [("agreements", "0006_transfer")]
    operations = [
        migrations.AddField("revision", "back_to", models.PositiveIntegerField(blank=True, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            "revision",
            models.CheckConstraint(
                condition=models.Q(back_to=None) | models.Q(back_to__lt=models.F("number")),
                name="back_to_earlier",
            ),
        ),
        forbid(TABLE),
    ]
