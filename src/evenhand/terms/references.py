"""What one clause says of another: names of calendars, services, priorities, standards, contacts, stages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from evenhand.errors import Problem
from evenhand.terms.notations import suggestion
from evenhand.terms.problems import problem_at
from evenhand.trees.tree import Node, Path, address_of

Kind = Literal["calendar", "service", "priority", "standard", "contact", "stage"]

_SECTIONS: Final[dict[Kind, str]] = {
    "calendar": "calendars",
    "service": "services",
    "priority": "priorities",
    "standard": "standards",
    "contact": "parties",
    "stage": "disagreements.stages",
}
# Where names stand: `*` is every key or item. A list of names is looked at name by name.
_NAMED: Final[tuple[tuple[str, Kind], ...]] = (
    ("business days.calendar", "calendar"),
    ("services.*.hours", "calendar"),
    ("standards.*.calendar", "calendar"),
    ("standards.*.calendar.*", "calendar"),
    ("standards.*.service", "service"),
    ("tracking.sources.*.service", "service"),
    ("standards.*.applies to.service", "service"),
    ("standards.*.applies to.priority", "priority"),
    ("escalations.*.applies to.service", "service"),
    ("escalations.*.applies to.priority", "priority"),
    ("escalations.*.applies to.standard", "standard"),
    ("responsibilities.*.*.if not met.pauses", "standard"),
    ("escalations.*.steps.*.notify", "contact"),
    ("reporting.to", "contact"),
    ("review.attend", "contact"),
    ("disagreements.stages.*.who.*", "contact"),
    ("term.end early.*.when.disagreement reaches", "stage"),
    ("reporting.improvement.when.*.disagreement reaches", "stage"),
    ("review.also when.*.disagreement reaches", "stage"),
)
# Maps whose keys are priorities.
_BY_PRIORITY: Final = (
    "standards.*.within",
    "standards.*.target",
    "standards.*.calendar",
    "standards.*.credits.*.each ticket over",
    "standards.*.credits.tiers.*.each ticket over",
)


@dataclass(frozen=True)
class Names:
    """The names that a document defines, by kind; None where it lacks the whole element."""

    calendar: tuple[str, ...] | None
    service: tuple[str, ...] | None
    priority: tuple[str, ...] | None
    standard: tuple[str, ...] | None
    contact: tuple[str, ...] | None
    stage: tuple[str, ...] | None

    @classmethod
    def of(cls, root: Node) -> Names:
        """Collect the names, also from parts of the document that have mistakes in them."""
        contacts = [*find(root, "parties.*.contacts.*")]
        return cls(
            _keys(root, "calendars"),
            _keys(root, "services"),
            _priorities(root),
            _keys(root, "standards"),
            tuple(f"{path[1]}.{path[3]}" for path, _ in contacts) if root.child("parties") else None,
            _keys(root, "disagreements.stages"),
        )


def kind_named(path: Path) -> Kind | None:
    """Return what a name at this place is a name of, for programs that offer what there is; None for other texts.

    >>> kind_named(("reporting", "to", 0)), kind_named(("standards", "resolve", "title"))
    ('contact', None)
    """
    return next((kind for pattern, kind in _NAMED if _fits(path, pattern)), None)


def named_places(root: Node, kind: Kind) -> Iterator[tuple[Path, Node]]:
    """Yield every text that is a name of that kind, with its path."""
    for pattern, of in _NAMED:
        if of == kind:
            for path, node in find(root, pattern):
                for place, item, _ in _texts(path, node):
                    yield place, item


def keyed_by_priority(path: Path) -> bool:
    """Whether the keys of a map at this place are priorities."""
    return any(_fits(path, pattern) for pattern in _BY_PRIORITY)


def _fits(path: Path, pattern: str) -> bool:
    parts = pattern.split(".")
    longer = len(path) == len(parts) + 1 and isinstance(path[-1], int)
    return (len(path) == len(parts) or longer) and all(
        part in ("*", key) for part, key in zip(parts, path, strict=False)
    )


def find(root: Node, pattern: str) -> Iterator[tuple[Path, Node]]:
    """Yield every node whose address fits `pattern`; where a list may be a single item, that one too."""
    found: list[tuple[Path, Node]] = [((), root)]
    for part in pattern.split("."):
        found = [
            ((*path, key), below)
            for path, node in found
            for key, below in node.children()
            if part in ("*", key)
        ]
    yield from found


def _keys(root: Node, address: str) -> tuple[str, ...] | None:
    for _, node in find(root, address):
        return tuple(str(key) for key, _ in node.children() if isinstance(key, str))
    return None


def _priorities(root: Node) -> tuple[str, ...] | None:
    node = root.child("priorities")
    if node is None:
        return None
    if node.child("table") or node.child("from") or node.child("listed"):
        table = node.child("table") or node
        named = [below.value for _, below in table.walk() if isinstance(below.value, str)]
        node = node.child("listed")
        if node is None:
            return tuple(str(name) for name in dict.fromkeys(named))
    return tuple(str(key) if isinstance(key, str) else str(below.value) for key, below in node.children())


def _texts(path: Path, node: Node) -> Iterator[tuple[Path, Node, str]]:
    items = node.value if isinstance(node.value, list) else [node]
    for number, item in enumerate(items):
        if isinstance(item.value, str):
            yield (*path, number) if item is not node else path, item, item.value.strip()


def reference_problems(root: Node, names: Names, file: str) -> Iterator[Problem]:
    """Yield a problem for each name that nothing in the document has."""
    for pattern, kind in _NAMED:
        for path, node in find(root, pattern):
            for place, item, name in _texts(path, node):
                if not (kind == "service" and name == "all"):
                    yield from _unknown(kind, name, place, item, names, file)
    for pattern in _BY_PRIORITY:
        for path, node in find(root, pattern):
            for key, below in node.children():
                if isinstance(key, str):
                    yield from _unknown("priority", key, (*path, key), below, names, file, about_key=True)


def _unknown(
    kind: Kind, name: str, path: Path, node: Node, names: Names, file: str, *, about_key: bool = False
) -> Iterator[Problem]:
    known: tuple[str, ...] | None = getattr(names, kind)
    if known is None and kind != "calendar":
        return
    if name not in (known or ()):
        mend = suggestion(name, known or (), f'Define it under "{_SECTIONS[kind]}", or correct the name.')
        at = node.span.key if about_key else node.span.value
        yield problem_at(at, f"unknown-{kind}", f'There is no {kind} "{name}".', mend, file, address_of(path))
