"""The document as a plain tree of texts, lists and maps, every part with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from evenhand.errors import DocumentError, Problem, Severity

Path = tuple[str | int, ...]

MOST_BYTES: Final = 2_000_000
MOST_LEVELS: Final = 32
MOST_VALUES: Final = 20_000
LONGEST_MESSAGE: Final = 300

UNWRITABLE: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


# A key, its colon and a value run together; neither 08:00 nor https://…
_NO_BLANK: Final = re.compile(
    r"([A-Za-z][^:#'\"{}\[\]]*(?<![^A-Za-z\d]\d)(?<![^A-Za-z\d]\d\d)):([^\s:/]\S*).*", re.DOTALL
)
_NOTHING: Final = (
    "no-value",
    "There is no value here; it is read as if it were not there.",
    "Write a value, or remove the key.",
)


def missing_blank(text: str) -> tuple[str, str] | None:
    """Return message and mend when a text seems to be a key and a value, or a dash and an item, run together.

    >>> missing_blank("from:2026-01-01")
    ('A blank is missing after the colon.', 'Write from: 2026-01-01')
    """
    if match := _NO_BLANK.fullmatch(text):
        return "A blank is missing after the colon.", f"Write {match[1]}: {match[2]}"
    if match := re.match(r"-([^\s\d-]\S*)", text):
        return "A blank is missing after the dash.", f"Write - {match[1]}"
    return None


def shortened(message: str) -> str:
    """Return a message on one line and not longer than people read."""
    message = " ".join(message.split())
    return message if len(message) <= LONGEST_MESSAGE else message[:LONGEST_MESSAGE] + " …"


class Mark(NamedTuple):
    """A place in the text: line and column count from 1, the offset from 0."""

    line: int
    column: int
    offset: int


class Span(NamedTuple):
    """From the first character of a key (or of an item) to the last of its value, and where the value is."""

    key: Mark
    value: Mark
    end: int


@dataclass(slots=True)
class Node:
    """A text, a list or a map, and where it stands."""

    value: str | list[Node] | dict[str, Node]
    span: Span

    def plain(self) -> Any:
        """The tree as Python values: every scalar is text."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return {key: node.plain() for key, node in self.value.items()}

    def children(self) -> Iterator[tuple[str | int, Node]]:
        """The parts directly below, by key or by number."""
        if isinstance(self.value, dict):
            yield from self.value.items()
        elif isinstance(self.value, list):
            yield from enumerate(self.value)

    def walk(self, path: Path = ()) -> Iterator[tuple[Path, Node]]:
        """This node and all below it, with their paths."""
        yield path, self
        for part, node in self.children():
            yield from node.walk((*path, part))

    def child(self, part: str | int) -> Node | None:
        """The part below of that key or number, if there is one."""
        if isinstance(self.value, dict):
            return self.value.get(str(part))
        if isinstance(self.value, list) and isinstance(part, int) and part < len(self.value):
            return self.value[part]
        return None


def address_of(path: Path) -> str:
    """Write a path as a clause address; items of a list count from 1.

    >>> address_of(("standards", "resolve-critical", "warn at", 0))
    'standards.resolve-critical.warn at.1'
    """
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


@dataclass(slots=True)
class _Frame:
    """A list or a map that is still open, and the key that waits for its value."""

    value: list[Node] | dict[str, Node]
    key: Mark
    start: Mark
    end: int
    name: str | None = None
    name_at: Mark | None = None
    seen: dict[str, int] = field(default_factory=dict)
    wasted: bool = False

    def part(self) -> str | int:
        return len(self.value) if isinstance(self.value, list) else self.name or ""

    def why_nothing(self) -> tuple[str, str, str, Severity]:
        """Return what is wrong with a key without a value: its colon needs a blank, a comma split a number."""
        name = self.name or ""
        if slip := missing_blank(name):
            return "missing-blank", *slip, "error"
        before = (
            next(reversed(self.value.values())).value if isinstance(self.value, dict) and self.value else ""
        )
        if isinstance(before, str) and before[-1:].isdigit() and name[:1].isdigit():
            message = f'The comma parts "{before},{name}" in two.'
            return "parted-value", message, f"Write {before}.{name}, or quotation marks around it.", "error"
        return *_NOTHING, "warning"


