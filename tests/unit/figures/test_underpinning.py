"""What a promise rests on: products of targets, hours and time frames."""

import pytest

from evenhand.figures.underpinning import underpinning_problems
from tests.unit.figures.credits.helping import agreed

PROMISE = """\
agreement: Managed services
term: {from: 2026-01-01, to: 2026-12-31}
calendars:
  office: {hours: {mon-fri: "09:00-17:00"}}
  long: {hours: {mon-fri: "08:00-18:00"}}
"""
PRIORITIES = "priorities: [P1, P2]\n"


def service(rests, target="99.9% per month", hours="office", more=""):
    clause = f"availability: {{target: {target}}}, " if target else ""
    return f"services: {{web: {{{more}hours: {hours}, {clause}rests on: {rests}}}}}\n"


def below(reference, *parts, target="99.95% per month", hours="long"):
    promise = f"{{hours: {hours}, availability: {{target: {target}}}}}" if target else f"{{hours: {hours}}}"
    head = PROMISE.replace("Managed services", f"Under {reference}\nreference: {reference}")
    return agreed(head, f"services: {{link: {promise}}}\n", *parts)


def said(promise, *documents):
    return [(each.code, each.message) for each in underpinning_problems(agreed(PROMISE, *promise), documents)]


@pytest.mark.parametrize(
    ("rests", "target", "expected"),
    [
        ("[{reference: A, target: 99.95%}, {reference: B, target: 99.95%}]", "99.9% per month", []),
        (
            "[{reference: A, target: 99.95%}, {reference: B, target: 99.94%}]",
            "99.9% per month",
            "promises 99.9 %, and it rests on A 99.95 % and B 99.94 %, together 99.89003 %.",
        ),
        ("[{reference: A, target: 99.95%}, {reference: B, target: 99.95%}]", "99.900025% per month", []),
        ("{reference: A, target: 99%}", "99.9% per month", "promises 99.9 %, and it rests on A 99 %."),
        ("{reference: A}", "99.9% per month", []),
        ("{reference: A, target: 99%}", "none", []),
        ("{reference: A, target: 99%}", None, []),
    ],
)
def test_the_product_of_what_it_rests_on(rests, target, expected):
    found = said([service(rests, target)])
    assert found == (
        [] if expected == [] else [("underpinning-weaker", f"services.web.availability {expected}")]
    )


def test_each_clause_by_its_address():
    clause = "availability: {region: {target: 99.9% per month}, instance: {target: 98% per month}}, "
    found = said([service("{reference: A, target: 99%}", target=None, more=clause)])
    assert [message.split(" ", 1)[0] for _, message in found] == ["services.web.availability.region"]


def test_the_problem_has_a_place():
    [found] = underpinning_problems(agreed(PROMISE, service("{reference: A, target: 99%}")))
    assert (found.severity, found.clause, found.file) == (
        "warning",
        "services.web.rests on",
        "agreement.yaml",
    )
    assert found.line == 6


def test_a_service_that_rests_on_nothing():
    assert said(["services: {web: {hours: office}}\n"], below("A")) == []


def test_the_document_has_the_target_where_none_is_stated():
    promise = [service("{reference: A}")]
    assert said(promise, below("A", target="99.8% per month")) == [
        ("underpinning-weaker", "services.web.availability promises 99.9 %, and it rests on A 99.8 %.")
    ]
    assert said(promise, below("A", target=None)) == []


def test_a_document_that_promises_less_than_is_stated():
    promise = [service("{reference: A, target: 99.95%}")]
    assert said(promise, below("A", target="99.92% per month")) == [
        ("underpinning-target", "A is stated with 99.95 %, and its document promises 99.92 %.")
    ]
    assert said(promise, below("A")) == []


def test_a_document_that_is_not_at_hand():
    [found] = said([service("{reference: B, target: 99.95%}")], below("A"))
    assert found == ("underpinning-unknown", "B is not among the underpinning agreements given.")


