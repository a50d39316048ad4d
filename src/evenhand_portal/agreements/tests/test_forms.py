"""Forms made from the typed model: every field can be added, changed and removed, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evenhand.terms.document import json_schema
from evenhand.terms.editing import value_of
from evenhand_portal.agreements.editing.model import agreement_shape
from evenhand_portal.agreements.editing.pages import COLLECTIONS, HEAD, Page, page_at
from evenhand_portal.agreements.editing.posted import taken
from evenhand_portal.agreements.editing.shapes import (
    Either,
    Group,
    Line,
    Listed,
    Named,
    Respelled,
    Shape,
    State,
    bare,
)
from evenhand_portal.agreements.editing.spelling import says_nothing
from evenhand_portal.agreements.tests.conftest import EXAMPLE
from evenhand_portal.agreements.tests.forms import page_of, sent_by
from evenhand_portal.agreements.views.clauses import SENT

ROOT = Path(__file__).parents[4]
DOCUMENTS = sorted((ROOT / "examples").glob("*.yaml")) + sorted(
    (ROOT / "src/evenhand/templates").glob("*.yaml")
)

# ── Which fields there are ─────────────────────────────────────────────────────────────────────────


def clauses_in(shape: Shape) -> Iterator[Group]:
    """Every clause that forms know; values with parts that the model does not name are left out."""
    if isinstance(shape, Respelled):
        return
    inner = bare(shape)
    parts: list[Shape] = []
    if isinstance(inner, Group):
        yield inner
        parts = [field.shape for field in inner.fields]
    elif isinstance(inner, Either):
        parts = [form for _, form in inner.forms]
    elif isinstance(inner, Named | Listed):
        parts = [inner.item]
    for part in parts:
        yield from clauses_in(part)


def test_forms_have_the_keys_of_the_schema_for_every_clause():
    schema = json_schema()
    told = [one["properties"] for one in (schema, *schema["$defs"].values()) if "properties" in one]
    assert {frozenset(one) for one in told} == {
        frozenset(field.key for field in group.fields) for group in clauses_in(agreement_shape())
    }


def fields_of(shape: Shape, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every key by path; names of the parties' own are `*`."""
    inner = bare(shape)
    if isinstance(inner, Group):
        for field in inner.fields:
            yield (*path, field.key)
            yield from fields_of(field.shape, (*path, field.key))
    elif isinstance(inner, Named):
        yield from fields_of(inner.item, (*path, "*"))
    elif isinstance(inner, Listed):
        yield from fields_of(inner.item, path)


def test_every_field_stands_on_one_page():
    for path in fields_of(agreement_shape()):
        address = ".".join("name" if part == "*" else part for part in path)
        inside = any(one == address or one.startswith(f"{address}.") for one in (*COLLECTIONS, "parties"))
        assert page_at(address) or inside or address.endswith((".client", ".provider")), address


# ── Adding, changing and removing each of them ─────────────────────────────────────────────────────


def leaves(shape: Shape, build: Any = lambda state: state) -> Iterator[tuple[Line, Any]]:
    """Every line of a shape with a function that makes a state in which nothing but that line is filled."""
    inner = bare(shape)
    if isinstance(inner, Line):
        yield inner, build
    elif isinstance(inner, Group):
        for field in inner.fields:
            yield from leaves(field.shape, lambda state, key=field.key: build({key: state}))
    elif isinstance(inner, Listed):
        yield from leaves(inner.item, lambda state: build([state]))
    elif isinstance(inner, Named):
        yield from leaves(inner.item, lambda state: build([("P1", state)]))
    else:
        for number, (_, form) in enumerate(inner.forms):
            yield from leaves(form, lambda state, number=number: build((number, state)))


