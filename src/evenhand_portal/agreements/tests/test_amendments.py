"""The first day of an amendment, and small changes that one side tells."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evenhand.proof.opening import open_bundle
from evenhand.proof.step import outcome
from evenhand.proof.verify import verify
from evenhand.terms.editing import added, edited
from evenhand_portal.agreements.amendments.decisions import (
    consent_to_short_notice,
    cut_periods,
    reason_against_objecting,
    reason_against_telling,
    short_notice,
)
from evenhand_portal.agreements.amendments.selectors import change_of
from evenhand_portal.agreements.amendments.services import change_notify, change_object
from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.selectors import version_in_force
from evenhand_portal.agreements.services.amending import amendment_begin
from evenhand_portal.agreements.services.drafts import draft_save
from evenhand_portal.agreements.services.signing import statement_of
from evenhand_portal.agreements.services.versions import version_offer
from evenhand_portal.agreements.tests.conftest import EXAMPLE, desk, sign
from evenhand_portal.conftest import House
from evenhand_portal.ledger.selectors import told as told_entry
from evenhand_portal.ledger.sentences import sentence
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Person
from evenhand_portal.tracking.proof.evidence import evidence_write

ALLOWING = edited(
    EXAMPLE,
    "review.amendments",
    {
        "notice": "20 business days",
        "notified": ["contacts", "holidays", "number of users"],
        "notice of those": "5 business days",
    },
)
TELLABLE = date(2026, 3, 24)
"""Five business days after Monday, 16 March 2026 are over with the 23rd."""


@pytest.fixture
def agreed(shared: Draft, harbour: House, tidewater: House, now: datetime) -> Version:
    """A version in force whose terms let both sides tell small changes."""
    draft_save(draft=shared, based_on_number=1, text=ALLOWING, author=tidewater.manager, now=now)
    version = version_offer(draft=shared, number=2, side="provider", person=tidewater.manager, now=now)
    sign(version, harbour, now)
    sign(version, tidewater, now)
    version.refresh_from_db()
    return version


def amended(version: Version, house: House, now: datetime, start: date, address: str, value: str) -> Draft:
    """A draft that changes one clause from a day on."""
    draft = amendment_begin(version=version, desk=desk(house, version.agreement, "manager"), now=now)
    text = edited(draft.revisions.get().text, "in force from", start.isoformat())
    change = added if address.endswith("users") else edited
    draft_save(
        draft=draft, based_on_number=1, text=change(text, address, value), author=house.manager, now=now
    )
    draft.refresh_from_db()
    return draft


@pytest.fixture
def told(agreed: Version, tidewater: House, now: datetime) -> Version:
    """A change of the provider's own contact, told."""
    mail = "parties.provider.contacts.director.email"
    draft = amended(agreed, tidewater, now, TELLABLE, mail, "boss@tidewater-it.example")
    here = desk(tidewater, agreed.agreement, "manager")
    return change_notify(draft=draft, number=draft.latest, desk=here, now=now)


def test_a_change_that_was_told_is_in_force_from_its_day(
    told: Version, agreed: Version, now: datetime
) -> None:
    assert (told.origin, told.number, told.signatures.count()) == ("notified", 2, 0)
    assert version_in_force(told.agreement, TELLABLE - timedelta(days=1)) == agreed
    assert version_in_force(told.agreement, TELLABLE) == told
    carried = [json.loads(bytes(one.canonical))["carried"] for one in (told, agreed)]
    assert carried[0] == carried[1]
    leaf = told.agreement.ledger.leaves.get(kind="change-notified")
    assert agreed.identity in bytes(leaf.entry).decode()
    mails = Notice.objects.filter(kind="change-notified")
    assert mails.count() == 4
    assert {"24 March 2026" in one.text for one in mails} == {True}


