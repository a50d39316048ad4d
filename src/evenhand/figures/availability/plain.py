"""Outages and readings one by one, as the slow walk reads them: nothing here is shared with the fast reckoning."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evenhand.records.outages import NO_END, NOT_ANNOUNCED, STATES, Outages

Pairs = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Outage:
    """One record as it stands in the file; `end` is None while it lasts, what is not said is "" or None.

    `said` holds its further columns. `source` tells what a reading said from what a file of outages says.
    """

    number: int
    id: str
    start: int
    end: int | None
    state: str
    cause: str = ""
    announced: int | None = None
    share: Fraction | None = None
    said: tuple[tuple[str, str], ...] = ()
    source: str = "outages"

    def attribute(self, name: str) -> str:
        """A further column, "" where it says nothing."""
        return dict(self.said).get(name, "")

    def names(self, attribute: str) -> list[str]:
        """The names in a column that may hold several, separated by semicolons."""
        cell = self.cause if attribute == "cause" else self.attribute(attribute)
        return [name.strip() for name in cell.split(";") if name.strip()]

    def about(self, attribute: str, name: str) -> bool:
        """Whether it is about something: it names it, or it names nothing."""
        names = [plain(each) for each in self.names(attribute)]
        return not names or plain(name) in names

    def until(self, as_of: int) -> int:
        """Where it ends as known at `as_of` (rule 22)."""
        return as_of if self.end is None else min(self.end, as_of)

    @property
    def label(self) -> str:
        """How it is called where only a word fits."""
        return self.id or f"record {self.number}"


def plain(words: str) -> str:
    """Words without regard to capitals and blanks."""
    return " ".join(words.split()).casefold()


def plain_outages(outages: Outages, service: str, as_of: int) -> list[Outage]:
    """The outages of a service that had begun by `as_of`, in order of time."""
    services = outages.service.texts()
    mine = [
        place
        for place, (name, start) in enumerate(zip(services, outages.start.tolist(), strict=True))
        if name == service and start <= as_of
    ]
    columns = {name: labels.texts() for name, labels in outages.attributes.items()}
    causes, ids = outages.cause.texts(), outages.id.texts()
    found = []
    for place in mine:
        end, announced, share = int(outages.end[place]), int(outages.announced[place]), outages.share[place]
        found.append(
            Outage(
                number=place + 1,
                id=ids[place],
                start=int(outages.start[place]),
                end=None if end == NO_END else end,
                state=STATES[outages.state[place]],
                cause=causes[place],
                announced=None if announced == NOT_ANNOUNCED else announced,
                share=None if share is None else Fraction(share),
                said=tuple((name, cells[place]) for name, cells in columns.items()),
            )
        )
    return sorted(found, key=lambda each: (each.start, each.number))


def joined(spans: Sequence[tuple[int, int]]) -> Pairs:
    """Spans in order, empty ones left out, touching and overlapping ones made one (rule 2).

    >>> joined([(30, 40), (10, 20), (20, 25), (7, 7)])
    [(10, 25), (30, 40)]
    """
    result: Pairs = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def overlaps(some: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> Pairs:
    """Time that lies in spans of both lists; each list is in order and without overlap.

    >>> overlaps([(0, 10), (20, 30)], [(5, 25)])
    [(5, 10), (20, 25)]
    """
    return list(_overlaps(some, others))


def _overlaps(
    some: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    first = second = 0
    while first < len(some) and second < len(others):
        start = max(some[first][0], others[second][0])
        end = min(some[first][1], others[second][1])
        if start < end:
            yield start, end
        if some[first][1] < others[second][1]:
            first += 1
        else:
            second += 1


def without(span: tuple[int, int], gaps: Sequence[tuple[int, int]]) -> Pairs:
    """A span less some others in order.

    >>> without((0, 100), [(10, 20), (90, 120)])
    [(0, 10), (20, 90)]
    """
    rest: Pairs = []
    start, end = span
    for low, high in gaps:
        rest.append((start, min(low, end)))
        start = max(start, high)
    return [each for each in (*rest, (start, end)) if each[0] < each[1]]


def covers(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether an instant lies in one of some spans in order.

    >>> covers([(0, 10), (20, 30)], 20), covers([(0, 10), (20, 30)], 10)
    (True, False)
    """
    place = bisect_right(spans, (at, 2**62)) - 1
    return place >= 0 and at < spans[place][1]
