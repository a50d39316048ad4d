"""Drafts with all their revisions: going back, comparing, and the text itself under Advanced."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from evenhand_portal.agreements.models import Draft, Revision
from evenhand_portal.agreements.services.drafts import draft_save
from evenhand_portal.agreements.tests.conftest import EXAMPLE
from evenhand_portal.agreements.tests.forms import at, form_of, said
from evenhand_portal.conftest import House
from evenhand_portal.parties.models import Person


@pytest.fixture
def client(browser: Callable[[Person | None], Client], tidewater: House) -> Client:
    return browser(tidewater.manager)


def test_undoing_goes_back_change_by_change(client: Client, draft: Draft, tidewater: House) -> None:
    texts = [EXAMPLE, EXAMPLE + "# one\n", EXAMPLE + "# two\n"]
    for number, text in enumerate(texts[1:], start=1):
        draft_save(
            draft=draft, based_on_number=number, text=text, author=tidewater.manager, now=timezone.now()
        )
    assert b"Undo the last change" in client.get(at(draft)).content
    for wanted in (texts[1], texts[0]):
        latest = Draft.objects.get(pk=draft.pk).latest
        client.post(at(draft, "draft-undo"), {"based_on": latest})
        assert draft.revisions.first().text == wanted
    latest = Draft.objects.get(pk=draft.pk).latest
    nothing = client.post(at(draft, "draft-undo"), {"based_on": latest}, follow=True)
    assert b"There is nothing to undo" in nothing.content
    stale = client.post(at(draft, "draft-undo"), {"based_on": 1}, follow=True)
    assert b"Somebody saved the draft in between" in stale.content


def test_revisions_are_listed_compared_and_returned_to(
    client: Client, draft: Draft, tidewater: House
) -> None:
    text = EXAMPLE.replace("within: 4 hours", "within: 6 hours", 1)
    draft_save(draft=draft, based_on_number=1, text=text, author=tidewater.reader, now=timezone.now())
    assert str(tidewater.reader).encode() in client.get(at(draft, "draft-revisions")).content
    compared = client.get(at(draft, "draft-revision", number=1))
    assert "deleted: </span>4" in said(compared)
    assert "inserted: </span>6" in said(compared)
    client.post(at(draft, "draft-return", number=1))
    assert draft.revisions.first().text == EXAMPLE
    assert client.get(at(draft, "draft-revision", number=99)).status_code == 404
    draft_save(
        draft=draft, based_on_number=3, text="agreement: [", author=tidewater.reader, now=timezone.now()
    )
    assert b"these lines differ" in client.get(at(draft, "draft-revision", number=1)).content


def test_the_text_is_changed_and_replaced(client: Client, draft: Draft) -> None:
    page = at(draft, "draft-text")
    sent = form_of(client, page)
    sent["text"] = [sent["text"][0].replace("within: 4 hours", "within: 6 hours", 1)]
    client.post(page, sent)
    assert draft.revisions.first().text == EXAMPLE.replace("within: 4 hours", "within: 6 hours", 1)
    looked = client.post(page, {"do": "show", "based_on": "2", "text": "agreement: x\nwhitin: 3\n"})
    assert b"line 2" in looked.content
    assert client.post(page, {"based_on": "1", "text": "agreement: mine\n"}).status_code == 409
    file = SimpleUploadedFile("a.yaml", "\ufeffagreement: New\n".encode())
    client.post(page, {"based_on": "2", "text": "x", "file": file})
    assert draft.revisions.first().text == "agreement: New\n"
    for content in (b"\xff\xfe\x00", b"a: \x00", b"x" * 2_100_000):
        answer = client.post(page, {"based_on": "3", "file": SimpleUploadedFile("a.yaml", content)})
        assert answer.status_code == 422
        assert Revision.objects.filter(draft=draft).count() == 3


def test_the_text_as_a_file(
    client: Client, draft: Draft, browser: Callable[..., Client], harbour: House
) -> None:
    answer = client.get(at(draft, "draft-yaml"))
    assert answer.content.decode() == EXAMPLE
    assert "attachment" in answer.headers["Content-Disposition"]
    assert browser(harbour.manager).get(at(draft, "draft-yaml")).status_code == 404
