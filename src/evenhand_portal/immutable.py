"""Rows that the database itself refuses to change or delete, whoever asks.

A migration says `forbid("ledger_leaf")`, or names the columns that must stay. Triggers do it, on SQLite and on
PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import StateApps


@dataclass(frozen=True, slots=True)
class Forbidden:
    """What must not happen to a table: deleting, and changing `columns` (every one when none is named).

    A change for which `unless` holds is let through; it is a condition in SQL over OLD and NEW.
    """

    table: str
    columns: tuple[str, ...] = ()
    unless: str = ""

    def statements(self, vendor: str) -> Iterator[str]:
        """The statements that make the database refuse, for `sqlite` or `postgresql`."""
        of = f" OF {', '.join(self.columns)}" if self.columns else ""
        for act, scope in (("UPDATE", of), ("DELETE", "")):
            name = f"{self.table}_no_{act.lower()}"
            message = f"{self.table} keeps what was written"
            when = f"WHEN (NOT ({self.unless})) " if self.unless and act == "UPDATE" else ""
            if vendor == "sqlite":
                yield (
                    f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {act}{scope} ON {self.table} {when}"
                    f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
                )
            else:
                yield (
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                    f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
                )
                yield (
                    f"CREATE TRIGGER {name} BEFORE {act}{scope} ON {self.table} "
                    f"FOR EACH ROW {when}EXECUTE FUNCTION {name}()"
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


class Forbid(migrations.RunPython):
    """The step of a migration that makes rows of a table stay as they were written."""

    def __init__(self, rule: Forbidden) -> None:
        """Say the rule anew, in place of an earlier one for the same table."""
        self.rule = rule
        super().__init__(self._said, self._taken_back)

    def _said(self, apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        self._taken_back(apps, editor)
        for statement in self.rule.statements(editor.connection.vendor):
            editor.execute(statement)

    def _taken_back(self, apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in self.rule.reversals(editor.connection.vendor):
            editor.execute(statement)


def forbid(table: str, *columns: str, unless: str = "") -> Forbid:
    """Return the step of a migration that makes rows of `table` stay as they were written.

    A later migration that forbids for the same table says it anew, in place of the earlier rule.
    """
    return Forbid(Forbidden(table, columns, unless))


def rules_in_force() -> list[Forbidden]:
    """Return the rule of every table, as the migrations leave it: of several for one table the last."""
    graph = MigrationLoader(None).graph
    found: dict[str, Forbidden] = {}
    nodes = dict.fromkeys(node for leaf in graph.leaf_nodes() for node in graph.forwards_plan(leaf))
    for node in nodes:
        found |= {
            step.rule.table: step.rule for step in graph.nodes[node].operations if isinstance(step, Forbid)
        }
    return list(found.values())
