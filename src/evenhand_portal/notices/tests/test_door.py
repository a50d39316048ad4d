"""The two doors for mails that come in: a mail server's pipe, and the address for mail services."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from email.message import EmailMessage
from io import BytesIO, TextIOWrapper
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from typer.testing import CliRunner

from evenhand_portal import commands
from evenhand_portal.notices.addresses import reply_address
from evenhand_portal.notices.incoming import services
from evenhand_portal.notices.tests.conftest import tell
from evenhand_portal.parties.models import Person

SECRET = "x" * 40


@pytest.fixture
def raw(nora: Person, now: datetime, settings: Any) -> bytes:
    """An answer that a machine wrote: it is taken in, and nothing follows."""
    settings.REPLY_DOMAIN, settings.MAIL_IN_SECRET = "answers.example.org", SECRET
    mail = EmailMessage()
    mail["From"], mail["Auto-Submitted"] = nora.email, "auto-replied"
    mail["To"] = reply_address(tell(nora, "urgent", now, reply="thread:7"))
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content("Away.")
    return mail.as_bytes()


def basic(secret: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"service:{secret}".encode()).decode()}


def test_every_way_in_which_services_post(raw: bytes) -> None:
    client, bearer = Client(), {"Authorization": f"Bearer {SECRET}"}
    first = client.post("/mail-in/", raw, content_type="message/rfc822", headers=bearer)
    assert (first.status_code, first.json()) == (200, {"outcome": "automatic"})
    text = raw.decode()
    for answer in (
        client.post("/mail-in/", {"email": text}, headers=basic(SECRET)),
        client.post("/mail-in/", {"body-mime": text}, headers=bearer),
        client.post("/mail-in/", json.dumps({"RawEmail": text}), "application/json", headers=bearer),
    ):
        assert answer.json() == {"outcome": "twice"}
    for body, kind in ((b"", "message/rfc822"), (b"{", "application/json"), (b"[1]", "application/json")):
        assert client.post("/mail-in/", body, content_type=kind, headers=bearer).status_code == 400


def test_without_the_secret_nothing_is_taken(raw: bytes, settings: Any) -> None:
    client = Client()
    heads = ({}, basic("y"), {"Authorization": "Basic ???"}, {"Authorization": "Bearer é"})
    for head in (*heads, {"Authorization": "Bearer "}):
        assert client.post("/mail-in/", raw, content_type="message/rfc822", headers=head).status_code == 401
    settings.MAIL_IN_SECRET = ""
    empty = client.post("/mail-in/", raw, content_type="message/rfc822", headers={"Authorization": "Bearer "})
    assert empty.status_code == 401


@pytest.mark.parametrize(
    ("mail", "code", "said"), [(None, 0, "automatic"), (b"To: someone@example.org\n\nHello", 67, "unknown")]
)
def test_the_pipe_of_a_mail_server(
    raw: bytes, mail: bytes | None, code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import typer

    app = typer.Typer()
    app.command()(commands.mail_in)
    answer = CliRunner().invoke(app, [], input=mail or raw)
    assert (answer.exit_code, answer.output.strip()) == (code, said)


def test_what_cannot_be_taken_now_is_handed_in_again(
    raw: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import typer

    def fail(**facts: object) -> str:
        raise DatabaseError("database is locked")

    monkeypatch.setattr(services, "mail_take", fail)
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(raw)))
    with pytest.raises(typer.Exit) as left:
        commands.mail_in(to="")
    assert left.value.exit_code == 75
    assert "locked" in capsys.readouterr().err
