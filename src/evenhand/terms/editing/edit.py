"""The way into editing: an address and a value in, the new text out, checked to mean what was asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from evenhand.errors import DocumentError
from evenhand.terms.editing.changes import add_part, remove_part, set_value, wanted
from evenhand.terms.editing.manuscript import Manuscript, Value
from evenhand.trees.tree import Path, address_of

MARK: Final = "\ufeff"
NAME: Final = "agreement.yaml"


def value_of(text: str, address: str, *, file: str = NAME) -> Any:
    """Return what a clause says, as texts, lists and dicts; None where it is not there.

    >>> value_of("reporting:\\n  to: [client.owner]\\n", "reporting.to")
    ['client.owner']
    """
    paper = Manuscript.read(text.removeprefix(MARK), file)
    return paper.node(paper.path(address)).plain() if address in paper.paths else None


def edited(text: str, address: str, value: Value, *, file: str = NAME) -> str:
    """Return the text of a document with another value in one clause.

    Of a list or a map only the parts that differ are written anew. A `file` that ends in `.json` is JSON.

    Raises DocumentError for an address that is not there, for a text that cannot be read, and where the change
    cannot be written without touching another clause.

    >>> edited("standards:\\n  a: {within: 4 hours}  # agreed in May\\n", "standards.a.within", "8 hours")
    'standards:\\n  a: {within: 8 hours}  # agreed in May\\n'
    """
    return _changed(text, file, value, lambda paper: (paper.path(address), lambda _: _plain(value)))


def added(text: str, address: str, value: Value, *, file: str = NAME) -> str:
    """Return the text of a document with one clause more, behind its neighbours and in their style.

    The address is that of the new clause; parts of it that are missing are made. For a list it is the list
    itself, to add behind its last item, or the number the new item shall have. Raises DocumentError as
    `edited` does, and for a clause that is there already.

    >>> added("reporting:\\n  to: [client.owner]\\n", "reporting.to", "client.manager")
    'reporting:\\n  to: [client.owner, client.manager]\\n'
    """

    def change(paper: Manuscript) -> tuple[Path, Callable[[Any], Any]]:
        parent, part, whole = _place(paper, address, _plain(value))
        old = paper.node(parent).plain()
        if isinstance(part, int):
            return parent, lambda _: [*old[:part], whole, *old[part:]]
        return parent, lambda _: {**old, part: whole}

    return _changed(text, file, {address: value}, change)


def removed(text: str, address: str, *, file: str = NAME) -> str:
    """Return the text of a document without one clause and the remark behind it. Raises DocumentError.

    >>> removed("credits:\\n  base: total charge  # of all\\n  paid: at once\\n", "credits.base")
    'credits:\\n  paid: at once\\n'
    """

    def change(paper: Manuscript) -> tuple[Path, Callable[[Any], Any]]:
        path = paper.path(address)
        if not path:
            paper.refuse("whole-document", "This is the whole document.", "Name a clause of it.")
        old, part = paper.node(path[:-1]).plain(), path[-1]
        if isinstance(part, int):
            return path[:-1], lambda _: [*old[:part], *old[part + 1 :]]
        return path[:-1], lambda _: {key: below for key, below in old.items() if key != part}

    return _changed(text, file, "", change)


def _place(paper: Manuscript, address: str, value: Any) -> tuple[Path, str | int, Any]:
    """Where a new part goes: the path of its parent, its key or number there, and the whole value to write."""
    if address in paper.paths:
        path = paper.path(address)
        node = paper.node(path)
        if isinstance(node.value, list):
            return path, len(node.value), value
        if not path or not isinstance(path[-1], int):
            mend = "Set it to another value instead of adding it."
            paper.refuse("clause-there", f'"{address}" is there already.', mend, node.span.key, address)
        return path[:-1], path[-1], value
    parts = address.split(".")
    depth = next(n for n in reversed(range(len(parts))) if ".".join(parts[:n]) in paper.paths)
    parent, missing = ".".join(parts[:depth]), parts[depth:]
    for key in reversed(missing[1:]):
        value = {key: value}
    path = paper.path(parent)
    node, part = paper.node(path), missing[0]
    if isinstance(node.value, list) and part == str(len(node.value) + 1):
        return path, len(node.value), value
    if not isinstance(node.value, dict):
        what = "a list; its items have numbers" if isinstance(node.value, list) else "a single value"
        mend = "Name a part of a map, or set the whole clause."
        paper.refuse("no-parts", f'"{parent}" is {what}.', mend, node.span.key, parent)
    return path, part, value


def _changed(
    text: str, file: str, value: Value, change: Callable[[Manuscript], tuple[Path, Callable[[Any], Any]]]
) -> str:
    mark, words = (MARK, text[1:]) if text.startswith(MARK) else ("", text)
    paper = Manuscript.read(words, file)
    paper.refuse_unwritable(repr_of(value))
    path, new = change(paper)
    aim = wanted(paper.root.plain(), path, new)
    result = _towards(paper, path, new(paper.node(path).plain()))
    if not says(result, file, aim, paper.mistakes):
        at = paper.node(path).span.key
        message = "This change cannot be written here without touching another clause."
        paper.refuse("unclear-change", message, "Change the document by hand.", at, address_of(path) or None)
    return mark + result


def says(text: str, file: str, aim: Any, mistakes: int) -> bool:
    """Whether a text is read as a tree, in its order, and without more mistakes than there were."""
    try:
        paper = Manuscript.read(text, file)
    except DocumentError:
        return False
    return repr(paper.root.plain()) == repr(aim) and paper.mistakes <= mistakes


def repr_of(value: Value) -> str:
    """All the texts of a value, one after another."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "".join(key + repr_of(below) for key, below in value.items())
    return "".join(map(repr_of, value))


