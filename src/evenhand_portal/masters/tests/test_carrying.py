"""A change of the standard text put into a client's text: what is taken over, what survives, what cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from evenhand.errors import DocumentError
from evenhand.terms.editing import added, edited, removed, value_of
from evenhand_portal.agreements.tests.conftest import EXAMPLE
from evenhand_portal.masters.decisions import Outcome, carried_over, differences

CLAUSE = "standards.resolve-critical.within"


def result(new: str, own: str = EXAMPLE, base: str = EXAMPLE) -> Outcome:
    return carried_over(base=base, new=new, own=own, client="client")


def addresses(outcome: Outcome) -> list[str]:
    return [change.address for change in outcome.changes]


def test_a_changed_clause_is_taken_over_and_everything_else_stays_byte_for_byte() -> None:
    own = edited(EXAMPLE, "standards.resolve-critical.target", "92% per month")
    outcome = result(edited(EXAMPLE, CLAUSE, "5 hours"), own)
    assert addresses(outcome) == [CLAUSE]
    assert outcome.text == edited(own, CLAUSE, "5 hours")
    assert outcome.changes[0].favours == "provider"
    assert outcome.moves
    assert outcome.kept == ()


def test_a_clause_that_the_client_has_otherwise_survives() -> None:
    own = edited(EXAMPLE, CLAUSE, "2 hours")
    outcome = result(edited(EXAMPLE, CLAUSE, "5 hours"), own)
    assert outcome.text == own
    assert not outcome.moves
    [kept] = outcome.kept
    assert (kept.address, kept.says) == (CLAUSE, "2 hours")


def test_what_the_client_has_already_is_neither_changed_nor_an_exception() -> None:
    new = edited(EXAMPLE, CLAUSE, "5 hours")
    outcome = result(new, new)
    assert (outcome.changes, outcome.kept, outcome.refused) == ((), (), ())


@pytest.mark.parametrize(
    ("address", "value", "how"),
    [
        ("standards.satisfaction", None, removed),
        ("services.backup", {"name": "Backup", "hours": "office", "charge": "90.00 per month"}, added),
        ("calendars.office.closed", ["2026-12-24", "2026-12-31"], edited),
        ("services.practice-system.availability.credits", [{"below": "99.9%", "credit": "6%"}], edited),
        ("review.amendments.notice", "30 days", edited),
        ("standards.resolve-other.within.P3", "4 business days", edited),
        ("priorities.P4.name", "Wish", edited),
        ("currency", "EUR", edited),
    ],
)
def test_every_kind_of_change(address: str, value: Any, how: Any) -> None:
    new = how(EXAMPLE, address) if value is None else how(EXAMPLE, address, value)
    own = edited(EXAMPLE, CLAUSE, "2 hours")
    outcome = result(new, own)
    assert outcome.refused == ()
    assert value_of(outcome.text, address) == value_of(new, address)
    assert value_of(outcome.text, CLAUSE) == "2 hours"
    assert [one.address for one in differences(new, outcome.text, "client")] == [CLAUSE]


def test_a_standard_that_goes_survives_where_a_client_has_it_otherwise() -> None:
    own = edited(EXAMPLE, "standards.satisfaction.target", "at least 4.5 per quarter")
    outcome = result(removed(EXAMPLE, "standards.satisfaction"), own)
    assert outcome.text == own
    [kept] = outcome.kept
    assert kept.address == "standards.satisfaction"
    assert kept.says.endswith("…")


def test_another_name_is_the_old_clause_gone_and_the_new_one_there() -> None:
    new = EXAMPLE.replace("respond-other:", "respond-rest:")
    outcome = result(new, edited(EXAMPLE, CLAUSE, "2 hours"))
    assert value_of(outcome.text, "standards.respond-other") is None
    assert value_of(outcome.text, "standards.respond-rest") is not None
    assert outcome.refused == ()


def test_what_is_each_clients_own_is_never_sent() -> None:
    new = edited(EXAMPLE, "parties.client.name", "Somebody")
    new = edited(edited(new, "term.to", "2027-12-31"), "reference", "STD")
    own = edited(EXAMPLE, "parties.client.name", "Harbour")
    outcome = result(new, own)
    assert (outcome.text, outcome.changes, outcome.kept) == (own, (), ())


def test_a_change_that_leaves_the_clients_text_unreadable_is_refused() -> None:
    new = edited(EXAMPLE, "services.practice-system.hours", "always")
    new = removed(new, "calendars.surgery")
    outcome = result(new, edited(EXAMPLE, "services.service-desk.hours", "surgery"))
    assert not outcome.moves
    assert outcome.refused
    assert "surgery" in outcome.refused[0].why


def test_texts_that_cannot_be_read() -> None:
    with pytest.raises(DocumentError):
        result("agreement: [")
