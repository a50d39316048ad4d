"""A back-test for people: the totals, then clause by clause what is in force beside the draft, then the frontier."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from evenhand.cli.figure_words import short
from evenhand.cli.output import console
from evenhand.figures.dates import period_words
from evenhand.render.verdicts import STYLES, signed

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from evenhand.figures.backtest.changes import Changed
    from evenhand.figures.backtest.compared import Pair
    from evenhand.figures.backtest.frontiers import Reached
    from evenhand.figures.backtest.measuring import Backtest
    from evenhand.figures.figure import Figure

_INDENT = "    "
_NOTHING = "–"
_MOST_NAMES = 5
CSV = (
    "clause", "service", "priority", "instance", "period_start", "period_end", "current_value", "current_target",
    "current_result", "current_credit", "draft_value", "draft_target", "draft_result", "draft_credit", "turned",
)  # fmt: skip


def show_backtest(result: Backtest, stream: TextIO | None = None) -> None:
    """Write everything to stdout (or `stream`) so that it fits 80 columns."""
    from evenhand.figures.backtest.compared import pairs
    from evenhand.figures.backtest.frontiers import frontier

    screen = console(sys.stdout if stream is None else stream)
    side = result.draft or result.current
    if result.draft is not None:
        _totals(screen, result)
        found = pairs(result.current.measurement, result.draft.measurement)
        for clause, group in groupby(found, lambda pair: pair.either.clause):
            changed = [each for each in result.changed if each.clause == clause]
            _clause(screen, result, clause, list(group), changed)
    reached = frontier(side.measure.versions, side.measurement, side.reaches)
    _frontier(screen, reached, draft=result.draft is not None)
    for said in (*side.measurement.notes, *side.measurement.left_out):
        screen.print(f"- {said}")


def _totals(screen: Console, result: Backtest) -> None:
    from rich.text import Text

    from evenhand.figures.backtest.compared import total
    from evenhand.units import iso_utc

    assert result.draft is not None
    now, then = result.current.measurement, result.draft.measurement
    screen.print(Text(f"{now.agreement}: had the draft been in force", style="bold"))
    screen.print(
        Text(f"Both as of {iso_utc(now.as_of)}, over the time of the agreement in force.", style="dim")
    )
    screen.print()
    rows: list[tuple[str, ...]] = [("", "in force", "draft")]
    one, other = total(now), total(then)
    rows.append(("figures met", str(one.met), str(other.met)))
    rows.append(("figures missed", str(one.missed), str(other.missed)))
    for currency in dict.fromkeys(each.currency for each in (*one.credits, *other.credits)):
        cells = [
            next((str(each) for each in side.credits if each.currency == currency), "none")
            for side in (one, other)
        ]
        rows.append(("credits", *cells))
    widths = [max(len(row[place]) for row in rows) for place in range(3)]
    for row in rows:
        line = f"{row[0]:<{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]:>{widths[2]}}"
        screen.print(Text(f"  {line}", style="" if row[0] else "dim"))
    number = sum(each.number for each in result.changed)
    if number:
        screen.print(
            f"  {number:,} {'verdict' if number == 1 else 'verdicts'} on tickets would have been another."
        )


def _clause(
    screen: Console, result: Backtest, clause: str, pairs: Sequence[Pair], changed: Sequence[Changed]
) -> None:
    from rich.text import Text

    told = [pair for pair in pairs if _told(pair)]
    if not told:
        return
    title = pairs[-1].either.title
    name = short(clause)
    head = Text(name if title == name else title, style="bold")
    screen.print()
    screen.print(head if title == name else head.append(f" ({name})", style="not bold"))
    for about, group in groupby(told, _about):
        for line in _lines(result, about, list(group)):
            screen.print(line)
    for each in changed:
        names = ", ".join(each.examples[:_MOST_NAMES]) + (", …" if each.number > _MOST_NAMES else "")
        tickets = "ticket" if each.number == 1 else "tickets"
        screen.print(
            f"  {each.number:,} {tickets} {each.before} in force, {each.after} under the draft: {names}"
        )


def _about(pair: Pair) -> tuple[str, ...]:
    figure = pair.either
    return tuple(name for name in (figure.service, figure.instance, figure.priority) if name)


def _told(pair: Pair) -> bool:
    """Whether there is anything to tell of a period."""
    return any(
        each is not None and each.result != "nothing to measure" for each in (pair.current, pair.draft)
    )


def _lines(result: Backtest, about: tuple[str, ...], pairs: Sequence[Pair]) -> Iterator[Text]:
    from rich.text import Text

    asked = [_asked(result, [getattr(pair, side) for pair in pairs], side) for side in ("current", "draft")]
    words = asked[0] if asked[0] == asked[1] else f"{asked[0]} in force, {asked[1]} in the draft"
    yield Text(f"  {', '.join([*about, words])}", style="dim")
    alike = [pair for pair in pairs if _alike(pair)]
    pairs = [pair for pair in pairs if not _alike(pair)]
    if pairs:
        yield from _table(pairs)
    if alike:
        yield Text(f"{_INDENT}{_same(alike, all_of_it=not pairs)}", style="dim")


def _alike(pair: Pair) -> bool:
    """Whether the draft would have changed nothing in a period."""
    one, other = (
        None if each is None else (each.value, each.numerator, each.denominator, each.result, _credit(each))
        for each in (pair.current, pair.draft)
    )
    return one == other


def _same(pairs: Sequence[Pair], *, all_of_it: bool) -> str:
    """What became of the periods in which nothing differs."""
    results = Counter(pair.either.result for pair in pairs)
    said = ", ".join(f"{number} {result}" for result, number in sorted(results.items()))
    number = len(pairs)
    periods = "period is" if number == 1 else "periods are"
    whole = (
        f"All {number} {periods}"
        if all_of_it and number > 1
        else f"{number} {'' if all_of_it else 'other '}{periods}"
    )
    return f"{whole} the same under both: {said}."


def _table(pairs: Sequence[Pair]) -> Iterator[Text]:
    from rich.text import Text

    costs = any(_credit(each) for pair in pairs for each in (pair.current, pair.draft))
    rows = [("", "in force", "draft", *(("credit", "draft") if costs else ()))]
    rows += [
        (
            period_words(pair.either.first, pair.either.end, short=True),
            *(_cell(each) for each in (pair.current, pair.draft)),
            *((_credit(pair.current) or _NOTHING, _credit(pair.draft) or _NOTHING) if costs else ()),
        )
        for pair in pairs
    ]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row, pair in zip(rows, [None, *pairs], strict=True):
        line = Text(f"{_INDENT}{row[0]:<{widths[0]}}", style="" if pair else "dim")
        for place, cell in enumerate(row[1:], 1):
            figure = (pair.current if place == 1 else pair.draft) if pair and place < 3 else None
            style = STYLES.get(figure.result, "dim") if figure else ""
            line.append(f"  {cell:>{widths[place]}}", style=style)
        yield line


def _asked(result: Backtest, figures: Sequence[Figure | None], side: str) -> str:
    """Time frame and target of one side: `8 hours, 90% per month`."""
    there = [each for each in figures if each is not None]
    if not there:
        return "nothing"
    figure = there[-1]
    parts = [_within(result, figure, side), str(figure.target) if figure.target else "no target"]
    return ", ".join(part for part in parts if part)


def _within(result: Backtest, figure: Figure, side: str) -> str:
    """The time frame that a figure is about, where it is one."""
    from evenhand.units import Duration

    chosen = result.current if side == "current" else result.draft
    assert chosen is not None
    standards = chosen.measure.versions[-1].agreement.standards
    standard = standards.get(figure.clause.removeprefix("standards."))
    within = standard.within if standard is not None else None
    if isinstance(within, Mapping):
        within = within.get(figure.priority or "")
    return within.text if isinstance(within, Duration) else ""


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return _NOTHING
    if figure.result == "nothing to measure":
        return "nothing"
    counting = figure.clause.startswith("standards.") and figure.numerator is not None and figure.share
    count = f"{figure.numerator} of {figure.denominator}  " if counting else ""
    return f"{count}{figure.value_text} {signed(figure.result)}"


def _credit(figure: Figure | None) -> str:
    credit = figure.credit if figure is not None else None
    return "" if credit is None or not credit.to_json() else _money(credit.to_json())


def _money(credit: dict[str, object]) -> str:
    amount = str(credit.get("amount") or "")
    return "" if amount in ("", "0", "0.00") else amount


def _frontier(screen: Console, reached: Sequence[Reached], *, draft: bool) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from evenhand.figures.backtest.sentences import sentences

    screen.print()
    screen.print(Text("What would have been enough" + (", for the draft" if draft else ""), style="bold"))
    if not reached:
        screen.print("  No clause has a target that was measured.")
    for each in reached:
        best = each.attained
        names = [name for name in (best.service, best.instance, best.priority) if name]
        screen.print(
            Text(f"  {', '.join([short(best.clause), *names, f'target {best.target}'])}", style="dim")
        )
        for sentence in sentences(each):
            screen.print(Padding(Text(sentence), (0, 0, 0, len(_INDENT)), expand=False))


def flat(result: Backtest) -> Iterator[dict[str, object]]:
    """One row for each clause and period, for spreadsheets."""
    from evenhand.figures.backtest.compared import pairs

    draft = result.draft.measurement if result.draft else None
    for pair in pairs(result.current.measurement, draft):
        figure = pair.either
        row: dict[str, object] = {
            "clause": figure.clause,
            "service": figure.service,
            "priority": figure.priority,
            "instance": figure.instance,
            "period_start": figure.first,
            "period_end": figure.end,
            "turned": pair.turned,
        }
        for side, each in (("current", pair.current), ("draft", pair.draft)):
            whole = each.to_json() if each is not None else {}
            credit = whole.get("credit") or {}
            row |= {
                f"{side}_value": whole.get("value"),
                f"{side}_target": whole.get("target"),
                f"{side}_result": whole.get("result"),
                f"{side}_credit": credit.get("amount"),
            }
        yield row
