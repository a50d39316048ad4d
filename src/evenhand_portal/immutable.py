"""Rows that the database itself refuses to change or delete, whoever asks.

A migration says `forbid("ledger_leaf")`, or names the columns that must stay. Triggers do it, on SQLite and on
PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


@dataclass(frozen=True, slots=True)
class Forbidden:
    """What must not happen to a table: deleting, and changing `columns` (every one when none is named)."""

    table: str
    columns: tuple[str, ...] = ()

    def statements(self, vendor: str) -> Iterator[str]:
        """The statements that make the database refuse, for `sqlite` or `postgresql`."""
        of = f" OF {', '.join(self.columns)}" if self.columns else ""
        for act, scope in (("UPDATE", of), ("DELETE", "")):
            name = f"{self.table}_no_{act.lower()}"
            message = f"{self.table} keeps what was written"
            if vendor == "sqlite":
                yield (
                    f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {act}{scope} ON {self.table} "
                    f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
                )
            else:
                yield (
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                    f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
                )
                yield (
                    f"CREATE TRIGGER {name} BEFORE {act}{scope} ON {self.table} "
                    f"FOR EACH ROW EXECUTE FUNCTION {name}()"
                )

    def reversals(self, vendor: str) -> Iterator[str]:
        """The statements that take it back."""
        for act in ("update", "delete"):
            name = f"{self.table}_no_{act}"
            if vendor == "sqlite":
                yield f"DROP TRIGGER IF EXISTS {name}"
            else:
                yield f"DROP TRIGGER IF EXISTS {name} ON {self.table}"
                yield f"DROP FUNCTION IF EXISTS {name}()"


RULES: list[Forbidden] = []
"""Every rule that a migration has said."""


def forbid(table: str, *columns: str) -> migrations.RunPython:
    """Return the step of a migration that makes rows of `table` stay as they were written."""
    rule = Forbidden(table, columns)
    RULES.append(rule)

    def forward(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in rule.statements(editor.connection.vendor):
            editor.execute(statement)

    def backward(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in rule.reversals(editor.connection.vendor):
            editor.execute(statement)

    return migrations.RunPython(forward, backward)
