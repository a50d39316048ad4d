"""Threads: said, answered, named, attached, resolved, read; and never seen by whom they are not for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from evenhand_portal.agreements.models import Agreement, Draft
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.versions import version_offer
from evenhand_portal.conftest import House
from evenhand_portal.conversations.authors import Author, author_at
from evenhand_portal.conversations.decisions import LONGEST_TEXT, Subject
from evenhand_portal.conversations.models import Comment, Thread
from evenhand_portal.conversations.selectors import people_seeing, thread_seen, threads_seen, unread_of
from evenhand_portal.conversations.services import (
    all_read,
    comment_make,
    comment_reply,
    thread_read,
    thread_reopen,
    thread_resolve,
)
from evenhand_portal.conversations.tests.conftest import CLAUSE
from evenhand_portal.ledger.selectors import told
from evenhand_portal.ledger.sentences import sentence
from evenhand_portal.parties.models import Person

Say = Callable[..., Comment]
Browser = Callable[[Person | None], Client]


UNTITLED = "the clause “resolve-critical” (standard)"


def address(name: str, desk: Desk, *more: Any) -> str:
    return reverse(name, args=(desk.agreement.pk, *more))


def kinds(desk: Desk) -> list[str]:
    return list(desk.agreement.ledger.leaves.values_list("kind", flat=True))


def test_what_is_said_to_both_is_told_to_the_ledger(provider: Desk, say: Say) -> None:
    comment = say(provider, "Is **half an hour** enough?", files=[ContentFile(b"plan", "plan.txt")])
    leaf = told(provider.agreement.ledger.leaves.select_related("payload").last())
    assert leaf.kind == "comment-made"
    assert leaf.said["text"] == "Is **half an hour** enough?"
    assert leaf.said["files"] == ["plan.txt"]
    assert leaf.said["files_sha256"] == [comment.attachments.get().sha256]
    assert sentence(leaf) == (
        "said about the clause “resolve-critical” (standard): “Is **half an hour** enough?”"
    )
    assert comment.thread.title == "Is half an hour enough?"


def test_a_clause_is_called_by_the_title_that_its_readers_know(
    provider: Desk, client_desk: Desk, say: Say, shared: Draft, tidewater: House, now: datetime
) -> None:
    title = "the clause “Restoration after critical incidents”"
    assert say(provider, "Ours", CLAUSE, "provider").thread.about == title
    assert say(client_desk, "Theirs", CLAUSE, "client").thread.about == UNTITLED
    assert say(provider, "To both", CLAUSE).thread.about == UNTITLED
    version_offer(draft=shared, number=1, side="provider", person=tidewater.manager, now=now)
    assert say(client_desk, "Offered", CLAUSE).thread.about == title
    assert say(client_desk, "Gone", Subject("clause", "standards.gone"), "client").thread.label == ""


def test_what_is_said_to_ones_own_side_is_not(
    provider: Desk, client_desk: Desk, say: Say, now: datetime
) -> None:
    before = kinds(provider)
    thread = say(provider, "We could go to 20 minutes.", audience="provider").thread
    thread_resolve(thread=thread, author=author_at(provider), now=now)
    thread_reopen(thread=thread, author=author_at(provider), now=now)
    comment_reply(thread=thread, author=author_at(provider), text="Or 25.", now=now)
    assert kinds(provider) == before
    assert not threads_seen(client_desk).exists()
    assert thread_seen(provider, thread.pk).latest == 2
    with pytest.raises(ValidationError, match="Choose who"):
        comment_reply(thread=thread, author=author_at(client_desk), text="Hello", now=now)


@pytest.mark.parametrize("audience", ["client", "", "everybody"])
def test_nobody_speaks_for_another_audience(provider: Desk, say: Say, audience: str) -> None:
    with pytest.raises(ValidationError, match="Choose who"):
        say(provider, "Hello", audience=audience)


def test_before_the_other_side_is_invited_one_speaks_to_ones_own(
    draft: Any, tidewater: House, say: Say
) -> None:
    desk = Desk(
        draft.agreement, tidewater.manager, "provider", tidewater.organisation, frozenset({"manager"})
    )
    with pytest.raises(ValidationError, match="Choose who"):
        say(desk, "Hello")
    assert say(desk, "Hello", audience="provider").thread.own


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (" \n", "Write what"),
        ("x" * (LONGEST_TEXT + 1), "longer than"),
        ("a\0b", "no text"),
        ("\ud800", "no text"),
    ],
)
def test_what_is_no_text_is_refused(provider: Desk, say: Say, text: str, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        say(provider, text)
    assert not Thread.objects.exists()


@pytest.mark.parametrize(
    "subject",
    [Subject("clause"), Subject("agreement", "x"), Subject("weather", "x"), Subject("ticket", "a\nb")],
)
def test_a_thread_is_about_something(provider: Desk, say: Say, subject: Subject) -> None:
    with pytest.raises(ValidationError, match="not clear"):
        say(provider, "Hello", subject)


def test_files_are_few_and_small(provider: Desk, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError, match="at most 5"):
        say(provider, "Look", files=[ContentFile(b"x", f"{n}.txt") for n in range(6)])
    with pytest.raises(ValidationError, match="empty"):
        say(provider, "Look", files=[ContentFile(b"", "a.txt")])
    monkeypatch.setattr("evenhand_portal.conversations.attachments.MOST_BYTES", 3)
    with pytest.raises(ValidationError, match="larger than"):
        say(provider, "Look", files=[ContentFile(b"four", "a.txt")])


def test_a_guest_of_both_speaks_to_both_alone(provider: Desk, client_desk: Desk, now: datetime) -> None:
    mediator = Author("", name="Mia Vale", email="mia@example.org", website="https://vale.example")
    given = {"agreement": provider.agreement, "subject": CLAUSE, "text": "Hello", "now": now}
    with pytest.raises(ValidationError):
        comment_make(audience="client", author=mediator, **given)
    comment = comment_make(audience="both", author=mediator, **given)
    assert (comment.author, comment.side) == ("Mia Vale", "")
    assert told(provider.agreement.ledger.leaves.select_related("payload").last()).actor == "guest:guest"


def test_the_database_keeps_what_was_said(provider: Desk, say: Say) -> None:
    comment = say(provider, "Hello", files=[ContentFile(b"x", "a.txt")])
    for change in (
        lambda: Comment.objects.filter(pk=comment.pk).update(text="Good bye"),
        lambda: Thread.objects.filter(pk=comment.thread_id).update(audience="client"),
        lambda: comment.attachments.update(name="b.txt"),
        lambda: Comment.objects.filter(pk=comment.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_whoever_is_named_sees_the_thread(
    provider: Desk, client_desk: Desk, say: Say, harbour: House
) -> None:
    said = say(provider, "@Harbour-signatory and @Tidewater-reader, look; not x@Harbour-manager")
    assert [str(one.person) for one in said.mentions.all()] == ["Harbour-signatory", "Tidewater-reader"]
    own = say(provider, "@Harbour-signatory and @Tidewater-reader, look", audience="provider")
    assert [str(one.person) for one in own.mentions.all()] == ["Tidewater-reader"]
    names = {str(one) for one in people_seeing(provider.agreement, "client")}
    assert names == {f"Harbour-{role}" for role in ("manager", "signatory", "reader", "auditor")}


def test_unread_is_counted_for_each_person_in_one_query(
    provider: Desk, client_desk: Desk, say: Say, now: datetime, django_assert_num_queries: Any
) -> None:
    thread = say(provider, "One").thread
    say(provider, "Two", audience="provider")
    say(client_desk, "Three", audience="client")
    with django_assert_num_queries(1):
        assert unread_of([client_desk]) == {(client_desk.agreement.pk, "client"): 1}
    assert unread_of([provider]) == {(provider.agreement.pk, "provider"): 0}
    thread_read(thread=thread, person=client_desk.person, number=1)
    thread_read(thread=thread, person=client_desk.person, number=0)
    assert unread_of([client_desk])[client_desk.agreement.pk, "client"] == 0
    comment_reply(thread=thread, author=author_at(provider), text="More", now=now + timedelta(hours=1))
    assert unread_of([client_desk])[client_desk.agreement.pk, "client"] == 1
    all_read(desk=client_desk)
    assert unread_of([client_desk])[client_desk.agreement.pk, "client"] == 0
    assert unread_of([]) == {}


def test_resolving_and_opening_again(provider: Desk, client_desk: Desk, say: Say, now: datetime) -> None:
    thread = say(provider, "Is it enough?").thread
    for _ in range(2):
        thread_resolve(thread=thread, author=author_at(client_desk), now=now)
    thread.refresh_from_db()
    assert thread.resolved_at == now
    for _ in range(2):
        thread_reopen(thread=thread, author=author_at(client_desk), now=now)
    assert kinds(provider)[-2:] == ["thread-resolved", "thread-reopened"]
    assert Agreement.objects.get().ledger.leaves.filter(kind__startswith="thread-").count() == 2
