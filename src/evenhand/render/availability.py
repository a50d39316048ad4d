"""The explanation of an availability as text: its sentence, every record, the sums, the clause's own words."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from evenhand.figures.availability.explained import AvailabilityExplanation, ToldOutage
from evenhand.figures.availability.telling import (
    arithmetic,
    availability_sentence,
    length,
    other_way,
    sums,
    why,
)
from evenhand.figures.explanation.wall import zone_rules
from evenhand.figures.explanation.wording import moment_text
from evenhand.render.text import clause_words, empty_table
from evenhand.render.verdicts import STYLES, signed

_DIM = "dim"


def availability_page(figure: AvailabilityExplanation) -> RenderableType:
    """A figure of availability down to every record and clause."""
    zone = zone_rules(figure.zone)
    head = Text(availability_sentence(figure), style="bold")
    if figure.value is not None:
        head.append(f"  {signed(figure.result)}", style=STYLES.get(figure.result, _DIM))
    parts: list[RenderableType] = [head]
    if figure.outages:
        parts += ["", _table(figure, zone)]
    parts += ["", *(Text(line) for line in _sums(figure))]
    parts.append(Text(arithmetic(figure), style="bold"))
    parts += clause_words(figure.clause, figure.versions[-1], figure.words, figure.rules, figure.zone)
    parts += [Text(f"Note: {note}") for note in figure.notes]
    return Group(*parts)


def _sums(figure: AvailabilityExplanation) -> Iterator[str]:
    yield from sums(figure)
    if words := other_way(figure):
        yield words


def _table(figure: AvailabilityExplanation, zone: ZoneInfo) -> Table:
    table = empty_table(("Record", "left"), ("From", "left"), ("To", "left"), ("State", "left"))
    table.add_column(Text("Length"), justify="right", no_wrap=True)
    table.add_column(Text("Counted"), justify="right", no_wrap=True)
    table.add_column(Text("Why"))
    for each in figure.outages:
        table.add_row(*_row(each, zone), style=None if each.counted else _DIM)
    return table


def _row(each: ToldOutage, zone: ZoneInfo) -> Iterator[str]:
    record = each.record
    yield record.label
    yield moment_text(record.start, zone)
    yield "–" if record.end is None else moment_text(record.end, zone)
    yield record.state + (f" ({record.cause})" if record.cause else "")
    yield length(each.seconds)
    yield length(each.counted) if each.counted else "–"
    yield why(each)
