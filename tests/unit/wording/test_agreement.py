"""The shape of a written agreement: numbers, addresses, references, terms; and sentences for what is missing."""

from __future__ import annotations

import re

import pytest

from evenhand.terms.agreement import Agreement
from evenhand.wording.agreement import written
from evenhand.wording.blocks import Bullets, OwnText, Run, Table
from tests.unit.wording.documents import (
    DOCUMENTS,
    EVERYTHING,
    EXAMPLE,
    agreement_in,
    lines_of,
    read,
    said,
    section_text,
    small,
)

ELEMENTS = [
    "Services", "Availability", "Service standards", "Responsibilities", "Escalation", "Tracking",
    "Reporting and credits", "Disagreements", "Review",
]  # fmt: skip


def runs(agreement) -> list[Run]:
    """Every run of every sentence."""
    found: list[Run] = []
    for section in written(agreement).walk():
        for block in section.blocks:
            match block:
                case Table():
                    found += [run for row in (block.head, *block.rows) for cell in row for run in cell]
                case Bullets():
                    found += [run for item in block.items for run in item]
                case OwnText():
                    pass
                case _:
                    found += block.words
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_nine_elements_have_their_numbers_in_every_agreement(path):
    whole = written(agreement_in(path))
    numbered = {section.number: section.title for section in whole.sections}
    assert [numbered[str(number)] for number in range(1, 10)] == ELEMENTS
    assert [section.number for section in whole.sections[:5]] == [*"ABCDE"]
    for section in whole.walk():
        assert [each.number for each in section.sections] == [
            f"{section.number}.{place}" for place in range(1, len(section.sections) + 1)
        ]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_an_address_has_one_section_and_a_reference_its_number(path):
    agreement = agreement_in(path)
    sections = [*written(agreement).walk()]
    addresses = [section.address for section in sections if section.address]
    assert len(addresses) == len(set(addresses))
    numbers = {section.address: section.number for section in sections}
    for run in runs(agreement):
        if run.kind in ("clause", "term"):
            assert run.target in numbers
            if re.fullmatch(r"[A-F1-9](\.\d+)*", run.text):
                assert numbers[run.target] == run.text or "P" in run.text


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_sentences_are_sentences(path):
    for section in written(agreement_in(path)).walk():
        for block in section.blocks:
            if isinstance(block, Table):
                assert {len(row) for row in block.rows} <= {len(block.head)}
            if isinstance(block, Table | Bullets | OwnText):
                continue
            [text] = lines_of(block)
            assert text
            assert text[0].isupper() or block.words[0].kind != "plain", text
            assert re.search(r"[.!?:]”?$", text), text
            assert not re.search(r"  | \.|\.\.|,,| ,|\( | \)|None|Fraction|\b(a) [aeio]", text), text


def test_every_clause_that_people_name_has_a_section():
    agreement = agreement_in(EVERYTHING)
    addresses = {section.address for section in written(agreement).walk()}
    wanted = {f"services.{name}" for name in agreement.services}
    wanted |= {f"standards.{name}" for name in agreement.standards}
    wanted |= {f"calendars.{name}" for name in agreement.calendars}
    wanted |= {f"escalations.{name}" for name in agreement.escalations}
    wanted |= {f"glossary.{word}" for word in agreement.glossary}
    wanted |= {f"tracking.sources.{name}" for name in agreement.tracking.sources}
    wanted |= {f"disagreements.stages.{name}" for name in agreement.disagreements.stages}
    wanted |= {"services.system.availability", "services.mail.availability.web-mail", "accepted", "review"}
    assert wanted <= addresses


def test_words_of_the_glossary_are_marked_where_a_section_first_uses_them():
    terms = [run for run in runs(agreement_in(EXAMPLE)) if run.kind == "term"]
    assert Run("resolved", "term", "glossary.resolved") in terms
    assert Run("force majeure", "term", "glossary.force majeure") in terms
    section = section_text(read('agreement: A\nglossary: {day: "24 hours", "any": All}'), "business days")
    assert "day" in section


def test_an_agreement_that_says_nothing_says_so():
    text = said(read("agreement: A"))
    for sentence in (
        "This agreement does not name the client yet.",
        "This agreement does not say from when to when it runs.",
        "No words are given a special meaning.",
        "Business days are Monday to Friday, and a deadline in them ends at midnight.",
        "Tickets have no priorities in this agreement.",
        "No services are agreed yet.",
        "No availability is promised in figures.",
        "No service standards are agreed.",
        "No responsibilities of the provider are agreed besides the services.",
        "No escalation is agreed.",
        "No source of records is agreed.",
        "No reports are agreed.",
        "How disagreements are settled is not agreed.",
        "No review of this agreement is agreed.",
        "No clause of this agreement gives a credit.",
        "Version and dates",
    ):
        assert sentence in text
    assert "granted automatically" not in text


