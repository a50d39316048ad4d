"""Names that nothing has, and clauses that do not fit together."""

from __future__ import annotations

import pytest

from evenhand.terms.document import read_agreement
from evenhand.terms.references import keyed_by_priority, kind_named
from tests.unit.terms.helping import HEAD, agreed, brief, found, mistake

BASE = """\
parties: {client: {name: A, contacts: {owner: {}}}, provider: {name: B, contacts: {desk: {}}}}
calendars: {office: {hours: {mon-fri: 09:00-17:00}}}
priorities: [P1, P2]
services: {mail: {hours: office}, web: {name: Web}}
standards:
  respond: {clock: {starts: opened, stops: responded}, within: 1 hour, calendar: office}
"""
CLOCK = "clock: {starts: opened, stops: resolved}"


@pytest.mark.parametrize(
    ("text", "code", "clause"),
    [
        ("business days: {calendar: offce}\n", "unknown-calendar", "business days.calendar"),
        (
            "tracking: {sources: {t: {from: desk, service: male}}}\n",
            "unknown-service",
            "tracking.sources.t.service",
        ),
        (
            "escalations: {e: {applies to: {standard: [respond, rspond]}}}\n",
            "unknown-standard",
            "escalations.e.applies to.standard.2",
        ),
        (
            "escalations: {e: {applies to: {priority: P3, service: mail}}}\n",
            "unknown-priority",
            "escalations.e.applies to.priority",
        ),
        (
            "escalations: {e: {steps: [{at: missed, notify: [client.owner, client.boss]}]}}\n",
            "unknown-contact",
            "escalations.e.steps.1.notify.2",
        ),
        ("reporting: {to: client}\n", "unknown-contact", "reporting.to"),
        ("review: {attend: [provider.owner]}\n", "unknown-contact", "review.attend.1"),
        (
            "responsibilities: {client: {a: {text: b, if not met: {pauses: [resolve]}}}}\n",
            "unknown-standard",
            "responsibilities.client.a.if not met.pauses.1",
        ),
        (
            "disagreements: {stages: {one: {who: [client.boss]}}}\n",
            "unknown-contact",
            "disagreements.stages.one.who.1",
        ),
        (
            "disagreements: {stages: {one: {who: words}}}\nreview: {also when: [{disagreement reaches: two}]}\n",
            "unknown-stage",
            "review.also when.1.disagreement reaches",
        ),
        ("  more: {measure: count, service: [mail, fax]}\n", "unknown-service", "standards.more.service.2"),
        (
            "  more: {measure: count, applies to: {priority: P9}}\n",
            "unknown-priority",
            "standards.more.applies to.priority",
        ),
        (
            "  more: {measure: count, credits: [{each ticket over: {P9: 1 hour}, credit: 1%}]}\n",
            "unknown-priority",
            "standards.more.credits.1.each ticket over.P9",
        ),
        (
            f"  more: {{{CLOCK}, within: {{P1: 1 hour, P2: 1 hour, P3: 1 hour}}, calendar: office}}\n",
            "unknown-priority",
            "standards.more.within.P3",
        ),
        (
            f"  more: {{{CLOCK}, within: 1 hour, calendar: {{P1: office, P2: home}}}}\n",
            "unknown-calendar",
            "standards.more.calendar.P2",
        ),
    ],
)
def test_names_that_nothing_has(text: str, code: str, clause: str) -> None:
    problem = mistake(BASE + text)
    assert (problem.code, problem.clause) == (code, clause)


def test_the_nearest_name_is_offered() -> None:
    assert mistake(BASE + "business days: {calendar: offce}\n").mend == 'Did you mean "office"?'
    assert 'under "services"' in mistake(BASE + "tracking: {sources: {t: {from: d, service: x}}}\n").mend


def test_a_missing_element_is_no_mistake_of_those_who_name_it() -> None:
    agreed(
        "standards: {a: {measure: count, service: mail, applies to: {priority: P1}}}\n"
        "escalations: {e: {applies to: {standard: a}, steps: [{at: missed, notify: client.owner}]}}\n"
        "review: {also when: {disagreement reaches: one}}\n"
    )


def test_a_calendar_has_to_be_there() -> None:
    problem = mistake("services: {a: {hours: office}}\n")
    assert (problem.code, problem.clause) == ("unknown-calendar", "services.a.hours")


def test_names_of_clauses_with_mistakes_are_known() -> None:
    text = BASE.replace("mon-fri", "monfri") + "business days: {calendar: office}\n"
    assert [problem.code for problem in found(text)] == ["unknown-day"]
    derived = "priorities: {from: [a, b], table: {x: P1}}\n"
    derived += "standards: {s: {measure: count, applies to: {priority: [P1, Q]}}}\n"
    assert [problem.code for problem in found(derived)] == ["priority-table", "unknown-priority"]
    broken = "priorities: {from: [a]}\nstandards: {s: {measure: count, applies to: {priority: a}}}\n"
    assert [problem.code for problem in found(broken)] == ["priority-table"]
    listed = "priorities: {listed: [P1, P2]}\nstandards: {s: {measure: count, applies to: {priority: [P2, [P3]]}}}\n"
    assert [problem.code for problem in found(listed)] == ["wrong-shape"]


