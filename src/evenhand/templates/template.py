"""A template: a whole agreement as text, and what the interview may change in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from typing import Any, Literal

from evenhand.trees.tree import TreeBuilder
from evenhand.trees.yaml_text import read_yaml

Level = Literal["ordinary", "vital"]
"""How critical the services are, where that differs from the template as it is written."""


@dataclass(frozen=True)
class Template:
    """A starting point.

    `optional`: the services that may be left out, each with the addresses of what goes with it besides the clauses
    that name it. `levels`: the values of clauses, by address, for services that are less or more critical than the
    template has them.
    """

    name: str
    about: str
    optional: Mapping[str, tuple[str, ...]]
    levels: Mapping[Level, Mapping[str, str]] = field(repr=False)

    @cached_property
    def text(self) -> str:
        """The document, with its remarks."""
        return files("evenhand.templates").joinpath(f"{self.name}.yaml").read_text("utf-8")

    @cached_property
    def tree(self) -> dict[str, Any]:
        """The document as texts, lists and maps; not to be changed."""
        return plain_tree(self.text, f"{self.name}.yaml")

    @property
    def services(self) -> Mapping[str, Mapping[str, Any]]:
        """The services of the document, by name."""
        services: Mapping[str, Mapping[str, Any]] = self.tree["services"]
        return services


def plain_tree(text: str, file: str) -> dict[str, Any]:
    """Read a document whose keys and values are known to be there, as texts, lists and maps."""
    builder = TreeBuilder(file)
    read_yaml(text, builder)
    assert builder.root is not None
    tree: dict[str, Any] = builder.root.plain()
    return tree


def put(tree: dict[str, Any], address: str, value: Any) -> None:
    """Set the value at an address of a tree, in place; items of a list count from 1.

    >>> tree = {"a": [{"b": "1"}]}
    >>> put(tree, "a.1.b", "2")
    >>> tree
    {'a': [{'b': '2'}]}
    """
    holder, part = _holder(tree, address)
    holder[part] = value


def drop(tree: dict[str, Any], address: str) -> None:
    """Remove what stands at an address of a tree, in place."""
    holder, part = _holder(tree, address)
    del holder[part]


def _holder(tree: Any, address: str) -> tuple[Any, Any]:
    *parts, last = address.split(".")
    for part in parts:
        tree = tree[_part(tree, part)]
    return tree, _part(tree, last)


def _part(tree: Any, name: str) -> str | int:
    return int(name) - 1 if isinstance(tree, list) else name
