"""Mails: refused, delayed, sent again after a worker was killed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.test import Client

from evenhand_portal.agreements.selectors import desk_at
from evenhand_portal.agreements.services.drafts import agreement_begin
from evenhand_portal.agreements.services.joining import other_side_invite
from evenhand_portal.config.tests.test_matrix import EXAMPLE
from evenhand_portal.config.working import mail_once
from evenhand_portal.conftest import House
from evenhand_portal.notices.letter import Letter
from evenhand_portal.notices.models import Notice
from evenhand_portal.notices.sending import LEASE, MOST_ATTEMPTS, notice_lease, notice_send
from evenhand_portal.notices.services import notice_queue
from evenhand_portal.notices.tests.conftest import Server
from evenhand_portal.parties.models import Person
from evenhand_portal.parties.services import invitation_send

Browser = Callable[[Person | None], Client]


def letter(now: datetime, key: str = "one") -> Notice:
    return notice_queue(
        key=key, kind="test", email="nora@example.org", subject="S", letter=Letter("T"), now=now
    )


def refused(code: int = 550) -> SMTPRecipientsRefused:
    return SMTPRecipientsRefused({"nroa@example.org": (code, "No such mailbox \u2013 here".encode())})


@pytest.mark.django_db
def test_a_refused_invitation_is_shown(
    server: type[Server], harbour: House, browser: Browser, now: datetime
) -> None:
    invitation_send(
        organisation=harbour.organisation,
        email="nroa@example.org",
        name="",
        role="reader",
        by=harbour.manager,
        now=now,
    )
    server.answers.append(refused())
    assert mail_once(now)
    assert Notice.objects.get().state == "bounced"
    page = browser(harbour.manager).get(f"/organisations/{harbour.organisation.pk}/").content.decode()
    assert "not delivered" in page
    assert "No such mailbox – here" in page
    assert not mail_once(now + timedelta(days=1))


@pytest.mark.django_db
def test_a_refused_invitation_of_the_other_side_is_shown(
    server: type[Server], tidewater: House, browser: Browser, now: datetime
) -> None:
    draft = agreement_begin(
        title="Managed",
        side="provider",
        organisation=tidewater.organisation,
        text=EXAMPLE,
        person=tidewater.manager,
        now=now,
    )
    desk = desk_at(tidewater.manager, draft.agreement_id, frozenset({"manager"}))
    asked = other_side_invite(desk=desk, email="nroa@example.org", name="", note="", now=now)
    server.answers.append(refused())
    assert mail_once(now)
    asked.refresh_from_db()
    assert (asked.bounced_at, asked.bounce_reason) == (now, "No such mailbox – here")
    again = other_side_invite(desk=desk, email="nora@example.org", name="", note="", now=now)
    assert again.bounced_at is None


@pytest.mark.django_db
@pytest.mark.parametrize("trouble", [SMTPServerDisconnected("gone"), refused(451), OSError("no route")])
def test_what_may_pass_is_tried_again(server: type[Server], now: datetime, trouble: Exception) -> None:
    letter(now)
    server.answers.append(trouble)
    assert mail_once(now)
    assert not mail_once(now + timedelta(seconds=29))
    assert mail_once(now + timedelta(seconds=30))
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_at_last_it_is_given_up(server: type[Server], now: datetime) -> None:
    letter(now)
    server.answers.extend(OSError("no route") for _ in range(MOST_ATTEMPTS))
    for day in range(MOST_ATTEMPTS):
        assert mail_once(now + timedelta(days=2 * day))
    notice = Notice.objects.get()
    assert (notice.state, notice.attempts, notice.trouble) == ("failed", MOST_ATTEMPTS, "no route")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("trouble", "state"), [(None, "sent"), (refused(), "bounced"), (OSError("no route"), "failed")]
)
def test_what_lets_somebody_in_is_forgotten_however_its_mail_ends(
    server: type[Server], harbour: House, now: datetime, trouble: Exception | None, state: str
) -> None:
    invitation_send(
        organisation=harbour.organisation,
        email="nroa@example.org",
        name="",
        role="reader",
        by=harbour.manager,
        now=now,
    )
    waiting = Notice.objects.get()
    assert waiting.link in waiting.text
    server.answers.extend([trouble] * MOST_ATTEMPTS if trouble else [])
    for day in range(MOST_ATTEMPTS):
        mail_once(now + timedelta(days=2 * day))
    notice = Notice.objects.get()
    assert (notice.state, notice.text, notice.letter, notice.link) == (state, "", {}, "")


@pytest.mark.django_db
def test_the_late_answer_of_a_slow_worker_counts_for_nothing(now: datetime) -> None:
    letter(now)
    slow = notice_lease(now=now)
    assert slow
    assert notice_lease(now=now + LEASE) is None
    later = now + LEASE + timedelta(seconds=1)
    second = notice_lease(now=later)
    assert second
    notice_send(notice=slow, now=later)
    assert Notice.objects.get().state == "waiting"
    notice_send(notice=second, now=later)
    assert Notice.objects.get().state == "sent"
    assert {one.extra_headers["Message-ID"] for one in mail.outbox} == {f"<{slow.pk}@evenhand>"}


@pytest.mark.django_db
def test_the_same_news_is_told_once(now: datetime) -> None:
    assert letter(now) == letter(now + timedelta(days=1))
