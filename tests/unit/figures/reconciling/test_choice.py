"""Which standards are compared, when nobody says and when somebody does."""

import pytest

from evenhand.errors import UsageError
from evenhand.figures.reconciling.choice import narrowed
from tests.unit.figures.reconciling.helpers import agreement, compare, log

RESPOND = "respond: {clock: {starts: opened, stops: responded}, within: 1 hour, target: none}"
CLOSE = "close: {clock: {starts: opened, stops: closed}, within: 9 hours, target: none%s}"
RATING = "rating: {measure: mean rating, target: at least 4 per month}"


def chosen(terms, standard=None):
    [only] = narrowed([terms], standard)
    return list(only.standards)


def test_the_only_clock():
    assert chosen(agreement()) == ["resolve"]
    assert chosen(agreement(standards=RATING)) == ["resolve"]


def test_of_several_the_one_that_ends_with_the_work():
    assert chosen(agreement(standards=RESPOND)) == ["resolve"]


def test_of_several_the_one_that_is_named():
    assert chosen(agreement(standards=RESPOND), "respond") == ["respond"]


@pytest.mark.parametrize(
    ("more", "other"),
    [
        (", applies to: {priority: P1}", ", applies to: {priority: P2}"),
        (", applies to: {priority: P1, kind: fault}", ", applies to: {kind: wish, priority: [P1, P2]}"),
    ],
)
def test_standards_that_share_no_ticket_are_taken_together(more, other):
    assert chosen(agreement(more=more, standards=CLOSE % other)) == ["resolve", "close"]


def test_services_tell_standards_apart():
    terms = agreement(
        services="phones: {name: Phones, hours: office}",
        more=", service: it",
        standards=CLOSE % ", service: [phones]",
    )
    assert chosen(terms) == ["resolve", "close"]


@pytest.mark.parametrize("other", ["", ", applies to: {kind: wish}", ", applies to: {priority: [P1, P2]}"])
def test_standards_that_may_share_tickets_are_not_chosen_between(other):
    terms = agreement(more=", applies to: {priority: P1}", standards=CLOSE % other)
    with pytest.raises(UsageError, match=r"Say which with --standard: resolve, close\."):
        chosen(terms)


def test_several_that_do_not_end_with_the_work():
    terms = agreement(clock="starts: opened, stops: responded", standards=RESPOND)
    with pytest.raises(UsageError, match="resolve, respond"):
        chosen(terms)


def test_a_name_that_is_not_there():
    with pytest.raises(UsageError, match=r'no standard "rating" with a clock\. Those with one: resolve\.'):
        chosen(agreement(standards=RATING), "rating")


def test_an_agreement_without_clocks():
    terms = agreement(standards=RATING)
    without = terms.model_copy(
        update={"standards": type(terms.standards)({"rating": terms.standards["rating"]})}
    )
    with pytest.raises(UsageError, match="nothing to compare"):
        chosen(without)


def test_a_ticket_that_moved_from_one_to_the_other_counts_where_it_was_missed():
    terms = agreement(
        within="1 hour", more=", applies to: {priority: P1}", standards=CLOSE % ", applies to: {priority: P2}"
    )
    rows = [
        ("T1", "2026-03-02T10:00", "opened", {"priority": "P1", "desk": "met"}),
        ("T1", "2026-03-02T12:00", "changed", {"priority": "P2"}),
        ("T1", "2026-03-02T13:00", "closed"),
    ]
    [difference] = compare(terms, log(*rows)).differences
    assert (difference.standard, difference.ours, difference.priority) == ("resolve", "missed", "P1")