@pytest.mark.parametrize(
    ("house", "start", "address", "value", "reason"),
    [
        ("tidewater", TELLABLE, "standards.resolve-critical.within", "5 hours", "both have to sign it"),
        ("tidewater", TELLABLE, "parties.client.contacts.owner.email", "x@example.org", "the other side's"),
        (
            "tidewater",
            TELLABLE - timedelta(days=1),
            "services.service-desk.users",
            "45",
            "Write 24 March 2026 or later",
        ),
    ],
)
def test_what_may_not_be_told(
    agreed: Version,
    request: pytest.FixtureRequest,
    now: datetime,
    house: str,
    start: date,
    address: str,
    value: str,
    reason: str,
) -> None:
    who: House = request.getfixturevalue(house)
    draft = amended(agreed, who, now, start, address, value)
    here = desk(who, agreed.agreement, "manager")
    with pytest.raises(ValidationError, match=reason):
        change_notify(draft=draft, number=draft.latest, desk=here, now=now)
    with pytest.raises(ValidationError, match="Read the latest revision first"):
        change_notify(draft=draft, number=1, desk=here, now=now)
    assert agreed.agreement.versions.count() == 1


def test_a_first_version_changes_nothing(shared: Draft, tidewater: House, now: datetime) -> None:
    here = desk(tidewater, shared.agreement, "manager")
    with pytest.raises(ValidationError, match="no version in force"):
        change_notify(draft=shared, number=1, desk=here, now=now)


def test_the_other_side_objects_until_it_is_in_force(
    told: Version, agreed: Version, harbour: House, tidewater: House, now: datetime
) -> None:
    here = desk(harbour, told.agreement, "manager")
    with pytest.raises(ValidationError, match="Say why"):
        change_object(version=told, desk=here, reason=" ", now=now)
    own = desk(tidewater, told.agreement, "manager")
    with pytest.raises(ValidationError, match="Only the other side"):
        change_object(version=told, desk=own, reason="No", now=now)
    with pytest.raises(ValidationError, match="in force"):
        change_object(version=told, desk=here, reason="No", now=now + timedelta(days=8))
    change_object(version=told, desk=here, reason="We know him only by telephone.", now=now)
    told.refresh_from_db()
    assert version_in_force(told.agreement, TELLABLE) == agreed
    assert Draft.objects.get(pk=told.draft_id).state == Draft.State.OPEN
    assert Notice.objects.filter(kind="change-objected").count() == 4
    with pytest.raises(ValidationError, match="objected already"):
        change_object(version=told, desk=here, reason="Again", now=now)
    again = version_offer(draft=told.draft, number=2, side="provider", person=tidewater.manager, now=now)
    assert again.number == 2


def test_a_later_version_keeps_what_was_told(
    told: Version, harbour: House, tidewater: House, now: datetime
) -> None:
    draft = amended(told, tidewater, now, date(2026, 5, 1), "standards.resolve-critical.within", "5 hours")
    version_offer(draft=draft, number=2, side="provider", person=tidewater.manager, now=now)
    here = desk(harbour, told.agreement, "manager")
    with pytest.raises(ValidationError, match="A later version holds the change"):
        change_object(version=told, desk=here, reason="No", now=now)


def test_a_shorter_notice_is_agreed_to_in_so_many_words(
    agreed: Version,
    harbour: House,
    tidewater: House,
    now: datetime,
    browser: Callable[[Person | None], Client],
) -> None:
    clause = "standards.resolve-critical.within"
    draft = amended(agreed, tidewater, now, date(2026, 4, 15), clause, "5 hours")
    version = version_offer(draft=draft, number=2, side="provider", person=tidewater.manager, now=now)
    change = change_of(version)
    assert change is not None
    assert "16 April 2026" in change.short
    statement = statement_of(version, desk(harbour, version.agreement, "signatory"))
    assert statement.endswith("agree that this change is in force before that notice is over.")
    place = {"agreement_id": version.agreement_id, "version_id": version.pk}
    for name in ("version", "version-sign"):
        page = browser(harbour.signatory).get(reverse(name, kwargs=place)).content.decode()
        assert "Shorter notice than agreed" in page
        assert "inside April 2026" in page
    sign(version, harbour, now)
    assert "shorter" in statement or "before that notice" in version.signatures.get().statement


