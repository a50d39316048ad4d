"""Mails that come back: the address is marked, shown to its owner and to managers, and left alone until told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage, Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.test import Client

from evenhand_portal.config.working import mail_once
from evenhand_portal.conftest import House
from evenhand_portal.notices.addresses import message_name
from evenhand_portal.notices.incoming.services import mail_take
from evenhand_portal.notices.models import Notice, Unreachable
from evenhand_portal.notices.tests.conftest import Server, tell
from evenhand_portal.parties.models import Person

Browser = Callable[[Person | None], Client]


def returned(name: str, *, action: str = "failed", status: str = "5.1.1", whole: bool = True) -> bytes:
    """A delivery status notification as RFC 3464 writes it."""
    report = MIMEMultipart("report", report_type="delivery-status")
    report["From"] = "MAILER-DAEMON@mx.example.org"
    report["Return-Path"] = "<>"
    report["Message-ID"] = f"<{action}{status}@mx.example.org>"
    report.attach(MIMEText("Your mail could not be delivered."))
    said = Message()
    said["Content-Type"] = "message/delivery-status"
    first, second = Message(), Message()
    first["Reporting-MTA"] = "dns; mx.example.org"
    second["Final-Recipient"] = "rfc822; nora@example.org"
    second["Action"] = action
    second["Status"] = status
    second["Diagnostic-Code"] = "smtp; 550 5.1.1 No such mailbox"
    said.set_payload([first, second])
    report.attach(said)
    inner = EmailMessage()
    inner["Message-ID"] = name
    inner["Subject"] = "Subject one"
    if whole:
        inner.set_content("The mail.")
        part = Message()
        part["Content-Type"] = "message/rfc822"
        part.set_payload([inner])
        report.attach(part)
    else:
        report.attach(MIMEText(inner.as_string(), "rfc822-headers"))
    return report.as_bytes()


@pytest.mark.parametrize("whole", [True, False])
def test_a_returned_mail_marks_the_address(nora: Person, now: datetime, whole: bool) -> None:
    notice = tell(nora, "urgent", now)
    assert mail_once(now)
    assert mail_take(raw=returned(message_name(notice), whole=whole), now=now) == "bounced"
    notice.refresh_from_db()
    assert (notice.state, notice.trouble) == ("bounced", "550 5.1.1 No such mailbox")
    assert Unreachable.objects.get().email == nora.email
    assert tell(nora, "urgent", now, key="two").state == "inbox"
    assert tell(nora, "calm", now, key="three").state == "inbox"
    assert tell(nora, "must", now, key="four").state == "waiting"


def test_what_is_delayed_or_not_ours_marks_nothing(nora: Person, now: datetime) -> None:
    notice = tell(nora, "urgent", now)
    assert mail_once(now)
    delayed = returned(message_name(notice), action="delayed", status="4.4.1")
    assert mail_take(raw=delayed, now=now) == "automatic"
    assert mail_take(raw=returned("<forged@evenhand>"), now=now) == "unknown"
    guessed = returned("<00000000-0000-4000-8000-000000000000@evenhand>", status="5.0.0")
    assert mail_take(raw=guessed, now=now) == "unknown"
    assert not Unreachable.objects.exists()


def test_owner_and_managers_see_it(
    server: type[Server], harbour: House, tidewater: House, browser: Browser, now: datetime
) -> None:
    tell(harbour.reader, "urgent", now)
    server.answers.append(SMTPRecipientsRefused({harbour.reader.email: (550, b"Gone <away>")}))
    assert mail_once(now)
    mine = browser(harbour.reader).get("/you/").content.decode()
    assert "came back" in mine
    assert "Gone &lt;away&gt;" in mine
    at = f"/organisations/{harbour.organisation.pk}/"
    assert "Gone &lt;away&gt;" in browser(harbour.manager).get(at).content.decode()
    assert "Gone" not in browser(harbour.auditor).get(at).content.decode()
    assert "came back" not in browser(harbour.manager).get("/you/").content.decode()
    assert browser(harbour.reader).post("/you/mail-again/").status_code == 302
    assert "came back" not in browser(harbour.reader).get("/you/").content.decode()
    assert tell(harbour.reader, "urgent", now, key="two").state == "waiting"


def test_what_waits_for_the_daily_mail_stays_in_the_inbox(
    nora: Person, now: datetime, mailoutbox: Any
) -> None:
    from evenhand_portal.notices.gathering import gather_once

    calm = tell(nora, "calm", now)
    assert calm.state == "daily"
    Unreachable.objects.create(email=nora.email, since=now)
    assert gather_once(now)
    assert not gather_once(now)
    assert Notice.objects.get().state == "inbox"
