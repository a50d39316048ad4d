"""Editing a draft in a browser without JavaScript: clause by clause, by two people, back again, as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from evenhand.terms.editing import edited, value_of
from evenhand_portal.agreements.models import Draft
from evenhand_portal.agreements.services.drafts import agreement_begin, draft_save
from evenhand_portal.agreements.tests.conftest import EXAMPLE
from evenhand_portal.agreements.tests.forms import CRITICAL, at, clause_at, form_of, said, sent_by
from evenhand_portal.conftest import House
from evenhand_portal.parties.models import Person


@pytest.fixture
def client(browser: Callable[[Person | None], Client], tidewater: House) -> Client:
    return browser(tidewater.manager)


def test_a_clause_is_saved_and_every_other_byte_stays(client: Client, draft: Draft) -> None:
    sent = form_of(client, clause_at(draft), **{"clause.within.0": "6 hours"})
    answer = client.post(clause_at(draft), sent, follow=True)
    assert b"Saved as revision 2." in answer.content
    expected = EXAMPLE.replace("within: 4 hours", "within: 6 hours", 1)
    assert draft.revisions.get(number=2).text == expected
    assert draft.revisions.get(number=2).note == CRITICAL


def test_a_mistake_is_told_beside_its_field_and_nothing_is_saved(client: Client, draft: Draft) -> None:
    sent = form_of(client, clause_at(draft), **{"clause.within.0": "4 hrs"})
    answer = client.post(clause_at(draft), sent)
    assert answer.status_code == 422
    page = html.fromstring(answer.content)
    [field] = page.xpath("//input[@name='clause.within.0']")
    assert field.get("value") == "4 hrs"
    assert field.get("aria-invalid") == "true"
    assert '"4 hrs"' in page.get_element_by_id(field.get("aria-describedby").split()[-1]).text_content()
    assert draft.revisions.count() == 1


def test_what_a_clause_says_is_shown_without_saving(client: Client, draft: Draft) -> None:
    sent = form_of(client, clause_at(draft), **{"clause.within.0": "7 hours", "do": "show"})
    whole = client.post(clause_at(draft), sent)
    assert "<strong>7 hours</strong>" in said(whole)
    assert b"Example:" in whole.content
    part = client.post(clause_at(draft), sent, headers={"HX-Request": "true"})
    assert "<strong>7 hours</strong>" in said(part)
    assert b"<html" not in part.content
    assert draft.revisions.count() == 1


def test_a_clause_with_a_new_name_begins_empty_and_is_added(client: Client, draft: Draft) -> None:
    answer = client.get(at(draft, "clause-new"), {"in": "services", "name": "backup"})
    assert answer.headers["Location"].endswith("at=services.backup")
    page = answer.headers["Location"]
    assert b"Has to be mended" not in client.get(page).content
    sent = form_of(client, page, **{"clause.name": "Backups", "clause.hours": "always"})
    client.post(page, sent)
    text = draft.revisions.get(number=2).text
    assert value_of(text, "services.backup") == {"name": "Backups", "hours": "always"}
    assert text.replace("  backup: {name: Backups, hours: always}\n", "") == EXAMPLE


@pytest.mark.parametrize("name", ["", "a.b", "x\ny"])
def test_a_name_that_cannot_be_one_is_refused(client: Client, draft: Draft, name: str) -> None:
    answer = client.get(at(draft, "clause-new"), {"in": "services", "name": name}, follow=True)
    assert b"cannot name a clause" in answer.content


def test_a_clause_is_taken_out_unless_others_need_it(client: Client, draft: Draft) -> None:
    page = clause_at(draft, "calendars.surgery")
    refused = client.post(page, form_of(client, page, do="remove"))
    assert refused.status_code == 422
    assert b"There is no calendar &quot;surgery&quot;" in refused.content
    page = clause_at(draft, "glossary")
    client.post(page, form_of(client, page, do="remove"))
    assert value_of(draft.revisions.get(number=2).text, "glossary") is None


def test_two_people_on_two_clauses_both_save(client: Client, draft: Draft, tidewater: House) -> None:
    sent = form_of(client, clause_at(draft), **{"clause.within.0": "6 hours"})
    theirs = edited(EXAMPLE, "review.every", "month")
    draft_save(draft=draft, based_on_number=1, text=theirs, author=tidewater.reader, now=timezone.now())
    answer = client.post(clause_at(draft), sent, follow=True)
    assert b"Saved as revision 3." in answer.content
    assert draft.revisions.get(number=3).text == theirs.replace("within: 4 hours", "within: 6 hours", 1)


def test_two_people_on_one_clause_the_second_chooses(client: Client, draft: Draft, tidewater: House) -> None:
    sent = form_of(client, clause_at(draft), **{"clause.within.0": "6 hours"})
    theirs = edited(EXAMPLE, f"{CRITICAL}.within", "8 hours")
    draft_save(draft=draft, based_on_number=1, text=theirs, author=tidewater.reader, now=timezone.now())
    answer = client.post(clause_at(draft), sent)
    assert answer.status_code == 409
    assert "<strong>8 hours</strong>" in said(answer)
    assert "<strong>6 hours</strong>" in said(answer)
    assert draft.revisions.count() == 2
    [form] = html.fromstring(answer.content).xpath("//form[.//textarea]")
    again = dict(sent_by(form).lists())
    shown = client.post(clause_at(draft), {**again, "do": "show"})
    assert b'value="6 hours"' in shown.content
    client.post(clause_at(draft), {**again, "do": "save"})
    assert value_of(draft.revisions.get(number=3).text, f"{CRITICAL}.within") == "6 hours"


def test_taking_out_what_another_person_changed_is_asked_again(
    client: Client, draft: Draft, tidewater: House
) -> None:
    page = clause_at(draft, "glossary")
    sent = form_of(client, page, do="remove")
    theirs = edited(EXAMPLE, "glossary.resolved", "It works.")
    draft_save(draft=draft, based_on_number=1, text=theirs, author=tidewater.reader, now=timezone.now())
    answer = client.post(page, sent)
    assert answer.status_code == 409
    assert b"You took the clause out." in answer.content
    assert draft.revisions.count() == 2


def test_two_changes_that_do_not_go_together_are_shown(
    client: Client, draft: Draft, tidewater: House
) -> None:
    """One takes the hours of a service, the other the calendar of those hours away."""
    base = EXAMPLE.replace("    hours: surgery\n", "    hours: office\n")
    draft_save(draft=draft, based_on_number=1, text=base, author=tidewater.manager, now=timezone.now())
    page = clause_at(draft, "services.practice-system")
    sent = form_of(client, page, **{"clause.hours": "surgery"})
    start, end = base.index("  surgery:\n"), base.index("business days:")
    theirs = base[:start] + base[end:]
    draft_save(draft=draft, based_on_number=2, text=theirs, author=tidewater.reader, now=timezone.now())
    answer = client.post(page, sent)
    assert answer.status_code == 409
    assert b"There is no calendar" in answer.content
    assert draft.revisions.count() == 3


def test_a_draft_that_cannot_be_read_shows_what_to_mend(
    client: Client, draft: Draft, tidewater: House
) -> None:
    text = EXAMPLE.replace("within: 4 hours", "within: 4 hrs", 1)
    draft_save(draft=draft, based_on_number=1, text=text, author=tidewater.manager, now=timezone.now())
    answer = client.get(at(draft))
    assert b"It cannot be read as an agreement yet" in answer.content
    line = text[: text.index("4 hrs")].count("\n") + 1
    assert f"line {line}".encode() in answer.content
    assert clause_at(draft).encode() in answer.content
    sent = form_of(client, clause_at(draft), **{"clause.within.0": "4 hours"})
    client.post(clause_at(draft), sent)
    assert draft.revisions.first().text == EXAMPLE


def test_offering_and_giving_up(client: Client, shared: Draft) -> None:
    page = client.get(at(shared))
    assert b"Offer it for signature" in page.content
    answer = client.post(at(shared, "draft-offer"), {"based_on": "1"})
    assert "/versions/" in answer.headers["Location"]
    for name in ("clause", "draft-text"):
        assert client.get(at(shared, name)).status_code == 302
    refused = client.post(at(shared, "draft-drop"), follow=True)
    assert b"Only an open draft can be given up." in refused.content


def test_reasons_stand_on_the_page_and_hinder_offering(client: Client, draft: Draft) -> None:
    assert b"The other side is not here yet. Invite it first." in client.get(at(draft)).content
    for number in ("1", "7", "x"):
        client.post(at(draft, "draft-offer"), {"based_on": number})
    assert not draft.agreement.versions.exists()
    client.post(at(draft, "draft-drop"))
    assert Draft.objects.get(pk=draft.pk).state == "dropped"


HOSTILE = "<script>alert(1)</script>\"'&amp;{{ 7*7 }}{% now %} \u202e\u0000"


def test_hostile_text_stays_text(client: Client, draft: Draft, tidewater: House) -> None:
    hostile = HOSTILE.replace("\u0000", "")
    page = clause_at(draft, "services.service-desk")
    sent = form_of(client, page, **{"clause.description": hostile, "clause.name": hostile})
    shown = client.post(page, {**sent, "do": "show"})
    client.post(page, sent)
    assert value_of(draft.revisions.first().text, "services.service-desk.description") == hostile
    for answer in (
        shown,
        client.get(at(draft)),
        client.get(page),
        client.get(at(draft, "draft-revision", number=1)),
    ):
        assert b"<script>alert" not in answer.content
        assert b"49" not in answer.content or b"{{ 7*7 }}" in answer.content
    nul = client.post(page, {**sent, "clause.name": HOSTILE, "based_on": "2"})
    assert nul.status_code in (302, 422)
    assert draft.revisions.count() == 2


def test_addresses_that_lead_nowhere(client: Client, draft: Draft) -> None:
    for address in ("nowhere", "standards", "..", "standards..within", "x" * 5_000, "%00"):
        assert client.get(clause_at(draft, address)).status_code == 404
    for sent in ({}, {"do": "?"}, {"based_on": "9" * 30}, {"clause.within.way": "9" * 3_000, "do": "show"}):
        assert client.post(clause_at(draft), sent).status_code in (200, 302, 422)


def test_queries_do_not_grow_with_the_draft(
    client: Client, draft: Draft, tidewater: House, django_assert_num_queries: Any
) -> None:
    def queries(address: str) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    pages = [at(draft), clause_at(draft), at(draft, "draft-revisions"), at(draft, "draft-text")]
    before = [queries(page) for page in pages]
    more = "".join(f"  extra-{number}: {{name: Extra, hours: office}}\n" for number in range(30))
    text = EXAMPLE.replace("\nstandards:\n", f"\n{more}\nstandards:\n")
    for number in range(1, 6):
        draft_save(
            draft=draft,
            based_on_number=number,
            text=f"{text}# {number}\n",
            author=tidewater.manager,
            now=timezone.now(),
        )
    for title in ("One", "Two", "Three"):
        agreement_begin(
            title=title,
            side="provider",
            organisation=tidewater.organisation,
            text=EXAMPLE,
            person=tidewater.manager,
            now=timezone.now(),
        )
    assert [queries(page) for page in pages] == before
