"""A draft applied to history: as if it had been in force for the whole time of the current agreement."""

from collections.abc import Sequence

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
        term = (draft.term or Term.model_validate({"from": first})).model_copy(
            update={"from_": first, "to": last}
        )
    return draft.model_copy(update={"term": term, "in_force_from": None})


def same_clock(one: Standard, other: Standard, mine: Agreement, theirs: Agreement) -> bool:
    """Whether two standards give every ticket the same verdict, whatever they make of the figures."""
    if _clock(one) != _clock(other) or list(mine.services) != list(theirs.services):
        return False
    hours = [{name: service.hours for name, service in each.services.items()} for each in (mine, theirs)]
    return hours[0] == hours[1] and all(
        getattr(mine, name) == getattr(theirs, name)
        for name in ("timezone", "calendars", "priorities", "tracking")
    )


def _clock(standard: Standard) -> Standard:
    return standard.model_copy(update={name: Standard.model_fields[name].default for name in _SCORING})