def _plain(value: Value) -> Any:
    """A value of texts, lists and dicts alone; a key whose value is an empty text stays."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: _plain(below) for key, below in value.items()}
    return [_plain(item) for item in value]


def _towards(paper: Manuscript, path: Path, value: Any) -> str:
    """Write a value over what stands at a path, touching no more of it than has to change."""
    old = paper.node(path).plain()
    if repr(old) == repr(value):
        return paper.text
    steps = _by_key(old, value) if isinstance(old, dict) and isinstance(value, dict) else None
    if isinstance(old, list) and isinstance(value, list):
        steps = _by_number(old, value)
    if steps is None:
        return set_value(paper, path, value)
    for kind, part in steps:
        if kind == "remove":
            words = remove_part(paper, (*path, part))
        elif kind == "add":
            words = add_part(paper, path, part, value[part])
        else:
            words = _towards(paper, (*path, part), value[part])
        if words != paper.text:
            paper = Manuscript.read(words, paper.file)
    return paper.text


def _by_key(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, Any]] | None:
    """The steps from one map to another; None when the order changes or nothing is left."""
    stays = [key for key in old if key in new]
    comes = [key for key in new if key not in old]
    if not stays or stays + comes != [*new]:
        return None
    steps = [("remove", key) for key in old if key not in new]
    return [*steps, *(("set", key) for key in stays), *(("add", key) for key in comes)]


def _by_number(old: list[Any], new: list[Any]) -> list[tuple[str, Any]] | None:
    """The steps from one list to another; None when they have nothing in common at their ends."""
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tail = next((n for n in range(shorter - head) if old[-1 - n] != new[-1 - n]), shorter - head)
    if not head + tail and len(old) != len(new):
        return None
    both = shorter - head - tail
    steps = [("set", head + n) for n in range(both)]
    steps += [("remove", n) for n in reversed(range(head + both, len(old) - tail))]
    return [*steps, *(("add", n) for n in range(head + both, len(new) - tail))]
