"""YAML -> tree, from the events of PyYAML's C parser: every scalar stays text, and nothing is expanded."""

from __future__ import annotations

from typing import Any, Final

import yaml

from evenhand.terms.tree import Mark, TreeBuilder

_EMPTY: Final = frozenset({"", "~", "null", "Null", "NULL"})
_MENDS: Final = {
    "mapping values are not allowed in this context": (
        "Put quotes around a value that holds a colon and a space, and check the indentation."
    ),
    "found character that cannot start any token": (
        "Indent with spaces, not tabs, and put quotes around a value that begins with @, % or `."
    ),
    "found unexpected end of stream": "Look for a quotation mark that is not closed.",
    "did not find expected ',' or ']'": "Look for a [ that is not closed.",
    "did not find expected ',' or '}'": "Look for a { that is not closed.",
    "found invalid Unicode character escape code": "Write the character itself, or name the file .json.",
}


def read_yaml(text: str, builder: TreeBuilder) -> None:
    """Feed the events of `text` to `builder`; raise DocumentError where nothing after it can be trusted."""
    try:
        _feed(text, builder)
    except yaml.MarkedYAMLError as error:
        said = error.problem or "unreadable"
        raise builder.refuse(
            "not-yaml",
            f"The document cannot be read from here on: {said}.",
            _MENDS.get(said, "Compare the indentation, colons and brackets with the lines above."),
            _mark(error.problem_mark),
        ) from None


def _mark(mark: Any) -> Mark:
    """Count lines and columns from 1; both parsers of PyYAML have marks of their own."""
    return Mark(mark.line + 1, mark.column + 1, mark.index)


def _feed(text: str, builder: TreeBuilder) -> None:
    documents = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        start, end = _mark(event.start_mark), _mark(event.end_mark).offset
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise builder.refuse(
                    "several-documents",
                    "A second document begins here.",
                    "Keep one agreement in one file, and remove the line ---.",
                    start,
                )
        elif isinstance(event, yaml.NodeEvent):
            _check(event, start, builder)
            _take(event, start, end, builder)
        elif isinstance(event, yaml.CollectionEndEvent):
            # A block ends where its last part does; the parser's own mark lies at the next token.
            builder.finish(end if end > start.offset else 0)


def _check(event: yaml.NodeEvent, start: Mark, builder: TreeBuilder) -> None:
    if isinstance(event, yaml.AliasEvent):
        builder.report(
            "alias", f"*{event.anchor} points to another place.", "Write the value out here.", start
        )
    elif event.anchor is not None:
        builder.report("anchor", f"&{event.anchor} marks a value to be repeated.", "Remove the mark.", start)
    if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
        builder.report("tag", f"{event.tag} gives a type, which agreements do not need.", "Remove it.", start)


def _take(event: yaml.NodeEvent, start: Mark, end: int, builder: TreeBuilder) -> None:
    if isinstance(event, yaml.MappingStartEvent):
        builder.begin({}, start)
    elif isinstance(event, yaml.SequenceStartEvent):
        builder.begin([], start)
    elif not isinstance(event, yaml.ScalarEvent):
        builder.skip(start)
    elif event.implicit[0] and event.value in _EMPTY:
        builder.nothing(start)
    elif event.implicit[0] and event.value == "<<" and builder.at_key:
        builder.report("merge-key", "<< copies keys from another place.", "Write the keys out here.", start)
        builder.skip(start)
    else:
        builder.text(event.value, start, end)
