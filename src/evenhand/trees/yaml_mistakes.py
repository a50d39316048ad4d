"""What is probably wrong where YAML cannot be read on: in plain words, at the line where it was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import yaml

from evenhand.trees.tree import Mark, missing_blank

_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_CLOSING: Final = {"[": "]", "{": "}"}


class Mistake(NamedTuple):
    """A mistake and how to mend it."""

    at: Mark
    message: str
    mend: str


class _Scene(NamedTuple):
    """What is known at the end of reading: the lines, where the parser gave up and why, and what it read last."""

    lines: list[str]
    why: str
    doing: str
    at: Mark
    since: Mark | None
    last: yaml.Event | None

    def line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    @property
    def here(self) -> str:
        """The text of the line from where the parser gave up."""
        return self.line(self.at.line)[self.at.column - 1 :]

    def above(self) -> Iterator[tuple[int, str]]:
        """The lines above that say something, upward."""
        for number in range(self.at.line - 1, 0, -1):
            line = self.line(number)
            if line.strip() and not line.lstrip().startswith("#"):
                yield number, line


def mistake_of(text: str, error: yaml.MarkedYAMLError, last: yaml.Event | None) -> Mistake:
    """Return what is probably wrong; `last` is the last event before the error."""
    at = mark_of(error.problem_mark)
    since = mark_of(error.context_mark) if error.context_mark else None
    scene = _Scene(_BREAK.split(text), error.problem or "", error.context or "", at, since, last)
    found = (rule(scene) for rule in _RULES)
    return next((mistake for mistake in found if mistake), None) or Mistake(
        at,
        "This line does not fit the lines above it.",
        "Compare the indentation, colons, quotation marks and brackets with the lines above.",
    )


def mark_of(mark: Any) -> Mark:
    """Count lines and columns from 1; both parsers of PyYAML have marks of their own."""
    return Mark(mark.line + 1, mark.column + 1, mark.index)


def quoted(value: str) -> str:
    """Return a value between quotation marks it does not hold.

    >>> print(quoted("Note: see this"), quoted('the "owner": who signs'))
    "Note: see this" 'the "owner": who signs'
    """
    value = value.strip()
    return f"'{value}'" if '"' in value else f'"{value}"'


def _indent(line: str, signs: str = " ") -> int:
    return len(line) - len(line.lstrip(signs))


def _place(line: int, column: int) -> Mark:
    return Mark(line, column, 0)


def _tab(scene: _Scene) -> Mistake | None:
    if "tab character" not in scene.why and not scene.here.startswith("\t"):
        return None
    column = scene.line(scene.at.line).find("\t") + 1
    return Mistake(
        _place(scene.at.line, column or scene.at.column), "This line is indented with a tab.", "Use spaces."
    )


def _first_sign(scene: _Scene) -> Mistake | None:
    at, line = scene.at, scene.here
    if scene.doing in (
        "while scanning a block scalar",
        "while scanning an alias",
        "while scanning an anchor",
    ):
        at = scene.since or at
        line = scene.line(at.line)[at.column - 1 :]
    elif isinstance(scene.last, yaml.AliasEvent):
        at = mark_of(scene.last.start_mark)
        line = scene.line(at.line)[at.column - 1 :]
    elif "cannot start any token" not in scene.why:
        return None
    return Mistake(at, f"A value cannot begin with '{line[:1]}'.", f"Write {quoted(line)}.")


def _quotation(scene: _Scene) -> Mistake | None:
    since = scene.since or scene.at
    if scene.doing == "while scanning a quoted scalar":
        return _never_closed(since, scene.line(since.line)[since.column - 1 :])
    if "quoted scalar" in scene.doing:
        return Mistake(
            scene.at,
            "In double quotation marks, \\ begins a special sign, and this is not one.",
            "Write single quotation marks around the value, or \\\\ for \\.",
        )
    if not isinstance(scene.last, yaml.ScalarEvent) or scene.last.style not in ("'", '"'):
        return None
    start, end = mark_of(scene.last.start_mark), mark_of(scene.last.end_mark)
    if end.line != scene.at.line or scene.line(end.line)[end.column - 1 : scene.at.column - 1].strip():
        return None
    if start.line < end.line:
        return _never_closed(start, scene.line(start.line)[start.column - 1 :])
    return Mistake(
        scene.at,
        "Words follow after the closing quotation mark.",
        "Put the other sort of quotation marks around the whole value.",
    )


def _never_closed(at: Mark, rest: str) -> Mistake:
    return Mistake(
        at, "This quotation mark is not closed in its line.", f"Write {rest.rstrip()}{rest[:1]} here."
    )


def _bracket(scene: _Scene) -> Mistake | None:
    if scene.since and "flow" in scene.doing:
        opening = scene.line(scene.since.line)[scene.since.column - 1 :][:1]
        closing = _CLOSING.get(opening, "")
        if scene.here[:1] in ("]", "}"):
            return Mistake(
                scene.at, f"{opening} is closed with {scene.here[:1]} here.", f"Write {closing} instead."
            )
        line = scene.line(scene.at.line)
        if scene.at.line > scene.since.line and _indent(line) <= _indent(scene.line(scene.since.line)):
            return Mistake(
                scene.since, f"{opening} is never closed.", f"Write {closing} where the list or map ends."
            )
        return Mistake(
            scene.at, "A comma is missing before this.", "Write one, or quotation marks around the value."
        )
    if scene.here[:1] in ("]", "}"):
        return Mistake(scene.at, f"{scene.here[0]} closes nothing here.", "Remove it.")
    if isinstance(scene.last, yaml.CollectionEndEvent) and scene.here:
        end = mark_of(scene.last.end_mark)
        before = scene.line(scene.at.line)[: scene.at.column - 1].rstrip()
        if end.line == scene.at.line and before.endswith(("]", "}")):
            return Mistake(
                scene.at,
                "Words follow after the closing bracket.",
                "Remove them, or put quotation marks around the whole value.",
            )
    return None


def _unfinished_key(number: int, line: str) -> Mistake | None:
    """A line that ought to be a key with its value, or an item of a list."""
    for start in (_indent(line, "- "), _indent(line)):
        if slip := missing_blank(line[start:].rstrip()):
            return Mistake(_place(number, start + 1), *slip)
    if ": " in line or line.rstrip().endswith(":"):
        return None
    return Mistake(_place(number, _indent(line) + 1), "This line has no colon.", "Write it as key: value.")


def _colon(scene: _Scene) -> Mistake | None:
    if scene.why == "could not find expected ':'":
        since = scene.since or scene.at
        return _unfinished_key(since.line, scene.line(since.line))
    if scene.why != "mapping values are not allowed in this context":
        return None
    line = scene.line(scene.at.line)
    key, colon, value = line.partition(": ")
    if colon and len(key) + 1 < scene.at.column:
        message = "There is a second colon in this value."
        return Mistake(scene.at, message, f"Write {key.strip()}: {quoted(value)}")
    number, above = next(scene.above(), (0, ""))
    if _indent(above, "- ") >= _indent(line) and (found := _unfinished_key(number, above)):
        return found
    place = _place(scene.at.line, _indent(line) + 1)
    message = "This line is indented more than the one above, which has a value already."
    return Mistake(place, message, f"Begin it in column {_indent(above, '- ') + 1}, or remove that value.")


def _open_columns(scene: _Scene) -> list[int]:
    """The columns in which a line may go on: that of the line above, of the key it stands under, and so on."""
    columns: list[int] = []
    for _, above in scene.above():
        for indent in dict.fromkeys((_indent(above, "- "), _indent(above))):
            if not columns or indent + 1 < columns[-1]:
                columns.append(indent + 1)
    return columns


def _neighbours(scene: _Scene) -> Mistake | None:
    """A line among lines of another sort, or in a column of its own."""
    line = scene.line(scene.at.line)
    if "directive" in scene.why or "incompatible" in scene.why or line.startswith("%"):
        return Mistake(scene.at, "A line that begins with % cannot stand here.", "Remove it.")
    if "block" not in scene.doing and "<document start>" not in scene.why:
        return None
    columns = _open_columns(scene)
    if _indent(line) + 1 not in columns:
        message = (
            f"This line begins in column {_indent(line) + 1}, where no line begins that it could belong with."
        )
        known = " or ".join(map(str, columns))
        mend = f"Begin the lines that belong together in one column: {known}, or move those above."
        return Mistake(_place(scene.at.line, _indent(line) + 1), message, mend)
    if line.lstrip().startswith("-"):
        message = "This line begins with a dash, and those it stands with do not."
        return Mistake(scene.at, message, "Write it as key: value, or indent it below the key of its list.")
    if "'-'" in scene.why:
        message = "This line does not begin with a dash, as those it stands with do."
        return Mistake(scene.at, message, "Write - before it, or begin it where its neighbours do.")
    return None


_RULES: Final[tuple[Callable[[_Scene], Mistake | None], ...]] = (
    _tab,
    _first_sign,
    _quotation,
    _bracket,
    _colon,
    _neighbours,
)
