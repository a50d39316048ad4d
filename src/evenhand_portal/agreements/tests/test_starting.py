"""New agreements: from a template, a document, a contract signed elsewhere, and as a copy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from evenhand.templates.catalogue import TEMPLATES
from evenhand_portal.agreements.models import Agreement, Draft, Version
from evenhand_portal.agreements.services.versions import text_checked
from evenhand_portal.agreements.starting import Copied, copy_of, interview_of, uploaded_text
from evenhand_portal.agreements.tests.conftest import EXAMPLE
from evenhand_portal.conftest import House
from evenhand_portal.parties.models import Person

Browser = Callable[[Person | None], Client]
PDF = b"%PDF-1.7\n% a contract\n"


def address(name: str, house: House, side: str = "provider", **more: str) -> str:
    chosen = {"organisation": str(house.organisation.pk), "side": side, **more}
    return f"{reverse(name)}?{urlencode(chosen)}"


def latest(draft: Draft) -> str:
    return draft.revisions.get(number=draft.latest).text


def test_first_for_whom_and_on_which_side(tidewater: House, browser: Browser) -> None:
    client = browser(tidewater.manager)
    assert "New agreement" in client.get(reverse("home")).content.decode()
    assert client.get(address("new", tidewater)).status_code == 422
    for way, name in (
        ("service-desk", "new-template"),
        ("document", "new-document"),
        ("contract", "new-contract"),
    ):
        answer = client.get(address("new", tidewater, way=way))
        assert answer["Location"].startswith(reverse(name))
        assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("name", ["new-template", "new-document", "new-contract"])
def test_nobody_begins_for_an_organisation_they_do_not_manage(
    tidewater: House, harbour: House, browser: Browser, name: str
) -> None:
    for person, side in ((harbour.manager, "client"), (tidewater.reader, "client"), (tidewater.manager, "x")):
        assert browser(person).post(address(name, tidewater, side)).status_code == 302
    assert not Agreement.objects.exists()


def posted(page_text: str, template: str, **answers: str) -> dict[str, object]:
    given = {"template": template, **answers}
    shown = interview_of(given, date(2026, 3, 16)).asked
    data: dict[str, object] = {"asked": [one.question.key for one in shown]}
    for one in shown:
        value = given.get(one.question.key, "")
        data[f"q {one.question.key}"] = list(one.picked) if one.sort == "several" else value
    return data


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_by_its_interview(tidewater: House, browser: Browser, template: str) -> None:
    client = browser(tidewater.manager)
    at = address("new-template", tidewater, template=template)
    page = client.get(at).content.decode()
    answer = client.post(at, posted(page, template, client="Müller & <b> Söhne"))
    assert answer.status_code == 302
    draft = Draft.objects.get()
    terms, problems = text_checked(latest(draft))
    assert terms is not None
    assert not [one for one in problems if one.severity == "error"]
    assert terms.parties.provider.name == "Tidewater IT Services"
    assert terms.parties.client.name == "Müller & <b> Söhne"
    assert draft.agreement.begun_by == "provider"
    assert draft.agreement.client is None
    page = client.get(answer["Location"]).content.decode()
    assert "Müller &amp; &lt;b&gt; Söhne" in page


def test_a_wrong_answer_says_what_to_write_and_begins_nothing(tidewater: House, browser: Browser) -> None:
    client = browser(tidewater.manager)
    at = address("new-template", tidewater, template="service-desk")
    data = {**posted("", "service-desk"), "q first day": "soon"}
    answer = client.post(at, data)
    assert answer.status_code == 422
    assert 'value="soon"' in answer.content.decode()
    assert not Draft.objects.exists()


def test_answers_that_lead_to_further_questions_show_them_first(tidewater: House, browser: Browser) -> None:
    client = browser(tidewater.manager)
    at = address("new-template", tidewater, template="service-desk")
    data = {**posted("", "service-desk", money="none"), "q money": "credits"}
    answer = client.post(at, data)
    assert "further questions" in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_document_as_it_is(tidewater: House, browser: Browser) -> None:
    client = browser(tidewater.manager)
    at = address("new-document", tidewater)
    file = SimpleUploadedFile("mine.yaml", EXAMPLE.encode())
    assert client.post(at, {"document": file}).status_code == 302
    assert latest(Draft.objects.get()) == EXAMPLE


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        (b"a\0b", "NUL"),
        (b"x" * 2_000_001, "too large"),
    ],
)
def test_what_is_no_document(tidewater: House, browser: Browser, data: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        uploaded_text(data)
    at = address("new-document", tidewater)
    answer = browser(tidewater.manager).post(at, {"document": SimpleUploadedFile("x.yaml", data)})
    assert answer.status_code == 422
    assert not Draft.objects.exists()


def test_a_document_with_mistakes_is_shown_with_them(tidewater: House, browser: Browser) -> None:
    client = browser(tidewater.manager)
    file = SimpleUploadedFile("x.yaml", b"agreement: [<script>\n")
    answer = client.post(address("new-document", tidewater), {"document": file}, follow=True)
    assert answer.status_code == 200
    assert "<script>\n" not in answer.content.decode()


def test_a_contract_signed_elsewhere(tidewater: House, browser: Browser) -> None:
    client = browser(tidewater.manager)
    at = address("new-contract", tidewater)
    wrong = {"contract": SimpleUploadedFile("x.pdf", b"PK not a pdf"), "template": "service-desk"}
    assert client.post(at, wrong).status_code == 422
    right = {"contract": SimpleUploadedFile('a"<b>.pdf', PDF), "template": "service-desk"}
    assert client.post(at, right).status_code == 302
    draft = Draft.objects.get()
    here = {"agreement_id": draft.agreement_id, "draft_id": draft.pk}
    page = client.get(reverse("draft", kwargs=here)).content.decode()
    assert "Transcribed from" in page
    assert "<b>.pdf" not in page
    assert client.get(reverse("draft-original", kwargs=here)).content == PDF
    record = reverse("draft-record", kwargs=here)
    assert client.get(record).status_code == 200
    assert client.post(record, {"based_on": "7"}).status_code == 422
    assert client.post(record, {"based_on": "1"}).status_code == 302
    version = Version.objects.get()
    assert (version.origin, version.confirmed_at) == ("elsewhere", None)
    kept = {"agreement_id": draft.agreement_id, "version_id": version.pk}
    assert "not yet confirmed" in client.get(reverse("version", kwargs=kept)).content.decode()
    assert client.get(reverse("version-contract", kwargs=kept)).content == PDF


def test_only_a_contract_is_recorded(draft: Draft, tidewater: House, browser: Browser) -> None:
    client = browser(tidewater.manager)
    here = {"agreement_id": draft.agreement_id, "draft_id": draft.pk}
    for name in ("draft-record", "draft-original"):
        assert client.get(reverse(name, kwargs=here)).status_code == 302


def test_a_copy_for_a_further_client(draft: Draft, tidewater: House, browser: Browser) -> None:
    client = browser(tidewater.manager)
    at = reverse("agreement-copy", kwargs={"agreement_id": draft.agreement_id})
    assert client.post(at, {"name": " "}).status_code == 422
    answer = client.post(at, {"name": "Other: #1 'Ltd'"}, follow=True)
    said = "Cleared for the new client: email of practice-manager, email of owner, reference. Fill them in."
    assert said in answer.content.decode()
    copy = Draft.objects.exclude(pk=draft.pk).get()
    assert copy.agreement.provider == tidewater.organisation
    assert copy.agreement.client is None
    terms, _ = text_checked(latest(copy))
    assert terms is not None
    assert terms.parties.client.name == "Other: #1 'Ltd'"
    assert terms.reference is None
    assert [each.email for each in terms.parties.client.contacts.values()] == [None, None]
    assert [each.role for each in terms.parties.client.contacts.values()] == ["Practice manager", "Owner"]
    assert terms.parties.provider is not None
    assert all(each.email for each in terms.parties.provider.contacts.values())
    assert "harbour" not in latest(copy).casefold().replace("timezone", "")


def test_a_copy_of_a_later_version_is_the_first_again() -> None:
    again = copy_of(EXAMPLE + "version: 4\nin force from: 2026-04-01\n", side="client", name="Other")
    assert "version: 4" not in again.text
    assert again.cleared[-3:] == ("version", "reference", "in force from")
    assert copy_of("agreement: x\n", side="client", name="Other") == Copied("agreement: x\n", (), ())


def test_a_copy_tells_where_the_old_name_still_stands() -> None:
    text = (
        "agreement: Services for ACME\n"
        "parties: {client: {name: Acme, contacts: {a: {email: a@acme.example}, b: x}}}\n"
        "services: {desk: {includes: [support, the Acme shop]}}\n"
    )
    copy = copy_of(text, side="client", name="Other")
    assert copy.cleared == ("email of a",)
    assert copy.named == ("agreement", "services.desk.includes.2")
    assert "a@acme" not in copy.text
