"""Hostile mails at the door: each has an outcome, and only what is for somebody here is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings

from evenhand_portal import events
from evenhand_portal.notices.addresses import message_name, notices_named, reply_address
from evenhand_portal.notices.events import ReplyCame
from evenhand_portal.notices.incoming import services
from evenhand_portal.notices.incoming.reading import Mail, mail_read
from evenhand_portal.notices.incoming.services import mail_take
from evenhand_portal.notices.models import Notice, Unreachable
from evenhand_portal.notices.tests.conftest import tell
from evenhand_portal.notices.tests.test_hostile import PIECES, nested
from evenhand_portal.parties.models import Person


@pytest.fixture
def asked(nora: Person, now: datetime, settings: Any) -> Notice:
    """A notice that may be answered; there is nothing any more to comment on."""
    settings.REPLY_DOMAIN = "answers.example.org"
    return tell(nora, "urgent", now, reply=f"thread:{UUID(int=7)}")


def addressed(notice: Notice, raw: bytes) -> bytes:
    return f"From: nora@example.org\nTo: {reply_address(notice)}\n".encode() + raw


@pytest.mark.django_db
@given(pieces=PIECES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_addressed_to_us_has_an_outcome(asked: Notice, now: datetime, pieces: list[str]) -> None:
    raw = "".join(pieces).encode(errors="surrogatepass")
    for mail in (raw, addressed(asked, raw), addressed(asked, b"Content-Type: text/html\n\n" + raw)):
        assert mail_take(raw=mail, now=now) in (
            "taken",
            "refused",
            "bounced",
            "automatic",
            "twice",
            "unknown",
        )


def test_an_answer_that_cannot_be_read_is_refused_in_words(asked: Notice, now: datetime) -> None:
    assert mail_take(raw=addressed(asked, nested("multipart/mixed", 1_000)), now=now) == "refused"
    assert "it cannot be read. Comment on the page" in Notice.objects.get(kind="reply-refused").text


def seeing(monkeypatch: pytest.MonkeyPatch, see: Callable[[], None]) -> None:
    def read(raw: bytes) -> Mail:
        see()
        return mail_read(raw)

    monkeypatch.setattr(services, "mail_read", read)


def test_what_is_not_for_us_is_not_read(
    asked: Notice, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    seeing(monkeypatch, lambda: read.append("read"))
    forged = reply_address(asked).replace("reply+", "reply+a")
    for raw in (f"To: {forged}\n\nYes.".encode(), b"To: someone@example.org\n\nYes.", b"", b"\0"):
        assert mail_take(raw=raw, now=now) == "unknown"
    assert mail_take(raw=addressed(asked, b"Auto-Submitted: auto-replied\n\nAway."), now=now) == "automatic"
    assert mail_take(raw=addressed(asked, b"Auto-Submitted: auto-replied\n\nAway."), now=now) == "twice"
    assert not read


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_read_before_the_database_is_held(
    nora: Person, now: datetime, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REPLY_DOMAIN = "answers.example.org"
    notice = tell(nora, "urgent", now, reply="thread:7")
    held: list[bool] = []
    seeing(monkeypatch, lambda: held.append(connection.in_atomic_block))
    monkeypatch.setitem(events._handlers, ReplyCame, [])
    assert mail_take(raw=addressed(notice, b"\nYes."), now=now) == "taken"
    assert held == [False]


def test_addresses_and_names_that_only_look_like_ours_are_unknown(asked: Notice, now: datetime) -> None:
    for sign in ("\N{KELVIN SIGN}", "\N{LATIN SMALL LETTER LONG S}"):
        lookalike = f"reply+{sign * 42}@answers.example.org"
        assert mail_take(raw=b"\nYes.", to=lookalike, now=now) == "unknown"
    assert notices_named(f"<{'-' * 36}@evenhand>") == []
    assert notices_named(message_name(asked).upper()) == [asked.pk]


def test_a_report_of_very_many_mails_marks_what_is_ours(nora: Person, now: datetime) -> None:
    notice = tell(nora, "urgent", now)
    Notice.objects.filter(pk=notice.pk).update(state="sent")
    status = b"Content-Type: message/delivery-status\n\nA: b\n\nAction: failed\nStatus: 5.1.1\n\n"
    names = b"Message-ID: " + message_name(notice).encode() * 100_000
    mail = b"Content-Type: message/rfc822\n\n" + names + b"\n\n"
    raw = b"Content-Type: multipart/report; boundary=b\n\n" + b"".join(
        b"--b\n" + one for one in (status, mail)
    )
    assert mail_take(raw=raw + b"\n--b--\n", now=now) == "bounced"
    assert Unreachable.objects.get().email == nora.email


def test_a_service_that_posts_nothing_but_brackets_is_answered(settings: Any) -> None:
    settings.MAIL_IN_SECRET = "x" * 40
    heads = {"Authorization": f"Bearer {settings.MAIL_IN_SECRET}"}
    answer = Client().post("/mail-in/", "[" * 200_000, content_type="application/json", headers=heads)
    assert answer.status_code == 400