@pytest.mark.parametrize(
    ("text", "code", "clause"),
    [
        ("title: nothing", "nothing-measured", ""),
        ("target: 90% per month", "nothing-measured", ""),
        (f"{CLOCK}, within: 1 day, measure: count", "two-measures", ".measure"),
        (CLOCK, "missing-time-frame", ".clock"),
        ("measure: count, within: 1 hour", "no-clock", ".within"),
        ("measure: count, or at most: 1", "no-clock", ".or at most"),
        (f"{CLOCK}, within: {{P1: 1 day}}", "missing-time-frame", ".within"),
        (
            f"{CLOCK}, within: {{P1: 1 day}}, applies to: {{priority: [P1, P2]}}",
            "missing-time-frame",
            ".within",
        ),
        (f"{CLOCK}, within: 1 hour, calendar: {{P2: office}}", "missing-calendar", ".calendar"),
        (f"{CLOCK}, within: 1 day, target: {{P1: 90% per month}}", "missing-target", ".target"),
        (
            f"{CLOCK}, within: 1 day, target: {{P1: 90% per month, P2: 80% per month}}, scored: together",
            "target-not-scored",
            ".scored",
        ),
        (f"{CLOCK}, within: 1 hour", "no-calendar", ".within"),
        (f"{CLOCK}, within: 1 hour, service: [mail, web]", "no-calendar", ".within"),
        (f"{CLOCK}, within: {{P1: 1 business day, P2: 1 day}}, service: web", "no-calendar", ".within"),
        (f"{CLOCK}, within: 1 day, target: at least 4 per month", "target-form", ".target"),
        (f"{CLOCK}, within: 1 day, target: at most 5% per month", "target-form", ".target"),
        (f"{CLOCK}, within: 1 day, target: 101% per month", "target-form", ".target"),
        (
            f"{CLOCK}, within: 1 day, target: {{P1: 90% per month, P2: at most 5% per month}}",
            "target-form",
            ".target.P2",
        ),
        ("measure: reopened share, target: at most 3 per month", "target-form", ".target"),
        ("measure: reopened share, target: at most 300% per month", "target-form", ".target"),
        ("measure: count, target: at most 3% per month", "target-form", ".target"),
        (
            "measure: count, applies to: {priority: P1}, target: {P1: at most 3 per month}",
            "target-form",
            ".target.P1",
        ),
    ],
)
def test_standards_that_do_not_fit_together(text: str, code: str, clause: str) -> None:
    problem = mistake(f"{BASE}  more: {{{text}}}\n")
    assert (problem.code, problem.clause) == (code, f"standards.more{clause}")


@pytest.mark.parametrize(
    "text",
    [
        f"{CLOCK}, within: 1 hour, service: mail",
        f"{CLOCK}, within: 1 day",
        f"{CLOCK}, within: as agreed on the ticket",
        f"{CLOCK}, within: {{P1: 1 day}}, applies to: {{priority: P1}}",
        f"{CLOCK}, within: 1 day, target: 90% per month",
        f"{CLOCK}, within: 1 day, target: none",
        "measure: mean error rate, target: at most 1% per month",
        "measure: count, target: at most 3 per month",
        "measure: first-contact share, target: at least 60% per month",
    ],
)
def test_standards_that_fit(text: str) -> None:
    agreed(f"{BASE}  more: {{{text}}}\n")


def test_a_target_without_a_side_is_a_warning() -> None:
    agreement, problems = read_agreement(
        f"{HEAD}standards: {{a: {{measure: reopened share, target: 5% per month}}}}\n", file="t"
    )
    assert agreement is not None
    assert [(problem.code, problem.severity) for problem in problems] == [("target-side", "warning")]


def test_there_may_be_no_service_at_all() -> None:
    problem = mistake(f"standards: {{a: {{{CLOCK}, within: 1 hour}}}}\n")
    assert problem.code == "no-calendar"
    assert "no service" in problem.message


def test_a_version_begins_within_its_term() -> None:
    term = "term: {from: 2026-01-01, to: 2026-12-31}\n"
    assert brief(found(term + "in force from: 2027-01-01\n")) == [("outside-term", 4, 16, "in force from")]
    assert brief(found(term + "in force from: 2025-12-31\n")) == [("outside-term", 4, 16, "in force from")]
    agreed(term + "in force from: 2026-12-31\n")
    agreed("in force from: 2026-12-31\n")
    assert [problem.code for problem in found(term + "in force from: soon\n")] == ["unreadable-value"]
    assert [problem.code for problem in found(term + "in force from: [soon]\n")] == ["wrong-shape"]


def test_clauses_with_other_mistakes_are_not_blamed_for_what_follows() -> None:
    text = f"{BASE}  more: {{{CLOCK}, within: 4 hrs}}\n  other: {{{CLOCK}, within: 1 hour}}\n"
    assert brief(found(text)) == [
        ("unreadable-value", 9, 60, "standards.more.within"),
        ("no-calendar", 10, 53, "standards.other.within"),
    ]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (("reporting", "to"), "contact"),
        (("reporting", "to", 2), "contact"),
        (("reporting", "to", 2, 1), None),
        (("disagreements", "stages", "first", "who"), None),
        (("disagreements", "stages", "first", "who", 0), "contact"),
        (("standards", "a", "calendar", "P1"), "calendar"),
        (("standards", "a", "applies to", "priority"), "priority"),
        (("standards", "a", "applies to", "site"), None),
        ((), None),
    ],
)
def test_what_a_name_at_a_place_is_a_name_of(path: tuple[str | int, ...], kind: str | None) -> None:
    assert kind_named(path) == kind


def test_maps_whose_keys_are_priorities() -> None:
    assert keyed_by_priority(("standards", "a", "credits", "tiers", 0, "each ticket over"))
    assert not keyed_by_priority(("standards", "a", "applies to"))
