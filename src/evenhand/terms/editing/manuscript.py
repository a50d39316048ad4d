"""The text of a document with the place of each clause in it, as needed to change one and leave the rest alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NoReturn

from evenhand.errors import DocumentError, Problem
from evenhand.terms.json_text import read_json
from evenhand.terms.notations import suggestion
from evenhand.trees.tree import UNWRITABLE, Mark, Node, Path, TreeBuilder, address_of
from evenhand.trees.yaml_text import read_yaml

Value = str | Sequence["Value"] | Mapping[str, "Value"]
"""What can be written: a text, a list or a map."""

_STEP: Final = 2
_NEWLINE: Final = re.compile("\r\n|\n|\r")


@dataclass(frozen=True)
class Manuscript:
    """A document's text without a byte order mark, its tree, and the name that says whether it is JSON.

    `mistakes` is how many parts of it cannot be read, such as a key that is written twice.
    """

    text: str
    root: Node
    file: str
    mistakes: int

    @classmethod
    def read(cls, text: str, file: str) -> Manuscript:
        """Read the parts of a document; raise DocumentError where it cannot be read at all."""
        builder = TreeBuilder(file)
        (read_json if file.lower().endswith(".json") else read_yaml)(text, builder)
        if builder.root is None:
            problem = Problem(
                "empty-document", "The document is empty.", "Begin with agreement: NAME.", file=file
            )
            raise DocumentError([problem])
        mistakes = sum(problem.severity == "error" for problem in builder.problems)
        return cls(text, builder.root, file, mistakes)

    @property
    def json(self) -> bool:
        """Whether the document is read as JSON."""
        return self.file.lower().endswith(".json")

    @cached_property
    def newline(self) -> str:
        """The line break of the document: that of its first line."""
        found = _NEWLINE.search(self.text)
        return found[0] if found else "\n"

    @cached_property
    def step(self) -> int:
        """By how many blanks a block is set in below its key: as the first block of the document."""
        for _, node in self.root.walk():
            start = node.span
            if isinstance(node.value, dict) and start.value.line > start.key.line and not self.is_flow(node):
                return max(start.value.column - start.key.column, 1)
        return _STEP

    @cached_property
    def paths(self) -> Mapping[str, Path]:
        """The path of every address; the first of two that are written alike."""
        return {address_of(path): path for path, _ in reversed([*self.root.walk()])}

    def path(self, address: str) -> Path:
        """Return the path of a clause; raise DocumentError for one that is not there, with the nearest."""
        if address not in self.paths:
            mend = suggestion(address, self.paths, "Look at the keys of the document.")
            self.refuse("unknown-clause", f'There is no clause "{address}" in the document.', mend)
        return self.paths[address]

    def node(self, path: Path) -> Node:
        """Return the part at a path that is in the document."""
        node = self.root
        for part in path:
            below = node.child(part)
            assert below is not None
            node = below
        return node

    def is_flow(self, node: Node) -> bool:
        """Whether a list or a map is written in brackets."""
        return not isinstance(node.value, str) and self.text[node.span.value.offset] in "[{"

    def in_flow(self, path: Path) -> bool:
        """Whether a part stands inside brackets."""
        return any(self.is_flow(self.node(path[:depth])) for depth in range(len(path)))

    def end(self, node: Node) -> int:
        """The offset after the last character of a part; blank lines behind a block of text are not counted."""
        start = node.span.value.offset
        return start + len(self.text[start : node.span.end].rstrip(" \t\r\n"))

    def line_start(self, offset: int) -> int:
        """The offset of the first character of a line."""
        return max(self.text.rfind(sign, 0, offset) for sign in "\r\n") + 1

    def line_end(self, offset: int) -> int:
        """The offset behind the line break of a line, or the end of the text."""
        found = _NEWLINE.search(self.text, offset)
        return found.end() if found else len(self.text)

    def replaced(self, start: int, end: int, words: str) -> str:
        """Return the whole text with other words in one place."""
        return self.text[:start] + words + self.text[end:]

    def refuse_unwritable(self, words: str) -> None:
        """Raise DocumentError for words with a character that no document can hold."""
        if found := UNWRITABLE.search(words):
            said = f"The character U+{ord(found[0]):04X} cannot be written."
            self.refuse("control-character", said, "Remove it.")

    def refuse(
        self, code: str, message: str, mend: str, at: Mark | None = None, clause: str | None = None
    ) -> NoReturn:
        """Raise DocumentError with one problem."""
        line, column = (at.line, at.column) if at else (None, None)
        raise DocumentError([Problem(code, message, mend, "error", self.file, line, column, clause)])