def test_hours_it_rests_on():
    promise = [service("{reference: A, target: 99.95%}", hours="long")]
    assert said(promise, below("A")) == []
    # Two hours of each of the 261 weekdays of 2026.
    assert said(promise, below("A", hours="office")) == [
        ("underpinning-hours", "522 h 00 min of a year's service hours lie outside the hours of A.")
    ]
    unsaid = ["services: {web: {rests on: {reference: A}}}\n"]
    assert said(unsaid, below("A", hours="office")) == []
    nothing = agreed("agreement: Under A\nreference: A\n")
    assert said(promise, nothing) == []


def standard(name, within, more="", clock="{starts: opened, stops: resolved}"):
    return f"  {name}: {{clock: {clock}, within: {within}, {more}target: 90% per month}}\n"


def frames(ours, theirs, *, our_more="", their_more="", our_head=PRIORITIES, their_head=PRIORITIES):
    promise = [
        our_head,
        service("{reference: A}", target=None),
        "standards:\n",
        standard("fix", ours, our_more),
    ]
    under = below("A", their_head, "standards:\n", standard("mend", theirs, their_more), target=None)
    return [(code, message.removeprefix("standards.fix promises ")) for code, message in said(promise, under)]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("4 hours", "4 hours", []),
        ("4 hours", "3 hours", []),
        (
            "4 hours",
            "{P1: 5 hours, P2: 4 hours}",
            [("underpinning-slower", "4 hours for P1, and A in its mend 5 hours.")],
        ),
        (
            "{P1: 4 hours, P2: 2 business days}",
            "{P1: 4 hours, P2: 3 business days}",
            [("underpinning-slower", "2 business days for P2, and A in its mend 3 business days.")],
        ),
        (
            "{P1: 8 hours, P2: 2 days}",
            "{P1: 1 business day, P2: 2 days}",
            [("underpinning-unlike", "8 hours for P1, and A in its mend 1 business day.")],
        ),
        ("as agreed on the ticket", "4 hours", []),
    ],
)
def test_time_frames_it_rests_on(ours, theirs, expected):
    assert frames(ours, theirs) == expected


def test_the_same_time_on_fewer_hours():
    assert frames("4 hours", "4 hours", our_more="calendar: long, ", their_more="calendar: office, ") == [
        ("underpinning-slower", f"4 hours of long for {name}, and A in its mend 4 hours of office.")
        for name in ("P1", "P2")
    ]
    by_name = "calendar: {P1: office, P2: long}, "
    assert [message[:24] for _, message in frames("4 hours", "4 hours", our_more=by_name)] == []
    assert frames("2 days", "2 days", our_more="calendar: long, ", their_more="calendar: office, ") == []


def test_only_priorities_that_both_promise():
    assert frames("4 hours", "9 hours", their_more="applies to: {priority: P2}, ") == [
        ("underpinning-slower", "4 hours for P2, and A in its mend 9 hours.")
    ]
    assert frames("4 hours", "9 hours", our_head="", their_head="") == [
        ("underpinning-slower", "4 hours, and A in its mend 9 hours.")
    ]
    theirs = frames("4 hours", "{P1: 9 hours}", our_head="", their_head="priorities: [P1]\n")
    assert theirs == []
    named = "calendar: {P1: office}, "
    assert frames("4 hours", "4 hours", our_head="", their_head="priorities: [P1]\n", their_more=named) == []


def test_other_clocks_services_and_measures_are_not_compared():
    responding = standard("answer", "1 hour", clock="{starts: opened, stops: responded}")
    counting = "  asked: {measure: count, target: at most 3 per month}\n"
    other = standard("other", "1 hour", "service: desk, ")
    services = service("{reference: A}", target=None).replace(
        "services: {", "services: {desk: {hours: office}, "
    )
    promise = [services, "standards:\n", responding, counting, other]
    under = below("A", "standards:\n", standard("mend", "9 hours"), counting, target=None)
    assert said(promise, under) == []


def test_without_a_term_any_year_will_do():
    text = PROMISE.replace("term: {from: 2026-01-01, to: 2026-12-31}\n", "")
    promise = agreed(text, service("{reference: A}", target=None, hours="long"))
    assert [each.code for each in underpinning_problems(promise, [below("A", hours="office")])] == [
        "underpinning-hours"
    ]
