"""What follows from a figure: minimums that mean nothing, and late tickets that cost nothing."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.facts import is_percentage, targets_of
from evenhand.terms.checks.numbers import level_text
from evenhand.terms.checks.sides import side_of
from evenhand.terms.checks.subject import Subject
from evenhand.units import Duration


@check("minimum-beyond-target", "error", "money", title="A minimum above the target")
def minimum_beyond_target(subject: Subject) -> Iterator[Finding]:
    """The minimum is stricter than the target, so a figure can meet the target and be below the minimum.

    The minimum is the line below which more follows than below the target. Exchange the two, or correct one.
    """
    for address, clause in subject.clauses.items():
        minimum = clause.minimum
        for target in targets_of(clause).values() if minimum is not None else ():
            if minimum is None or minimum == target.value or not target.met_by(minimum):
                continue
            least, wanted = (
                level_text(value, percentage=target.percentage) for value in (minimum, target.value)
            )
            yield Finding(
                f"{address}.minimum",
                f"The minimum is {least} and the target {wanted}: the minimum is the stricter of the two.",
                f"Exchange them, or write a minimum that is easier to keep than {wanted}.",
            )
            break


@check("minimum-without-consequence", "warning", "money", title="A minimum below which nothing changes")
def minimum_without_consequence(subject: Subject) -> Iterator[Finding]:
    """The clause names a minimum, and no tier begins there, so nothing follows from it.

    A minimum is read as a threat or a promise. Give it a tier of its own, or leave it out.
    """
    for address, clause in subject.clauses.items():
        bounds = {
            side[1] for tier in (clause.credits.tiers if clause.credits else ()) if (side := side_of(tier))
        }
        if clause.minimum is not None and clause.minimum not in bounds:
            least = level_text(clause.minimum, percentage=is_percentage(clause))
            yield Finding(
                f"{address}.minimum",
                f"No tier begins at the minimum of {least}, so nothing follows from it.",
                "Add a tier that begins there, or remove the minimum.",
            )


@check("tier-priority-uncovered", "warning", "money", title="Late tickets of a priority cost nothing")
def priority_uncovered(subject: Subject) -> Iterator[Finding]:
    """The tiers count each late ticket, and leave out a priority that the clause is for.

    Tickets of that priority can be late for ever at no cost. Add its limit, or name only the priorities that are
    meant under "applies to".
    """
    for each in subject.credited:
        counted = {name for _, tier in each.tiers for name in tier.each_ticket_over or ()}
        if not counted:
            continue
        covered = [frame.priority for frame in subject.frames if each.address == f"standards.{frame.name}"]
        left = ", ".join(name for name in covered if name is not None and name not in counted)
        if left:
            yield Finding(
                f"{each.address}.credits",
                f"A late ticket of {left} costs nothing: the tiers count only {', '.join(sorted(counted))}.",
                "Add its limit, or leave it out of the clause.",
            )


@check("tier-below-time-frame", "warning", "money", title="A credit for a ticket in time")
def below_time_frame(subject: Subject) -> Iterator[Finding]:
    """A tier counts tickets that took longer than a limit, and the limit is shorter than the time frame.

    A ticket can then be in time and still cost a credit. Let the limit be the time frame, or longer.
    """
    frames = {(frame.name, frame.priority): frame.within for frame in subject.frames}
    for each in subject.credited:
        for address, tier in each.tiers:
            for priority, limit in (tier.each_ticket_over or {}).items():
                within = frames.get((each.address.partition(".")[2], priority))
                if (
                    isinstance(within, Duration)
                    and within.unit is limit.unit
                    and limit.amount < within.amount
                ):
                    yield Finding(
                        address,
                        f"A ticket of {priority} has {within.text}, and costs a credit after {limit.text}.",
                        f"Write {within.text} or longer.",
                    )