@pytest.mark.parametrize(
    ("rules", "credits", "expected"),
    [
        ("", "[{below: 99%, credit: 5%}]", "No rules for all credits are agreed, so those hold that hold without "
         "being written. Unless a clause says otherwise, a credit is a share of the charge of the service for the "
         "period of the target. The credit of each clause is rounded to the nearest 0.01, halves up. No upper limit "
         "for credits is agreed. Credits are granted automatically"),
        ("", "none", "No clause of this agreement gives a credit."),
        ("credits: {paid: in cash}", "none", "No clause of this agreement gives a credit. These rules are for "
         "clauses that give one later."),
    ],
)  # fmt: skip
def test_rules_for_credits_are_written_where_there_are_credits(rules, credits, expected):
    service = f"services: {{s: {{availability: {{target: 99% per month, credits: {credits}}}}}}}"
    agreement = small(f"{rules}\n{service}\ndisagreements: {{}}")
    assert " ".join(section_text(agreement, "credits").split()).startswith(expected)
    held = "the credit in question is held, not lost" in section_text(agreement, "disagreements")
    assert held == (credits != "none")


@pytest.mark.parametrize(
    ("more", "address", "expected"),
    [
        ("parties: {client: {name: C}}", "parties.client", "It has named no contacts."),
        ("calendars: {all: {hours: always}}\nbusiness days: {calendar: all}", "business days",
         "Every day is a business day, and a deadline in them ends at midnight."),
        ("reporting: {improvement: {plan within: 3 days}}", "reporting.improvement",
         "An improvement plan is made within 3 days; when it is called for is not agreed."),
        ("reporting: {improvement: {when: service added or removed}}", "reporting.improvement",
         "An improvement plan is made when a service is added or removed."),
        ("reporting: {}", "reporting", "How often a report is made is not agreed."),
        ("disagreements: {}", "disagreements", "By when a disagreement must be raised is not agreed."),
        ("review: {}", "review", "How often the parties review this agreement is not agreed."),
        ("review: {amendments: {}}", "review.amendments", "A change may come into force without notice."),
        ("review: {amendments: {}}", "review.amendments", "It holds once both parties have signed it."),
        ("review: {amendments: {notified: [contacts, holidays]}}", "review.amendments",
         "Such a change comes into force at the earliest on the day after notice of it."),
        ("services: {s: {users: 1}}", "services.s", "It is provided for 1 person."),
        ("credits: {at most: 2 months' charge per 12 months}", "credits",
         "All credits of any 12 months in a row together are at most the total charge of 2 months."),
        ("credits: {at most: 5% of the charge of the service per year}", "credits",
         "All credits of a year together are at most 5% of the charge of the service for that year, for each "
         "service apart."),
        ("credits: {at most: 5% of the total charge per 6 months}", "credits",
         "All credits of any 6 months in a row together are at most 5% of the total charge of all services for "
         "that time."),
        ("currency: JPY\ncredits: {rounding: up to 1 per clause}", "credits", "rounded up to the next 1 JPY."),
        ("credits: {rounding: down to 1 per clause}", "credits", "rounded down to the next 1.00."),
        ("services: {s: {excludes: [a, b, c]}}", "services.s", "It does not include a, b or c."),
        ("services: {s: {availability: {maintenance: {}}}}", "services.s.availability",
         "Planned maintenance is left out, whenever it is done and however long it takes."),
        ("services: {s: {availability: {measured: {at: the door}}}}", "services.s.availability",
         "This is measured at the door."),
        ("services: {s: {availability: {target: 99% per day}}}", "services.s.availability",
         "What counts as down is not agreed."),
        ("calendars: {c: {hours: always}}\nservices: {s: {hours: c, availability: {target: 99% per day}}}",
         "services.s.availability", "The agreed service time is all hours of every day, without the time left"),
        ("services: {a: {}, b: {}}\nstandards: {m: {service: [a, b], measure: mean x, credits: "
         "{base: charge of the service, tiers: [{below: 4, credit: 1%}]}}}", "standards.m",
         "The credit is a share of the charge of the services concerned."),
        ("calendars: {c: {hours: {mon: 09:00-10:00}, holidays: {country: GB}}}", "calendars.c",
         "It is closed on the public holidays of the United Kingdom (GB)"),
        ("services: {s: {}}\nstandards: {m: {service: s, measure: count, credits: [{in proportion: 2}]}}",
         "standards.m", "the share of tickets that were missed, times 2"),
        ("calendars: {c: {hours: always}}\nstandards: {m: {clock: {starts: opened, stops: resolved}, within: "
         "2 hours, calendar: c, or at most: 2 missed, target: 90% per month}}", "standards.m",
         "it is also enough when no more than 2 are missed"),
    ],
)  # fmt: skip
def test_other_forms(more, address, expected):
    assert expected in section_text(small(more), address)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("from: 2026-01-01", "This agreement runs from Thursday 1 January 2026 on and has no last day. How either "
         "party may end it is not agreed."),
        ("from: 2026-01-01, notice: 3 months", "Either party may end it with 3 months’ notice."),
        ("from: 2026-01-01, renewal: automatic",
         "How either party may end it is not agreed. It is renewed by itself."),
        ("from: 2026-01-01, to: 2026-12-31", "It then ends, and is not renewed."),
        ("from: 2026-01-01, to: 2026-12-31, renewal: automatic", "After that it is renewed by itself."),
        ("from: 2026-01-01, to: 2026-12-31, notice: 10 business days",
         "A party that does not want to go on gives notice at least 10 business days before the last day, that is "
         "by Thursday 17 December 2026."),
    ],
)  # fmt: skip
def test_how_a_term_ends(term, expected):
    assert expected in " ".join(section_text(small(term=term), "term").split())


