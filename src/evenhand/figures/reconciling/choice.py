"""Which standards the desk's column is held against."""

from collections.abc import Sequence

from evenhand.errors import UsageError
from evenhand.terms.agreement import Agreement
from evenhand.terms.base import FrozenMap
from evenhand.terms.standards import Standard


def narrowed(agreements: Sequence[Agreement], standard: str | None = None) -> list[Agreement]:
    """The versions with only the standards to compare with: the one asked for, else those that end with the work.

    Without a name, a version's only clock is taken; of several, those that stop at resolved or closed, together,
    when no ticket belongs to two of them. Raises UsageError naming the choices when that does not settle it.
    """
    chosen = [_chosen(agreement, standard) for agreement in agreements]
    if not any(chosen):
        raise UsageError(_nothing(agreements, standard))
    return [
        agreement.model_copy(
            update={"standards": FrozenMap({clause: agreement.standards[clause] for clause in clauses})}
        )
        for agreement, clauses in zip(agreements, chosen, strict=True)
    ]


def _clocks(agreement: Agreement) -> dict[str, Standard]:
    return {clause: each for clause, each in agreement.standards.items() if each.clock is not None}


def _chosen(agreement: Agreement, wanted: str | None) -> list[str]:
    clocks = _clocks(agreement)
    if wanted is not None:
        return [wanted] if wanted in clocks else []
    if len(clocks) < 2:
        return list(clocks)
    ends = [each for each in clocks if _ends_with_work(clocks[each])]
    together = all(
        _apart(clocks[one], clocks[other]) for place, one in enumerate(ends) for other in ends[:place]
    )
    if not ends or not together:
        raise UsageError(f"Several standards have a clock. Say which with --standard: {', '.join(clocks)}.")
    return ends


def _nothing(agreements: Sequence[Agreement], wanted: str | None) -> str:
    known = list(dict.fromkeys(clause for agreement in agreements for clause in _clocks(agreement)))
    if not known:
        return "The agreement has no standard with a clock, so there is nothing to compare."
    return f'There is no standard "{wanted}" with a clock. Those with one: {", ".join(known)}.'


def _ends_with_work(standard: Standard) -> bool:
    return standard.clock is not None and standard.clock.stops in ("resolved", "closed")


def _apart(one: Standard, other: Standard) -> bool:
    """Whether no ticket can belong to both at one time, as their terms say it."""
    if "all" not in (one.service, other.service) and not {*one.service} & {*other.service}:
        return True
    first, second = one.applies_to, other.applies_to
    return any(not {*first[name]} & {*second[name]} for name in first.keys() & second.keys())
