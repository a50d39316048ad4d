"""The whole agreement in numbered clauses: who, how long and what words mean first, then the nine elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenhand.figures.dates import day_words
from evenhand.terms.agreement import Agreement
from evenhand.wording.availability import availability_section
from evenhand.wording.blocks import WrittenAgreement
from evenhand.wording.duties import escalations_section, responsibilities_section
from evenhand.wording.glossary import glossary_section
from evenhand.wording.hours import hours_section
from evenhand.wording.management import accepted_sections, disagreements_section, review_section
from evenhand.wording.names import Names
from evenhand.wording.numbering import finished, numbered
from evenhand.wording.parties import parties_section
from evenhand.wording.priorities import priorities_section
from evenhand.wording.services import services_section
from evenhand.wording.standards import standards_section
from evenhand.wording.term import last_day_to_give_notice, term_section
from evenhand.wording.tracking import reporting_section, tracking_section

_GROUND: Final = (
    parties_section,
    term_section,
    glossary_section,
    hours_section,
    priorities_section,
)
_ELEMENTS: Final = (
    services_section,
    availability_section,
    standards_section,
    responsibilities_section,
    escalations_section,
    tracking_section,
    reporting_section,
    disagreements_section,
    review_section,
)


def written(agreement: Agreement) -> WrittenAgreement:
    """Write an agreement in full sentences.

    The ground it stands on has the letters A to E, the nine elements of an agreement the numbers 1 to 9 in every
    agreement, and what both parties know besides the letter F.
    """
    names = Names(agreement)
    ground = numbered([make(names) for make in _GROUND], lambda place: "ABCDE"[place - 1])
    elements = numbered([make(names) for make in _ELEMENTS], str)
    known = numbered(accepted_sections(names), lambda place: "F")
    parties = agreement.parties
    return WrittenAgreement(
        title=agreement.agreement,
        language=agreement.language,
        client=parties.client.name if parties.client else None,
        provider=parties.provider.name if parties.provider else None,
        facts=tuple(_facts(agreement)),
        sections=finished((*ground, *elements, *known), agreement.glossary),
    )


def _facts(agreement: Agreement) -> Iterator[tuple[str, str]]:
    term = agreement.term
    if agreement.reference:
        yield "Reference", agreement.reference
    if agreement.version is not None:
        yield "Version", str(agreement.version)
    if agreement.in_force_from:
        yield "In force from", day_words(agreement.in_force_from)
    if term:
        to = f" to {day_words(term.to)}" if term.to else ", without a last day"
        yield "Term", f"{day_words(term.from_)}{to}"
    if day := last_day_to_give_notice(agreement):
        yield "Last day to give notice", day_words(day)