def test_public_holidays_are_listed_as_far_as_anybody_looks_ahead():
    more = "calendars: {c: {hours: {mon: 09:00-10:00}, holidays: {country: GB, subdivision: ENG}}}"
    text = section_text(small(more, "from: 2026-01-01, to: 2035-12-31"), "calendars.c")
    assert "Public holidays until 31 December 2027" in text
    assert text.count("Good Friday") == 2
    assert "Public holidays until 30 June 2026" in section_text(
        small(more, "from: 2026-01-01, to: 2026-06-30"), "calendars.c"
    )
    assert "Public holidays until 31 December 2026" in section_text(
        small(more, "from: 2026-01-01"), "calendars.c"
    )
    assert "Public holidays" not in section_text(small(more, "from: 2150-01-01"), "calendars.c")
    without = small(more).model_copy(update={"term": None})
    assert "Public holidays" not in section_text(without, "calendars.c")


@pytest.mark.parametrize("first", ["0001-01-01", "1899-12-31", "2026-12-31", "2190-12-31"])
@pytest.mark.parametrize("last", ["0001-12-31", "2026-12-31", "2190-12-31"])
def test_any_term_can_be_written(first, last):
    text = EVERYTHING.read_text(encoding="utf-8").replace("in force from: 2026-02-01\n", "")
    text = text.replace("from: 2026-01-01\n", f"from: {first}\n").replace("to: 2027-06-30", f"to: {last}")
    if first <= last:
        assert "This agreement runs from" in said(read(text), examples=True)


def test_terms_that_were_never_a_document_are_written():
    agreement = Agreement.model_validate(
        {
            "agreement": "A",
            "services": {"s": {"availability": {"down when": {"reading": "x", "above": "10%"}}}},
        }
    )
    assert "the reading “x” is above 0.1" in said(agreement)


def test_names_that_nothing_has_stand_as_they_are():
    agreement = read(
        "agreement: A\nstandards: {r: {service: ghost, clock: {starts: opened, stops: resolved}, within: 1 day}}\n"
        "escalations: {e: {applies to: {standard: r, service: ghost}, steps: [{at: missed, notify: [who, a.b]}]}}\n"
        "reporting: {improvement: {when: {disagreement reaches: nowhere}}}\n"
        "responsibilities: {client: {d: {text: T., if not met: {pauses: [r]}}}}"
    )
    text = said(agreement)
    assert "This holds for ghost." in text
    assert "about ghost" in text
    assert "who and a.b" in text
    assert "reaches the stage nowhere" in text


def test_a_standard_that_is_gone_is_called_by_its_name():
    agreement = agreement_in(EXAMPLE)
    text = said(agreement.model_copy(update={"standards": agreement.standards.__class__({})}))
    assert "the clocks of resolve-critical and resolve-other pause" in text


def test_what_both_parties_know_is_said_with_the_name_of_the_check():
    text = said(read("agreement: A\naccepted: {tiers-gap: We like it so.}"))
    assert "Both parties know that this agreement is weak in these points" in text
    assert "(tiers-gap): We like it so." in text
