"""From the typed model to shapes: every field of every clause, whatever is added to the terms later."""

from __future__ import annotations

import types
from functools import cache
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import Discriminator, Tag, WithJsonSchema

from evenhand.errors import NotationError
from evenhand.terms.agreement import Agreement
from evenhand.terms.base import Clause, FrozenMap, Shorthand, key_of
from evenhand.terms.hours import SpanList, Week
from evenhand.terms.notations import Day, Flag, Text, ZoneName
from evenhand.terms.priorities import Table
from evenhand.terms.standards import PauseForm, Services
from evenhand_portal.agreements.editing.respelling import pause, span_list, table, week
from evenhand_portal.agreements.editing.shapes import (
    Either,
    Field,
    Group,
    Line,
    Listed,
    Named,
    Shape,
    Short,
    bare,
)

PROSE: Final = frozenset({"description", "text", "exit", "counts as down", "when", "paid"})
"""Keys under which sentences stand."""

_FORMS: Final = {
    "(one)": "one for all",
    "(by priority)": "one for each priority",
    "(words)": "in words",
    "(contacts)": "contacts",
    "(missed)": "a target missed several times",
    "(points)": "points within a time",
    "(stage)": "a disagreement that came to a stage",
    "(plan)": "a plan that is late",
    "(service)": "a service added or removed",
}


@cache
def agreement_shape() -> Group:
    """The shape of a whole agreement."""
    return clause_shape(Agreement)


@cache
def clause_shape(clause: type[Clause]) -> Group:
    """The shape of a clause, by the hints of its class."""
    hints = get_type_hints(clause, include_extras=True)
    return Group(clause.noun, tuple(_field(clause, name, hints[name]) for name in clause.model_fields))


def _field(clause: type[Clause], name: str, hint: Any) -> Field:
    info = clause.model_fields[name]
    key, description = key_of(name), info.description or ""
    shape = _shape(hint)
    if hint in (Text, Text | None) and key in PROSE:
        shape = Line(prose=True)
    return Field(key, description, shape, info.is_required(), _words(info.default))


def _words(default: Any) -> str:
    if isinstance(default, bool):
        return str(default).lower()
    return default if isinstance(default, str) else ""


def _shape(hint: Any) -> Shape:
    if (special := _special(hint)) is not None:
        return special
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _annotated(parts[0], parts[1:])
    if origin in (Union, types.UnionType):
        [one] = [part for part in parts if part is not type(None)]
        return _shape(one)
    if origin is Literal:
        return Line(options=tuple(parts))
    if origin is FrozenMap:
        item = _shape(parts[1])
        return Named(item, _noun(item, "an entry"))
    if origin is tuple:
        item = _shape(parts[0])
        return Listed(item, _noun(item, "an item"))
    assert issubclass(hint, Clause), hint
    return clause_shape(hint)


def _special(hint: Any) -> Shape | None:
    """The shapes of notations that are neither one text nor a clause."""
    for known, made in (
        (Week, week),
        (SpanList, span_list),
        (PauseForm, pause),
        (Services, lambda: Short(Listed(Line(), "a service"), _as_list)),
        (Day, lambda: Line("A date", ("2026-03-31",), date=True)),
        (ZoneName, lambda: Line("A time zone", ("Europe/London",), zone=True)),
        (Flag, lambda: Line(options=("true", "false"))),
    ):
        if hint == known:
            return made()
    if get_origin(hint) is Annotated and get_args(hint)[0] == Table:
        return table()
    return None


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _annotated(base: Any, marks: tuple[Any, ...]) -> Shape:
    choice = next((mark for mark in marks if isinstance(mark, Discriminator)), None)
    schema = next((mark for mark in marks if isinstance(mark, WithJsonSchema)), None)
    if choice is not None:
        shape: Shape = _either(base, choice)
    elif schema is not None:
        shape = _line(schema.json_schema or {})
    else:
        shape = _shape(base)
    for mark in marks:
        if isinstance(mark, Shorthand):
            shape = _short(shape, mark)
    return shape


def _line(schema: dict[str, Any]) -> Line:
    return Line(schema.get("description", ""), tuple(map(str, schema.get("examples", ()))))


def _either(base: Any, choice: Discriminator) -> Either:
    tags, forms = [], []
    for part in get_args(base):
        [tag] = [mark.tag for mark in get_args(part)[1:] if isinstance(mark, Tag)]
        marks = tuple(mark for mark in get_args(part)[1:] if not isinstance(mark, Tag))
        tags.append(tag)
        forms.append(
            (_FORMS[tag], _shape(Annotated[get_args(part)[0], *marks] if marks else get_args(part)[0]))
        )
    which = choice.discriminator
    assert callable(which)

    def form_of(value: Any) -> int | None:
        tag = which(value)
        return tags.index(tag) if tag in tags else None

    return Either(tuple(forms), form_of)


def _short(shape: Shape, mark: Shorthand) -> Shape:
    """A shape that may be shorter; where `none` spells out an empty clause, saying so is a form of its own."""
    short = Short(shape, mark.expand)
    try:
        nothing = isinstance(shape, Group) and mark.expand("none") == {}
    except NotationError:
        nothing = False
    if not nothing:
        return short
    forms = (("none", Line(options=("none",))), ("as follows", short))
    return Either(forms, lambda value: int(mark.expand(value) != {}))


def _noun(shape: Shape, otherwise: str) -> str:
    inner = bare(shape)
    return inner.noun if isinstance(inner, Group) else otherwise
