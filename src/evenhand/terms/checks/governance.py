"""Governance: reviews that happen, and changes and ends that nobody is surprised by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.reports import sides
from evenhand.terms.checks.service_time import days_of
from evenhand.terms.checks.subject import Subject
from evenhand.terms.parties import Term
from evenhand.units import Duration, Unit

_DAYS: Final = {Unit.DAYS: 1, Unit.MONTHS: 31, Unit.BUSINESS_DAYS: 2}
"""The most days on the wall that one of each unit takes, holidays between two working days included."""


@check("review-without-date", "warning", "governance", title="A review without a date")
def review_without_date(subject: Subject) -> Iterator[Finding]:
    """A review is agreed, and nothing says how often.

    A review that has no date is put off until there is a quarrel, and then it is one. Choose a rhythm both can
    keep, such as every quarter; "also when" adds reviews in between.
    """
    if subject.agreement.review is not None and subject.agreement.review.every is None:
        yield Finding(
            "review.every",
            "Nothing says how often the agreement is reviewed.",
            'Add "every: quarter".',
            "how often it is reviewed",
        )


@check("review-one-sided", "warning", "governance", title="A review without both parties")
def review_one_sided(subject: Subject) -> Iterator[Finding]:
    """Nobody of one party comes to the review.

    "We will review it together" without names means that each waits for the other to invite. Name somebody of each
    party who can decide.
    """
    review = subject.agreement.review
    lacking = {"client", "provider"} - sides(review.attend) if review else set()
    for side in sorted(lacking):
        yield Finding(
            "review.attend",
            f"Nobody of the {side} comes to the review.",
            f"Add a contact of the {side}.",
            f"who comes from the {side}",
        )


@check("amendment-without-notice", "warning", "governance", title="Changes without notice")
def amendment_without_notice(subject: Subject) -> Iterator[Finding]:
    """Nothing says how long before it comes into force a change of the agreement has to be announced.

    A change that holds from tomorrow takes away what the other side planned with. Agree on a notice that leaves
    time to read, ask and prepare.
    """
    review = subject.agreement.review
    if review is not None and (review.amendments is None or review.amendments.notice is None):
        yield Finding(
            "review.amendments.notice",
            "Nothing says how long before it comes into force a change of the agreement is announced.",
            'Write "amendments: {notice: 20 business days, signed by: both}".',
            "notice of changes",
        )


@check("unilateral-change", "warning", "governance", title="One party may change the agreement alone")
def unilateral_change(subject: Subject) -> Iterator[Finding]:
    """One party alone can sign a change of the agreement.

    What one side can rewrite was never agreed. The figures of the other are then worth as much as the next
    amendment leaves of them. Let both sign.
    """
    amendments = subject.agreement.review.amendments if subject.agreement.review else None
    if amendments is not None and amendments.signed_by != "both":
        yield Finding(
            "review.amendments.signed by",
            f"The {amendments.signed_by} alone may change the agreement.",
            'Write "signed by: both".',
        )


@check("termination-without-notice", "warning", "governance", title="An end without notice")
def termination_without_notice(subject: Subject) -> Iterator[Finding]:
    """The agreement can end, or goes on by itself, and nothing says how long before that has to be said.

    Without notice a client may stand without IT from one day to the next, and a provider without the income it
    hired people for. An agreement that renews itself or has no last day cannot be left in order either. Agree on a
    notice for each way in which it ends.
    """
    term = subject.agreement.term
    if term is None:
        return
    if term.notice is None and (term.renewal == "automatic" or term.to is None):
        how = "has no last day" if term.to is None else "renews itself"
        yield Finding(
            "term.notice",
            f"The agreement {how}, and nothing says how long before it can be given up.",
            'Add "notice: 90 days" to the term.',
            "notice of the end",
        )
    for number, right in enumerate(term.end_early, start=1):
        if right.notice is None:
            yield Finding(
                subject.item("term.end early", number),
                f"{'Either party' if right.by == 'either' else f'The {right.by}'} may end the agreement early "
                "without notice.",
                'Add "notice: 30 days" to it.',
            )


@check("renewal-without-end", "warning", "governance", title="A renewal that never comes")
def renewal_without_end(subject: Subject) -> Iterator[Finding]:
    """The agreement is renewed after its last day, and it has none.

    One side reads that it must be renewed to go on, the other that it goes on for ever. Give the term a last day,
    or remove the renewal.
    """
    term = subject.agreement.term
    if term is not None and term.to is None and term.renewal != "none":
        yield Finding(
            "term.renewal",
            f'The renewal is "{term.renewal}", and the term has no last day after which it could be renewed.',
            'Add "to: DATE" to the term, or write "renewal: none".',
        )


@check("notice-longer-than-term", "warning", "governance", title="A notice longer than the term")
def notice_too_long(subject: Subject) -> Iterator[Finding]:
    """The notice to give up the agreement is longer than the term itself.

    The last moment to say no is then before the first day, so whoever signs has already agreed to the renewal.
    Shorten the notice, or lengthen the term.
    """
    term = subject.agreement.term
    if term is None or term.to is None or term.notice is None:
        return
    if _days_before(term.to, term.notice) < term.from_:
        yield Finding(
            "term.notice",
            f"A notice of {term.notice} before {term.to} would have to be given before the first day, {term.from_}.",
            "Shorten the notice, or lengthen the term.",
        )


@check("renewal-without-reminder", "warning", "governance", title="A renewal that nobody is reminded of")
def renewal_without_reminder(subject: Subject) -> Iterator[Finding]:
    """The agreement renews itself, and before the last day to give notice nothing brings the parties together.

    Ninety days before the end is a day in autumn that nobody has in mind. It passes, and a client who wanted to
    leave pays for another year. A review before that day, or a responsibility such as "due: 120 days before the
    last day" to say that the renewal is near, is the reminder.
    """
    term = subject.agreement.term
    if term is None or term.renewal != "automatic" or term.to is None or term.notice is None:
        return
    last_call = _days_before(term.to, term.notice)
    if last_call < term.from_:
        return
    if not _reviewed_before(subject, term, last_call) and not _told_before(subject, term.to, last_call):
        yield Finding(
            "term.renewal",
            f"The agreement renews itself unless notice is given by {last_call}, and neither a review nor a "
            "responsibility comes before that day.",
            'Review more often, or add a responsibility "due: 120 days before the last day".',
        )


def _days_before(last: date, length: Duration) -> date:
    """The date so long before the last day; a shorter length than a day is none."""
    days = int(length.amount * _DAYS.get(length.unit, 0))
    return last - timedelta(days=min(days, (last - date.min).days))


def _reviewed_before(subject: Subject, term: Term, last_call: date) -> bool:
    review = subject.agreement.review
    if review is None or review.every is None:
        return False
    return (last_call - term.from_).days >= days_of(review.every)


def _told_before(subject: Subject, last: date, last_call: date) -> bool:
    responsibilities = subject.agreement.responsibilities
    dues = [
        duty.due
        for duties in (responsibilities.client, responsibilities.provider)
        for duty in duties.values()
        if duty.due is not None and duty.due.kind == "before" and duty.due.anchor == "last day"
    ]
    return any(due.length is not None and _days_before(last, due.length) <= last_call for due in dues)
