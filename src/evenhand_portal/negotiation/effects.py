"""What the text on the table would have done to the history that both sides see."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from evenhand_portal.agreements.selectors import Desk, versions_agreed
from evenhand_portal.negotiation.models import Tabled
from evenhand_portal.tracking.figures.answers import reckoned
from evenhand_portal.tracking.figures.questions import Question
from evenhand_portal.tracking.figures.trying import effects
from evenhand_portal.tracking.selectors import records_of_both


def effect_of(desk: Desk, tabled: Tabled, clause: str, now: datetime) -> dict[str, Any]:
    """Return what a page says of a clause: the reckoning, sentences about its figures, and verdicts that changed.

    Only records that were told to both sides count, so both are told the same.
    """
    asked = Question(
        "backtest", tuple(versions_agreed(desk.agreement)), tabled.revision, tuple(records_of_both(desk))
    )
    if not asked.uploads:
        return {"reckoning": None}
    reckoning = reckoned(asked, desk.agreement, now)
    result = reckoning.result or {}
    return {
        "reckoning": reckoning,
        "effects": effects(result, clause),
        "turned": [one for one in result.get("changed", []) if one["clause"] == clause],
    }
