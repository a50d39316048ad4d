"""Escalation: the people who are told. Somebody who can be reached, not always the same, and of both parties."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.facts import Person
from evenhand.terms.checks.subject import Subject
from evenhand.terms.management import Reporting, Review, Stage, Step
from evenhand.terms.parties import Contact
from evenhand.units import tidy

_TOLD = {(Step, "notify"), (Reporting, "to"), (Review, "attend"), (Stage, "who")}
"""Where contacts are named."""


@check("contact-unreachable", "warning", "escalation", title="A contact nobody can reach")
def unreachable(subject: Subject) -> Iterator[Finding]:
    """A contact is to be told or asked something, and has neither an e-mail address nor a telephone number.

    The step is taken, nobody hears of it, and afterwards one side says "you never told us". Give every contact
    that a procedure names an address or a number that is answered.
    """
    named: dict[str, str] = {}
    for part in subject.parts:
        if (type(part.owner), part.key) in _TOLD and part.value in subject.people:
            named.setdefault(part.value, part.address)
    for name, where in named.items():
        person = subject.people[name]
        if person.contact.email is None and person.contact.telephone is None:
            yield Finding(
                person.address,
                f"{name} has neither an e-mail address nor a telephone number, and {where} names it.",
                'Add "email: …" or "telephone: …".',
            )


@check("same-person-every-step", "warning", "escalation", title="The same people at every step")
def same_person(subject: Subject) -> Iterator[Finding]:
    """No later step of an escalation tells anybody who was not told at the first.

    An escalation is there because the first person could not help. Telling the same person again is a reminder.
    Let a later step reach somebody who can decide more. Contacts with one e-mail address or one telephone number
    are one person here.
    """
    for name, ladder in subject.agreement.escalations.items():
        told = [{_identity(subject.people.get(who), who) for who in step.notify} for step in ladder.steps]
        if len(told) > 1 and told[0] and set().union(*told[1:]) <= told[0]:
            yield Finding(
                f"escalations.{name}.steps",
                f"All {len(told)} steps tell nobody but {', '.join(ladder.steps[0].notify)}.",
                "Let a later step tell somebody who can decide more.",
            )


def _identity(person: Person | None, name: str) -> str:
    contact = person.contact if person else Contact()
    return tidy(contact.email or contact.telephone or name)


@check("escalation-one-sided", "warning", "escalation", title="No step to the other party")
def one_sided(subject: Subject) -> Iterator[Finding]:
    """An escalation tells people of one party only, to its last step.

    A provider that escalates among its own people leaves the client to find out; a client that is told knows
    what to expect and can help. Let at least one step, such as the one at "missed", tell both parties.
    """
    for name, ladder in subject.agreement.escalations.items():
        told = {who.partition(".")[0] for step in ladder.steps for who in step.notify}
        for side, other in (("client", "provider"), ("provider", "client")):
            if told == {side}:
                yield Finding(
                    f"escalations.{name}.steps",
                    f"No step of escalations.{name} tells anybody of the {other}.",
                    f"Let a step tell somebody of the {other}, such as the one at missed.",
                )
