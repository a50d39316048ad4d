"""A draft applied to history: as if it had been in force for the whole time of the current agreement."""

from collections.abc import Sequence

from evenhand.figures.backtest.steps import levers
from evenhand.figures.versions import in_force
from evenhand.terms.agreement import Agreement
from evenhand.terms.parties import Term
from evenhand.terms.standards import Standard

_SCORING = ("title", "target", "minimum", "at_least", "or_at_most", "scored", "credits", "warn_at")


def as_if(draft: Agreement, current: Sequence[Agreement]) -> Agreement:
    """The draft with the dates of the current agreement: from its first version's first day to its last's last.

    Its own dates say when it would come into force, which is not what a back-test asks. Raises DocumentError when
    the current documents are not versions of one agreement.
    """
    versions = in_force(current)
    first, last = versions[0].first, versions[-1].last
    term = None
    if first is not None:
        term = (draft.term or Term.model_validate({"from": first.isoformat()})).model_copy(
            update={"from_": first, "to": last}
        )
    return draft.model_copy(update={"term": term, "in_force_from": None})


def same_verdicts(one: Standard, other: Standard, mine: Agreement, theirs: Agreement) -> bool:
    """Whether two standards give every ticket the same verdict, whatever they make of the figures."""
    return same_course(one, other, mine, theirs) and one.within == other.within


def same_course(one: Standard, other: Standard, mine: Agreement, theirs: Agreement) -> bool:
    """Whether the clocks of two standards run alike, whatever time frames they are held against."""
    if _clock(one) != _clock(other) or list(mine.services) != list(theirs.services):
        return False
    hours = [{name: service.hours for name, service in each.services.items()} for each in (mine, theirs)]
    shapes = [[(lever.priority, lever.within.unit) for lever in levers(each)] for each in (one, other)]
    same = hours[0] == hours[1] and shapes[0] == shapes[1]
    return same and all(
        getattr(mine, name) == getattr(theirs, name)
        for name in ("timezone", "calendars", "priorities", "tracking")
    )


def _clock(standard: Standard) -> Standard:
    return standard.model_copy(
        update={name: Standard.model_fields[name].default for name in (*_SCORING, "within")}
    )
