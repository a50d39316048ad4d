"""What starts a procedure, as the end of a sentence that begins with "when"."""

from __future__ import annotations

from collections.abc import Sequence

from evenhand.terms.canonical.notations import counted, duration_form
from evenhand.terms.deadlines import (
    DisagreementReaches,
    PlanOverdue,
    PointsReached,
    TargetMissed,
    Trigger,
)
from evenhand.wording.blocks import Bullets, Words
from evenhand.wording.names import Names
from evenhand.wording.phrases import Piece, own, say, sentence, titled


def trigger_words(trigger: Trigger, names: Names) -> Words:
    """What has to happen: `a target was missed in 3 of its last 6 periods`."""
    match trigger:
        case TargetMissed(target_missed=missed, of_the_last=last):
            return say(_missed(missed, last))
        case PointsReached():
            within = duration_form(trigger.in_)
            return say(f"{counted(trigger.points, 'point')} have come together within {within}")
        case DisagreementReaches(disagreement_reaches=stage):
            return say("a disagreement reaches the stage ", _stage(stage, names))
        case PlanOverdue(plan_overdue=length):
            return say(f"an improvement plan is {duration_form(length)} late")
        case _:
            return say("a service is added or removed")


def _missed(missed: int, last: int) -> str:
    if last == 1:
        return "a target was missed in its last 1 period"
    if missed == last:
        return f"a target was missed in {missed} periods in a row"
    return f"a target was missed in {missed} of its last {last} periods"


def _stage(name: str, names: Names) -> Words:
    disagreements = names.agreement.disagreements
    if disagreements is None or name not in disagreements.stages:
        return say(own(name))
    return names.reference(f"disagreements.stages.{name}", titled(name))


def called_for(opening: str, triggers: Sequence[Trigger], names: Names) -> tuple[Words, Bullets | None]:
    """A sentence that begins with `opening`, and with several triggers the list of them that follows it."""
    pieces: list[Piece] = [trigger_words(trigger, names) for trigger in triggers]
    if len(pieces) == 1:
        return sentence(opening, " when ", pieces[0]), None
    return sentence(opening, " when one of these happens:"), Bullets(tuple(sentence(each) for each in pieces))
