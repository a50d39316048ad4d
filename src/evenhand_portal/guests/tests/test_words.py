"""An edited Word file: changed clauses come back as proposals, and go into a draft when somebody takes them over."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from evenhand.terms.editing import value_of
from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.drafts import draft_drop, draft_save
from evenhand_portal.conftest import House
from evenhand_portal.conversations.authors import Author
from evenhand_portal.conversations.models import Comment, Thread
from evenhand_portal.guests import forms
from evenhand_portal.guests.models import Link, Proposed
from evenhand_portal.guests.services import words
from evenhand_portal.guests.services.words import proposed_set_aside, proposed_take, words_take
from evenhand_portal.guests.tests.conftest import EXAMPLE, Making
from evenhand_portal.guests.word import word_file
from evenhand_portal.negotiation.services.sending import table_send
from evenhand_portal.parties.models import Person

pytestmark = pytest.mark.django_db
EXIT = "within 10 business days of the last day."
SHORTER = "within 5 business days of the last day."
OURS = "is the client: it receives the services."
AUTHOR = Author("provider", None, name="A. Lawyer", email="lawyer@example.org")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def changed(file: bytes, *changes: tuple[str, str], remark: str = "") -> bytes:
    """A Word file with words replaced, and perhaps a remark at the provider's clause."""
    raw = io.BytesIO()
    with ZipFile(io.BytesIO(file)) as source, ZipFile(raw, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                text = data.decode()
                for old, new in changes:
                    assert old in text
                    text = text.replace(old, new)
                if remark:
                    after = "A.2 The provider</w:t></w:r>"
                    text = text.replace(after, f'{after}<w:r><w:commentReference w:id="9"/></w:r>')
                data = text.encode()
            if not (remark and name == "word/comments.xml"):
                target.writestr(name, data)
        if remark:
            said = f'<w:comment w:id="9" w:author="B. Clerk"><w:p><w:r><w:t>{remark}</w:t></w:r></w:p></w:comment>'
            target.writestr("word/comments.xml", f'<w:comments xmlns:w="{WORD}">{said}</w:comments>')
    return raw.getvalue()


def given(secret: str) -> bytes:
    """The Word file as a guest takes it."""
    return Client().get(reverse("guest-word", args=(secret,))).content


def brought(link: Link, data: bytes, now: datetime) -> list[Proposed]:
    """What a file brings, as proposals."""
    words_take(link=link, data=data, file="back.docx", author=AUTHOR, now=now)
    return list(Proposed.objects.all())


def test_a_guest_takes_the_file_and_sends_it_back(make_link: Making, draft: Draft) -> None:
    _, secret = make_link("provider", paper=draft)
    at = reverse("guest-word-back", args=(secret,))
    assert "Take the Word file" in Client().get(at).text
    answer = Client().get(reverse("guest-word", args=(secret,)))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="managed-it-services.docx"'
    back = changed(answer.content, (EXIT, SHORTER), (OURS, "is the customer."), remark="Who signs?")
    file = SimpleUploadedFile("back.docx", back)
    sent = {"name": "A. Lawyer", "email": "lawyer@example.org", "file": file}
    assert "2 proposals and 1 remark" in Client().post(at, sent).text
    assert [one.text for one in Comment.objects.order_by("pk")] == [
        f"In place of:\n\n> Harbour Dental Group {OURS}\n\nI propose:\n\n> Harbour Dental Group is the customer.",
        f"In place of:\n\n> Provider hands over documentation and credentials {EXIT}\n\n"
        f"I propose:\n\n> Provider hands over documentation and credentials {SHORTER}",
        "Who signs? (B. Clerk)",
    ]
    assert {one.audience for one in Thread.objects.all()} == {"provider"}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "", "email": "x"}, "Required field missing"),
        ({"name": "A", "email": "x"}, "Email address invalid"),
        ({"name": "A", "email": "a@example.org", "file": b"no Word file"}, "cannot be read"),
        ({"name": "A", "email": "a@example.org", "file": b"0" * 300}, "larger than any agreement"),
    ],
)
def test_what_is_no_answer_is_refused_in_words(
    make_link: Making, monkeypatch: pytest.MonkeyPatch, sent: dict[str, object], said: str
) -> None:
    monkeypatch.setattr(forms, "LARGEST_FILE", 200)
    _, secret = make_link()
    if isinstance(sent.get("file"), bytes):
        sent = {**sent, "file": SimpleUploadedFile("a.docx", sent["file"])}  # type: ignore[arg-type]  # bytes, as asked above
    answer = Client().post(reverse("guest-word-back", args=(secret,)), sent)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_file_of_another_text_or_without_changes_is_refused(make_link: Making, now: datetime) -> None:
    link, secret = make_link()
    from_elsewhere = word_file(forms_terms("2027-01-01"), None, "")
    with pytest.raises(ValidationError, match="was not made from this text"):
        brought(link, from_elsewhere, now)
    with pytest.raises(ValidationError, match="Nothing in this file differs"):
        brought(link, given(secret), now)
    Link.objects.update(speaks=False)
    link.refresh_from_db()
    with pytest.raises(ValidationError, match="for reading only"):
        brought(link, changed(given(secret), (EXIT, SHORTER)), now)
    for name in ("guest-word-back", "guest-reply"):
        assert Client().get(reverse(name, args=(secret,))).status_code == 302
    assert not Comment.objects.exists()


