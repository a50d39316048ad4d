"""A mapping laid over one file: which of its columns are read, and for what."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from evenhand.sources.mapping import Attribute, Columns, EventColumn, LeaveOut, TicketMapping, found
from evenhand.sources.preset_files import copied
from evenhand.sources.report import ImportReport
from evenhand.sources.trouble import missing_columns

_NONE_FITS = f"No preset fits: name the columns in a mapping of your own.{copied('generic-wide')}"
_MATTER = ("responded", "waiting", "priority", "the condition of")


@dataclass(frozen=True, slots=True)
class Plan:
    """The names of the file's columns for each part of a mapping; "" where the file has none.

    `columns` lists what is to be read, each once. `absent` says which optional columns were not there: what for, and
    the name that was looked for first. `plain` columns are read for attributes and rules alone.
    """

    mapping: TicketMapping
    ticket: str
    at: str
    word: str
    opened_at: str
    order: tuple[str, ...]
    responded: str
    event_columns: tuple[tuple[EventColumn, str, str], ...]
    waiting: str
    agreed_due: str
    received: str
    attributes: dict[str, tuple[Attribute, str]]
    leave_out: tuple[tuple[LeaveOut, str], ...]
    columns: tuple[str, ...] = ()
    absent: tuple[tuple[str, str], ...] = ()
    plain: frozenset[str] = frozenset()


def plan_for(
    mapping: TicketMapping,
    have: Sequence[str],
    path: str | Path,
    *,
    extra: Iterable[str] | Literal["all"] = (),
    presets: Callable[[], Mapping[str, TicketMapping]],
) -> Plan:
    """Find the columns of a mapping in a file that has the columns `have`.

    `extra` names further columns to keep as attributes, or "all" of them. Raises RecordError when a needed
    column is missing; it lists the columns the file has and those of `presets` that would fit them.
    """
    missing: list[str] = []
    absent: list[tuple[str, str]] = []

    def needed(columns: Columns) -> str:
        name = found(columns, have) if columns else ""
        if name is None:
            missing.append(columns[0])
        return name or ""

    def optional(columns: Columns, what: str) -> str:
        name = found(columns, have) if columns else ""
        if name is None:
            absent.append((what, columns[0]))
        return name or ""

    attributes = {
        name: (attribute, optional(attribute.columns, name)) for name, attribute in mapping.attributes.items()
    }
    responded, waiting = mapping.responded, mapping.waiting
    dated: list[tuple[EventColumn, str, str]] = []
    for each in mapping.event_columns:
        first = each.event == "opened"
        name = needed(each.columns) if first else optional(each.columns, each.event)
        when = each.when and optional(each.when.columns, f"the condition of {each.event}")
        if name and when != "":
            dated.append((each, name, when or ""))
    plan = Plan(
        mapping=mapping,
        ticket=needed(mapping.ticket),
        at=needed(mapping.at),
        word=needed(mapping.word),
        opened_at=optional(mapping.opened_at, "opened at"),
        order=tuple(filter(None, (optional(each, "order") for each in mapping.order))),
        responded=optional(responded.columns, "responded") if responded else "",
        event_columns=tuple(dated),
        waiting=optional(waiting.columns, "waiting") if waiting else "",
        agreed_due=optional(mapping.agreed_due, "agreed due"),
        received=optional(mapping.received, "received"),
        attributes={name: (attribute, column) for name, (attribute, column) in attributes.items() if column},
        leave_out=tuple(
            (rule, column)
            for rule in mapping.leave_out
            if (column := optional(rule.condition.columns, f"leave out {rule.name}"))
        ),
    )
    used = _all(plan)
    for name in (each for each in have if each not in used) if extra == "all" else extra:
        plan.attributes.setdefault(name, (Attribute((name,)), needed((name,))))
    if missing:
        fitting = [name for name, preset in presets().items() if _fits(preset, have)]
        advice = f"These might fit: --mapping {' or --mapping '.join(fitting)}." if fitting else _NONE_FITS
        raise missing_columns(path, missing, have, advice)
    columns = _all(plan)
    return replace(
        plan, columns=columns, absent=tuple(absent), plain=frozenset(columns) - frozenset(_telling(plan))
    )


def report_absent(plan: Plan, report: ImportReport) -> None:
    """Say which optional columns of the mapping the file lacks: a warning of those that move figures, else a note."""
    mend = f"If the file has them under other names, say so in the mapping.{copied(plan.mapping.name)}"
    for matters in (True, False):
        listed = [f'{what} ("{name}")' for what, name in plan.absent if what.startswith(_MATTER) == matters]
        if listed:
            message = f"the file has no columns for: {', '.join(listed)}"
            report.say("warning" if matters else "note", "absent-column", message, mend if matters else "")


def _fits(mapping: TicketMapping, have: Sequence[str]) -> bool:
    wanted = [mapping.ticket, mapping.at, mapping.word]
    wanted += [each.columns for each in mapping.event_columns if each.event == "opened"]
    return all(found(columns, have) for columns in wanted if columns)


def _all(plan: Plan) -> tuple[str, ...]:
    names = [*_telling(plan), *(when for _, _, when in plan.event_columns), plan.responded]
    names += [column for _, column in plan.attributes.values()]
    names += [column for _, column in plan.leave_out]
    return tuple(dict.fromkeys(filter(None, names)))


def _telling(plan: Plan) -> list[str]:
    """The columns that say what happened to a ticket and when."""
    dated = [column for _, column, _ in plan.event_columns]
    names = [plan.ticket, plan.at, plan.word, plan.opened_at, *plan.order, *dated]
    return [*names, plan.waiting, plan.agreed_due, plan.received]
