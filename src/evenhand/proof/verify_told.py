"""The step over changes that one side told: nobody signed them, so the agreement must let it tell each of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal, cast

from evenhand.errors import EvenhandError, Problem
from evenhand.figures.amending import earliest_start
from evenhand.figures.deadlines import local_date
from evenhand.proof.history import History, fact, number
from evenhand.proof.leaf import Entry
from evenhand.proof.step import Step, counted, found
from evenhand.proof.strict import digest
from evenhand.terms.agreement import Agreement
from evenhand.terms.document import read_agreement
from evenhand.terms.notified import reasons_against_notifying

AGREED: Final = ("version-agreed", "version-recorded", "change-notified")
OBJECTED: Final = "change-objected"
_OTHER: Final = {"client": "provider", "provider": "client"}


def told_step(history: History) -> Step:
    """Every change that one side told is of a kind that the version before lets it tell, with its notice.

    What differs is found anew from the words of both versions. An objection is the other side's, and came in time.
    """
    told = list(history.of_kind("change-notified"))
    problems = [problem for entry in told for problem in _told(history, entry)]
    for entry in history.of_kind(OBJECTED):
        problems += _objected(history, entry)
    looked_at = counted(told, "change", "changes")
    return Step("told", "Every change told by one side alone was allowed", looked_at, tuple(problems))


def agreed_before(history: History, seq: int) -> dict[str, int]:
    """Return the versions that were agreed, recorded or told before an entry, with their numbers."""
    agreed: dict[str, int] = {}
    for entry in history.of_kind(*AGREED, OBJECTED):
        if entry.seq >= seq:
            break
        if entry.kind == OBJECTED:
            agreed.pop(fact(entry, "identity"), None)
        else:
            agreed[fact(entry, "identity")] = number(entry, "number")
    return agreed


def _told(history: History, entry: Entry) -> Iterator[Problem]:
    side, before = fact(entry, "side"), fact(entry, "before")
    agreed = agreed_before(history, entry.seq)
    if entry.actor.partition(":")[0] != side or side not in _OTHER:
        message = f"Entry {entry.seq} tells a change for another side than whoever told it."
        yield found("told-by-another", message)
        return
    if agreed.get(before) != max(agreed.values(), default=-1):
        message = f"Entry {entry.seq} tells a change of a version that was not the latest by then."
        yield found("told-without-agreement", message)
        return
    one, other = (_terms(history, identity) for identity in (before, fact(entry, "identity")))
    if one is None or other is None:  # the step over versions says what is missing or changed
        return
    for reason in reasons_against_notifying(one, other, cast(Literal["client", "provider"], side)):
        yield found("told-against-agreement", f"The change of entry {entry.seq} could not be told: {reason}")
    if _too_soon(one, other, entry):
        message = f"The change of entry {entry.seq} is in force before its notice is over."
        yield found("told-too-late", message)


def _too_soon(before: Agreement, after: Agreement, entry: Entry) -> bool:
    amendments = before.review.amendments if before.review else None
    notice = amendments.notice_of_those if amendments else None
    day = _day(entry, before)
    earliest = earliest_start(before, day, notice) if day else None
    return earliest is None or after.starts is None or after.starts < earliest


def _day(entry: Entry, terms: Agreement) -> date | None:
    """The date of an entry in the agreement's zone; None where it is outside the years that the version carries."""
    try:
        return local_date(entry.occurred_at, terms)
    except EvenhandError:
        return None


def _objected(history: History, entry: Entry) -> Iterator[Problem]:
    identity = fact(entry, "identity")
    told = [
        one
        for one in history.of_kind("change-notified")
        if one.seq < entry.seq and fact(one, "identity") == identity
    ]
    if not told or entry.actor.partition(":")[0] != _OTHER.get(fact(told[-1], "side")):
        message = f"Entry {entry.seq} objects to what the other side did not tell."
        yield found("objection-to-nothing", message)
        return
    terms = _terms(history, identity)
    day = _day(entry, terms) if terms else None
    if terms and terms.starts and (day is None or day >= terms.starts):
        message = f"Entry {entry.seq} objects to a change that was in force already."
        yield found("objection-too-late", message)


def _terms(history: History, identity: str) -> Agreement | None:
    """A version read from its canonical form; None when it is missing, changed or not readable."""
    data = history.bundle.files.get(f"versions/{identity}/agreement.json", b"")
    return read_agreement(data, file="agreement.json")[0] if digest(data) == identity else None
