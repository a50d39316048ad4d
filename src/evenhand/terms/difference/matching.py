"""Which part of one agreement is which of another: parts of lists, and clauses that have another name now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from evenhand.terms.canonical.notations import Json

RENAMED: Final = Fraction(3, 4)
ALIKE: Final = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list: its normal form, its own name if it has one, and whether it has parts of its own."""

    form: Json
    name: str | None = None


Pairs = list[tuple[int, int]]


def likeness(before: Json, after: Json) -> Fraction:
    """The share of what two clauses say that is the same, key by key: 1 when they are equal.

    >>> likeness({"role": "Owner", "signs": True}, {"role": "Owner", "signs": False})
    Fraction(1, 2)
    """
    one, other = Counter(_said(before)), Counter(_said(after))
    whole = one.total() + other.total()
    return Fraction(2 * (one & other).total(), whole) if whole else Fraction(0)


def _said(form: Json, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(form, dict):
        for key, below in form.items():
            yield from _said(below, (*path, key))
    elif isinstance(form, list):
        for below in form:
            yield from _said(below, path)
    else:
        yield path, str(form)


def renamed(before: Sequence[Json], after: Sequence[Json]) -> Pairs:
    """Pair clauses whose names differ and of which at least three quarters are the same; the most alike first."""
    return _best(before, after, likeness, lambda found: found >= RENAMED)


def paired(before: Sequence[Part], after: Sequence[Part], *, ordered: bool) -> Pairs:
    """Pair the parts of two lists.

    First those that are equal, then those with the same name, then those of which more than half is the same; of
    the rest the ones that stand between the same neighbours, unless they have names. Pairs are the same, turned
    round, when the lists change places.
    """
    pairs = _best(before, after, _closeness, lambda found: found > ALIKE)
    signs = [
        {place: frozenset(pair for pair in pairs if pair[side] < place) for place in places}
        for side, places in enumerate(_left(before, after, pairs))
    ]
    for gap in dict.fromkeys(signs[0].values()):
        rest = [[place for place, sign in one.items() if sign == gap] for one in signs]
        pairs += [
            (one, other)
            for one, other in zip(*rest, strict=False)
            if _sort(before[one]) == _sort(after[other]) and (ordered or before[one].name is None)
        ]
    return sorted(pairs)


def _sort(part: Part) -> tuple[bool, bool]:
    return isinstance(part.form, dict), part.name is None


def _closeness(one: Part, other: Part) -> Fraction:
    if one.form == other.form:
        return Fraction(2)
    parts = isinstance(one.form, dict) and isinstance(other.form, dict)
    alike = likeness(one.form, other.form) if parts else Fraction(0)
    return 1 + alike / 2 if one.name is not None and one.name == other.name else alike


def _left(before: Sequence[Part], after: Sequence[Part], pairs: Pairs) -> tuple[list[int], list[int]]:
    taken: tuple[set[int], set[int]] = ({one for one, _ in pairs}, {other for _, other in pairs})
    left = [[place for place in range(len(parts)) if place not in taken[side]]
            for side, parts in enumerate((before, after))]  # fmt: skip
    return left[0], left[1]


def _best(
    before: Sequence[Part] | Sequence[Json],
    after: Sequence[Part] | Sequence[Json],
    close: Callable[..., Fraction],
    enough: Callable[[Fraction], bool],
) -> Pairs:
    """Take the closest pairs first; of pairs as close the one that stands nearest, then the foremost."""
    found = [
        (-closeness, abs(i - j), i + j, (i, j))
        for i, one in enumerate(before)
        for j, other in enumerate(after)
        if enough(closeness := close(one, other))
    ]
    rows: set[int] = set()
    columns: set[int] = set()
    pairs: Pairs = []
    for *_, (i, j) in sorted(found):
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            pairs.append((i, j))
    return pairs


def turned(pairs: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """The order of the earlier list's paired parts in the later one; numbers count the paired parts from 0.

    >>> turned([(0, 2), (2, 0), (3, 1)])
    (1, 2, 0)
    """
    firsts = sorted(pairs)
    return tuple(place for place, _ in sorted(enumerate(firsts), key=lambda each: each[1][1]))
