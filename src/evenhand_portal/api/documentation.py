"""The OpenAPI document as people read it: operations by subject, with their parameters, fields and refusals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a field of a body."""

    name: str
    where: str
    kind: str
    needed: bool
    about: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as it stands on the page."""

    name: str
    method: str
    path: str
    title: str
    about: str
    scope: str
    roles: tuple[str, ...]
    fields: tuple[Field, ...]
    gives: str
    statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Operations about one subject."""

    title: str
    anchor: str
    operations: tuple[Operation, ...]


def groups_of(document: Node) -> list[Group]:
    """Return all operations of an OpenAPI document, by subject, in the order of the document."""
    found = [
        (details["tags"][0], _operation(document, path, method, details))
        for path, methods in document["paths"].items()
        for method, details in methods.items()
    ]
    return [
        Group(title, title.lower().replace(" ", "-"), tuple(operation for _, operation in some))
        for title, some in groupby(found, lambda each: each[0])
    ]


def _operation(document: Node, path: str, method: str, details: Node) -> Operation:
    return Operation(
        name=details["operationId"],
        method=method.upper(),
        path=path,
        title=details["summary"],
        about=details.get("description", ""),
        scope=details["x-scope"],
        roles=tuple(details["x-roles"]),
        fields=tuple(_fields(document, details)),
        gives=_gives(details),
        statuses=tuple(str(status) for status in details["responses"]),
    )


def _fields(document: Node, details: Node) -> Iterator[Field]:
    for each in details["parameters"]:
        if each["in"] != "path" and each["name"] != "Idempotency-Key":
            yield Field(
                each["name"],
                each["in"],
                _kind(document, each["schema"]),
                bool(each.get("required")),
                each.get("description", ""),
            )
    for media, content in details.get("requestBody", {}).get("content", {}).items():
        schema = _followed(document, content["schema"])
        where = "form" if media == "multipart/form-data" else "body"
        for name, each in schema.get("properties", {}).items():
            needed = name in schema.get("required", ())
            yield Field(name, where, _kind(document, each), needed, each.get("description", ""))


def _gives(details: Node) -> str:
    for status, answer in details["responses"].items():
        if int(status) < 300:
            for media, content in answer.get("content", {}).items():
                reference = content["schema"].get("$ref", "")
                return _name(reference) if reference else media
    return ""


def _name(reference: str) -> str:
    """The last part of a reference; a page of something is named so."""
    name = reference.rsplit("/", 1)[-1]
    return f"page of {name[5:-1]}" if name.startswith("Page_") else name


def _kind(document: Node, schema: Node) -> str:
    if "$ref" in schema:
        followed = _followed(document, schema)
        return _kind(document, followed) if "enum" in followed else _name(schema["$ref"])
    if "enum" in schema:
        return " or ".join(str(value) or "empty" for value in schema["enum"])
    if "anyOf" in schema:
        kinds = [_kind(document, each) for each in schema["anyOf"] if each.get("type") != "null"]
        return " or ".join(kinds)
    if schema.get("type") == "array":
        return f"list of {_kind(document, schema['items'])}"
    return str(schema.get("format") or schema.get("type", "anything"))


def _followed(document: Node, schema: Node) -> Node:
    while "$ref" in schema:
        schema = document["components"]["schemas"][_name(schema["$ref"])]
    return schema
