"""A change of the standard text put into one client's text: what is taken over, what survives, what cannot be.

Three texts are compared: the standard text on which the client's was made (`base`), the standard text as it is now
(`new`), and the client's own. What differs between base and own is the client's exceptions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from evenhand.errors import DocumentError
from evenhand.terms.agreement import Agreement
from evenhand.terms.difference import Change, difference
from evenhand.terms.difference.change import shown_address
from evenhand.terms.document import read_agreement
from evenhand.terms.editing import added, edited, removed, value_of
from evenhand.trees.tree import Path

FILE: Final = "agreement.yaml"
_OWN: Final = frozenset({("version",), ("reference",), ("in force from",), ("term", "from"), ("term", "to")})
"""What each client's agreement says of itself; never sent."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A clause that the standard text changes and the client's does not take over: what it says instead, and why."""

    address: str
    says: str
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of a change for one client.

    `text` is the client's text with what was taken over (the same text where nothing was), `changes` what differs
    then and for whom it is better. `kept` are exceptions, `refused` the clauses that could not be written, with the
    reason: where there is one, nothing is sent.
    """

    text: str
    changes: tuple[Change, ...]
    kept: tuple[Kept, ...]
    refused: tuple[Kept, ...]

    @property
    def moves(self) -> bool:
        """Whether something is to be sent."""
        return bool(self.changes) and not self.refused


def belongs_to_client(path: Path, client: str) -> bool:
    """Whether a place is each client's own: who it is, its reference, its days."""
    return path[:2] == ("parties", client) or any(path[: len(own)] == own for own in _OWN)


def differences(before: str, after: str, client: str) -> tuple[Change, ...]:
    """Return what differs between two texts, without what is each client's own.

    Raises DocumentError for a text that cannot be read as an agreement.
    """
    found = difference(_read(before), _read(after))
    return tuple(
        change
        for change in found
        if not belongs_to_client(change.was, client) and not belongs_to_client(change.now, client)
    )


def carried_over(*, base: str, new: str, own: str, client: str) -> Outcome:
    """Put what changed from `base` to `new` into the client's `own` text, except where the client has exceptions.

    `client` is the side on which the clients are. Raises DocumentError for a text that cannot be read.
    """
    exceptions = {unit for change in differences(base, own, client) for unit in _units(change)}
    units = _outermost(
        _written(unit, base, new) for change in differences(base, new, client) for unit in _units(change)
    )
    text, kept, refused = own, [], []
    for unit in units:
        address = shown_address(unit)
        if any(_overlap(unit, other) for other in exceptions):
            if _value(own, address) != _value(new, address):
                kept.append(Kept(address, _short(_value(own, address)), "This client's own clause survives."))
            continue
        try:
            text = _taken(text, address, _value(new, address))
        except DocumentError as error:
            problem = error.problems[0]
            refused.append(Kept(address, _short(_value(own, address)), f"{problem.message} {problem.mend}"))
    try:
        changes = differences(own, text, client)
    except DocumentError as error:
        problem = error.problems[0]
        refused.append(Kept(problem.clause or "", "", f"{problem.message} {problem.mend}"))
        text, changes = own, ()
    return Outcome(text, changes, tuple(kept), tuple(refused))


def _read(text: str) -> Agreement:
    terms, problems = read_agreement(text, file=FILE)
    if terms is None:
        raise DocumentError(list(problems))
    return terms


def _units(change: Change) -> Iterator[Path]:
    """The clauses that a change touches, as they can be written: a list is one."""
    paths = (change.was, change.now) if change.kind == "moved" else (change.now,)
    for path in dict.fromkeys(paths if change.kind != "removed" else (change.was,)):
        numbers = [place for place, part in enumerate(path) if isinstance(part, int)]
        yield path[: numbers[0]] if numbers else path


def _written(unit: Path, base: str, new: str) -> Path:
    """The clause, or the one around it, that one of the two texts writes out."""
    while len(unit) > 1 and all(_value(text, shown_address(unit)) is None for text in (base, new)):
        unit = unit[:-1]
    return unit


def _outermost(units: Iterable[Path]) -> list[Path]:
    """Each clause once, and none that lies in another."""
    each = list(dict.fromkeys(units))
    return [unit for unit in each if not any(_inside(unit, other) for other in each)]


def _inside(unit: Path, other: Path) -> bool:
    return len(other) < len(unit) and unit[: len(other)] == other


def _overlap(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _value(text: str, address: str) -> Any:
    try:
        return value_of(text, address, file=FILE)
    except DocumentError:
        return None


def _taken(text: str, address: str, value: Any) -> str:
    if value is None:
        return text if _value(text, address) is None else removed(text, address, file=FILE)
    change = added if _value(text, address) is None else edited
    return change(text, address, value, file=FILE)


def _short(value: Any) -> str:
    words = "not there" if value is None else value if isinstance(value, str) else _flow(value)
    return words if len(words) <= 80 else f"{words[:79]}…"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_flow(below)}" for key, below in value.items())
    if isinstance(value, list):
        return ", ".join(_flow(below) for below in value)
    return str(value)
