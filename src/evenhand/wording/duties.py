"""Elements 4 and 5: what each party has to do besides, and who is told when a clock is running out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from evenhand.terms.canonical.notations import duration_form
from evenhand.terms.canonical.texts import percent_form
from evenhand.terms.management import Escalation, Responsibility, Step, StepTime
from evenhand.terms.parties import Side
from evenhand.wording.blocks import Block, OwnText, Section, Table, Words
from evenhand.wording.examples.deadlines import duty_examples
from evenhand.wording.examples.escalation import escalation_examples
from evenhand.wording.names import Names
from evenhand.wording.phrases import capital, listed, own, paragraph, quoted, say, sentence, titled
from evenhand.wording.values import deadline_words, every

_SIDES: Final[tuple[Side, Side]] = ("provider", "client")


def responsibilities_section(names: Names) -> Section:
    """The responsibilities of both parties."""
    both = names.agreement.responsibilities
    sections = []
    for side in sorted(_SIDES, key=lambda side: side != _first(names)):
        duties: Mapping[str, Responsibility] = getattr(both, side)
        if duties:
            below = tuple(
                Section(
                    "",
                    titled(name),
                    f"responsibilities.{side}.{name}",
                    tuple(_duty(f"responsibilities.{side}.{name}", duty, names)),
                )
                for name, duty in duties.items()
            )
            sections.append(Section("", f"The {side}", f"responsibilities.{side}", (), below))
    silent = [side for side in _SIDES if not getattr(both, side)]
    missing = tuple(
        paragraph(sentence(f"no responsibilities of the {side} are agreed besides the services"))
        for side in silent
    )
    return Section("", "Responsibilities", "responsibilities", missing, tuple(sections))


def _first(names: Names) -> Side:
    """The side that the document names first."""
    try:
        places = {side: names.agreement.place(f"responsibilities.{side}") for side in _SIDES}
    except KeyError:
        return "provider"
    return min(_SIDES, key=lambda side: places[side])


def _duty(address: str, duty: Responsibility, names: Names) -> Iterator[Block]:
    yield OwnText(duty.text, f"{address}.text")
    when = []
    if duty.every:
        when.append(every(duty.every))
    if duty.due:
        when.append(deadline_words(duty.due, duty.every))
    if duty.within:
        when.append(f"within {duration_form(duty.within)} of being asked")
    evidence = duty.evidence == "required"
    yield paragraph(
        sentence("this is done ", ", ".join(when)) if when else sentence("no date is agreed for this"),
        sentence("evidence is required" if evidence else "no evidence is required"),
        address=address,
    )
    yield from duty_examples(duty, names)
    if duty.if_not_met:
        after = duty.if_not_met
        reason = say(", for the reason ", quoted(after.reason)) if after.reason else ()
        standards = listed([names.standard(name) for name in after.pauses])
        several = "the clocks of " if len(after.pauses) > 1 else "the clock of "
        pause = " pause" if len(after.pauses) > 1 else " pauses"
        yield paragraph(
            sentence("while it is late, ", several, standards, pause, reason),
            address=f"{address}.if not met",
        )


# ── Escalation ───────────────────────────────────────────────────────────────────────────────────


def escalations_section(names: Names) -> Section:
    """Who is told, and when, while a ticket runs out of time."""
    escalations = names.agreement.escalations
    missing = () if escalations else (paragraph(sentence("no escalation is agreed")),)
    sections = tuple(
        Section("", titled(name), f"escalations.{name}", tuple(_escalation(name, terms, names)))
        for name, terms in escalations.items()
    )
    return Section("", "Escalation", "escalations", missing, sections)


def _escalation(name: str, terms: Escalation, names: Names) -> Iterator[Block]:
    address = f"escalations.{name}"
    if not terms.steps:
        yield paragraph(sentence("no steps are agreed for a ticket ", _under(terms, names)), address=address)
        return
    yield paragraph(
        sentence("while a ticket ", _under(terms, names), " is not finished, these people are told:"),
        address=f"{address}.applies to",
    )
    answers = any(step.acknowledge_within for step in terms.steps)
    head = ["When", "Who is told", *(["One of them answers within"] if answers else [])]
    rows = tuple(_step(step, answers, names) for step in terms.steps)
    yield Table(tuple(map(say, head)), rows, address=f"{address}.steps")
    yield from escalation_examples(terms, names)


def _under(terms: Escalation, names: Names) -> Words:
    parts = []
    for attribute, values in terms.applies_to.items():
        match attribute:
            case "standard":
                parts.append(say("under ", listed([names.standard(value) for value in values], "or")))
            case "service":
                parts.append(say("about ", listed([names.service(value) for value in values], "or")))
            case "priority":
                parts.append(say("of priority ", names.priorities(names.in_order(values))))
            case _:
                parts.append(
                    say("whose ", own(attribute), " is ", listed([own(each) for each in values], "or"))
                )
    return listed(parts) if parts else say("under any standard with a clock")


def _step(step: Step, answers: bool, names: Names) -> tuple[Words, ...]:
    cells = (say(capital(step_words(step.at))), names.people(step.notify))
    if not answers:
        return cells
    return (*cells, say(duration_form(step.acknowledge_within)) if step.acknowledge_within else ())


def step_words(at: StepTime) -> str:
    """When a step is taken.

    >>> step_words(StepTime.parse("50%")), step_words(StepTime.parse("2 hours after"))
    ('50% of the time is used', '2 hours after it is missed')
    """
    if at.share is not None:
        return f"{percent_form(at.share)} of the time is used"
    return f"{duration_form(at.length)} after it is missed" if at.length else "it is missed"
