"""The explanation of an availability as text: its sentence, every record, the sums, the clause's own words."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
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
from evenhand.figures.explanation.wall import local_date, zone_rules
from evenhand.figures.explanation.wording import clock_text, moment_text
from evenhand.render.lines import Column, Row, aligned
from evenhand.render.text import clause_words
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
        parts += ["", *_table(figure, zone)]
    parts += ["", *(Text(line) for line in _sums(figure))]
    parts.append(Text(arithmetic(figure), style="bold"))
    parts += clause_words(figure.clause, figure.versions[-1], figure.words, figure.rules, figure.zone)
    parts += [Text(f"Note: {note}") for note in figure.notes]
    return Group(*parts)


def _sums(figure: AvailabilityExplanation) -> Iterator[str]:
    yield from sums(figure)
    if words := other_way(figure):
        yield words


def _table(figure: AvailabilityExplanation, zone: ZoneInfo) -> Iterator[RenderableType]:
    columns = [Column("Record"), Column("From"), Column("To")]
    columns += [Column("Length", right=True), Column("Counted", right=True)]
    yield from aligned(columns, [_row(each, zone) for each in figure.outages])


def _row(each: ToldOutage, zone: ZoneInfo) -> Row:
    """What was recorded and how much of it counted, with the state and the reason beneath."""
    record = each.record
    begun = moment_text(record.start, zone)
    end = "–" if record.end is None else moment_text(record.end, zone)
    if record.end is not None and local_date(zone, record.start) == local_date(zone, record.end):
        end = clock_text(record.end, zone)
    counted = length(each.counted) if each.counted else "–"
    style = "" if each.counted else _DIM
    cells = (record.label, begun, end, length(each.seconds), counted)
    state = record.state + (f", {record.cause}" if record.cause else "")
    said = f"{state[0].upper()}{state[1:]}: {why(each)}."
    return Row([Text(cell, style=style) for cell in cells], [said])