@dataclass
class TreeBuilder:
    """Builds the tree from events in the order of the text, whatever the notation.

    Mistakes that leave the rest readable are collected in `problems`; too deep or too large a document
    raises DocumentError at once, before memory is spent on it.
    """

    file: str
    problems: list[Problem] = field(default_factory=list)
    root: Node | None = None
    _open: list[_Frame] = field(default_factory=list)
    _values: int = 0

    def problem(
        self,
        code: str,
        message: str,
        mend: str,
        at: Mark,
        severity: Severity = "error",
        name: str | None = None,
    ) -> Problem:
        """Return a problem at `at`, in the clause that is being read or its part `name`."""
        parts = [frame.part() for frame in self._open]
        if name is not None:
            parts[-1] = name
        clause = address_of(tuple(part for part in parts if part != "")) or None
        message, mend = shortened(message), shortened(mend)
        return Problem(code, message, mend, severity, self.file, at.line, at.column, clause)

    def report(
        self,
        code: str,
        message: str,
        mend: str,
        at: Mark,
        severity: Severity = "error",
        name: str | None = None,
    ) -> None:
        """Collect a problem and read on."""
        self.problems.append(self.problem(code, message, mend, at, severity, name))

    def refuse(self, code: str, message: str, mend: str, at: Mark) -> DocumentError:
        """Return the error that ends the reading, with all that was found before."""
        return DocumentError((*self.problems, self.problem(code, message, mend, at)))

    def check(self, text: str) -> None:
        """Refuse a text with a character that no document can hold."""
        if found := UNWRITABLE.search(text):
            at = found.start()
            mark = Mark(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), at)
            message = f"The character U+{ord(found[0]):04X} cannot stand here."
            raise self.refuse("control-character", message, "Remove it.", mark)

    @property
    def at_key(self) -> bool:
        """Whether a key of a map comes next."""
        return bool(self._open) and isinstance(self._open[-1].value, dict) and self._open[-1].name_at is None

    def begin(self, value: list[Node] | dict[str, Node], at: Mark) -> None:
        """Begin a list or a map, given empty."""
        self._count(at)
        wasted = self.at_key
        if wasted:
            self.report(
                "key-not-text", "A key must be plain text.", "Write one word or a few as the key.", at
            )
        if len(self._open) == MOST_LEVELS:
            raise self.refuse(
                "too-deep",
                f"The document is nested more than {MOST_LEVELS} levels deep.",
                "An agreement needs fewer than ten; look for a forgotten bracket.",
                at,
            )
        self._open.append(_Frame(value, self._key_mark(at), at, at.offset, wasted=wasted))

    def finish(self, end: int) -> None:
        """End the innermost list or map; `end` is the offset after its closing bracket, 0 without one."""
        frame = self._open.pop()
        node = Node(frame.value, Span(frame.key, frame.start, end or frame.end))
        if frame.wasted:
            self._name(None, frame.start)
        else:
            self._attach(node)

    def text(self, text: str, start: Mark, end: int) -> None:
        """Take a scalar: a key if one comes next, else a value."""
        self._count(start)
        if UNWRITABLE.search(text):
            self.report(
                "control-character",
                "This text holds a character that cannot be written.",
                "Remove it.",
                start,
            )
            text = UNWRITABLE.sub("", text)
        if self.at_key:
            self._name(text, start)
        else:
            self._attach(Node(text, Span(self._key_mark(start), start, end)))

    def nothing(self, at: Mark) -> None:
        """Take an empty value: it is as if its key were not there, and that is said."""
        self._count(at)
        if self.at_key:
            self._name("", at)
            return
        if self._open:
            code, message, mend, severity = self._open[-1].why_nothing()
            self.report(code, message, mend, self._key_mark(at), severity)
        self.skip(at)

    def skip(self, at: Mark) -> None:
        """Pass over a key or a value that was reported."""
        if self.at_key:
            self._name(None, at)
        elif self._open:
            self._open[-1].name, self._open[-1].name_at = None, None

    def _count(self, at: Mark) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            raise self.refuse(
                "too-large", f"The document has more than {MOST_VALUES} values.", "Split or shorten it.", at
            )

    def _key_mark(self, at: Mark) -> Mark:
        return (self._open[-1].name_at if self._open else None) or at

    def _name(self, name: str | None, at: Mark) -> None:
        frame = self._open[-1]
        if name in frame.seen:
            first = frame.seen[name]
            message = f'"{name}" is written twice here, first in line {first}.'
            self.report("duplicate-key", message, "Keep one of them.", at, name=name)
            name = None
        elif name is not None:
            frame.seen[name] = at.line
        frame.name, frame.name_at = name, at

    def _attach(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        frame = self._open[-1]
        frame.end = max(frame.end, node.span.end)
        if isinstance(frame.value, list):
            frame.value.append(node)
        elif frame.name is not None:
            frame.value[frame.name] = node
        frame.name, frame.name_at = None, None
