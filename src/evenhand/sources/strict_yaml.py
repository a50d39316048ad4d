"""YAML read strictly for mappings: every value is text with its place; nothing clever is allowed in."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from evenhand.errors import DocumentError, Problem
from evenhand.sources.trouble import nearest
from evenhand.trees.tree import Mark, Node, TreeBuilder
from evenhand.trees.yaml_text import read_yaml

LARGEST_TEXT = 1 << 20


@dataclass(slots=True)
class Section:
    """A map of a YAML document: its keys are asked for one by one; `close` reports those nobody asked for."""

    node: Node
    file: str
    problems: list[Problem]
    asked: list[str] = field(default_factory=list)

    def get(self, key: str) -> Node | None:
        """The value of a key, or None when the map lacks it."""
        self.asked.append(key)
        return self.node.child(key)

    def text(self, key: str) -> str:
        """A single text, "" when the map lacks the key."""
        node = self.get(key)
        return "" if node is None else self.one(node)

    def texts(self, key: str) -> tuple[str, ...]:
        """A text or a list of texts, () when the map lacks the key."""
        node = self.get(key)
        if node is None:
            return ()
        return self.each(node)

    def word(self, key: str, known: tuple[str, ...]) -> str:
        """One of some known words, "" when the map lacks the key."""
        node = self.get(key)
        return "" if node is None else self.one_of(node, known)

    def each(self, node: Node) -> tuple[str, ...]:
        """The texts of a list, or a single text."""
        return tuple(map(self.one, node.value)) if isinstance(node.value, list) else (self.one(node),)

    def one(self, node: Node) -> str:
        """The text of a scalar."""
        if isinstance(node.value, str):
            return node.value
        self.refuse(node, "wrong-form", "A single text belongs here.", "Write one word or one quoted text.")
        return ""

    def one_of(self, node: Node, known: tuple[str, ...]) -> str:
        """The text of a scalar that must be one of some known words."""
        return self.known(self.one(node), known, node.span.value)

    def known(self, text: str, known: tuple[str, ...], at: Mark) -> str:
        """A text that must be one of some known words, or empty."""
        if text and text not in known:
            self._add(
                "unknown-word", f'"{text}" is not one of: {", ".join(known)}.', nearest(text, known), at
            )
        return text

    def section(self, node: Node) -> "Section | None":
        """A map inside this one; None, and a problem, when it is something else."""
        if isinstance(node.value, dict):
            return Section(node, self.file, self.problems)
        self.refuse(node, "wrong-form", "A map of keys and values belongs here.", "")
        return None

    def entries(self) -> Iterator[tuple[str, Node]]:
        """Every key and its value, for maps whose keys are free."""
        for key, value in self.node.children():
            self.asked.append(str(key))
            yield str(key), value

    def require(self, key: str, present: object) -> None:
        """Report a key the map must have."""
        if not present:
            self.refuse(self.node, "missing-key", f'The key "{key}" is missing.', "")

    def refuse(self, node: Node, code: str, message: str, mend: str) -> None:
        """Add a problem at the place of a value."""
        self._add(code, message, mend, node.span.value)

    def _add(self, code: str, message: str, mend: str, at: Mark) -> None:
        self.problems.append(Problem(code, message, mend, file=self.file, line=at.line, column=at.column))

    def close(self) -> None:
        """Report the keys that mean nothing here, each with the nearest one that does."""
        known = list(dict.fromkeys(self.asked))
        for key, node in self.node.children():
            if key not in known:
                mend = nearest(str(key), known) or f"Known here: {', '.join(known)}."
                self._add("unknown-key", f'"{key}" is not a known key.', mend, node.span.key)


def read_section(text: str, file: str) -> tuple[Section | None, list[Problem]]:
    """Read a YAML map; None with problems when the text is too large, too deep, clever or not a map."""
    if len(text) > LARGEST_TEXT:
        return None, [Problem("too-large", "The mapping is larger than a million characters.", file=file)]
    builder = TreeBuilder(file)
    try:
        read_yaml(text, builder)
    except DocumentError as error:
        return None, list(error.problems)
    # A key without a value is as if it were not there.
    problems = [problem for problem in builder.problems if problem.severity == "error"]
    root = builder.root
    if root is None or not isinstance(root.value, dict):
        problems.append(Problem("bad-yaml", "A mapping is a map of keys and values.", file=file, line=1))
    if root is None or problems:
        return None, problems
    return Section(root, file, problems), problems
