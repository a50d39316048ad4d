"""What the first page of an agreement shows of its figures."""

from __future__ import annotations

from typing import Any

from django import template

from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.tracking.figures.questions import question
from evenhand_portal.tracking.figures.shown import shown_of
from evenhand_portal.tracking.models import Reckoning

register = template.Library()


@register.inclusion_tag("tracking/promised.html")
def promised(desk: Desk) -> dict[str, Any]:
    """Show what was promised and what happened where that was reckoned already; else the page asks for it."""
    asked = question(desk, "figures")
    facts: dict[str, Any] = {"desk": desk, "asked": asked.versions and asked.uploads}
    if facts["asked"]:
        reckonings = Reckoning.objects.defer("result").filter(agreement=desk.agreement)
        found = reckonings.filter(key=asked.key, what=asked.what).first()
        if found is not None and (shown := shown_of(found)):
            facts |= {"shown": shown, "result": shown.rest}
    return facts
