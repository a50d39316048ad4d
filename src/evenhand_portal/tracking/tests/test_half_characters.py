"""NUL characters and halves of characters in files and addresses are shown as signs, or refused; none is kept."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conftest import House
from evenhand_portal.parties.models import Person
from evenhand_portal.tracking.figures.answers import reckoned
from evenhand_portal.tracking.figures.questions import question
from evenhand_portal.tracking.models import Reckoning, Upload
from evenhand_portal.tracking.records.shown import showable
from evenhand_portal.tracking.tests.conftest import HEAD, SMALL

Send = Callable[..., Upload]
Browser = Callable[[Person | None], Client]
LINE = '{"ticket":"T%s1","at":"2026-01-05T09:00:00Z","event":"opened","service":"service-desk","priority":"P1"}\n'
FILES = {
    "outages, in a name": ("outages", b"ser\0vice,start\nx,2026-01-01 09:00\n"),
    "outages, in a service": (
        "outages",
        b"service,start,end,state\na\0b,2026-01-07 10:00,2026-01-07 11:30,down\n",
    ),
    "tickets, in a name": (
        "tickets",
        HEAD.replace("prio", "prio\0").encode() + b"T1,2026-01-05 09:00,opened,a,P1\n",
    ),
    "tickets, in a cell": ("tickets", HEAD.encode() + b"T\0001,2026-01-05 09:00,opened,service\0-desk,P1\n"),
    "tickets, in an event": ("tickets", HEAD.encode() + b"T1,2026-01-05 09:00,ope\0ned,service-desk,P1\n"),
    "lines, escaped": ("tickets", (LINE % "\\u0000").encode()),
    "lines, half a character": ("tickets", (LINE % "\\ud800").encode()),
    "readings, in a name": ("readings", b"name,at,value\na\0b,2026-01-05 09:00,4.5\n"),
    "claims, in a clause": ("claims", b"clause,period,at\na\0b,2026-01,2026-02-01 09:00\n"),
}


def whole(value: object) -> bool:
    """Whether no text in it holds a NUL character or half a character."""
    text = json.dumps(value, ensure_ascii=False)
    return "\\u0000" not in text and text.encode("utf-8", "replace").decode() == text


@pytest.mark.parametrize("name", FILES)
def test_a_file_with_such_signs_is_shown_or_refused(
    name: str, desks: tuple[Desk, Desk], browser: Browser, tidewater: House
) -> None:
    kind, content = FILES[name]
    client, here = browser(tidewater.manager), {"agreement_id": desks[0].agreement.pk}
    file = ContentFile(content, name="export.csv")
    given = {"file": file, "kind": kind, "timezone": "Europe/London"}
    answer = client.post(reverse("upload-new", kwargs=here), given, follow=True)
    assert answer.status_code == 200
    upload = Upload.objects.get()
    assert whole(upload.report)
    assert whole(upload.reading)
    if upload.state != "preview" or upload.report.get("unmatched"):
        return
    where = reverse("upload-take", kwargs=here | {"upload_id": upload.pk})
    client.post(where, {"digest": upload.digest, "partial": "yes"})
    assert client.get(reverse("figures", kwargs=here)).status_code in (200, 422)
    assert all(whole([one.asked, one.result, one.trouble]) for one in Reckoning.objects.all())


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("ticket", "ticket=%00"),
        ("ticket", "ticket=T-1%00"),
        ("figure", "clause=%00&day=2026-01-01"),
        ("figure", "clause=standards.x&day=2026-01-01&priority=%00"),
    ],
)
def test_a_question_with_such_a_sign_is_about_nothing(
    name: str, query: str, desks: tuple[Desk, Desk], send: Send, browser: Browser, tidewater: House
) -> None:
    send(desks[0], SMALL)
    where = reverse(name, kwargs={"agreement_id": desks[0].agreement.pk})
    answer = browser(tidewater.manager).get(f"{where}?{query}")
    assert answer.status_code == 404
    assert "Nothing is here for you" in answer.content.decode()
    assert not Reckoning.objects.exists()


def test_what_an_answer_quotes_of_a_file_is_whole(desks: tuple[Desk, Desk], send: Send, now: object) -> None:
    upload = send(desks[0], SMALL.replace(b"P1", b"P\0001"), take=False)
    Upload.objects.filter(pk=upload.pk).update(state="taken", told_at=upload.at)
    for what, about in (("figures", {}), ("ticket", {"ticket": "T-1"}), ("desk", {"column": "priority"})):
        asked = question(desks[0], what, about=about)
        row = reckoned(asked, desks[0].agreement, upload.at)
        row.refresh_from_db()
        assert whole([row.result, row.trouble])


def test_what_is_whole_is_left_as_it_is() -> None:
    kept = {"a": ["é", "😀", 1, None, True, 0.5, "\\u0000"]}
    assert showable(kept) == kept
    assert showable({"a\0": ["\ud800b", {"c": "\0"}]}) == {"a\ufffd": ["\ufffdb", {"c": "\ufffd"}]}