def test_nothing_is_said_of_a_change_in_good_time(agreed: Version, tidewater: House, now: datetime) -> None:
    clause = "standards.resolve-critical.within"
    draft = amended(agreed, tidewater, now, date(2026, 7, 1), clause, "5 hours")
    version = version_offer(draft=draft, number=2, side="provider", person=tidewater.manager, now=now)
    change = change_of(version)
    assert change is not None
    assert (change.short, change.consent, change.cuts) == ("", "", ())
    assert "notice" not in statement_of(version, desk(tidewater, version.agreement, "signatory"))
    assert change_of(agreed) is None


def test_the_pages_of_telling_and_objecting(
    agreed: Version, harbour: House, tidewater: House, browser: Callable[[Person | None], Client]
) -> None:
    now = timezone.now()
    start = now.date() + timedelta(days=20)
    draft = amended(agreed, tidewater, now, start, "services.service-desk.users", "45")
    place = {"agreement_id": agreed.agreement_id, "draft_id": draft.pk}
    provider, client = browser(tidewater.manager), browser(harbour.manager)
    assert "tell the change" in provider.get(reverse("draft", kwargs=place)).content.decode()
    at = reverse("draft-notify", kwargs=place)
    assert "Tell both sides" in provider.get(at).content.decode()
    assert provider.post(at, {"based_on": "1"}).status_code == 422
    answer = provider.post(at, {"based_on": str(draft.latest)})
    version = Version.objects.get(number=2)
    assert answer.headers["Location"].endswith(f"{version.pk}/")
    there = {"agreement_id": agreed.agreement_id, "version_id": version.pk}
    page = client.get(reverse("version", kwargs=there)).content.decode()
    assert "Object to it before" in page
    assert "Object to it before" not in provider.get(reverse("version", kwargs=there)).content.decode()
    assert "told</span> by the provider" in client.get(
        reverse("versions", kwargs={"agreement_id": agreed.agreement_id})
    ).content.decode().replace("\n", "")
    assert "Object before that day" in client.get(reverse("home")).content.decode()
    assert "Object before that day" not in provider.get(reverse("home")).content.decode()
    client.post(reverse("version-object", kwargs=there), {"reason": ""})
    assert Version.objects.get(pk=version.pk).agreed_at is not None
    client.post(reverse("version-object", kwargs=there), {"reason": "Forty, \0not 45."})
    assert version.refusals.get().reason == "Forty, not 45."
    assert "objected" in client.get(reverse("version", kwargs=there)).content.decode()


def test_the_evidence_of_what_was_told_is_verified(told: Version, harbour: House, now: datetime) -> None:
    target = io.BytesIO()
    evidence_write(agreement=told.agreement, target=target, now=now)
    bundle, problem = open_bundle(target)
    assert bundle is not None, problem
    assert outcome(verify(bundle)) == "intact"
    assert {step.code: step.looked_at for step in verify(bundle)}["told"] == "1 change"
    other = told.agreement.ledger.leaves.get(kind="change-notified")
    assert "made version 2 by telling the other side" in sentence(told_entry(other))


def test_words_without_a_notice_or_a_calendar_that_reaches(agreed: Version) -> None:
    change = change_of(Version(agreement=agreed.agreement, number=2, in_force_from=date(2026, 3, 17),
                               offered_at=agreed.offered_at, origin="here"))  # fmt: skip
    assert change is not None
    beyond = replace(change.timing, earliest=None)
    assert "does not reach so far" in short_notice(beyond, 1)
    nothing = replace(change.timing, notice=None)
    assert "has begun when it is told" in short_notice(nothing, 1)
    assert consent_to_short_notice(nothing, 1) == ""
    reason = reason_against_telling(against_offering=(), against_kind=(), timing=nothing)
    assert reason is not None
    assert "told the day before" in reason
    reason = reason_against_telling(against_offering=(), against_kind=(), timing=beyond)
    assert reason is not None
    assert "an earlier day" in reason
    assert len(cut_periods(change.timing, 1)) == 3
    free = reason_against_objecting(
        told=True,
        own=False,
        objected=False,
        in_force_from=date(2026, 5, 1),
        today=date(2026, 4, 1),
        later=False,
    )
    assert free is None
