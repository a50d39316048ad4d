"""How a comparison with the desk is shown: a sentence, the reasons, the tickets; or JSON, or CSV."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from evenhand.cli.output import Column, Format, console, show
from evenhand.figures.explanation.wording import moment_text
from evenhand.figures.reconciling.outcome import UNEXPLAINED
from evenhand.render.lines import Column as Line
from evenhand.render.lines import Row, aligned
from evenhand.render.verdicts import STYLES, signed
from evenhand.units import seconds_text

if TYPE_CHECKING:
    from evenhand.figures.reconciling.outcome import Difference, ReasonCount, Reconciliation

SHOWN = 20
_CSV = (
    "ticket", "standard", "version", "priority", "desk", "ours", "desk_due", "due", "elapsed_seconds", "allowed",
    "code", "reason",
)  # fmt: skip


def show_reconciliation(
    outcome: Reconciliation, how: Format, limit: int | None, zone: str, standards: Sequence[str]
) -> None:
    """Write a comparison with these standards to stdout; at most `limit` of its differences.

    Times in tables are those of `zone`.
    """
    if how is Format.JSON:
        whole = outcome.to_json()
        whole["differences"] = whole["differences"][:limit]
        sys.stdout.write(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")
    elif how is Format.CSV:
        rows = [each.to_json() for each in outcome.differences[:limit]]
        show(rows, [Column(name, name) for name in _CSV], how)
        sys.stderr.write(f"{summary(outcome)}\n")
        for line in [*_counts(outcome), _against(standards), *_hints(outcome)]:
            sys.stderr.write(f"- {line}\n")
    else:
        _pages(outcome, SHOWN if limit is None else limit, zone, standards)


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
    return [f"{_many(each.tickets)}: {_careful(each)}" for each in outcome.reasons] + [
        f"{_many(count)} not compared: {why}." for why, count in outcome.not_compared.items()
    ]


def _careful(each: ReasonCount) -> str:
    """The reason, said with the doubt that one ticket leaves."""
    if each.tickets > 1 or each.code == UNEXPLAINED:
        return each.reason
    return f"Only this one ticket shows it, so it is a guess: {each.reason[0].lower()}{each.reason[1:]}"


def _against(standards: Sequence[str]) -> str:
    return f"Compared with {' and '.join(f'standards.{name}' for name in standards)}."


def _hints(outcome: Reconciliation) -> list[str]:
    """How the column was read, and how to have it read otherwise where that may be wrong."""
    lines = [outcome.read_as]
    if outcome.true_means and 2 * len(outcome.differences) > outcome.compared:
        other = "met" if outcome.true_means == "missed" else "missed"
        lines.append(
            f"More tickets differ than agree. If true means {other}, say so with --true-means {other}."
        )
    return lines


def _pages(outcome: Reconciliation, limit: int, zone: str, standards: Sequence[str]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    screen = console()
    for line in (f"{outcome.agreement}. {summary(outcome)}", _against(standards), *_hints(outcome)):
        screen.print(line)
    if outcome.reasons:
        screen.print("\nWhy they differ", style="bold")
    for each in outcome.reasons:
        examples = (
            f" For example {', '.join(each.examples)}." if each.tickets > 1 else f" It is {each.examples[0]}."
        )
        screen.print(
            Padding(Text(f"{_many(each.tickets)}: {_careful(each)}{examples}"), (0, 0, 0, 2), expand=False)
        )
    shown = outcome.differences[:limit]
    if shown:
        screen.print()
        rules = ZoneInfo(zone)
        rows = [_row(each, rules, several=len(standards) > 1) for each in shown]
        for row in aligned(_columns(shown), rows):
            screen.print(row)
    if shown and (rest := len(outcome.differences) - len(shown)):
        screen.print(f"… and {rest:,} more. A greater --limit lists more, --format csv lists all.")
    if outcome.not_compared:
        screen.print("\nNot compared", style="bold")
    for why, count in outcome.not_compared.items():
        screen.print(f"  {_many(count)}: {why}.")


def _columns(shown: Sequence[Difference]) -> list[Line]:
    due = shown[0].desk_due is not None
    names = ("Due: desk", "Due: agreement") if due else ("Desk", "Agreement")
    return [Line("Ticket"), Line("Priority"), *map(Line, names), Line("Counted", right=True), Line("Allowed")]


def _row(each: Difference, zone: ZoneInfo, *, several: bool) -> Row:
    """A ticket's line; the reason beneath it, and where the line has due times also what counted."""
    from rich.text import Text

    counted, allowed = seconds_text(each.elapsed_seconds), each.allowed
    reason = f"{each.standard}: {each.reason}" if several else each.reason
    head = [Text(each.ticket), Text(each.priority)]
    if each.desk_due is None or each.due is None:
        verdicts = [Text(signed(word), style=STYLES.get(word, "")) for word in (each.desk, each.ours)]
        return Row([*head, *verdicts, Text(counted), Text(allowed)], [reason])
    times = [Text(moment_text(at, zone, year=True)) for at in (each.desk_due, each.due)]
    told = [] if each.code == UNEXPLAINED else [f"{counted} counted, {allowed} allowed."]
    return Row([*head, *times, Text(), Text()], [reason, *told])
