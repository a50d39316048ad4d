"""What one party may change by telling the other: every kind, by the right party, and nothing else."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from evenhand.terms.agreement import Agreement
from evenhand.terms.base import FrozenMap
from evenhand.terms.canonical import canonical_bytes
from evenhand.terms.canonical.carrying import carried_by
from evenhand.terms.document import read_agreement
from evenhand.terms.editing import added, edited, removed
from evenhand.terms.notified import reasons_against_notifying, small_changes
from tests.unit.terms.helping import EXAMPLE

PLAIN = EXAMPLE.read_text("utf-8")
TEXT = edited(
    PLAIN,
    "review.amendments",
    {
        "notice": "20 business days",
        "notified": ["contacts", "holidays", "number of users"],
        "notice of those": "5 business days",
    },
)


def read(text: str) -> Agreement:
    found, problems = read_agreement(text, file="a.yaml")
    assert found is not None, problems
    return found


def changed(address: str, value: Any, text: str = TEXT, change: Any = edited) -> Agreement:
    return read(change(added(added(text, "version", "2"), "in force from", "2026-05-01"), address, value))


MAIL = ("parties.client.contacts.owner.email", "new@harbour-dental.example", edited)
PERSON = ("parties.client.contacts.deputy", {"role": "Deputy"}, added)
CLOSED = ("calendars.office.closed", ["2026-12-24", "2026-12-31"], edited)
OPEN = ("calendars.surgery.open", [{"date": "2026-05-03", "hours": "09:00-12:00"}], added)
BANK = ("calendars.office.holidays.dates", ["2026-06-15"], added)
USERS = ("services.service-desk.users", "45", added)


@pytest.mark.parametrize("change", [MAIL, PERSON, CLOSED, OPEN, BANK, USERS], ids=lambda one: one[0])
def test_small_changes_may_be_told(change: Any) -> None:
    address, value, how = change
    assert reasons_against_notifying(read(TEXT), changed(address, value, change=how), "client") == ()


@pytest.mark.parametrize(
    ("address", "value", "how"),
    [
        ("standards.resolve-critical.within", "5 hours", edited),
        ("calendars.office.hours", {"mon-fri": "10:00-12:00"}, edited),
        ("calendars.office.holidays.subdivision", "SCT", edited),
        ("parties.client.name", "Harbour Dental Ltd", edited),
        ("services.service-desk.charge", "1.00 per month", edited),
        ("review.amendments.notice of those", "0 days", edited),
        ("term.to", "2027-12-31", edited),
    ],
)
def test_everything_else_is_signed(address: str, value: Any, how: Any) -> None:
    [*others, reason] = reasons_against_notifying(read(TEXT), changed(address, value, change=how), "client")
    assert "both have to sign it" in reason
    assert all("both have to sign" in one for one in others)


def test_contacts_are_a_partys_own() -> None:
    [reason] = reasons_against_notifying(read(TEXT), changed(*MAIL[:2]), "provider")
    assert "is the other side's" in reason


def test_nothing_is_told_that_the_agreement_does_not_list() -> None:
    one = edited(TEXT, "review.amendments.notified", ["contacts"])
    [reason] = reasons_against_notifying(read(one), changed(*USERS[:2], text=one, change=added), "client")
    assert "services.service-desk.users" in reason
    for text in (PLAIN, removed(PLAIN, "review")):
        [reason] = reasons_against_notifying(read(text), changed(*MAIL[:2], text=text), "client")
        assert "lets nobody change anything by telling" in reason
    [reason] = reasons_against_notifying(read(TEXT), read(added(TEXT, "version", "2")), "client")
    assert reason == "Nothing is changed."


def test_a_contact_under_another_name_is_small_where_nothing_names_it() -> None:
    text = added(
        TEXT, "parties.client.contacts.deputy", {"role": "Deputy", "email": "d@harbour-dental.example"}
    )
    after = read(text.replace("deputy:", "second:"))
    assert {change.kind for change in small_changes(read(text), after)} == {"moved"}
    assert reasons_against_notifying(read(text), after, "client") == ()


def test_what_a_version_carries_stays() -> None:
    before, _ = read_agreement(canonical_bytes(read(TEXT)), file="agreement.json")
    assert before is not None
    after = changed(*MAIL[:2])
    carried = carried_by(before)
    assert carried is not None
    side: Literal["client"] = "client"
    assert reasons_against_notifying(before, after.carrying(carried), side) == ()
    [(region, dates)] = carried.holidays.items()
    fewer = FrozenMap({region: FrozenMap(dict(list(dates.items())[1:]))})
    other = type(carried)(carried.first_year, carried.last_year, carried.zones, fewer)
    [reason] = reasons_against_notifying(before, after.carrying(other), side)
    assert "public holidays" in reason
