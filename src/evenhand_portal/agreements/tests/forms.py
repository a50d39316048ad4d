"""Forms as a browser sends them, for tests without one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from lxml import html

from evenhand_portal.agreements.editing.pages import Page
from evenhand_portal.agreements.editing.shapes import State
from evenhand_portal.agreements.models import Draft
from evenhand_portal.agreements.views.clauses import box_of

CRITICAL = "standards.resolve-critical"


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


def at(draft: Draft, name: str = "draft", **more: Any) -> str:
    return reverse(name, kwargs={"agreement_id": draft.agreement_id, "draft_id": draft.pk, **more})


def clause_at(draft: Draft, address: str = CRITICAL) -> str:
    return f"{at(draft, 'clause')}?at={address}"


def said(answer: Any) -> str:
    """What a page says, with plain blanks."""
    return str(answer.content.decode().replace("\xa0", " "))


def form_of(client: Client, address: str, **changes: str) -> dict[str, Any]:
    """The form of a page as a browser would send it, with some fields changed."""
    answer = client.get(address)
    assert answer.status_code == 200
    [form] = html.fromstring(answer.content).xpath("//form[@id='clause-form' or @id='text-form']")
    sent = dict(sent_by(form).lists())
    sent.pop("do", None)
    return {**sent, "do": "save", **changes}
