"""YAML read strictly for mappings: every value is text with its place; nothing clever is allowed in."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from evenhand.errors import Problem
from evenhand.sources.trouble import nearest
from evenhand.trees.yaml_mistakes import mark_of, mistake_of

LARGEST_TEXT = 1 << 20
DEEPEST = 12


@dataclass(slots=True)
class Section:
    """A map of a YAML document: its keys are asked for one by one; `close` reports those nobody asked for."""

    node: yaml.MappingNode
    file: str
    problems: list[Problem]
    asked: list[str] = field(default_factory=list)

    def get(self, key: str) -> yaml.Node | None:
        """The value of a key, or None when the map lacks it."""
        self.asked.append(key)
        return next((value for name, value in self.node.value if name.value == key), None)

    def text(self, key: str) -> str:
        """A single text, "" when the map lacks the key."""
        node = self.get(key)
        return "" if node is None else self.one(node)

    def texts(self, key: str) -> tuple[str, ...]:
        """A text or a list of texts, () when the map lacks the key."""
        node = self.get(key)
        if node is None:
            return ()
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.one(each) for each in node.value)
        return (self.one(node),)

    def word(self, key: str, known: tuple[str, ...]) -> str:
        """One of some known words, "" when the map lacks the key."""
        node = self.get(key)
        return "" if node is None else self.one_of(node, known)

    def one(self, node: yaml.Node) -> str:
        """The text of a scalar."""
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        self.refuse(node, "wrong-form", "A single text belongs here.", "Write one word or one quoted text.")
        return ""

    def one_of(self, node: yaml.Node, known: tuple[str, ...]) -> str:
        """The text of a scalar that must be one of some known words."""
        text = self.one(node)
        if text and text not in known:
            hint = nearest(text, known)
            self.refuse(node, "unknown-word", f'"{text}" is not one of: {", ".join(known)}.', hint)
        return text

    def section(self, node: yaml.Node) -> "Section | None":
        """A map inside this one; None, and a problem, when it is something else."""
        if isinstance(node, yaml.MappingNode):
            return Section(node, self.file, self.problems)
        self.refuse(node, "wrong-form", "A map of keys and values belongs here.", "")
        return None

    def entries(self) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """Every key with its node and its value, for maps whose keys are free."""
        for key, value in self.node.value:
            self.asked.append(key.value)
            yield key.value, key, value

    def require(self, key: str, present: object) -> None:
        """Report a key the map must have."""
        if not present:
            self.refuse(self.node, "missing-key", f'The key "{key}" is missing.', "")

    def refuse(self, node: yaml.Node, code: str, message: str, mend: str) -> None:
        """Add a problem at the place of a node."""
        mark = node.start_mark
        self.problems.append(
            Problem(code, message, mend, file=self.file, line=mark.line + 1, column=mark.column + 1)
        )

    def close(self) -> None:
        """Report the keys that mean nothing here, each with the nearest one that does."""
        for key, _ in self.node.value:
            if key.value not in self.asked:
                known = list(dict.fromkeys(self.asked))
                name, colon, value = key.value.partition(":")
                mend = nearest(key.value, known) or f"Known here: {', '.join(known)}."
                if colon and name in known:
                    mend = f"A blank is missing after the colon: write {name}: {value}"
                self.refuse(key, "unknown-key", f'"{key.value}" is not a known key.', mend)


def read_section(text: str, file: str) -> tuple[Section | None, list[Problem]]:
    """Read a YAML map; None with problems when the text is too large, too deep, clever or not a map."""
    problems: list[Problem] = []
    if len(text) > LARGEST_TEXT:
        return None, [Problem("too-large", "The mapping is larger than a million characters.", file=file)]
    if (strange := _strange(text, file)) is not None:
        return None, [strange]
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    if not isinstance(node, yaml.MappingNode):
        return None, [Problem("bad-yaml", "A mapping is a map of keys and values.", file=file, line=1)]
    _check(node, file, problems)
    return (None if problems else Section(node, file, problems)), problems


def _strange(text: str, file: str) -> Problem | None:
    """What stops the reading before anything is built: a mistake of YAML, an alias, a tag, too deep nesting."""
    depth, documents = 0, 0
    event: yaml.Event | None = None
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            documents += isinstance(event, yaml.DocumentStartEvent)
            if refused := _refused(event, depth, documents):
                at = mark_of(event.start_mark)
                return Problem("too-clever", *refused, file=file, line=at.line, column=at.column)
    except yaml.MarkedYAMLError as error:
        at, message, mend = mistake_of(text, error, event)
        return Problem("bad-yaml", message, mend, file=file, line=at.line, column=at.column)
    except yaml.YAMLError:
        message = "The text holds a character that cannot be written."
        return Problem("bad-yaml", message, "Remove it.", file=file)
    return None


def _refused(event: yaml.Event, depth: int, documents: int) -> tuple[str, str] | None:
    """Why nothing is read that has this event, and what to do instead."""
    if depth > DEEPEST:
        return "The nesting is too deep.", "Write it out plainly."
    if documents > 1:
        return "A second document begins here.", "Keep one in each file, and remove the line ---."
    if getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None:
        mend = "Write it out plainly; put quotation marks around a text that begins with *, & or !."
        return "Anchors, aliases and tags are not used.", mend
    return None


def _check(node: yaml.Node, file: str, problems: list[Problem]) -> None:
    """Every key a text, no key twice, all the way down."""
    section = Section(node, file, problems) if isinstance(node, yaml.MappingNode) else None
    if section is not None:
        seen: set[str] = set()
        for key, value in section.node.value:
            if not isinstance(key, yaml.ScalarNode):
                section.refuse(key, "bad-key", "A key must be a text.", "")
            elif key.value in seen:
                section.refuse(
                    key, "double-key", f'The key "{key.value}" is there twice.', "Keep one of them."
                )
            else:
                seen.add(key.value)
            _check(value, file, problems)
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            _check(each, file, problems)
