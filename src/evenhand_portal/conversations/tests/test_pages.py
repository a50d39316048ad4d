"""The pages of conversations, and what pages of other apps show of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evenhand_portal.agreements.models import Version
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conftest import House
from evenhand_portal.conversations.authors import author_at
from evenhand_portal.conversations.decisions import Subject
from evenhand_portal.conversations.models import Comment, Thread
from evenhand_portal.conversations.services import comment_reply
from evenhand_portal.conversations.tests.conftest import CLAUSE
from evenhand_portal.parties.models import Person

Say = Callable[..., Comment]
Browser = Callable[[Person | None], Client]


def address(name: str, desk: Desk, *more: Any) -> str:
    return reverse(name, args=(desk.agreement.pk, *more))


def read(client: Client, at: str, status: int = 200) -> str:
    answer = client.get(at)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_a_thread_is_begun_and_answered(
    provider: Desk, client_desk: Desk, browser: Browser, harbour: House
) -> None:
    ours, theirs = browser(provider.person), browser(harbour.reader)
    new = address("thread-new", provider)
    page = read(ours, f"{new}?about=clause&key={CLAUSE.key}&back={address('versions', provider)}")
    assert "About the clause “Restoration after critical incidents”" in page
    form = {"about": "clause", "key": CLAUSE.key, "audience": "both", "text": "Enough? <b>no</b>"}
    answer = ours.post(new, form | {"attached": [SimpleUploadedFile("<i>.html", b"<script>")]})
    thread = Thread.objects.get()
    assert answer.headers["Location"] == address("thread", provider, thread.pk)
    page = read(theirs, address("thread", provider, thread.pk))
    assert "&lt;b&gt;no&lt;/b&gt;" in page
    assert "&lt;i&gt;.html" in page
    file = thread.comments.get().attachments.get()
    taken = theirs.get(address("attachment", provider, file.pk))
    assert taken.headers["Content-Type"] == "application/octet-stream"
    assert taken.headers["Content-Disposition"].startswith("attachment; ")
    assert taken.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(taken.streaming_content) == b"<script>"
    file.file.storage.delete(file.file.name)
    assert theirs.get(address("attachment", provider, file.pk)).status_code == 404
    answer = theirs.post(address("thread-comment", provider, thread.pk), {"text": "@Tidewater-manager: yes"})
    assert answer.headers["Location"].endswith("#comment-2")
    page = read(ours, address("thread", provider, thread.pk))
    assert "Named, and told by mail: Tidewater-manager" in page


def test_one_comes_back_to_where_one_was_and_nowhere_else(provider: Desk, browser: Browser) -> None:
    ours = browser(provider.person)
    form = {"about": "agreement", "audience": "provider", "text": "Hm"}
    back = address("versions", provider)
    assert ours.post(address("thread-new", provider), form | {"back": back}).headers["Location"] == back
    for elsewhere in ("https://evil.example/", "//evil.example/", "/account/logout/"):
        answer = ours.post(address("thread-new", provider), form | {"back": elsewhere})
        assert "/threads/" in answer.headers["Location"]


def test_what_was_typed_is_kept_when_it_cannot_be_taken(provider: Desk, browser: Browser, say: Say) -> None:
    ours = browser(provider.person)
    new = ours.post(address("thread-new", provider), {"about": "agreement", "text": "Typed"})
    assert (new.status_code, "Typed" in new.content.decode()) == (422, True)
    assert "Choose who shall see this" in new.content.decode()
    thread = say(provider, "Hello").thread
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(6)]
    more = ours.post(address("thread-comment", provider, thread.pk), {"text": "Typed", "attached": files})
    assert (more.status_code, "Typed" in more.content.decode()) == (422, True)
    empty = ours.post(address("thread-comment", provider, thread.pk), {"text": " "})
    assert "Write what you want to say." in empty.content.decode()
    assert "/said/" in ours.get(address("thread-new", provider) + "?about=clause").headers["Location"]


def test_auditors_read_and_are_offered_nothing_to_say(
    provider: Desk, browser: Browser, say: Say, tidewater: House
) -> None:
    thread = say(provider, "Hello").thread
    page = read(browser(tidewater.auditor), address("thread", provider, thread.pk))
    assert "Hello" in page
    assert "<textarea" not in page
    assert "/threads/new/" not in read(browser(tidewater.auditor), address("said", provider))


def test_reading_a_thread_takes_it_from_what_is_new(
    provider: Desk, client_desk: Desk, browser: Browser, say: Say
) -> None:
    thread = say(provider, "Hello").thread
    theirs = browser(client_desk.person)
    assert "1 new in the conversation" in read(theirs, reverse("home"))
    assert "New for you" in read(theirs, address("said", provider))
    read(theirs, address("thread", provider, thread.pk))
    assert "new in the conversation" not in read(theirs, reverse("home"))
    page = read(theirs, address("said", provider))
    assert "New for you" not in page
    assert "Read, and still open" in page
    say(provider, "More")
    theirs.post(address("said-read", provider))
    assert "New for you" not in read(theirs, address("said", provider))


def test_resolving_on_the_page(provider: Desk, browser: Browser, say: Say) -> None:
    thread = say(provider, "Hello").thread
    ours = browser(provider.person)
    ours.post(address("thread-resolve", provider, thread.pk))
    page = read(ours, address("thread", provider, thread.pk))
    assert "Open it again" in page
    ours.post(address("thread-reopen", provider, thread.pk))
    assert "It is resolved" in read(ours, address("thread", provider, thread.pk))


def test_the_stream_has_acts_and_comments_newest_first(
    provider: Desk, client_desk: Desk, browser: Browser, say: Say, now: datetime
) -> None:
    thread = say(provider, "First words", now=now + timedelta(hours=1)).thread
    comment_reply(thread=thread, author=author_at(client_desk), text="Second", now=now + timedelta(hours=2))
    say(provider, "To ourselves", audience="provider", now=now + timedelta(hours=3))
    page = read(browser(provider.person), address("said", provider))
    said = [page.rindex(each) for each in ("To ourselves", "Second", "First words", "began the agreement")]
    assert said == sorted(said)
    assert "said about" not in page
    assert page.count("Only Tidewater IT Services sees this") >= 1
    own = read(browser(provider.person), address("said", provider) + "?show=own")
    assert ("To ourselves" in own, "began the agreement" in own) == (True, False)
    both = read(browser(provider.person), address("said", provider) + "?show=both")
    assert "began the agreement" in both
    assert "To ourselves" not in both.partition("Everything said and done")[2]
    assert "To ourselves" not in read(browser(client_desk.person), address("said", provider) + "?show=own")


def test_the_stream_has_pages(provider: Desk, browser: Browser, say: Say) -> None:
    for number in range(40):
        say(provider, f"Comment number {number}.")
    ours = browser(provider.person)
    assert "Page 1 of 2" in read(ours, address("said", provider))
    last = read(ours, address("said", provider) + "?page=2")
    assert "Comment number 0." in last
    assert "Page 2 of 2" in read(ours, address("said", provider) + "?page=99")


def test_the_version_page_shows_threads_beside_clauses_in_as_many_queries_as_without(
    offered: Version, provider: Desk, client_desk: Desk, browser: Browser, say: Say
) -> None:
    at = reverse("version", args=(offered.agreement_id, offered.pk))
    ours = browser(provider.person)
    read(ours, at)
    with CaptureQueriesContext(connection) as before:
        page = read(ours, at)
    clauses = {unquote(each) for each in re.findall(r"about=clause&amp;key=([^&]+)&amp;", page)}
    assert len(clauses) > 10
    for each in clauses:
        say(client_desk, f"About {each}", Subject("clause", each))
        say(client_desk, f"Secretly {each}", Subject("clause", each), audience="client")
    with CaptureQueriesContext(connection) as after:
        page = read(ours, at)
    assert len(before) == len(after)
    assert all(f"About {each}" in page for each in clauses)
    assert "Secretly" not in page
    assert "Secretly" in read(browser(client_desk.person), at)


def test_a_draft_offers_notes_for_ones_own_side(provider: Desk, shared: Any, browser: Browser) -> None:
    page = read(browser(provider.person), reverse("draft", args=(shared.agreement_id, shared.pk)))
    link = re.search(r'href="([^"]*threads/new/[^"]*)"', page)
    assert link is not None
    form = read(browser(provider.person), link.group(1).replace("&amp;", "&"))
    assert 'value="provider"' in form
    assert 'value="both"' not in form


@pytest.mark.parametrize("page", ["said", "agreement"])
def test_pages_of_an_agreement_need_as_many_queries_for_few_as_for_many(
    page: str, provider: Desk, client_desk: Desk, browser: Browser, say: Say
) -> None:
    def burden(number: int) -> None:
        for each in range(number):
            text = f"@Tidewater-reader and @Harbour-reader look at {each}"
            say(client_desk, text, Subject(), files=[ContentFile(b"x", "a.txt")])

    ours = browser(provider.person)
    burden(2)
    read(ours, address(page, provider))
    with CaptureQueriesContext(connection) as few:
        read(ours, address(page, provider))
    burden(15)
    with CaptureQueriesContext(connection) as many:
        read(ours, address(page, provider))
    assert len(few) == len(many)
