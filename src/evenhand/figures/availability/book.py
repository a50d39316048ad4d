"""Outages with their words looked up once: services, causes, who decided, components, instances (rules 19 and 20)."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from evenhand.records.outages import DEGRADED, MAINTENANCE, UNKNOWN, Outages
from evenhand.records.tickets import Labels
from evenhand.terms.availability import Availability, Exclusion
from evenhand.units import tidy

PLANNED = "planned maintenance"

_SIDES = re.compile(r"[;,+&/]| and ")


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Some of the outages, up to `as_of`: their places in the book, and the columns that are asked for often."""

    place: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    state: NDArray[np.int8]

    def only(self, chosen: NDArray[np.bool_]) -> "Rows":
        """The rows marked in `chosen`."""
        if chosen.all():
            return self
        return Rows(self.place[chosen], self.start[chosen], self.end[chosen], self.state[chosen])


class Book:
    """The outages of all services as they are known at `as_of`: later ones are left out, others run to it."""

    def __init__(self, outages: Outages, as_of: int) -> None:
        self.outages, self.as_of = outages, as_of
        known = np.flatnonzero(outages.start <= as_of)
        codes = outages.service.codes[known]
        order = known[np.argsort(codes, kind="stable")]
        edges = np.searchsorted(outages.service.codes[order], np.arange(len(outages.service.names) + 1))
        self._services: dict[str, Rows] = {}
        for code, name in enumerate(outages.service.names):
            place = order[edges[code] : edges[code + 1]]
            end = np.minimum(outages.end[place], as_of)
            self._services[name] = Rows(place, outages.start[place], end, outages.state[place])
        self._none = Rows(known[:0], outages.start[:0], outages.end[:0], outages.state[:0])
        self._marks: dict[tuple[str, object], NDArray[np.bool_]] = {}

    def of_service(self, name: str) -> Rows:
        """The outages of a service in order of time."""
        return self._services.get(name, self._none)

    def strangers(self, services: Collection[str]) -> Counter[str]:
        """How many outages name each of the services that are not among these."""
        others = {name: len(rows.place) for name, rows in self._services.items() if name not in services}
        return Counter({name: number for name, number in others.items() if number})

    def planned(self, rows: Rows) -> NDArray[np.bool_]:
        """Which rows are maintenance: by their state, or because their cause says so."""
        by_cause = self._marked("cause", ("is", PLANNED), rows, lambda cause: tidy(cause) == PLANNED)
        return np.asarray((rows.state == MAINTENANCE) | (by_cause & (rows.state != UNKNOWN)), np.bool_)

    def kinds(self, clause: Availability, rows: Rows) -> NDArray[np.int64]:
        """For each row the place of the kind of maintenance that its cause names, -1 where there is none."""
        names = self.outages.cause.names
        found = np.array([*(kind_of(clause, name) for name in names), kind_of(clause, "")], np.int64)
        return found[self.outages.cause.codes[rows.place]]

    def holds(self, exclusion: Exclusion, rows: Rows) -> NDArray[np.bool_]:
        """Where it has been decided, by those who have to, and shown, if it has to be."""
        agreed = np.ones(len(rows.place), np.bool_)
        if exclusion.decided_by is not None:
            sides = {"client", "provider"} if exclusion.decided_by == "both" else {exclusion.decided_by}
            agreed = self._marked("decided", exclusion.decided_by, rows, lambda cell: sides <= said_by(cell))
        if exclusion.evidence is not None:
            agreed &= self._marked("evidence", None, rows, bool)
        return agreed

    def excluded(self, exclusion: Exclusion, rows: Rows) -> NDArray[np.bool_]:
        """Which rows an exclusion takes out; planned maintenance is a matter of its own."""
        cause = tidy(exclusion.cause)
        named = self._marked("cause", ("is", cause), rows, lambda cell: tidy(cell) == cause)
        return named & self.holds(exclusion, rows)

    def naming(self, attribute: str, name: str, rows: Rows) -> NDArray[np.bool_]:
        """Which rows are about something: those that name it, and those that name nothing."""
        wanted = tidy(name)
        return self._marked(
            attribute, ("names", wanted), rows, lambda cell: not cell or wanted in named_in(cell)
        )

    def names(self, attribute: str, rows: Rows) -> list[str]:
        """Every name that these rows have in an attribute, in order."""
        labels = self._labels(attribute)
        codes = np.unique(labels.codes[rows.place])
        cells = [labels.names[code] for code in codes.tolist() if code >= 0]
        return sorted({name.strip() for cell in cells for name in cell.split(";") if name.strip()})

    def weights(self, clause: Availability, rows: Rows) -> Iterator[tuple[Fraction, NDArray[np.bool_]]]:
        """How much of a second of each row counts as down, with the rows of each weight (rule 20).

        Degraded time of which nothing is recorded, where it counts as recorded, counts in full.
        """
        degraded = rows.state == DEGRADED
        if clause.degraded is not None or not degraded.any():
            yield Fraction(1) if clause.degraded is None else clause.degraded, degraded
            yield Fraction(1), ~degraded
            return
        share = self.outages.share
        places = rows.place.tolist()
        recorded = [share[place] if each else None for place, each in zip(places, degraded, strict=True)]
        for weight in dict.fromkeys(recorded):
            mask = np.array([each == weight for each in recorded], np.bool_)
            yield Fraction(1) if weight is None else Fraction(weight), mask

    def _marked(
        self, attribute: str, key: object, rows: Rows, test: Callable[[str], bool]
    ) -> NDArray[np.bool_]:
        """Which rows pass a test of a cell, made once for each distinct cell and kept under `key`."""
        labels = self._labels(attribute)
        if (attribute, key) not in self._marks:
            answers = [test(name.strip()) for name in labels.names]
            self._marks[attribute, key] = np.array([*answers, test("")], np.bool_)
        return self._marks[attribute, key][labels.codes[rows.place]]

    def _labels(self, attribute: str) -> Labels:
        return self.outages.cause if attribute == "cause" else self.outages.attribute(attribute)


def named_in(cell: str) -> set[str]:
    """The names in a cell that may hold several, separated by semicolons.

    >>> sorted(named_in("Web; API"))
    ['api', 'web']
    """
    return {tidy(name) for name in cell.split(";")}


def said_by(cell: str) -> set[str]:
    """The sides that have said that a cause holds.

    >>> sorted(said_by("both")), sorted(said_by("client")), sorted(said_by("Client; Provider"))
    (['client', 'provider'], ['client'], ['client', 'provider'])
    """
    words = {tidy(word) for word in _SIDES.split(cell)}
    return {"client", "provider"} if words & {"both", "both parties"} else words


def kind_of(clause: Availability, cause: str) -> int:
    """The place of the kind of maintenance that a cause names among those of the clause, -1 for none.

    A cause that is no kind of the clause belongs to the kind without a name, if there is one; without a cause (or
    with `planned maintenance`) that is the first kind.
    """
    word = _bare(cause)
    kinds = [None if each.kind is None else _bare(each.kind) for each in clause.maintenance]
    if word in kinds:
        return kinds.index(word)
    if None in kinds:
        return kinds.index(None)
    return 0 if not word and kinds else -1


def _bare(words: str) -> str:
    """A kind without the word maintenance: `Emergency maintenance` is `emergency`, `planned maintenance` is none."""
    bare = tidy(words)
    return "" if bare == PLANNED else bare.removesuffix("maintenance").strip()
