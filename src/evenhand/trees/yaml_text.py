"""YAML -> tree, from the events of PyYAML's C parser: every scalar stays text, and nothing is expanded."""

from __future__ import annotations

from typing import Final

import yaml

from evenhand.trees.tree import Mark, TreeBuilder
from evenhand.trees.yaml_mistakes import mark_of, mistake_of

_EMPTY: Final = frozenset({"", "~", "null", "Null", "NULL"})


def read_yaml(text: str, builder: TreeBuilder) -> None:
    """Feed the events of `text` to `builder`; raise DocumentError where nothing after it can be trusted."""
    builder.check(text)
    last: yaml.Event | None = None
    documents = 0
    try:
        for last in yaml.parse(text, Loader=yaml.CSafeLoader):
            documents += isinstance(last, yaml.DocumentStartEvent)
            _feed(last, documents, builder)
    except yaml.MarkedYAMLError as error:
        at, message, mend = mistake_of(text, error, last)
        raise builder.refuse("not-yaml", message, mend, at) from None


def _feed(event: yaml.Event, documents: int, builder: TreeBuilder) -> None:
    start, end = mark_of(event.start_mark), mark_of(event.end_mark).offset
    if isinstance(event, yaml.DocumentStartEvent) and documents > 1:
        message, mend = "A second document begins here.", "Keep one in each file, and remove the line ---."
        raise builder.refuse("several-documents", message, mend, start)
    if isinstance(event, yaml.NodeEvent):
        _check(event, start, builder)
        _take(event, start, end, builder)
    elif isinstance(event, yaml.CollectionEndEvent):
        # A block ends where its last part does; the parser's own mark lies at the next token.
        builder.finish(end if end > start.offset else 0)


def _check(event: yaml.NodeEvent, start: Mark, builder: TreeBuilder) -> None:
    if isinstance(event, yaml.AliasEvent):
        _clever(
            "alias", f"*{event.anchor} points to another place.", "Write the value out here", start, builder
        )
    elif event.anchor is not None:
        _clever("anchor", f"&{event.anchor} marks a value to be repeated.", "Remove the mark", start, builder)
    if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
        _clever("tag", f"{event.tag} gives a type, which is not needed.", "Remove it", start, builder)


def _clever(code: str, message: str, mend: str, start: Mark, builder: TreeBuilder) -> None:
    builder.report(code, message, f"{mend}, or put the whole value in quotation marks.", start)


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
