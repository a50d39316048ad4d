"""Governance: reports that come, to both, and after which the figures stand."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.subject import Subject


def sides(names: tuple[str, ...]) -> set[str]:
    """Return the parties that contacts belong to.

    >>> sides(("client.owner", "client.practice-manager"))
    {'client'}
    """
    return {name.partition(".")[0] for name in names}


@check("report-without-period", "warning", "governance", title="Reports without a rhythm")
def report_without_period(subject: Subject) -> Iterator[Finding]:
    """Reports are agreed, and nothing says how often there is one.

    "Regular reports" are sent until the first bad month. Say how often; the period of the targets is the natural one.
    """
    if subject.agreement.reporting is not None and subject.agreement.reporting.every is None:
        yield Finding(
            "reporting.every", "Nothing says how often there is a report.", 'Add "every: month".', "how often"
        )


@check("report-without-due", "warning", "governance", title="Reports without a due date")
def report_without_due(subject: Subject) -> Iterator[Finding]:
    """Reports are agreed, and nothing says by when each is due.

    A report that may come at any time comes last, after the period in which it could have helped. Say by when:
    "5 business days after the period". A date that is counted from the report itself is none.
    """
    reporting = subject.agreement.reporting
    if reporting is not None and (reporting.due is None or reporting.due.anchor == "report"):
        yield Finding(
            "reporting.due",
            "Nothing says by when a report is due."
            if reporting.due is None
            else f'The report is due "{reporting.due.text}", which is counted from itself.',
            'Write "due: 5 business days after the period".',
            "when reports are due",
        )


@check("report-to-one-side", "warning", "governance", title="Reports that one party does not get")
def report_to_one_side(subject: Subject) -> Iterator[Finding]:
    """Nobody of one party gets the reports.

    The figures stand once a report is accepted, and somebody who did not get it cannot accept or question it.
    Name at least one contact of each party.
    """
    reporting = subject.agreement.reporting
    lacking = {"client", "provider"} - sides(reporting.to) if reporting else set()
    for side in sorted(lacking):
        yield Finding(
            "reporting.to",
            f"Nobody of the {side} gets the reports.",
            f"Add a contact of the {side}.",
            f"who gets reports at the {side}",
        )


@check("report-never-accepted", "advice", "governance", title="Figures that never stand")
def report_never_accepted(subject: Subject) -> Iterator[Finding]:
    """Nothing says after how long the figures of a report stand unless they are questioned.

    Until then every figure, and the credit that follows from it, may be reopened. Give the reader a fair time, such
    as 10 business days.
    """
    if subject.agreement.reporting is not None and subject.agreement.reporting.accepted_within is None:
        yield Finding(
            "reporting.accepted within",
            "Nothing says after how long the figures of a report stand.",
            'Add "accepted within: 10 business days".',
            "when figures stand",
        )


@check("plan-without-due", "warning", "governance", title="An improvement plan without a due date")
def plan_without_due(subject: Subject) -> Iterator[Finding]:
    """A plan is called for when targets are missed, and nothing says how soon it has to be there.

    Twice missed means that something has to change soon. A plan without a date is written when the quarter is over.
    Say how soon: "plan within: 10 business days".
    """
    improvement = subject.agreement.reporting.improvement if subject.agreement.reporting else None
    if improvement is not None and improvement.plan_within is None:
        yield Finding(
            "reporting.improvement.plan within",
            "Nothing says how soon an improvement plan has to be there.",
            'Add "plan within: 10 business days".',
            "when a plan is due",
        )
