"""The fields of a form as templates show them: made from a shape and a state, each with the mistakes in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from evenhand.errors import Problem

FEW: Final = 4
"""So many choices are shown at once; of more, one chooses from a list."""

LONG: Final = 60
"""A text of more characters is written in several lines."""


@dataclass
class Box:
    """One field, or several in a frame. `name` is how it is sent, `addresses` how problems may call its clause.

    `within`: the field of which this is one form; it has no label of its own to be seen.
    """

    kind: str
    name: str
    label: str
    hint: str = ""
    value: str = ""
    like: tuple[str, ...] = ()
    choices: list[tuple[str, str, bool]] = field(default_factory=list)
    required: bool = False
    removable: bool = False
    there: bool = True
    inside: list[Box] = field(default_factory=list)
    later: list[Box] = field(default_factory=list)
    key: Box | None = None
    add: str = ""
    noun: str = ""
    within: str = ""
    listing: str = ""
    errors: list[Problem] = field(default_factory=list)
    addresses: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """Its place on the page."""
        return re.sub(r"[^A-Za-z0-9_.-]+", "-", self.name)

    @property
    def rest(self) -> str:
        """How the row is sent in which it stands: a named one has its value beside its name."""
        return self.name.removesuffix(".is") if self.key else self.name

    @property
    def described(self) -> str:
        """The places of what is said about it, for readers aloud."""
        said = [f"{self.id}_hint"] if self.hint or self.like else []
        return " ".join([*said, *([f"{self.id}_error"] if self.errors else [])])

    def walk(self) -> Iterable[Box]:
        """This one and all in it."""
        yield self
        for part in (*self.inside, *self.later):
            yield from part.walk()


def place(problems: Iterable[Problem], root: Box) -> list[tuple[Problem, str]]:
    """Put each problem to the field it is about, as near as can be; return each with the place of that field."""
    boxes = [box for box in root.walk() if box.addresses]
    placed = []
    for problem in problems:
        fitting = [
            (len(address), number)
            for number, box in enumerate(boxes)
            for address in box.addresses
            if _within(problem.clause, address)
        ]
        if fitting:
            box = boxes[max(fitting)[1]]
            box.errors.append(problem)
        placed.append((problem, box.id if fitting else ""))
    return placed


def _within(clause: str | None, address: str) -> bool:
    return clause is not None and f"{clause}.".startswith(f"{address}.")
