"""Rules for the management elements: responsibilities, escalation, reports, the end of the agreement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from evenhand.terms.agreement import Agreement
from evenhand.terms.canonical.normal import Part
from evenhand.terms.deadlines import PlanOverdue, PointsReached, TargetMissed
from evenhand.terms.difference.favours.case import (
    OTHER,
    Case,
    Rule,
    Side,
    Verdict,
    always,
    neither,
    undecided,
)
from evenhand.terms.difference.favours.rules import deadline, grade, number, rhythm, there, time
from evenhand.terms.management import (
    Amendments,
    IfNotMet,
    Improvement,
    Reporting,
    Responsibilities,
    Responsibility,
    Step,
)
from evenhand.terms.parties import Contact, EndEarly, Party, Term

_NAMES: Final = always(neither("Only who people are and how they are reached."))
_BOTH: Final = "It binds both sides."
_ENDERS: Final = {"client": {"client"}, "provider": {"provider"}, "either": {"client", "provider"}}


def _owed(rule: Callable[[Side], Rule]) -> Rule:
    """Ask the rule for the side that owes the responsibility in which the change lies."""

    def asked(case: Case) -> Verdict:
        return rule("client" if case.was[1] == "client" else "provider")(case)

    return asked


def _pauses(owes: Side) -> Rule:
    """Clocks that pause while the client owes something; what a pause for the provider's own debt means is open."""
    return there("provider", "a pause of clocks") if owes == "client" else always(undecided())


def _acknowledged(case: Case) -> Verdict:
    """How soon a step is answered, by people of one side alone."""
    sides = {name.partition(".")[0] for step in (case.old, case.new) for name in cast(Step, step).notify}
    if sides not in ({"client"}, {"provider"}):
        return undecided("People of both sides are told.")
    bound: Side = "client" if "client" in sides else "provider"
    return time(bound, "the time to acknowledge", there(OTHER[bound], "a time to acknowledge"))(case)


def _ending(case: Case) -> Verdict:
    """A right to end early that is new or gone."""
    right = cast(EndEarly, case.after if case.added else case.before)
    if right.by == "either":
        return undecided("Either side may use it.")
    return there(right.by, "a right to end early")(case)


def _ender(case: Case) -> Verdict:
    """Who may end the agreement early."""
    one, other = _ENDERS[case.before], _ENDERS[case.after]
    gains, loses = other - one, one - other
    favoured: Side = "client" if "client" in gains or "provider" in loses else "provider"
    return favoured, f"{'Either side' if len(other) > 1 else f'The {case.after} alone'} may end early now."


def _notice(case: Case) -> Verdict:
    """Notice for an early end is good for the side that is told."""
    by = {cast(EndEarly, owner).by for owner in (case.old, case.new)}
    if by not in ({"client"}, {"provider"}):
        return undecided("Either side may use it.")
    told: Side = "client" if "provider" in by else "provider"
    return time(told, "the notice", there(told, "a notice"))(case)


def _sooner(rule: Callable[[Side], Rule]) -> Rule:
    """For triggers: ask the rule for the side that gains when the trigger is reached more easily."""

    def asked(case: Case) -> Verdict:
        if case.was[0] == "reporting":
            return rule("client")(case)
        rights = [agreement.term.end_early[int(path[2])].by if agreement.term and path[0] == "term" else "either"
                  for agreement, path in ((case.first, case.was), (case.second, case.now))]  # fmt: skip
        if rights[0] != rights[1] or rights[0] == "either":
            return undecided(_BOTH)
        return rule(rights[0])(case)

    return asked


MANAGEMENT: Final[dict[Part, Rule]] = {
    (Agreement, "agreement"): always(neither("Only what the agreement is called.")),
    (Agreement, "reference"): always(neither("Only how the agreement is referred to.")),
    (Agreement, "version"): always(neither("Only the number of the version.")),
    (Agreement, "language"): always(neither("Only the language it is written in.")),
    (Party, "contacts"): _NAMES,
    (Contact, "role"): _NAMES,
    (Contact, "name"): _NAMES,
    (Contact, "email"): _NAMES,
    (Contact, "telephone"): _NAMES,
    (Responsibilities, "client"): there("provider", "a responsibility of the client"),
    (Responsibilities, "provider"): there("client", "a responsibility of the provider"),
    (Responsibility, "within"): _owed(
        lambda side: time(side, "the time to do it", there(OTHER[side], "a time to do it"))
    ),
    (Responsibility, "due"): _owed(
        lambda side: deadline(side, "the day by which it is done", there(OTHER[side], "a day by which it is done"))
    ),
    (Responsibility, "every"): _owed(lambda side: rhythm(OTHER[side], "what is owed")),
    (Responsibility, "evidence"): _owed(
        lambda side: grade(OTHER[side], "what has to be shown", ("not required", "required"))
    ),
    (Responsibility, "if_not_met"): _owed(_pauses),
    (IfNotMet, "pauses"): _owed(_pauses),
    (Step, "acknowledge_within"): _acknowledged,
    (Agreement, "reporting"): there("client", "a duty to report"),
    (Reporting, "every"): rhythm("client", "the report"),
    (Reporting, "due"): deadline("provider", "the day of the report", there("client", "a day of the report")),
    (Reporting, "improvement"): there("client", "a duty to make a plan"),
    (Improvement, "when"): there("client", "a reason to make a plan"),
    (Improvement, "plan_within"): time("provider", "the time for a plan", there("client", "a time for a plan")),
    (TargetMissed, "target_missed"): _sooner(
        lambda side: number(OTHER[side], "the number of misses that it takes")
    ),
    (TargetMissed, "of_the_last"): _sooner(lambda side: number(side, "the number of periods that are looked at")),
    (PointsReached, "points"): _sooner(lambda side: number(OTHER[side], "the number of points that it takes")),
    (PointsReached, "in_"): _sooner(lambda side: time(side, "the time that is looked at")),
    (PlanOverdue, "plan_overdue"): _sooner(lambda side: time(OTHER[side], "the delay that it takes")),
    (Term, "end_early"): _ending,
    (EndEarly, "by"): _ender,
    (EndEarly, "notice"): _notice,
    (Amendments, "notified"): always(undecided("Either side may use it.")),
    (Amendments, "notice_of_those"): always(undecided("Either side may use it.")),
}  # fmt: skip
"""What is certain about the management elements; what binds both sides alike is not."""
