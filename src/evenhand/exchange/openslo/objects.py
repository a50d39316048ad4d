"""The objects in a file of OpenSLO, strictly read: plain trees with the place of every part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

import yaml

from evenhand.errors import DocumentError, Problem
from evenhand.trees.tree import MOST_BYTES, Mark, Node, TreeBuilder
from evenhand.trees.yaml_mistakes import mark_of, mistake_of
from evenhand.trees.yaml_text import read_yaml

_KINDS = ("DataSource", "Service", "SLI", "SLO")


@dataclass
class Objects:
    """What a file holds, by kind and name; other kinds and versions are left out, and said."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    by_kind: dict[str, dict[str, Node]] = field(default_factory=lambda: {kind: {} for kind in _KINDS})

    @classmethod
    def read(cls, text: str, file: str) -> Objects:
        """Read every object of a file; raise DocumentError where it is not YAML, or holds no objective."""
        found = cls(file)
        for root in _documents(text, file):
            found._take(root)
        if not found.by_kind["SLO"]:
            message, mend = (
                "There is no objective of OpenSLO v1 in this file.",
                "Give a file with `kind: SLO`.",
            )
            raise DocumentError([*found.problems, Problem("no-objective", message, mend, file=file)])
        return found

    def say(
        self,
        code: str,
        message: str,
        mend: str,
        at: Mark,
        severity: Literal["error", "warning", "note"] = "warning",
    ) -> None:
        """Keep a problem."""
        self.problems.append(Problem(code, message, mend, severity, self.file, at.line, at.column))

    def _take(self, root: Node) -> None:
        kind, name = text_at(root, "kind"), text_at(root, "metadata", "name")
        if text_at(root, "apiVersion") != "openslo/v1":
            self.say("other-version", "This object is not of openslo/v1, and left out.", "", root.span.key)
        elif kind not in _KINDS:
            message = f"An object of the kind {kind or '(none)'} has no place in an agreement."
            self.say("left-out", message, "", root.span.key, "note")
        elif not name or name in self.by_kind[kind]:
            mend = "Give each object a name of its own."
            self.say("bad-name", f"This {kind} has no name, or one that another has.", mend, root.span.key)
        else:
            self.by_kind[kind][name] = root


def part_of(node: Node | None, *path: str | int) -> Node | None:
    """The part below a node, None where it is not there."""
    for part in path:
        node = node.child(part) if node else None
    return node


def text_at(node: Node | None, *path: str | int) -> str:
    """The text at a path, "" where there is none."""
    found = part_of(node, *path)
    return found.value.strip() if found and isinstance(found.value, str) else ""


def _documents(text: str, file: str) -> Iterator[Node]:
    """Yield the documents of a stream, each read strictly; places are those in the whole file."""
    if len(text) > MOST_BYTES:
        message = f"The file is larger than {MOST_BYTES // 1_000_000} MB."
        raise DocumentError([Problem("too-large", message, "Split it.", file=file)])
    starts = [0, *_starts(text, file)[1:], len(text)]
    for start, end in pairwise(starts):
        builder = TreeBuilder(file)
        lines = "\n" * text.count("\n", 0, start)
        read_yaml(lines + text[start:end], builder)
        if builder.problems and any(problem.severity == "error" for problem in builder.problems):
            raise DocumentError(builder.problems)
        if builder.root is not None and isinstance(builder.root.value, dict):
            yield builder.root


def _starts(text: str, file: str) -> list[int]:
    """The offsets at which documents begin."""
    last: yaml.Event | None = None
    starts = []
    try:
        for last in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(last, yaml.DocumentStartEvent):
                starts.append(mark_of(last.start_mark).offset)
    except yaml.MarkedYAMLError as error:
        at, message, mend = mistake_of(text, error, last)
        raise DocumentError([Problem("not-yaml", message, mend, "error", file, at.line, at.column)]) from None
    except yaml.YAMLError:
        problem = Problem(
            "control-character", "This text holds a character that cannot be read.", "Remove it.", file=file
        )
        raise DocumentError([problem]) from None
    return starts
