"""Forms as a browser sends them, for tests without one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.template.loader import render_to_string
from lxml import html

from evenhand_portal.agreements.editing.pages import Page
from evenhand_portal.agreements.editing.shapes import State
from evenhand_portal.agreements.views.clauses import box_of


def page_of(page: Page, text: str, state: State) -> Any:
    """The form of a clause as HTML, read again."""
    box = box_of(page, text, state)
    kind = "fields" if box.kind == "group" else "box"
    return html.fromstring(
        f"<form>{render_to_string(f'agreements/editing/{kind}.html', {'box': box})}</form>"
    )


def sent_by(form: Any) -> QueryDict:
    """What a browser sends when nothing else is done with the form: line breaks as two characters."""
    pairs = [(one.get("name"), value.replace("\n", "\r\n")) for one in form.iter() for value in _values(one)]
    return QueryDict(urlencode(pairs), mutable=True)


def _values(one: Any) -> list[str]:
    if one.tag == "textarea":
        return [(one.text or "").removeprefix("\n")]
    if one.tag == "select":
        chosen = [option for option in one.iter("option") if option.get("selected") is not None]
        return [(chosen or list(one))[0].get("value")]
    if one.tag != "input" or one.get("name") is None:
        return []
    ticked = one.get("type") not in ("radio", "checkbox") or one.get("checked") is not None
    return [one.get("value", "on")] if ticked else []
