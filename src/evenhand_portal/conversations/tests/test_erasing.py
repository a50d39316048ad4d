"""Erased by law: the words are nowhere any more, the place where they stood is, and the proof holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from evenhand.errors import UsageError
from evenhand_portal import commands
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conftest import House
from evenhand_portal.conversations.authors import author_at
from evenhand_portal.conversations.decisions import Subject
from evenhand_portal.conversations.erasing import comment_at, comment_erase
from evenhand_portal.conversations.models import Attachment, Comment, Thread
from evenhand_portal.conversations.search import found_page
from evenhand_portal.conversations.services import comment_reply, thread_reopen, thread_resolve
from evenhand_portal.conversations.stream import entries_of, stream_page
from evenhand_portal.conversations.tests.keeping import places_of
from evenhand_portal.ledger.models import Leaf
from evenhand_portal.ledger.services import signing_key
from evenhand_portal.notices.addresses import reply_address
from evenhand_portal.notices.gathering import gather_once
from evenhand_portal.notices.incoming.services import mail_take
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Person
from evenhand_portal.tracking.tests.evidence import begun, found, lived

Say = Callable[..., Comment]
SECRET, WHY = "hippopotamus", "Asked for by the patient."


def address(comment: Comment) -> str:
    at = reverse("thread", args=(comment.thread.agreement_id, comment.thread_id))
    return f"https://sla.example.org{at}#comment-{comment.number}"


@pytest.mark.parametrize("audience", ["both", "provider"])
def test_nothing_is_left_of_the_words(
    provider: Desk,
    client_desk: Desk,
    say: Say,
    now: datetime,
    audience: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    file = ContentFile(f"A list of {SECRET}".encode(), f"{SECRET}.txt")
    comment = say(provider, f"The {SECRET} of @Tidewater-reader", audience=audience, files=[file])
    comment_reply(thread=comment.thread, author=author_at(provider), text="Noted.", now=now)
    thread_resolve(thread=comment.thread, author=author_at(provider), now=now)
    while gather_once(now + timedelta(days=2)):
        pass
    places = list(places_of(SECRET))
    assert len(set(places)) > 6
    assert any(one.startswith("attachments/") for one in places)
    before = Leaf.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        comment_erase(comment=comment, why=f" {WHY}\n", now=now)
    assert list(places_of(SECRET)) == []
    kept = Comment.objects.get(pk=comment.pk)
    assert (kept.text, kept.person, kept.at, kept.erased_why) == ("", provider.person, now, WHY)
    assert Leaf.objects.count() - before == (2 if audience == "both" else 0)
    assert len(found_page(provider, ("noted",), "all", 1).object_list) == 1
    assert "(erased by law)" in [str(one.words) for one in entries_of(stream_page(provider, "all", 1))]


def test_whoever_sees_it_reads_that_it_was_erased_and_why(
    provider: Desk, client_desk: Desk, say: Say, now: datetime, browser: Callable[[Person | None], Client]
) -> None:
    comment = say(provider, SECRET, files=[ContentFile(b"x", "a.txt")])
    later = comment_reply(thread=comment.thread, author=author_at(client_desk), text="Fine.", now=now)
    there = comment_at(address(comment))
    assert there is not None
    comment_erase(comment=there, why=WHY, now=now)
    theirs = browser(client_desk.person)
    for name, more in (("thread", (comment.thread_id,)), ("said", ())):
        page = theirs.get(reverse(name, args=(provider.agreement.pk, *more))).content.decode()
        assert f"Erased by law on 16 March 2026: {WHY}" in page
        assert "Fine." in page
        assert "a.txt" not in page
    gone = Attachment.objects.get()
    assert theirs.get(reverse("attachment", args=(provider.agreement.pk, gone.pk))).status_code == 404
    comment_erase(comment=later, why=WHY, now=now)
    assert Thread.objects.get().title == "(erased by law)"


def test_a_mail_that_waits_and_one_that_gathered_others_lose_the_words_alone(
    provider: Desk, client_desk: Desk, say: Say, now: datetime
) -> None:
    first = say(provider, f"About the {SECRET}")
    comment_reply(thread=first.thread, author=author_at(provider), text="It eats grass.", now=now)
    while gather_once(now + timedelta(days=2)):
        pass
    comment_erase(comment=first, why=WHY, now=now)
    mail = Notice.objects.get(kind="daily", person=client_desk.person)
    assert "What this notice said was erased by law." in mail.text
    assert "It eats grass." in mail.text
    assert "Tidewater-manager commented: …" in mail.text
    assert "It eats grass." in Notice.objects.get(key__startswith="comment-", subject__contains="…").text


def test_a_subject_that_was_cut_loses_what_it_holds_of_the_words(
    provider: Desk, say: Say, now: datetime
) -> None:
    Person.objects.filter(pk=provider.person.pk).update(name=f"Nora {'x' * 190}")
    provider.person.refresh_from_db()
    first = say(provider, f"{SECRET} {'y' * 80}")
    comment_reply(thread=first.thread, author=author_at(provider), text="Fine.", now=now)
    assert max(len(one.subject) for one in Notice.objects.all()) == 250
    comment_erase(comment=first, why=WHY, now=now)
    assert list(places_of(SECRET)) == []
    assert any(one.subject.endswith("x commented: …") for one in Notice.objects.all())


def test_a_page_that_was_open_brings_no_erased_title_back(
    provider: Desk, client_desk: Desk, say: Say, now: datetime
) -> None:
    comment = say(provider, SECRET)
    loaded = Thread.objects.select_related("agreement__ledger").get()
    again = Thread.objects.select_related("agreement__ledger").get()
    comment_erase(comment=comment, why=WHY, now=now)
    thread_resolve(thread=loaded, author=author_at(client_desk), now=now)
    thread_reopen(thread=again, author=author_at(client_desk), now=now)
    assert list(places_of(SECRET)) == []


def test_a_mailed_answer_that_was_refused_repeats_nothing(
    provider: Desk, client_desk: Desk, say: Say, now: datetime, settings: Any
) -> None:
    settings.REPLY_DOMAIN = "answers.example.org"
    comment = say(provider, SECRET)
    mail = EmailMessage()
    mail["From"], mail["Message-ID"] = "private@home.example", "<1@home.example>"
    mail["To"] = reply_address(Notice.objects.get(kind="comment", person=client_desk.person))
    mail.set_content("Fine.")
    assert mail_take(raw=mail.as_bytes(), now=now) == "refused"
    comment_erase(comment=comment, why=WHY, now=now)
    assert list(places_of(SECRET)) == []


def test_doing_it_again_finishes_what_a_standstill_cut_off(
    provider: Desk, say: Say, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    comment = say(provider, "A list", files=[ContentFile(f"A {SECRET}".encode(), "a.txt")])
    with django_capture_on_commit_callbacks(execute=False):
        comment_erase(comment=comment, why=WHY, now=now)
    assert list(places_of(SECRET)) == [Attachment.objects.get().file.name]
    with django_capture_on_commit_callbacks(execute=True):
        comment_erase(comment=comment, why=WHY, now=now)
    assert list(places_of(SECRET)) == []
    with pytest.raises(ValidationError, match="erased already"):
        comment_erase(comment=comment, why=WHY, now=now)
    assert Leaf.objects.filter(kind="payload-erased").count() == 1


def test_evidence_with_an_erased_comment_is_intact(
    harbour: House, tidewater: House, say: Say, now: datetime
) -> None:
    history = lived(begun(harbour, tidewater, now, 3))
    comment = say(history.desk(tidewater), SECRET, Subject(), now=history.later())
    history.head()
    comment_erase(comment=comment, why=WHY, now=history.later())
    assert found(history.bundle(), *history.held, key=signing_key().public_key()) == ("intact", set())


def test_the_database_lets_through_nothing_but_an_erasure(provider: Desk, say: Say, now: datetime) -> None:
    comment = say(provider, SECRET, files=[ContentFile(b"x", "a.txt")])
    rows, gone = Comment.objects.filter(pk=comment.pk), {"text": "", "folded": ""}
    for change in (
        {"text": "other"},
        gone,
        {**gone, "erased_at": now},
        {**gone, "erased_why": WHY},
        {"text": "other", "folded": "", "erased_at": now, "erased_why": WHY},
        {**gone, "erased_at": now, "erased_why": WHY, "number": 7},
        {**gone, "erased_at": now, "erased_why": WHY, "side": "client"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    for table, change in (
        (Attachment, {"name": ""}),
        (Attachment, {"sha256": "0" * 64}),
        (Thread, {"title": "Another"}),
        (Thread, {"title": "(erased by law)", "audience": "provider"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            table.objects.update(**change)
    comment_erase(comment=comment, why=WHY, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(erased_why="Another reason")


@pytest.mark.parametrize("why", ["", " \n", "x" * 501])
def test_not_without_a_reason(provider: Desk, say: Say, now: datetime, why: str) -> None:
    comment = say(provider, SECRET)
    with pytest.raises(ValidationError, match="Say why"):
        comment_erase(comment=comment, why=why, now=now)
    assert Comment.objects.get().text == SECRET


def test_the_command(provider: Desk, say: Say) -> None:
    comment = say(provider, SECRET)
    said = CliRunner().invoke(_app(), [address(comment), "--why", WHY])
    assert said.exit_code == 0, said.output
    assert said.output == (
        "Erased: comment 1 about the clause “resolve-critical” (standard). The conversation says so, and why.\n"
    )
    assert Comment.objects.get().text == ""
    for wrong, words in (
        (address(comment), "erased already"),
        (address(comment).replace("comment-1", "comment-2"), "no such comment"),
        (address(comment).replace(str(comment.thread_id), "-" * 36), "no such comment"),
        ("https://sla.example.org/threads/", "no address of a comment or of a held reply"),
    ):
        refused = CliRunner().invoke(_app(), [wrong, "--why", WHY])
        assert isinstance(refused.exception, UsageError)
        assert words in str(refused.exception)


def _app() -> Any:
    import typer

    app = typer.Typer()
    app.command()(commands.erase)
    return app
