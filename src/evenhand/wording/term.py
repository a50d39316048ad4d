"""For how long the agreement runs, how it ends, and the ground on which dates and money stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from evenhand.figures.dates import day_words
from evenhand.figures.deadlines import FIRST_YEAR, closes, local_date, months_after
from evenhand.figures.versions import EVER
from evenhand.terms.agreement import Agreement
from evenhand.terms.canonical.notations import duration_form
from evenhand.terms.deadlines import Deadline
from evenhand.terms.parties import EndEarly, Term
from evenhand.wording.blocks import Block, OwnText, Paragraph, Section, Words
from evenhand.wording.names import Names
from evenhand.wording.phrases import own, paragraph, sentence, strong
from evenhand.wording.triggers import trigger_words
from evenhand.wording.values import notice_words

_MONTHS_AHEAD: Final = 24
_LANGUAGES: Final = {
    "da": "Danish", "de": "German", "en": "English", "es": "Spanish", "fi": "Finnish", "fr": "French",
    "it": "Italian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "sv": "Swedish",
}  # fmt: skip
_GROUND: Final = ("Version and dates", "Version, dates and money")


def term_section(names: Names) -> Section:
    """When the agreement is in force, what happens after, and what holds for all of it."""
    agreement, term = names.agreement, names.agreement.term
    ends = () if term is None else tuple(_ends(term, names))
    ground = Section("", _GROUND[agreement.currency is not None], None, tuple(_ground(agreement)))
    return Section("", "The term", "term", tuple(_runs(agreement)), (*ends, ground))


def last_day_to_give_notice(agreement: Agreement) -> date | None:
    """The last date on which notice before the end of the term is in time, if it can be said."""
    term = agreement.term
    if term is None or term.to is None or term.notice is None:
        return None
    deadline = Deadline("before", "last day", term.notice, 0, None, "")
    if term.to.year < FIRST_YEAR:
        return None
    at = closes(deadline, {"last day": term.to}, agreement)
    return None if at == EVER else local_date(at - 1, agreement)


def _runs(agreement: Agreement) -> Iterator[Block]:
    term = agreement.term
    if term is None:
        yield paragraph(sentence("this agreement does not say from when to when it runs"))
        return
    first = day_words(term.from_, weekday=True)
    if term.to is None:
        yield paragraph(sentence("this agreement runs from ", strong(first), " on and has no last day"))
    else:
        last = day_words(term.to, weekday=True)
        yield paragraph(
            sentence("this agreement runs from ", strong(first), " to ", strong(last), ", both days included")
        )
    yield _after(agreement, term)


def _after(agreement: Agreement, term: Term) -> Paragraph:
    notice = duration_form(term.notice) if term.notice else ""
    if term.to is None:
        words = f"either party may end it with {notice_words(term.notice)}" if term.notice else ""
        return paragraph(
            sentence(words) if words else sentence("how either party may end it is not agreed"),
            sentence(_RENEWALS[term.renewal]) if term.renewal != "none" else (),
            address="term.renewal",
        )
    until = last_day_to_give_notice(agreement)
    by = f", that is by {day_words(until, weekday=True)}" if until else ""
    given = f"gives notice at least {notice} before the last day{by}" if notice else ""
    if term.renewal == "automatic":
        unless = f", unless one of the parties {given}" if given else ""
        return paragraph(sentence(f"after that it is renewed by itself{unless}"), address="term.renewal")
    return paragraph(
        sentence(_RENEWALS[term.renewal]),
        sentence(f"a party that does not want to go on {given}") if given else (),
        address="term.renewal",
    )


_RENEWALS: Final = {
    "automatic": "it is renewed by itself",
    "by agreement": "it is renewed only if both parties agree to it",
    "none": "it then ends, and is not renewed",
}


def _ends(term: Term, names: Names) -> Iterator[Section]:
    if term.end_early:
        rights = tuple(paragraph(_early(each, names)) for each in term.end_early)
        yield Section("", "Ending it early", "term.end early", rights)
    if term.exit:
        yield Section("", "At the end", "term.exit", (OwnText(term.exit),))


def _early(early: EndEarly, names: Names) -> Words:
    who = "either party" if early.by == "either" else f"the {early.by}"
    notice = f", with {notice_words(early.notice)}" if early.notice else ", without notice"
    return sentence(f"{who} may end this agreement early when ", trigger_words(early.when, names), notice)


def _ground(agreement: Agreement) -> Iterator[Block]:
    version = []
    if agreement.version is not None:
        version.append(sentence("this is version ", strong(str(agreement.version))))
    if agreement.in_force_from is not None:
        day = strong(day_words(agreement.in_force_from, weekday=True))
        version.append(sentence("this version is in force from ", day, " on"))
        version.append(
            sentence("a ticket opened earlier is judged by the version in force when it was opened")
        )
    if agreement.reference:
        version.append(sentence("the parties refer to this agreement as ", own(agreement.reference)))
    yield paragraph(*version, address="version")
    charged = (
        sentence("charges and credits are in ", strong(agreement.currency)) if agreement.currency else ()
    )
    yield paragraph(
        sentence("dates, periods and deadlines follow the clocks of ", own(_place(agreement.timezone))),
        charged,
        sentence(f"it is written in {language_words(agreement.language)}"),
        address="timezone",
    )


def _place(zone: str) -> str:
    return (
        "Coordinated Universal Time (UTC)" if zone == "UTC" else f"{zone} (summer and winter time included)"
    )


def language_words(tag: str) -> str:
    """What a language is called; its tag where that is not known.

    >>> language_words("en_GB"), language_words("sv"), language_words("cy")
    ('English (en_GB)', 'Swedish', 'the language “cy”')
    """
    name = _LANGUAGES.get(re.split("[-_]", tag)[0])
    return name + (f" ({tag})" if tag not in _LANGUAGES else "") if name else f"the language “{tag}”"


def days_of(agreement: Agreement) -> tuple[date, date] | None:
    """The first day of this version and the day after its last, as far as anybody looks ahead.

    That is two years, and one where it runs on without a last day. None where it has no first day.
    """
    first = agreement.starts
    if first is None:
        return None
    last = agreement.term.to if agreement.term else None
    ahead = months_after(first, _MONTHS_AHEAD if last else 12)
    return first, last + timedelta(days=1) if last and last < ahead else ahead
