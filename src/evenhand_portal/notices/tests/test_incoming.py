"""Mails that come in: answers that become comments, those that are refused, and what machines write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.http import Http404

from evenhand_portal import events
from evenhand_portal.notices.addresses import notice_of_reply, reply_address
from evenhand_portal.notices.events import ReplyCame
from evenhand_portal.notices.incoming.services import MOST_IN_A_DAY, mail_take
from evenhand_portal.notices.models import REPLIES_LAST, Incoming, Notice
from evenhand_portal.notices.tests.conftest import tell
from evenhand_portal.parties.models import Person


@dataclass
class Listener:
    """Whoever takes answers; it refuses with `refuses`."""

    came: list[ReplyCame] = field(default_factory=list)
    refuses: Exception | None = None

    def __call__(self, event: ReplyCame) -> None:
        if self.refuses:
            raise self.refuses
        self.came.append(event)


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Listener:
    heard = Listener()
    monkeypatch.setitem(events._handlers, ReplyCame, [heard])
    return heard


@pytest.fixture
def asked(nora: Person, now: datetime, settings: Any) -> Notice:
    """A notice that asks for a comment."""
    settings.REPLY_DOMAIN = "answers.example.org"
    return tell(nora, "urgent", now, reply="thread:7")


def answer(to: Notice, text: str = "Agreed.", **heads: str) -> EmailMessage:
    mail = EmailMessage()
    for name, value in {
        "From": "Nora <Nora@example.org>",
        "To": reply_address(to),
        "Message-ID": "<1@example.org>",
        **{name.replace("_", "-"): value for name, value in heads.items()},
    }.items():
        mail[name] = value
    mail.set_content(text)
    return mail


def refusals() -> Iterator[Notice]:
    yield from Notice.objects.filter(kind="reply-refused")


def test_an_answer_is_taken_once(asked: Notice, listener: Listener, nora: Person, now: datetime) -> None:
    quoted = "\n".join(f"> {line}" for line in asked.text.splitlines())
    mail = answer(asked, f"Agreed.\n\nOn Monday Evenhand wrote:\n{quoted}")
    mail.add_attachment(b"plan", maintype="application", subtype="pdf", filename="../plan.pdf")
    assert mail_take(raw=mail.as_bytes(), now=now) == "taken"
    assert mail_take(raw=mail.as_bytes(), now=now) == "twice"
    [came] = listener.came
    assert (came.person, came.subject, came.text, came.at) == (nora, "thread:7", "Agreed.", now)
    assert [(one.name, one.read()) for one in came.files] == [("plan.pdf", b"plan")]
    assert Incoming.objects.get().outcome == "taken"


def test_the_address_of_the_server_counts_and_case_does_not(
    asked: Notice, listener: Listener, now: datetime
) -> None:
    mail = answer(asked)
    mail.replace_header("To", "undisclosed-recipients:;")
    assert mail_take(raw=mail.as_bytes(), to=reply_address(asked).upper(), now=now) == "taken"


def test_a_confirmed_further_address_is_theirs(
    asked: Notice, listener: Listener, nora: Person, now: datetime
) -> None:
    mail = answer(asked)
    mail.replace_header("From", "nora@home.example")
    address = EmailAddress.objects.create(user=nora, email="nora@home.example", verified=False)
    assert mail_take(raw=mail.as_bytes(), now=now) == "refused"
    [told] = refusals()
    assert "came from nora@home.example" in told.text
    assert told.email == nora.email
    EmailAddress.objects.filter(pk=address.pk).update(verified=True)
    mail.replace_header("Message-ID", "<2@example.org>")
    assert mail_take(raw=mail.as_bytes(), now=now) == "taken"


def test_what_is_refused_is_told_with_its_reason(asked: Notice, listener: Listener, now: datetime) -> None:
    late = now + REPLIES_LAST + timedelta(days=1)
    assert mail_take(raw=answer(asked).as_bytes(), now=late) == "refused"
    empty = answer(asked, "\n> only quoted", Message_ID="")
    assert mail_take(raw=empty.as_bytes(), now=now) == "refused"
    listener.refuses = ValidationError("“a.exe” is larger than 10 MB.")
    assert mail_take(raw=answer(asked, "One").as_bytes() + b"1", now=now) == "twice"
    assert mail_take(raw=answer(asked, Message_ID="<3@x>").as_bytes(), now=now) == "refused"
    listener.refuses = Http404()
    assert mail_take(raw=answer(asked, Message_ID="<4@x>").as_bytes(), now=now) == "refused"
    large = answer(asked, "x" * 15_000_001, Message_ID="<5@x>")
    assert mail_take(raw=large.as_bytes(), now=now) == "refused"
    reasons = " ".join(one.text for one in refusals())
    for words in ("older than 60 days", "Nothing stands in it", "a.exe", "no longer open to you", "15 MB"):
        assert words in reasons
    assert not listener.came


@pytest.mark.parametrize(
    "heads",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; why=vacation"},
        {"Precedence": "auto_reply"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<all.example.org>"},
        {"Return_Path": "<>"},
    ],
)
def test_what_machines_write_is_no_comment(
    asked: Notice, listener: Listener, now: datetime, heads: dict[str, str]
) -> None:
    assert mail_take(raw=answer(asked, **heads).as_bytes(), now=now) == "automatic"
    assert not listener.came
    assert not list(refusals())


def test_our_own_mail_sent_back_is_no_comment(
    asked: Notice, listener: Listener, now: datetime, mailoutbox: list[Any]
) -> None:
    from evenhand_portal.config.working import mail_once

    assert mail_once(now)
    [sent] = mailoutbox
    assert sent.extra_headers["Reply-To"] == reply_address(asked)
    sent.to = [reply_address(asked)]
    assert mail_take(raw=sent.message().as_bytes(), now=now) == "automatic"


def test_a_machine_that_does_not_say_so_stops(asked: Notice, listener: Listener, now: datetime) -> None:
    found = [
        mail_take(raw=answer(asked, Message_ID=f"<{number}@x>").as_bytes(), now=now)
        for number in range(MOST_IN_A_DAY + 2)
    ]
    assert found == ["taken"] * MOST_IN_A_DAY + ["automatic"] * 2


def test_forged_addresses_are_unknown(asked: Notice, listener: Listener, nora: Person, now: datetime) -> None:
    whole = reply_address(asked)
    assert len(whole.partition("@")[0]) <= 64
    assert notice_of_reply(whole) == asked.pk
    at = len("reply+") + 3
    for forged in (
        whole[:at] + ("a" if whole[at] != "a" else "b") + whole[at + 1 :],
        whole[: at + 38] + ("a" if whole[at + 38] != "a" else "b") + whole[at + 39 :],
        "reply+x@answers.example.org",
        "someone@answers.example.org",
    ):
        mail = answer(asked)
        mail.replace_header("To", forged)
        assert mail_take(raw=mail.as_bytes(), now=now) == "unknown", forged
    silent = tell(nora, "urgent", now, key="silent")
    assert mail_take(raw=answer(silent).as_bytes(), now=now) == "unknown"
    assert not Incoming.objects.exists()
