"""The nine elements of an agreement: what each document has of them (MISSION, what an agreement contains)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from evenhand.terms.agreement import Agreement
from evenhand.terms.checks.subject import Subject


@dataclass(frozen=True, slots=True)
class Element:
    """One of the nine elements: what it is about, what there is of it (empty: nothing), and what to add if not.

    `key` is where it stands, or would stand, in the document.
    """

    number: int
    name: str
    about: str
    key: str
    there: str
    mend: str


_PLACES: Final = {
    "services": 1,
    "standards": 3,
    "responsibilities": 4,
    "parties": 4,
    "escalations": 5,
    "tracking": 6,
    "reporting": 7,
    "credits": 7,
    "disagreements": 8,
    "review": 9,
    "term": 9,
}


def element_of(address: str) -> int:
    """Return the number of the element that a clause belongs to.

    >>> element_of("services.mail.hours"), element_of("services.mail.availability"), element_of("term")
    (1, 2, 9)
    """
    keys = address.split(".")
    return 2 if keys[0] == "services" and "availability" in keys[2:3] else _PLACES.get(keys[0], 1)


def elements(subject: Subject) -> tuple[Element, ...]:
    """Return the nine elements in their order."""
    return tuple(
        Element(number, name, about, key, there(subject.agreement), mend)
        for number, (name, about, key, there, mend) in enumerate(_ELEMENTS, start=1)
    )


def _services(agreement: Agreement) -> str:
    return ", ".join(agreement.services)


def _availability(agreement: Agreement) -> str:
    clauses = [each for service in agreement.services.values() for each in service.availability.values()]
    return ", ".join(each.target.text for each in clauses if each.target is not None)


def _standards(agreement: Agreement) -> str:
    return ", ".join(agreement.standards)


def _responsibilities(agreement: Agreement) -> str:
    sides = {"client": agreement.responsibilities.client, "provider": agreement.responsibilities.provider}
    return ", ".join(f"{len(duties)} of the {side}" for side, duties in sides.items() if duties)


def _escalations(agreement: Agreement) -> str:
    steps = {name: len(each.steps) for name, each in agreement.escalations.items()}
    return ", ".join(f"{name} ({_counted(number, 'step')})" for name, number in steps.items())


def _tracking(agreement: Agreement) -> str:
    return ", ".join(agreement.tracking.sources)


def _reporting(agreement: Agreement) -> str:
    reporting, credits = agreement.reporting, agreement.credits
    pieces = [f"every {reporting.every}" if reporting.every else "reports"] if reporting else []
    pieces += ["improvement plans"] if reporting and reporting.improvement else []
    return ", ".join([*pieces, "credits"] if credits and pieces else pieces)


def _disagreements(agreement: Agreement) -> str:
    return ", ".join(agreement.disagreements.stages) if agreement.disagreements else ""


def _review(agreement: Agreement) -> str:
    review = agreement.review
    if review is None:
        return ""
    pieces = [f"every {review.every}"] if review.every else []
    pieces += [_counted(len(review.also_when), "occasion")] if review.also_when else []
    return ", ".join([*pieces, "amendments"] if review.amendments else pieces) or "named only"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


_ELEMENTS: Final[tuple[tuple[str, str, str, Callable[[Agreement], str], str], ...]] = (
    ("Services", "what is provided", "services", _services, 'Add each service under "services".'),
    (
        "Availability",
        "how far the services have to be usable",
        "services",
        _availability,
        'Add "availability: {target: 99.5% per month}" to a service.',
    ),
    (
        "Standards",
        "how fast and how well work is done",
        "standards",
        _standards,
        'Add a clock or a measure under "standards".',
    ),
    (
        "Responsibilities",
        "what each party has to do",
        "responsibilities",
        _responsibilities,
        'Add what client and provider have to do under "responsibilities".',
    ),
    (
        "Escalation",
        "who is told when a clock runs out",
        "escalations",
        _escalations,
        'Add who is told, and when, under "escalations".',
    ),
    (
        "Tracking",
        "where the records come from",
        "tracking",
        _tracking,
        'Add "sources: {tickets: {from: …}}" under "tracking".',
    ),
    (
        "Reporting",
        "what is reported to whom, and by when",
        "reporting",
        _reporting,
        'Add "reporting: {every: month, due: 5 business days after the period, to: […]}".',
    ),
    (
        "Disagreements",
        "how a disagreement is settled",
        "disagreements",
        _disagreements,
        'Add "stages" under "disagreements".',
    ),
    (
        "Review",
        "when the agreement is looked at again, and how it is changed",
        "review",
        _review,
        'Add "review: {every: quarter, attend: […], amendments: {notice: …, signed by: both}}".',
    ),
)
"""Name, what it is about, its key, what there is of it, and what to add; in the order of the numbers."""
