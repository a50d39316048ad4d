"""The inbox and the choices of a person: their own alone, and what must be mailed is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from evenhand_portal.config.working import mail_once
from evenhand_portal.conftest import House
from evenhand_portal.events import tell as tell_event
from evenhand_portal.notices.addresses import unsubscribe_token
from evenhand_portal.notices.kinds import KINDS
from evenhand_portal.notices.models import Choice, Notice
from evenhand_portal.notices.selectors import unread_of
from evenhand_portal.notices.services import choice_make
from evenhand_portal.notices.tests.conftest import tell
from evenhand_portal.parties.events import LinkAsked
from evenhand_portal.parties.links import token_for
from evenhand_portal.parties.models import Person

Browser = Callable[[Person | None], Client]


def page(client: Client, at: str) -> str:
    answer = client.get(at)
    assert answer.status_code == 200, at
    return answer.content.decode()


def test_the_inbox_counts_opens_and_marks(
    nora: Person, harbour: House, browser: Browser, now: datetime
) -> None:
    for number in range(30):
        tell(
            nora, ("calm", "urgent", "must")[number % 3], now + timedelta(minutes=number), key=f"{number:02}"
        )
    tell(harbour.manager, "urgent", now, key="other")
    client = browser(nora)
    first = page(client, "/inbox/")
    assert re.search(r'Inbox <span class="count">30<', first)
    assert "Subject 29" in first
    assert "Subject 04" not in first
    assert "Subject other" not in first
    assert "Subject 04" in page(client, "/inbox/?page=2")
    one = Notice.objects.get(key="29")
    opened = page(client, f"/inbox/{one.pk}/")
    assert "News 29." in opened
    assert 'href="http://localhost:8000/x"' in opened
    assert unread_of(nora) == 29
    assert "Subject 29" not in page(client, "/inbox/?show=unread")
    seen = (now + timedelta(minutes=20)).isoformat()
    assert client.post("/inbox/read/", {"until": seen}).status_code == 302
    assert unread_of(nora) == 8
    assert client.post("/inbox/read/", {"until": "yesterday"}).status_code == 302
    assert unread_of(nora) == 0
    assert "You have read everything." in page(client, "/inbox/")
    assert "Here will be" in page(browser(harbour.reader), "/inbox/")


def test_nobody_opens_what_was_told_to_another(
    nora: Person, harbour: House, browser: Browser, now: datetime
) -> None:
    notice = tell(nora, "urgent", now)
    assert browser(harbour.manager).get(f"/inbox/{notice.pk}/").status_code == 404
    browser(harbour.manager).post("/inbox/read/", {})
    assert unread_of(nora) == 1


def test_a_page_asks_the_same_number_of_questions_however_much_there_is(
    nora: Person, browser: Browser, now: datetime, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(40):
        tell(nora, "urgent", now, key=str(number))
    client = browser(nora)
    with django_assert_max_num_queries(7):  # type: ignore[attr-defined]  # a context manager
        page(client, "/inbox/")


def test_what_lets_somebody_in_is_never_shown_and_is_forgotten(
    nora: Person, browser: Browser, now: datetime
) -> None:
    token = token_for(nora, now)
    tell_event(LinkAsked(nora, token, now))
    notice = Notice.objects.get(kind="link")
    for sent in (False, True):
        if sent:
            assert mail_once(now)
        client = browser(nora)
        shown = page(client, "/inbox/") + page(client, f"/inbox/{notice.pk}/")
        assert "Your link to sign in to Evenhand" in shown
        assert "sign-in-link" not in shown
    assert token in mail.outbox[0].body
    notice.refresh_from_db()
    assert token not in f"{notice.text}{notice.letter}{notice.link}"


def test_choices_are_kept_and_followed(nora: Person, browser: Browser, now: datetime) -> None:
    client = browser(nora)
    form = page(client, "/you/notices/")
    assert "It can wait" in form
    assert "It must be said" not in form
    ways = {f"way-{kind.name}": "inbox" for kind in KINDS.values() if f'name="way-{kind.name}"' in form}
    facts = {
        **ways,
        "way-calm": "once",
        "way-urgent": "daily",
        "hour": "18",
        "zone": "Asia/Tokyo",
        "wanted": "on",
    }
    assert client.post("/you/notices/", facts).status_code == 302
    assert (nora.notice_habits.hour, nora.notice_habits.zone) == (18, "Asia/Tokyo")
    states = {kind: tell(nora, kind, now, key=kind).state for kind in ("calm", "urgent", "must")}
    assert states == {"calm": "waiting", "urgent": "daily", "must": "waiting"}
    assert tell(nora, "calm", now, key="not", urgent=True).state == "waiting"
    del facts["wanted"]
    assert client.post("/you/notices/", facts).status_code == 302
    assert tell(nora, "urgent", now, key="two").state == "inbox"
    wrong = client.post("/you/notices/", {**facts, "zone": "Mars/Base", "hour": "25", "way-calm": "x"})
    assert wrong.status_code == 422
    assert "Something has to be mended" in wrong.content.decode()


@pytest.mark.parametrize(("kind", "way"), [("must", "inbox"), ("nothing", "inbox"), ("calm", "never")])
def test_what_cannot_be_chosen(nora: Person, kind: str, way: str) -> None:
    with pytest.raises(ValidationError):
        choice_make(person=nora, kind=kind, way=way)


def test_one_press_in_the_mail_program_stops_a_kind(nora: Person, browser: Browser, now: datetime) -> None:
    tell(nora, "urgent", now)
    tell(nora, "must", now, key="two")
    assert mail_once(now)
    assert mail_once(now)
    heads = {one.subject: one.extra_headers for one in mail.outbox}
    assert "List-Unsubscribe" not in heads["Subject two"]
    assert heads["Subject one"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    where = heads["Subject one"]["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    visitor = Client(enforce_csrf_checks=True)
    assert "Stop mails that say when it is urgent?" in page(visitor, where)
    assert not Choice.objects.exists()
    done = visitor.post(where, {"List-Unsubscribe": "One-Click"})
    assert "no more of these mails" in done.content.decode()
    assert tell(nora, "urgent", now, key="three").state == "inbox"
    assert visitor.get(where[:-2] + "x/").status_code == 404
    assert visitor.post(f"/unsubscribe/{unsubscribe_token(nora, 'must')}/").status_code == 404