def forms_terms(day: str):
    """The example's terms from another day."""
    from evenhand.terms.document import read_agreement

    terms, _ = read_agreement(
        EXAMPLE.replace("2026-01-01", day).replace("2026-12-31", "2027-12-31"), file="a.yaml"
    )
    assert terms is not None
    return terms


def description() -> str:
    """Words of the parties' own in the example."""
    return str(value_of(EXAMPLE, "services.practice-system.description"))


def test_too_many_changes_are_a_new_agreement(
    make_link: Making, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, secret = make_link()
    monkeypatch.setattr(words, "MOST_CHANGES", 1)
    with pytest.raises(ValidationError, match="are a new agreement"):
        brought(link, changed(given(secret), (EXIT, SHORTER), (OURS, "is the customer.")), now)


def test_a_file_of_an_earlier_revision_still_comes_back(
    make_link: Making, draft: Draft, tidewater: House, now: datetime
) -> None:
    link, secret = make_link("provider", paper=draft)
    file = given(secret)
    for number, text in enumerate(
        ("agreement: [", EXAMPLE + "\n# later\n", EXAMPLE.replace("Owner", "Boss")), 1
    ):
        draft_save(draft=draft, based_on_number=number, text=text, author=tidewater.manager, now=now)
    [proposed] = brought(link, changed(file, (EXIT, SHORTER)), now)
    assert proposed.clause == "term.exit"


def test_taken_over_into_the_draft_that_was_shown(
    make_link: Making, draft: Draft, provider: Desk, now: datetime
) -> None:
    link, secret = make_link("provider", paper=draft)
    [proposed] = brought(link, changed(given(secret), (EXIT, SHORTER)), now)
    assert proposed_take(proposed=proposed, desk=provider, now=now) == draft
    revision = draft.revisions.get(number=2)
    assert str(value_of(revision.text, "term.exit")).endswith(SHORTER)
    assert revision.note == "term.exit as Mira Mediator proposed"
    with pytest.raises(ValidationError, match="says something else by now"):
        proposed_take(proposed=proposed, desk=provider, now=now)
    with pytest.raises(ValidationError, match="decided about this proposal already"):
        proposed_set_aside(proposed=proposed, desk=provider, now=now)


def test_words_written_from_fields_are_changed_by_the_form(
    make_link: Making, draft: Draft, provider: Desk, now: datetime
) -> None:
    link, secret = make_link("provider", paper=draft)
    [proposed] = brought(link, changed(given(secret), (OURS, "is the customer.")), now)
    with pytest.raises(ValidationError, match="written from fields"):
        proposed_take(proposed=proposed, desk=provider, now=now)
    proposed_set_aside(proposed=proposed, desk=provider, now=now)
    proposed.refresh_from_db()
    assert proposed.state == "aside"


def test_words_that_go_are_proposed_to_go(make_link: Making, draft: Draft, now: datetime) -> None:
    link, secret = make_link("provider", paper=draft)
    file = changed(given(secret), (f">{description()}<", "><"))
    assert [one.after for one in brought(link, file, now)] == [[]]
    assert Comment.objects.get().text.startswith("I propose to take this out:\n\n> ")


def test_words_that_come_are_proposed_alone(make_link: Making, draft: Draft, now: datetime) -> None:
    link, secret = make_link("provider", paper=draft)
    more = '</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">And returns all keys.'
    brought(link, changed(given(secret), (EXIT, EXIT + more)), now)
    assert Comment.objects.get().text == "I propose:\n\n> And returns all keys."


def test_a_long_proposal_is_cut(
    make_link: Making, draft: Draft, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "LONGEST_TEXT", 40)
    link, secret = make_link("provider", paper=draft)
    brought(link, changed(given(secret), (EXIT, SHORTER)), now)
    assert len(Comment.objects.get().text) == 40


def test_from_a_version_it_goes_into_a_draft_of_ones_own(
    make_link: Making, version: Version, provider: Desk, client_desk: Desk, draft: Draft, now: datetime
) -> None:
    link, secret = make_link()
    [proposed] = brought(link, changed(given(secret), (EXIT, SHORTER)), now)
    with pytest.raises(ValidationError, match="no draft to take it over into"):
        proposed_take(proposed=proposed, desk=client_desk, now=now)
    assert proposed_take(proposed=proposed, desk=provider, now=now) == draft


def test_from_a_version_in_force_an_amendment_is_begun(
    make_link: Making, version: Version, client_desk: Desk, now: datetime
) -> None:
    link, secret = make_link()
    [proposed] = brought(link, changed(given(secret), (EXIT, SHORTER)), now)
    Version.objects.filter(pk=version.pk).update(agreed_at=now)
    amendment = proposed_take(proposed=proposed, desk=client_desk, now=now)
    assert (amendment.side, amendment.based_on) == ("client", version)


def test_from_the_table_it_goes_into_the_draft_that_goes_on_from_there(
    make_link: Making, version: Version, provider: Desk, client_desk: Desk, draft: Draft, now: datetime
) -> None:
    Version.objects.filter(pk=version.pk).update(withdrawn_at=now)
    table_send(draft=draft, number=1, desk=provider, note="Our offer", now=now)
    negotiation = provider.agreement.negotiations.get()
    link, secret = make_link()
    Link.objects.update(version=None, negotiation=negotiation)
    link = Link.objects.get()
    assert "What lies on the table" not in Client().get(reverse("guest", args=(secret,))).text
    [proposed] = brought(link, changed(given(secret), (EXIT, SHORTER)), now)
    taken = proposed_take(proposed=proposed, desk=client_desk, now=now)
    assert (taken.side, taken.proposal.negotiation) == ("client", negotiation)


def test_the_page_of_proposals(
    make_link: Making,
    draft: Draft,
    tidewater: House,
    now: datetime,
    browser: Callable[[Person], Client],
) -> None:
    link, secret = make_link("provider", paper=draft)
    first, second = brought(link, changed(given(secret), (EXIT, SHORTER), (OURS, "is the customer.")), now)
    visitor = browser(tidewater.manager)
    listed = visitor.get(reverse("guests", args=(draft.agreement_id,))).text
    assert "Take it over into your draft" in listed
    assert "written from fields" in listed

    def decide(proposed: Proposed, act: str) -> str:
        at = reverse("guest-proposed", args=(draft.agreement_id, proposed.pk))
        return visitor.post(at, {"act": act}, follow=True).text

    assert "written from fields" in decide(first, "take")
    assert "Set aside." in decide(first, "aside")
    assert "Taken over into your draft, as revision 2" in decide(second, "take")
    assert "decided about this proposal already" in decide(second, "take")


def test_a_draft_that_cannot_be_read_makes_no_file(
    make_link: Making, draft: Draft, tidewater: House, now: datetime
) -> None:
    _, secret = make_link("provider", paper=draft)
    draft_save(draft=draft, based_on_number=1, text="agreement: [", author=tidewater.manager, now=now)
    assert Client().get(reverse("guest-word", args=(secret,))).status_code == 422
    assert "cannot be read at the moment" in Client().get(reverse("guest", args=(secret,))).text
    draft_drop(draft=draft)
