"""Answers by mail: said for the side on which their writer sits, and for none where that is not certain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from typing import Any

import pytest

from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.tests.conftest import ALL
from evenhand_portal.conftest import House
from evenhand_portal.conversations.models import Comment
from evenhand_portal.notices.addresses import reply_address
from evenhand_portal.notices.incoming.services import mail_take
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Membership, Person

pytestmark = pytest.mark.django_db
Say = Callable[..., Comment]
WORDS = "We waive our claim."


@pytest.fixture(autouse=True)
def answers(settings: Any) -> None:
    """Mails can be answered."""
    settings.REPLY_DOMAIN = "answers.example.org"


def answer(to: Comment, person: Person, now: datetime) -> str:
    notice = Notice.objects.get(key__startswith=f"comment-{to.pk}-", person=person)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = person.email, reply_address(notice), "<1@example.org>"
    mail.set_content(WORDS)
    return mail_take(raw=mail.as_bytes(), now=now)


def also_at(house: House, person: Person, role: str, now: datetime) -> None:
    Membership.objects.create(organisation=house.organisation, person=person, role=role, since=now)


def test_an_answer_is_said_for_the_side_of_its_writer(
    provider: Desk, client_desk: Desk, say: Say, now: datetime
) -> None:
    asked = say(client_desk, "What do you offer?")
    assert answer(asked, provider.person, now) == "taken"
    said = Comment.objects.get(text=WORDS)
    assert (said.side, said.person) == ("provider", provider.person)


def test_who_sits_on_both_sides_is_asked_to_choose(
    provider: Desk, client_desk: Desk, harbour: House, say: Say, now: datetime
) -> None:
    also_at(harbour, provider.person, "reader", now)
    asked = say(client_desk, "What do you offer?")
    assert answer(asked, provider.person, now) == "refused"
    assert not Comment.objects.filter(text=WORDS).exists()
    told = Notice.objects.get(kind="reply-refused")
    assert "where you choose for which side you speak" in told.text
    assert WORDS in told.text


def test_who_can_speak_for_one_side_alone_need_not_choose(
    provider: Desk, client_desk: Desk, harbour: House, tidewater: House, say: Say, now: datetime
) -> None:
    also_at(harbour, provider.person, "auditor", now)
    assert answer(say(client_desk, "What do you offer?"), provider.person, now) == "taken"


def test_an_answer_within_one_side_is_said_for_it(
    client_desk: Desk, harbour: House, tidewater: House, say: Say, now: datetime
) -> None:
    also_at(tidewater, client_desk.person, "manager", now)
    colleague = desk_at(harbour.signatory, client_desk.agreement.pk, ALL)
    asked = say(colleague, "What do we want?", audience="client")
    assert answer(asked, client_desk.person, now) == "taken"
    assert Comment.objects.get(text=WORDS).side == "client"
