"""How a comparison with the desk is shown: a sentence, the reasons, the tickets; or JSON, or CSV."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from evenhand.cli.output import Column, Format, show
from evenhand.figures.explanation.wording import moment_text
from evenhand.units import seconds_text

if TYPE_CHECKING:
    from evenhand.figures.reconciling.outcome import Difference, Reconciliation

SHOWN = 20
_CSV = (
    "ticket", "standard", "version", "priority", "desk", "ours", "desk_due", "due", "elapsed_seconds", "allowed",
    "code", "reason",
)  # fmt: skip
_REASONS = (
    Column("reason", "Why they differ"),
    Column("tickets", "Tickets", "number"),
    Column("examples", "For example"),
)
_NOT_COMPARED = (Column("reason", "Not compared"), Column("tickets", "Tickets", "number"))


def show_reconciliation(outcome: Reconciliation, how: Format, limit: int | None, zone: str) -> None:
    """Write a comparison to stdout; at most `limit` of its differences. Times in tables are those of `zone`."""
    if how is Format.JSON:
        whole = outcome.to_json()
        whole["differences"] = whole["differences"][:limit]
        sys.stdout.write(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")
    elif how is Format.CSV:
        rows = [each.to_json() for each in outcome.differences[:limit]]
        show(rows, [Column(name, name) for name in _CSV], how)
        sys.stderr.write(f"{summary(outcome)}\n")
        for line in [*_counts(outcome), *_hints(outcome)]:
            sys.stderr.write(f"- {line}\n")
    else:
        _tables(outcome, SHOWN if limit is None else limit, zone)


def summary(outcome: Reconciliation) -> str:
    """The answer in one sentence."""
    compared = _many(outcome.compared)
    if not outcome.compared:
        return "No ticket could be compared."
    if not outcome.differences:
        return f"{compared} compared: the desk and the agreement say the same of {_all(outcome.compared)}."
    differ = len(outcome.differences)
    return f"{compared} compared: {_does(outcome.agree, 'agree')}, {_does(differ, 'differ')}."


def _does(count: int, verb: str) -> str:
    return f"{count:,} {verb}" + ("s" if count == 1 else "")


def _many(count: int) -> str:
    return f"{count:,} ticket" + ("" if count == 1 else "s")


def _all(count: int) -> str:
    return "it" if count == 1 else "all of them"


def _counts(outcome: Reconciliation) -> list[str]:
    lines = [f"{_many(each.tickets)}: {each.reason}" for each in outcome.reasons]
    return lines + [f"{_many(count)} not compared: {why}." for why, count in outcome.not_compared.items()]


def _hints(outcome: Reconciliation) -> list[str]:
    """How the column was read, and how to have it read otherwise where that may be wrong."""
    lines = [outcome.read_as]
    if outcome.true_means and 2 * len(outcome.differences) > outcome.compared:
        other = "met" if outcome.true_means == "missed" else "missed"
        lines.append(
            f"More tickets differ than agree. If true means {other}, say so with --true-means {other}."
        )
    return lines


def _tables(outcome: Reconciliation, limit: int, zone: str) -> None:
    sys.stdout.write(f"{outcome.agreement}. {summary(outcome)}\n")
    for line in _hints(outcome):
        sys.stdout.write(f"{line}\n")
    if outcome.reasons:
        sys.stdout.write("\n")
        rows = [
            {"reason": each.reason, "tickets": each.tickets, "examples": ", ".join(each.examples)}
            for each in outcome.reasons
        ]
        show(rows, _REASONS)
    shown = outcome.differences[:limit]
    if shown:
        sys.stdout.write("\n")
        show([_row(each, ZoneInfo(zone)) for each in shown], _columns(shown))
    if shown and (rest := len(outcome.differences) - len(shown)):
        sys.stdout.write(f"… and {rest:,} more. A greater --limit lists more, --format csv lists all.\n")
    if outcome.not_compared:
        sys.stdout.write("\n")
        show(
            [{"reason": why, "tickets": count} for why, count in outcome.not_compared.items()], _NOT_COMPARED
        )


def _columns(shown: Sequence[Difference]) -> list[Column]:
    columns = [Column("ticket", "Ticket")]
    if len({each.standard for each in shown}) > 1:
        columns.append(Column("standard", "Standard"))
    if any(each.priority for each in shown):
        columns.append(Column("priority", "Priority"))
    if shown[0].desk_due is None:
        columns += [Column("desk", "Desk", "verdict"), Column("ours", "Agreement", "verdict")]
    else:
        columns += [Column("desk", "Due: desk"), Column("ours", "Due: agreement")]
    columns += [Column("elapsed", "Elapsed", "number"), Column("allowed", "Allowed")]
    return [*columns, Column("reason", "Reason")]


def _row(each: Difference, zone: ZoneInfo) -> dict[str, object]:
    desk, ours = each.desk, each.ours
    if each.desk_due is not None and each.due is not None:
        desk, ours = moment_text(each.desk_due, zone, year=True), moment_text(each.due, zone, year=True)
    return {
        "ticket": each.ticket,
        "standard": each.standard,
        "priority": each.priority,
        "desk": desk,
        "ours": ours,
        "elapsed": seconds_text(each.elapsed_seconds),
        "allowed": each.allowed,
        "reason": each.reason,
    }
