"""When the steps of an escalation would be taken, for one ticket (rule 14)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from evenhand.clocks.spans import WallSpan
from evenhand.errors import EvenhandError
from evenhand.terms.canonical.texts import percent_form
from evenhand.terms.management import Escalation
from evenhand.terms.standards import Standard
from evenhand.wording.blocks import Example
from evenhand.wording.clocks import done
from evenhand.wording.examples.clocks import Timed, of_priority, timed_of
from evenhand.wording.examples.ground import Ground
from evenhand.wording.names import Names
from evenhand.wording.phrases import listed, sentence


def escalation_examples(terms: Escalation, names: Names) -> Iterator[Example]:
    """The moments at which shares of a time frame are used, under the last of the standards it is for."""
    standards = names.agreement.standards
    chosen = [name for name in terms.applies_to.get("standard", standards) if name in standards]
    clocked = [name for name in chosen if standards[name].clock]
    shares = [step.at.share for step in terms.steps if step.at.share is not None]
    if names.ground is None or not clocked or not shares:
        return
    try:
        yield from _example(clocked[-1], standards[clocked[-1]], shares, names.ground, names)
    except EvenhandError:
        return


def _example(
    name: str, standard: Standard, shares: list[Fraction], ground: Ground, names: Names
) -> Iterator[Example]:
    for one in timed_of(standard, ground)[:1]:
        at, _ = ground.late(one.calendar, one.spare)
        moments = [used(one, share, at) for share in shares]
        clock = standard.clock
        assert clock is not None
        if None not in moments:
            parts = [
                f"{percent_form(share)}{'' if place else ' of the time is used'} at {ground.moment(moment, after=at)}"
                for place, (share, moment) in enumerate(zip(shares, moments, strict=True))
                if moment is not None
            ]
            ticket = ("under ", names.standard(name), ", for a ticket", of_priority(one, standard, names))
            yield Example(sentence(*ticket, f" {done(clock.starts)} {ground.moment(at)}, ", listed(parts)))


def used(one: Timed, share: Fraction, at: int) -> int | None:
    """When this share of a time frame is used, cut to whole units; None for time frames on the wall."""
    within = one.frame.within
    if within is None or isinstance(within, WallSpan):
        return None
    return one.frame.table.due_one(at, (within * share).__floor__())
