"""Words: what sounds like a promise and is none. English texts only; others are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evenhand.terms.agreement import Agreement
from evenhand.terms.availability import Availability, Exclusion
from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.subject import Subject
from evenhand.terms.checks.texts import FreeText, word_count
from evenhand.terms.management import Responsibility, Stage
from evenhand.terms.priorities import Priority
from evenhand.terms.standards import Standard
from evenhand.units import tidy

_LONGEST: Final = 35
_VAGUE: Final = re.compile(
    r"\b(?:(?:commercially |all )?(?:un)?reasonabl[ey](?: (?:efforts?|endeavou?rs?))?"
    r"|best[ -](?:efforts?|endeavou?rs?)"
    r"|promptly|prompt (?=response|reply|action|attention|notice|repair|resolution|payment)"
    r"|(?:in a )?timely(?: manner| fashion)?"
    r"|as soon as (?:reasonably )?(?:possible|practicable)|asap|without undue delay|in due course"
    r"|materially|material (?!(?:is|are|was|for|of|on|in|to|and|or|from|that|which|with|by|at)\b)(?=[a-z])"
    r"|substantial(?:ly)?|proper(?:ly)?|appropriate(?:ly)?|adequate(?:ly)?"
    r"|as agreed(?! (?:on the ticket|in |under ))|normally|usually|(?:where|if|wherever|whenever) possible)\b",
    re.IGNORECASE,
)
_UNDECIDED: Final = re.compile(
    r"\b(?:(?:TB[CDA]|tb[cda])\b"
    r"|[Tt]o be (?:decided|determined|defined|confirmed|agreed|announced|completed)(?=\s*(?:$|[.;,)\]])))"
    r"|\?\?\?|\blorem ipsum\b|\[(?:…|\.\.\.|insert[^\]]*)\]"
)
_DUTY: Final = re.compile(
    r"\b(shall|must(?!-)|(?:is|are) (?:required|obliged|obligated) to|undertakes? to|ha(?:s|ve) to)\b",
    re.IGNORECASE,
)
_EVENTS: Final = frozenset(
    {"responded", "response", "resolved", "resolution", "opened", "closed", "reopened"}
)


@check("vague-words", "warning", "words", title="Words that mean something else to each side")
def vague(subject: Subject) -> Iterator[Finding]:
    """A text uses a word that each side reads in its own favour, such as "reasonable", "promptly" or "best efforts".

    "As soon as possible" is an hour for the one who waits and a week for the one who has other work. No figure
    can be computed from it, and a court would have to say what was meant. Write the number, the person or the event
    instead, or define the whole expression in the glossary: a defined expression is not reported. English only.
    """
    defined = [term for term in subject.agreement.glossary if _VAGUE.search(term)]
    for text in subject.english_texts:
        words = text.words
        for term in defined:
            words = re.sub(re.escape(term), " ", words, flags=re.IGNORECASE)
        found = list(dict.fromkeys(tidy(match[0]) for match in _VAGUE.finditer(words)))
        if found:
            yield Finding(
                text.part.address,
                f"{_quoted(found)} {'means' if len(found) == 1 else 'mean'} something else to each side.",
                "Write the number, the person or the event that is meant, or define it in the glossary.",
            )


@check("not-yet-decided", "error", "words", title="Something still to be decided")
def undecided(subject: Subject) -> Iterator[Finding]:
    """A value says that it is still to be decided: "TBD", "to be agreed", "???".

    What is not agreed yet cannot be signed. Afterwards each side remembers another answer. Decide it, or remove the
    clause. All values are looked at, not texts alone. The words are English; "TBD" and "???" are found in
    every language.
    """
    for part in subject.parts:
        match = _UNDECIDED.search(part.value) if isinstance(part.value, str) else None
        if match:
            yield Finding(
                part.address, f'"{match[0]}": this is not decided yet.', "Decide it, or remove the clause."
            )


@check("long-sentence", "advice", "words", title="A sentence too long to be read once")
def long_sentence(subject: Subject) -> Iterator[Finding]:
    """A sentence has more than 35 words.

    People who sign must be able to say what they signed, and many read the language as their second one. Long
    sentences hide conditions in the middle. Split it, or make a list of it. English only.
    """
    for text in subject.english_texts:
        for sentence in text.sentences:
            count = word_count(sentence)
            if count > _LONGEST:
                begins = " ".join(sentence.split()[:5])
                yield Finding(
                    text.part.address,
                    f'The sentence that begins "{begins}" has {count} words.',
                    f"Split it into sentences of at most {_LONGEST} words.",
                )


@check("duty-in-text", "warning", "words", title="A duty that nothing measures")
def duty_in_text(subject: Subject) -> Iterator[Finding]:
    """A free text says that somebody "shall" or "must" do something, and no clause measures it.

    Such sentences are remembered when something went wrong, and by then nobody has kept count. Make it
    a responsibility with a date or a time frame, so that both sides see whether it is met. Responsibilities that have
    one, texts of standards, priorities and availability, and the definition of an event of a ticket are not looked
    at: there something measures it already. English only.
    """
    for text in subject.english_texts:
        match = None if _computed(text, subject.agreement) else _DUTY.search(text.words)
        if match:
            timeless = isinstance(text.part.owner, Responsibility)
            yield Finding(
                text.part.address,
                f'"{match[0]}" makes a duty of this, and nothing measures it.',
                'Add "due", "every" or "within".'
                if timeless
                else "Make it a responsibility with a date or a time frame.",
            )


def _computed(text: FreeText, agreement: Agreement) -> bool:
    """Whether a clause with figures of its own, or with a date, stands behind the text."""
    owner = text.part.owner
    if isinstance(owner, Responsibility):
        return bool(owner.every or owner.due or owner.within)
    if owner is agreement:
        return tidy(text.part.address.removeprefix("glossary.")) in _EVENTS
    return isinstance(owner, Availability | Standard | Stage | Exclusion | Priority)


def _quoted(words: list[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)
