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
    """Return what a page says of a clause: sentences about its figures, and those, credits and verdicts that change.

    Only records that were told to both sides count, so both are told the same. Where nothing is agreed yet, there is
    nothing to hold the text against: no figure, credit or verdict changes.
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
        **(_beside(result, clause) if result.get("beside") else {}),
    }


def _beside(result: dict[str, Any], clause: str) -> dict[str, Any]:
    """What the text on the table changes in the figures of a clause, and in the credits of all."""
    agreed, tabled = result["totals"]
    return {
        "differing": [pair for pair in result["differing"] if _within(pair["either"]["clause"], clause)],
        "turned": [one for one in result["changed"] if _within(one["clause"], clause)],
        "credits": {"agreed": agreed["credits"], "tabled": tabled["credits"]},
    }


def _within(address: str, clause: str) -> bool:
    return f"{address}.".startswith(f"{clause}.")