PAGES = [
    page_at(address)
    for address in (
        HEAD,
        "parties.client",
        "parties.provider",
        "term",
        "glossary",
        "calendars.office",
        "business days",
        "priorities",
        "services.service-desk",
        "services.service-desk.availability",
        "standards.respond-other",
        "responsibilities.client.named-caller",
        "responsibilities.provider.restore-test",
        "escalations.critical",
        "tracking",
        "reporting",
        "credits",
        "disagreements",
        "review",
        "accepted",
    )
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.address)
def test_every_field_of_a_page_can_be_added_changed_and_removed(page: Page):
    blank = sent_by(page_of(page, EXAMPLE, None))
    assert says_nothing(taken(page.shape, blank, SENT))
    for line, build in leaves(page.shape):
        values = (line.options * 2)[:2] if line.options else ("one text", "another")
        state = build(values[0])
        form = page_of(page, EXAMPLE, None)
        _fill(form, page.shape, state, SENT)
        added = taken(page.shape, sent_by(form), SENT)
        assert _holds(added, state), (state, added)
        shown = sent_by(page_of(page, EXAMPLE, added))
        assert taken(page.shape, shown, SENT) == added
        for name in [name for name in shown if values[0] in shown.getlist(name)]:
            if name.endswith((".key", ".fixed")):
                continue
            changed = shown.copy()
            changed.setlist(name, [values[1]])
            assert _holds(taken(page.shape, changed, SENT), build(values[1]))
            emptied = shown.copy()
            emptied.setlist(name, [""])
            if len(line.options) != 1:
                assert not _holds(taken(page.shape, emptied, SENT), state)


def _holds(whole: State, part: State) -> bool:
    """Whether a state has this part, beside what the form adds by itself: constants of a required field."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(_holds(whole.get(key), below) for key, below in part.items())
    if isinstance(part, list | tuple) and isinstance(whole, list | tuple):
        return len(whole) >= len(part) and all(
            any(_holds(one, below) for one in whole)
            if isinstance(part, list)
            else _holds(whole[place], below)
            for place, below in enumerate(part)
        )
    return whole == part


def _fill(form: Any, shape: Shape, state: State, name: str) -> None:
    """Fill a form as a person would: choose the form, name the entry, write the text."""
    inner = bare(shape)
    if isinstance(inner, Line):
        _write(form, name, state)
    elif isinstance(inner, Group):
        for field in inner.fields:
            if field.key in state:
                _fill(form, field.shape, state[field.key], f"{name}.{field.key}")
    elif isinstance(inner, Either):
        _write(form, f"{name}.way", str(state[0]))
        _fill(form, inner.forms[state[0]][1], state[1], f"{name}.{state[0]}")
    elif isinstance(inner, Named):
        row = f"{name}.0"
        _write(form, f"{row}.key", state[0][0])
        _fill(form, inner.item, state[0][1], f"{row}.is")
    elif isinstance(bare(inner.item), Line):
        _write(form, name, state[0])
    else:
        _fill(form, inner.item, state[0], f"{name}.0")


def _write(form: Any, name: str, value: str) -> None:
    fields = [one for one in form.iter("input", "select", "textarea") if one.get("name") == name]
    assert fields, name
    kind = fields[0].get("type")
    if kind in ("radio", "checkbox"):
        chosen = [one for one in fields if one.get("value") == value]
        if chosen:
            for one in fields if kind == "radio" else ():
                one.attrib.pop("checked", None)
            chosen[0].set("checked", "checked")
        else:  # a name that the document does not have yet
            fields[0].set("value", value)
            fields[0].set("checked", "checked")
    elif fields[0].tag == "select":
        options = {one.get("value"): one for one in fields[0].iter("option")}
        chosen = options.get(value, fields[0][0])
        for one in options.values():
            one.attrib.pop("selected", None)
        chosen.set("selected", "selected")
        chosen.set("value", value)
    elif fields[0].tag == "textarea":
        fields[-1].text = value
    elif kind != "hidden":
        fields[-1].set("value", value)


# ── What nobody changed stays as it is ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_a_form_sent_as_it_came_changes_no_byte(file: Path):
    text = file.read_text(encoding="utf-8")
    pages = {page.address: page for address in _addresses(value_of(text, "")) if (page := page_at(address))}
    assert len(pages) > 5
    for page in pages.values():
        state = page.opened(text)
        sent = taken(page.shape, sent_by(page_of(page, text, state)), SENT)
        assert says_nothing(state) or page.applied(text, sent) == text, page.address


def _addresses(value: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield ".".join((*path, key))
            yield from _addresses(below, (*path, key))
