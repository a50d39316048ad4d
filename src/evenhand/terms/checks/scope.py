"""Exclusions and scope: conditions and pauses that stand elsewhere than people look for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evenhand.terms.agreement import Agreement
from evenhand.terms.availability import Availability, Measured
from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.subject import Subject
from evenhand.terms.credits import CreditRules
from evenhand.terms.parties import Term
from evenhand.terms.services import Service
from evenhand.units import tidy

_CONDITION: Final = re.compile(
    r"(?:(?<=[,;(])|(?<=[,;(] )|^)provided that\b"
    r"|\b(?:on (?:the )?condition that|subject to|conditional (?:up)?on|contingent (?:up)?on"
    r"|only if|unless|as long as|so long as|except (?:if|when|where|that))\b",
    re.IGNORECASE,
)
_PROMISED_IN: Final = (Agreement, Service, Availability, Measured, CreditRules, Term)


@check("pause-from-nothing", "warning", "exclusions", title="A pause that no clock knows")
def pause_from_nothing(subject: Subject) -> Iterator[Finding]:
    """A responsibility pauses a clock when it is not met, and that clock does not know the reason.

    Clocks pause for the reasons they name and for no others (rule 10). The provider believes that the clock stands
    while the client does not answer; the figures say that it ran. Name the reason in the "pauses" of the standard's
    clock, or correct it here.
    """
    for side in ("client", "provider"):
        for name, duty in getattr(subject.agreement.responsibilities, side).items():
            for standard in duty.if_not_met.pauses if duty.if_not_met else ():
                clock = getattr(subject.agreement.standards.get(standard), "clock", None)
                reasons = {tidy(pause.reason) for pause in clock.pauses} if clock else set()
                reason = duty.if_not_met.reason
                if not reasons or (reason and tidy(reason) not in reasons):
                    yield Finding(
                        f"responsibilities.{side}.{name}.if not met",
                        f"The clock of {standard} does not pause for "
                        + (f'"{reason}".' if reason else "any reason."),
                        f'Add "{reason or "waiting on " + side}" to standards.{standard}.clock.pauses.',
                    )


@check("condition-undefined", "warning", "exclusions", title="A condition nobody explains")
def condition_undefined(subject: Subject) -> Iterator[Finding]:
    """Credits depend on a condition, and the agreement explains it nowhere.

    "Only if invoices are paid" reads harmless until one invoice of twelve is questioned. A precondition belongs
    where everybody sees it: as a word of the glossary, or as a responsibility of the client under the same name.
    """
    responsibilities = subject.agreement.responsibilities
    known = {tidy(word) for word in subject.agreement.glossary}
    known |= {
        tidy(name).replace("-", " ")
        for side in (responsibilities.client, responsibilities.provider)
        for name in side
    }
    for part in subject.parts:
        if part.key == "conditions" and tidy(part.value).replace("-", " ") not in known:
            yield Finding(
                part.address,
                f'A credit depends on "{part.value}", and nothing says what that means.',
                f'Define "{part.value}" in the glossary, or make it a responsibility of the client.',
            )


@check("condition-in-text", "advice", "exclusions", title="A condition hidden in a text")
def condition_in_text(subject: Subject) -> Iterator[Finding]:
    """A promise is bound to a condition in the middle of a text, where no figure sees it.

    "Provided that", "subject to" and "unless" take back a part of what the sentence before gave. When it matters,
    one side quotes the promise and the other the condition. Make it an exclusion with somebody who decides it,
    a condition of the credits, or a responsibility. Texts of services, availability, glossary, credits and exit are
    looked at; English only.
    """
    for text in subject.english_texts:
        match = _CONDITION.search(text.words) if isinstance(text.part.owner, _PROMISED_IN) else None
        if match:
            yield Finding(
                text.part.address,
                f'"{match[0]}" makes a condition in a text, where no figure sees it.',
                'Write it as an exclusion, under "conditions" of the credits, or as a responsibility.',
            )
