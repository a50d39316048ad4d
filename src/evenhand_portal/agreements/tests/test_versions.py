"""Versions as documents, beside each other, and amended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.overview import terms_of
from evenhand_portal.agreements.services.amending import amended, amendment_begin, suggested_start
from evenhand_portal.agreements.services.drafts import draft_save
from evenhand_portal.agreements.services.versions import version_offer
from evenhand_portal.agreements.tests.conftest import EXAMPLE, desk, sign
from evenhand_portal.agreements.validity import last_days
from evenhand_portal.conftest import House
from evenhand_portal.parties.models import Person


@pytest.fixture
def agreed(offered: Version, harbour: House, tidewater: House, now: datetime) -> Version:
    sign(offered, harbour, now)
    sign(offered, tidewater, now)
    offered.refresh_from_db()
    return offered


@pytest.fixture
def amendment(agreed: Version, tidewater: House, now: datetime) -> Draft:
    return amendment_begin(version=agreed, desk=desk(tidewater, agreed.agreement, "manager"), now=now)


def place(version: Version) -> dict[str, object]:
    return {"agreement_id": version.agreement_id, "version_id": version.pk}


def test_the_whole_text_is_shown_before_signing(
    offered: Version, harbour: House, browser: Callable[[Person | None], Client]
) -> None:
    client = browser(harbour.signatory)
    for name in ("version", "version-sign"):
        page = client.get(reverse(name, kwargs=place(offered))).content.decode()
        for words in ("Service standards", "clock pauses", "Service credits"):
            assert words.lower() in page.lower(), (name, words)


def test_an_amendment_begins_with_the_next_number_and_leaves_the_notice(
    amendment: Draft, agreed: Version
) -> None:
    text = amendment.revisions.get().text
    assert "version: 2" in text
    # 20 business days after 16 March 2026 end on 15 April (two are holidays); the next month begins on 1 May.
    assert "in force from: 2026-05-01" in text
    assert amendment.based_on == agreed


def test_only_the_latest_is_amended(offered: Version, tidewater: House, now: datetime) -> None:
    with pytest.raises(ValidationError, match="Only the latest"):
        amendment_begin(version=offered, desk=desk(tidewater, offered.agreement, "manager"), now=now)


@pytest.mark.parametrize(
    ("notice", "day"),
    [
        ("20 business days", date(2027, 5, 1)),
        ("3 business days", date(2027, 4, 1)),
        ("16 days", date(2027, 4, 1)),
        ("17 days", date(2027, 5, 1)),
        ("1 month", date(2027, 5, 1)),
        ("10 months", date(2028, 2, 1)),
        ("4 hours", date(2027, 4, 1)),
    ],
)
def test_the_suggested_day(offered: Version, notice: str, day: date) -> None:
    """15 March 2027 is a Monday; reports are made each month."""
    terms = terms_of(offered)
    assert terms.review is not None
    assert terms.review.amendments is not None
    length = type(terms.review.amendments.notice).parse(notice)  # type: ignore[union-attr]  # the example has one
    amendments = terms.review.amendments.model_copy(update={"notice": length})
    review = terms.review.model_copy(update={"amendments": amendments})
    assert suggested_start(terms.model_copy(update={"review": review}), date(2027, 3, 15)) == day


def test_without_notice_it_is_tomorrow_and_after_a_long_month_the_next_first(offered: Version) -> None:
    terms = terms_of(offered).model_copy(update={"review": None})
    assert suggested_start(terms, date(2027, 3, 31)) == date(2027, 4, 1)
    assert suggested_start(terms, date(2020, 1, 1)) > offered.in_force_from


def test_all_else_stays_as_it_was_written() -> None:
    again = amended(amended(EXAMPLE, 2, date(2027, 1, 1)), 3, date(2027, 2, 1))
    assert "version: 3" in again
    assert len(again.splitlines()) - len(EXAMPLE.splitlines()) == 2


def test_each_holds_until_the_day_before_the_next(
    amendment: Draft, agreed: Version, harbour: House, tidewater: House, now: datetime
) -> None:
    second = version_offer(draft=amendment, number=1, side="provider", person=tidewater.manager, now=now)
    sign(second, harbour, now)
    sign(second, tidewater, now)
    ends = last_days(agreed.agreement.versions.all())
    assert ends == {agreed.pk: date(2026, 4, 30), second.pk: agreed.last_day}


def test_versions_beside_each_other(
    amendment: Draft,
    agreed: Version,
    tidewater: House,
    harbour: House,
    now: datetime,
    browser: Callable[[Person | None], Client],
) -> None:
    text = amendment.revisions.get().text.replace("within: 4 hours", "within: 6 hours", 1)
    assert "within: 6 hours" in text
    draft_save(draft=amendment, based_on_number=1, text=text, author=tidewater.manager, now=now)
    at = reverse("draft-changes", kwargs={"agreement_id": agreed.agreement_id, "draft_id": amendment.pk})
    page = browser(tidewater.reader).get(at).content.decode()
    assert "What the draft changes in version 1" in page
    assert "6 hours" in page
    assert "client" in page
    second = version_offer(draft=amendment, number=2, side="provider", person=tidewater.manager, now=now)
    client = browser(harbour.reader)
    at = reverse("versions-compare", kwargs={"agreement_id": agreed.agreement_id})
    page = client.get(at, {"before": str(agreed.pk), "after": str(second.pk)}).content.decode()
    assert "From version 1 to version 2" in page
    assert "6 hours" in page
    for wrong in ({}, {"before": "x", "after": str(second.pk)}, {"before": str(agreed.pk)}):
        assert client.get(at, wrong).status_code == 302


def test_the_list_costs_the_same_for_any_number(
    agreed: Version, amendment: Draft, tidewater: House, now: datetime, browser: Callable[[Person], Client]
) -> None:
    client = browser(tidewater.reader)
    at = reverse("versions", kwargs={"agreement_id": agreed.agreement_id})

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(at).status_code == 200
        return len(seen)

    queries()
    one = queries()
    version_offer(draft=amendment, number=1, side="provider", person=tidewater.manager, now=now)
    assert queries() == one


def test_a_draft_that_amends_nothing_has_nothing_beside_it(
    draft: Draft, tidewater: House, browser: Callable[[Person], Client]
) -> None:
    at = reverse("draft-changes", kwargs={"agreement_id": draft.agreement_id, "draft_id": draft.pk})
    assert browser(tidewater.reader).get(at).status_code == 302


def test_amending_by_the_page(
    agreed: Version, tidewater: House, now: datetime, browser: Callable[[Person], Client]
) -> None:
    at = reverse("version-amend", kwargs=place(agreed))
    client = browser(tidewater.manager)
    assert client.get(at).status_code == 200
    answer = client.post(at)
    assert answer.status_code == 302
    assert Draft.objects.get(based_on=agreed).side == "provider"
