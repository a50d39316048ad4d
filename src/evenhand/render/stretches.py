"""The table of a ticket's stretches of time: all columns on a wide page, reasons last where it is narrow."""

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from rich.console import Console, ConsoleOptions, RenderableType
from rich.text import Text

from evenhand.figures.explanation.result import Kind, Stretch, Walk
from evenhand.figures.explanation.wall import local_date
from evenhand.figures.explanation.wording import clock_text, days_text, moment_text
from evenhand.render.lines import Column, Row, aligned, width_of
from evenhand.units import seconds_text

_LEAST = 15
"""Room for the shortest reasons, such as `outside hours`, beside the sums."""

_FROM, _TO, _WHAT = Column("From"), Column("To"), Column("What")
_COUNTS, _SO_FAR, _DAYS = (
    Column("Counts", right=True),
    Column("So far", right=True),
    Column("Days", right=True),
)


@dataclass(frozen=True, slots=True)
class Stretches:
    """Every stretch of a walk, with what it adds and the sum after it; business days beside the open time."""

    walk: Walk
    zone: ZoneInfo

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """The whole table, or where it does not fit one with long reasons below, if need be without sums."""
        days = [_DAYS] if self.walk.in_days else []
        whole = [_FROM, _TO, _WHAT, _COUNTS, _SO_FAR, *days]
        rows = [self._row(cells, whole) for cells in self._cells()]
        if width_of(whole, rows) <= options.max_width:
            yield from aligned(whole, rows)
            return
        for short in ([_FROM, _TO, _COUNTS, _SO_FAR, *days], [_FROM, _TO, _COUNTS, *days]):
            taken = width_of(short, [self._row(cells, short) for cells in self._cells()])
            left = options.max_width - taken
            if left >= _LEAST:
                break
        narrow = []
        for cells in self._cells():
            what = cells[_WHAT]
            fits = what.cell_len + 2 <= left
            cells[_WHAT] = what if fits else Text("")
            narrow.append(Row(self._row(cells, [*short, _WHAT]).cells, () if fits else (str(what),)))
        yield from aligned([*short, _WHAT], narrow)

    def _row(self, cells: dict[Column, Text], columns: list[Column]) -> Row:
        return Row([cells[column] for column in columns])

    def _cells(self) -> Iterator[dict[Column, Text]]:
        last = None
        for part in self.walk.stretches:
            begins, ends = local_date(self.zone, part.start), local_date(self.zone, part.end)
            start = (
                clock_text(part.start, self.zone) if begins == last else moment_text(part.start, self.zone)
            )
            end = clock_text(part.end, self.zone) if ends == begins else moment_text(part.end, self.zone)
            counts = part.kind is Kind.COUNTED
            last = begins
            words = {
                _FROM: start,
                _TO: end,
                _WHAT: _what(part),
                _COUNTS: seconds_text(part.counts_seconds) if counts else "–",
                _SO_FAR: seconds_text(part.so_far_seconds),
                _DAYS: f"{days_text(part.so_far_days)} d",
            }
            style = "red" if part.past_due else "" if counts else "dim"
            yield {column: Text(word, style=style) for column, word in words.items()}


def _what(part: Stretch) -> str:
    return f"{part.reason}, past due" if part.past_due else part.reason
