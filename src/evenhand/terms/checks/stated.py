"""Times that sentences state, beside the times that follow from the clauses; and periods that hide outages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from evenhand.errors import NotationError
from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.facts import Promise, targets_of
from evenhand.terms.checks.numbers import percent_text
from evenhand.terms.checks.service_time import days_of, service_seconds
from evenhand.terms.checks.subject import Subject
from evenhand.terms.standards import Standard
from evenhand.units import Duration, Period, parse_ratio, seconds_text

_LENGTH: Final = r"([0-9]+(?:\.[0-9]+)?)[ -]?(seconds?|minutes?|hours?|business days?|days?|weeks?)"
_LENGTHS: Final = re.compile(rf"\b{_LENGTH}\b", re.IGNORECASE)
_PERCENT: Final = re.compile(r"(?<![0-9])[0-9]+(?:\.[0-9]+)? ?%")
_PER: Final = re.compile(
    rf"\b{_LENGTH}(?: and {_LENGTH})?\b[^.]{{0,300}}?\b(?:per|a|an|each|every) (day|week|month|quarter|year)\b",
    re.IGNORECASE,
)
_DOWN: Final = re.compile(r"\b(down|downtime|outages?|unavailab\w+|interrupt\w+)\b", re.IGNORECASE)
_EACH: Final = re.compile(
    r"((?<!no )(?<!not )\b(shorter|longer) than"
    r"|\b(outages?|interruptions?) (of (less|more) than|lasting|under|over)) $",
    re.IGNORECASE,
)
"""What stands before the length of one outage: "outages shorter than", "interruptions of more than"."""
_SHORTEST: Final = {"month": 28, "quarter": 90, "year": 365}
_LONGEST: Final = {"month": 31, "quarter": 92, "year": 366}
_LONG: Final = 100


@check("period-hides-outages", "warning", "time", title="A period that hides outages")
def period_hides(subject: Subject) -> Iterator[Finding]:
    """Availability is measured over so long a time that a long outage does not show.

    All that a target allows may come in one piece: 99.9% of a year is a whole working day. Measure by the month, or
    add a clause for a shorter period.
    """
    for promise in subject.promises:
        target = promise.terms.target
        if target is None or days_of(target.period) <= _LONG:
            continue
        allowed, monthly = (
            (1 - target.value) * service_seconds(subject, promise, period)
            for period in (target.period, Period("month"))
        )
        yield Finding(
            f"{promise.address}.target",
            f"{target.text} allows an outage of {seconds_text(int(allowed))} on end; by the month it would be "
            f"{seconds_text(int(monthly))}.",
            f"Write {percent_text(target.value)} per month, or add a clause for a shorter period.",
        )


@check("stated-time-differs", "warning", "time", title="A title that says something else")
def title_differs(subject: Subject) -> Iterator[Finding]:
    """The title of a standard names a time or a percentage that its clause does not have.

    People quote the title. Correct it, or leave numbers to the clause.
    """
    for name, standard in subject.agreement.standards.items():
        if standard.title is None:
            continue
        for stated in _strange(subject, name, standard):
            yield Finding(
                f"standards.{name}.title",
                f'The title says "{stated}", and the clause says {_own(subject, name, standard)}.',
                "Correct the title, or leave the number to the clause.",
            )
            break


def _strange(subject: Subject, name: str, standard: Standard) -> Iterator[str]:
    """Times and percentages of a title that the clause does not have, of the kinds that it does have."""
    title = standard.title or ""
    within = [frame.within for frame in subject.frames if frame.name == name]
    frames = {each for each in within if isinstance(each, Duration)}
    for match in _LENGTHS.finditer(title) if frames else ():
        if _duration(match[1], match[2]) not in frames:
            yield match[0]
    levels = {target.value for target in targets_of(standard).values()}
    for match in _PERCENT.finditer(title) if levels else ():
        if parse_ratio(match[0]) not in levels:
            yield match[0]


def _own(subject: Subject, name: str, standard: Standard) -> str:
    within = [frame.within for frame in subject.frames if frame.name == name]
    frames = [each.text for each in within if isinstance(each, Duration)]
    targets = [target.text for target in targets_of(standard).values()]
    return " and ".join(dict.fromkeys([*frames, *targets]))


def _duration(number: str, unit: str) -> Duration | None:
    try:
        return Duration.parse(f"{number} {unit}")
    except NotationError:
        return None


@check("stated-downtime-differs", "warning", "time", title="A downtime that the target does not give")
def downtime_differs(subject: Subject) -> Iterator[Finding]:
    """A sentence states how long a service may be down, and the target allows something else.

    99.9% of a month is 43 min 12 s when the service never closes and the month has 30 days; with fewer service hours
    it is less. People remember the minutes. State those that the target gives, or leave them to the program, which
    computes them.
    """
    for promise in subject.promises:
        service = subject.agreement.services[promise.service]
        texts = {
            f"services.{promise.service}.description": service.description,
            f"{promise.address}.counts as down": promise.terms.counts_as_down,
        }
        for address, text in texts.items():
            for stated, words, period in _downtimes(text or ""):
                least, most = _allowed(subject, promise, period)
                if promise.terms.target is not None and not least <= stated <= most:
                    yield Finding(
                        address,
                        f'"{words}" of downtime is stated, and {promise.terms.target.text} of the service hours '
                        f"allows {_between(least, most)} a {period}.",
                        f"State {_between(least, most)}, or leave the number out.",
                    )


def _downtimes(text: str) -> Iterator[tuple[int, str, str]]:
    """The downtimes that sentences state: seconds, words, and the period they are for."""
    for sentence in re.split(r"(?<=[.;!?])\s+", text):
        match = _PER.search(sentence) if _DOWN.search(sentence) else None
        if match is None or _EACH.search(sentence[: match.start()]):
            continue
        lengths = [_duration(match[1], match[2])]
        lengths += [_duration(match[3], match[4])] if match[3] else []
        seconds = [_seconds(length) for length in lengths]
        if all(each is not None for each in seconds):
            yield sum(each or 0 for each in seconds), match[0], match[5].lower()


def _seconds(length: Duration | None) -> int | None:
    if length is None or length.unit == "business days":
        return None
    return int(length.amount) * (86_400 if length.unit == "days" else 1)


def _allowed(subject: Subject, promise: Promise, period: str) -> tuple[int, int]:
    """What a target allows in the shortest and in the longest such period, to the minute around it."""
    target = promise.terms.target
    share = 1 - target.value if target is not None else Fraction(0)
    ordinary = share * service_seconds(subject, promise, Period.parse(period)) / days_of(Period.parse(period))
    shortest, longest = (
        int(ordinary * (days.get(period) or days_of(Period.parse(period)))) for days in (_SHORTEST, _LONGEST)
    )
    return shortest // 60 * 60, -(-longest // 60) * 60


def _between(least: int, most: int) -> str:
    return seconds_text(most) if least == most else f"{seconds_text(least)} to {seconds_text(most)}"
