"""Completeness: whole elements that are missing, and pieces that each service, target and party needs."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.elements import elements
from evenhand.terms.checks.facts import targets_of
from evenhand.terms.checks.subject import Subject
from evenhand.terms.parties import Side

_SIDES: tuple[Side, ...] = ("client", "provider")


@check("element-missing", "warning", "complete", title="A whole element is missing")
def element_missing(subject: Subject) -> Iterator[Finding]:
    """An agreement has nine elements, and one of them is not in it at all.

    Five are about the service and four about managing it. Relationships end over the management half as often as
    over the service: who reports, who decides a disagreement, when the agreement is looked at again. Add the
    element; a few lines are enough.
    """
    for each in elements(subject):
        if not each.there:
            yield Finding(
                each.key, f"Element {each.number} is missing: {each.about}.", each.mend, "all of it"
            )


@check("term-missing", "warning", "complete", title="No first and last day")
def term_missing(subject: Subject) -> Iterator[Finding]:
    """Nothing says from when the agreement runs.

    The first and the last period are cut by the term, and holidays are fixed for it. Without one nobody can say
    which tickets it is about.
    """
    if subject.agreement.term is None:
        yield Finding(
            "term",
            "Nothing says from which day to which day the agreement runs.",
            'Add "term: {from: 2026-01-01, to: 2026-12-31}".',
            "the term",
        )


@check("party-missing", "warning", "complete", title="A party that is not named")
def party_missing(subject: Subject) -> Iterator[Finding]:
    """An agreement is between two, and one of them is not named.

    Add its name under "parties", and the people who act for it.
    """
    for side in _SIDES:
        if getattr(subject.agreement.parties, side) is None:
            yield Finding(
                f"parties.{side}",
                f"Nothing says who the {side} is.",
                f'Add "{side}: {{name: …, contacts: …}}" under "parties".',
                f"who the {side} is",
            )


@check("party-without-duties", "warning", "complete", title="A party without duties")
def party_without_duties(subject: Subject) -> Iterator[Finding]:
    """One party has responsibilities and the other has none.

    A provider depends on its client: to answer questions, to name who may call, to let people in. What is not
    written is quarrelled over when a ticket is late. Write down what that party has to do.
    """
    duties = subject.agreement.responsibilities
    for side in _SIDES:
        if (duties.client or duties.provider) and not getattr(duties, side):
            yield Finding(
                f"responsibilities.{side}",
                f"The {side} has no responsibilities.",
                f'Add what the {side} has to do under "responsibilities".',
                f"duties of the {side}",
            )


@check("party-without-contacts", "warning", "complete", title="A party without contacts")
def party_without_contacts(subject: Subject) -> Iterator[Finding]:
    """A party has no contacts.

    Reports, escalations and disagreements go to people. Name at least one, with an address.
    """
    for side in _SIDES:
        party = getattr(subject.agreement.parties, side)
        if party and not party.contacts:
            yield Finding(
                f"parties.{side}.contacts",
                f"Nobody is named whom one could reach at the {side}.",
                'Add "contacts: {owner: {role: Owner, email: …, signs: true}}".',
                f"contacts of the {side}",
            )


@check("party-without-signatory", "warning", "complete", title="Nobody signs for a party")
def party_without_signatory(subject: Subject) -> Iterator[Finding]:
    """None of a party's contacts signs for it.

    A version comes into force when both have signed it. Say who signs with "signs: true".
    """
    for side in _SIDES:
        people = [each.contact for each in subject.people.values() if each.side == side]
        if people and not any(person.signs for person in people):
            yield Finding(
                f"parties.{side}.contacts",
                f"None of the {len(people)} contacts of the {side} signs for it."
                if len(people) > 1
                else f"The only contact of the {side} does not sign for it.",
                'Add "signs: true" to the one who does.',
                f"who signs for the {side}",
            )


@check("service-without-hours", "warning", "complete", title="A service without hours")
def service_without_hours(subject: Subject) -> Iterator[Finding]:
    """Nothing says when a service is provided.

    Availability is then measured around the clock, and time frames have no hours to run on. Name a calendar; one
    that is always open if that is meant.
    """
    for name, service in subject.agreement.services.items():
        if service.hours is None:
            yield Finding(
                f"services.{name}.hours",
                f"Nothing says at which hours {name} is provided.",
                'Add "hours: CALENDAR", with "hours: always" for one that never closes.',
                f"hours of {name}",
            )


@check("service-undescribed", "advice", "complete", title="A service in name only")
def service_undescribed(subject: Subject) -> Iterator[Finding]:
    """A service has neither a description nor a list of what belongs to it.

    Whether something belonged to the service is the oldest quarrel of all. One sentence, and lists of what is
    included and excluded, settle most of it beforehand.
    """
    for name, service in subject.agreement.services.items():
        if service.description is None and not service.includes:
            yield Finding(
                f"services.{name}.description",
                f"Nothing says what belongs to {name}.",
                'Add a "description", and what it "includes" and "excludes".',
                f"what {name} is",
            )


@check("service-unmeasured", "warning", "complete", title="A service that nothing measures")
def service_unmeasured(subject: Subject) -> Iterator[Finding]:
    """A service has no availability, and no standard is for it.

    Nothing about it is promised that could be met or missed. Give it a target, or say that a standard is for it.
    """
    measured = {each.service for each in subject.promises if each.terms.target is not None}
    for standard in subject.agreement.standards.values():
        measured |= subject.services_of(standard).keys()
    for name in subject.agreement.services:
        if name not in measured:
            yield Finding(
                f"services.{name}",
                f"Nothing about {name} is measured: it has no availability target, and no standard is for it.",
                'Add "availability: {target: 99.5% per month}", or a standard for it.',
                f"a measure of {name}",
            )


@check("target-missing", "warning", "complete", title="A clause without a target")
def target_missing(subject: Subject) -> Iterator[Finding]:
    """A clause measures something and does not say what has to be reached.

    Each ticket is scored and no figure is ever met or missed. Add a target and its period, or write "target: none"
    if that is meant.
    """
    for address, clause in subject.clauses.items():
        if clause.target is None and subject.written and not subject.stands(f"{address}.target"):
            yield Finding(
                f"{address}.target",
                "The clause has no target, so its figure is never met or missed.",
                'Add "target: 95% per month", or "target: none".',
                f"target of {_short(address)}",
            )


@check("target-without-consequence", "warning", "complete", title="A target without a consequence")
def target_without_consequence(subject: Subject) -> Iterator[Finding]:
    """Nothing says what follows when a target is missed, not even that nothing does.

    One side will expect a credit. Write the tiers, or "credits: none".
    """
    for address, clause in subject.clauses.items():
        if targets_of(clause) and clause.credits is None:
            yield Finding(
                f"{address}.credits",
                "Nothing says what follows when the target is missed.",
                'Add "credits: [{below: …, credit: …}]", or "credits: none".',
                f"consequence of {_short(address)}",
            )


@check("escalation-without-steps", "warning", "complete", title="An escalation without steps")
def escalation_without_steps(subject: Subject) -> Iterator[Finding]:
    """An escalation has a name and no steps, so nobody is ever told.

    Add who is told when: at a share of the time frame, when it is missed, or some time after.
    """
    for name, escalation in subject.agreement.escalations.items():
        if not escalation.steps:
            yield Finding(
                f"escalations.{name}.steps",
                f"The escalation {name} has no steps, so nobody is told.",
                'Add "steps: [{at: missed, notify: [provider.director]}]".',
                f"steps of {name}",
            )


@check("exit-missing", "advice", "complete", title="Nothing about the end")
def exit_missing(subject: Subject) -> Iterator[Finding]:
    """Nothing says what is handed over when the agreement ends.

    At the end the parties are least inclined to help each other. Say now who hands over documentation, data and
    credentials, and by when.
    """
    term = subject.agreement.term
    if term is not None and term.exit is None:
        yield Finding(
            "term.exit",
            "Nothing says what is handed over when the agreement ends.",
            'Add "exit: …" under "term": what is handed over, by whom and by when.',
            "what is handed over at the end",
        )


def _short(address: str) -> str:
    """The name of a clause as people would say it: `resolve-critical`, `practice-system`."""
    return address.split(".")[1]
