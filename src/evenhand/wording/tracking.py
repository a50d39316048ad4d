"""Elements 6 and 7: where the records come from, what is reported, and what happens after a bad run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenhand.terms.canonical.notations import duration_form
from evenhand.terms.management import Improvement, Reporting, Source
from evenhand.wording.blocks import Block, Section, Words
from evenhand.wording.credits import credits_section
from evenhand.wording.examples.deadlines import report_examples
from evenhand.wording.names import Names
from evenhand.wording.phrases import own, paragraph, sentence, strong, titled
from evenhand.wording.triggers import called_for
from evenhand.wording.values import deadline_words, every

_UNSAID: Final = "how often a report is made is not agreed"


def tracking_section(names: Names) -> Section:
    """The sources of records."""
    sources = names.agreement.tracking.sources
    sections = tuple(
        Section("", titled(name), f"tracking.sources.{name}", tuple(_source(source, names)))
        for name, source in sources.items()
    )
    words = "every result is computed from these records" if sources else "no source of records is agreed"
    return Section("", "Tracking", "tracking", (paragraph(sentence(words)),), sections)


def _source(source: Source, names: Names) -> Iterator[Block]:
    late, silent = source.late_records_accepted_for, source.silent_after
    yield paragraph(
        sentence("these records come from ", own(source.from_)),
        sentence("they may be about any service")
        if source.service == "all"
        else sentence("they are about ", names.service(source.service), " unless they name another service"),
        sentence(
            f"a record that comes more than {duration_form(late)} late counts only if both parties agree"
        )
        if late
        else sentence("a record counts however late it comes"),
        sentence(f"when none has come for {duration_form(silent)}, this is noticed and shown")
        if silent
        else (),
    )


# ── Reporting ────────────────────────────────────────────────────────────────────────────────────


def reporting_section(names: Names) -> Section:
    """Reports, improvement plans, and service credits."""
    reporting = names.agreement.reporting
    if reporting is None:
        reports = Section("", "Reports", "reporting", (paragraph(sentence("no reports are agreed")),))
    else:
        examples = report_examples(reporting, names)
        reports = Section("", "Reports", "reporting", (paragraph(*_reports(reporting, names)), *examples))
    plans = (
        () if reporting is None or reporting.improvement is None else (_plans(reporting.improvement, names),)
    )
    return Section("", "Reporting and credits", None, (), (reports, *plans, credits_section(names)))


def _reports(reporting: Reporting, names: Names) -> Iterator[Words]:
    often = every(reporting.every) if reporting.every else ""
    yield sentence("a report is made ", strong(often)) if often else sentence(_UNSAID)
    if reporting.due:
        yield sentence("it is due ", strong(deadline_words(reporting.due, reporting.every)))
    if reporting.to:
        yield sentence("it goes to ", names.people(reporting.to))
    if reporting.accepted_within:
        within = duration_form(reporting.accepted_within)
        yield sentence(f"its figures stand unless they are questioned within {within} of the report")


def _plans(improvement: Improvement, names: Names) -> Section:
    opening = "an improvement plan is made"
    if improvement.plan_within:
        opening += f" within {duration_form(improvement.plan_within)}"
    if not improvement.when:
        words, points = sentence(opening, "; when it is called for is not agreed"), None
    else:
        words, points = called_for(opening, improvement.when, names)
    blocks: tuple[Block, ...] = (paragraph(words), *([points] if points else []))
    return Section("", "Improvement plans", "reporting.improvement", blocks)
