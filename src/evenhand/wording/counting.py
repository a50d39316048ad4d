"""What holds for every standard unless it says otherwise (rules 9 to 17)."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.wording.blocks import Block, Bullets
from evenhand.wording.clocks import COUNTED_IN, REOPENED, REPRIORITISED
from evenhand.wording.names import Names
from evenhand.wording.phrases import paragraph, sentence
from evenhand.wording.targets import targets_of, trailing


def counting_blocks(names: Names) -> Iterator[Block]:
    """What holds for every clock unless its standard says otherwise."""
    standards = names.agreement.standards.values()
    clocks = [each for each in standards if each.clock]
    if clocks:
        yield paragraph(sentence("unless a standard says otherwise:"))
        points = [
            "a clock runs only in its hours; a ticket opened outside them starts to count when they open",
            "a waiting that the standard does not name pauses nothing",
            "a ticket is met when the time counted is not more than its time frame, and missed from the first"
            " second after, whether or not it is finished",
            f"when a ticket is reopened, {REOPENED['resumes']}; a response that was given stays given",
            f"when its priority changes, {REPRIORITISED['from opening']}",
            f"for responses, when its priority changes, {REPRIORITISED['from change']}",
            f"a ticket counts {COUNTED_IN['decided']}",
            "a ticket closed without being resolved counts as resolved, and one resolved without a response as"
            " responded to",
            "a ticket cancelled or merged before it was missed is listed and not counted",
        ]
        yield Bullets(tuple(sentence(each) for each in points))
    yield paragraph(
        sentence("a result is never shown better than it is, and 100% only when nothing was missed"),
        sentence("with nothing to measure there is no result, and no credit"),
        *trailing((target for each in standards for target in targets_of(each)), names),
    )
