"""Which figures an agreement has: clauses with their versions pooled or apart, and the slots scored in each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from evenhand.figures.periods import PeriodUnit, step_of, unit_within
from evenhand.figures.tally import Cell
from evenhand.figures.versions import Version
from evenhand.terms.agreement import Agreement
from evenhand.terms.standards import Standard
from evenhand.units import Period, Target


@dataclass(frozen=True, slots=True)
class Slot:
    """One scored figure of a clause: pooled (None), or of one priority or one service ("" for tickets without)."""

    service: str | None
    priority: str | None
    target: Target | None
    period: Period

    @property
    def unit(self) -> PeriodUnit:
        """What its tickets are counted by."""
        return unit_within(self.period)


@dataclass(frozen=True, slots=True)
class Group:
    """Versions of one clause that count in one figure, as their targets are the same (rule 18)."""

    clause: str
    standard: Standard
    versions: tuple[tuple[int, Version], ...]

    @property
    def address(self) -> str:
        """The clause's address."""
        return f"standards.{self.clause}"

    @property
    def step(self) -> PeriodUnit:
        """How often its figures are made where they have no calendar period."""
        return step_of(self.versions[-1][1].agreement)

    @property
    def first(self) -> date | None:
        """The first day on which a version of it is in force."""
        return self.versions[0][1].first

    @property
    def reads(self) -> bool:
        """Whether the figure is made of readings, not of tickets."""
        return self.standard.measure is not None and self.standard.measure.reading is not None


def groups(versions: Sequence[Version]) -> Iterator[Group]:
    """The clauses in the order of the latest version that has them, each with its versions pooled by target."""
    order: dict[str, None] = {}
    for version in reversed(versions):
        order.update(dict.fromkeys(version.agreement.standards))
    for clause in order:
        pools: dict[object, list[tuple[int, Version]]] = {}
        for place, version in enumerate(versions):
            standard = version.agreement.standards.get(clause)
            if standard is not None:
                pools.setdefault(scoring(standard), []).append((place, version))
        for members in pools.values():
            yield Group(clause, members[-1][1].agreement.standards[clause], tuple(members))


def scoring(standard: Standard) -> object:
    """What has to be the same for tickets of two versions to count in one figure."""
    measure = standard.measure
    return (standard.target, standard.at_least, standard.or_at_most, standard.scored, measure)


def slots(group: Group, found: Iterable[Cell]) -> Iterator[Slot]:
    """The figures a clause has in every period: one, or one for each priority or service."""
    standard, target = group.standard, group.standard.target
    cells = list(found)
    if isinstance(target, Target) or target is None:
        period = Period(group.step) if target is None else target.period
        if standard.scored == "each priority":
            names = _priorities(group, cells)
            yield from (Slot(None, name, target, period) for name in names)
        elif standard.scored == "each service":
            names = _services(group, cells)
            yield from (Slot(name, None, target, period) for name in names)
        else:
            yield Slot(None, None, target, period)
        return
    yield from (Slot(None, name, each, each.period) for name, each in target.items())


def _priorities(group: Group, cells: Sequence[Cell]) -> list[str]:
    standard = group.standard
    agreement = group.versions[-1][1].agreement
    names: list[str] = list(standard.applies_to.get("priority", ()))
    if not names and standard.within is not None and not hasattr(standard.within, "unit"):
        names = list(getattr(standard.within, "keys", tuple)())
    if not names:
        names = list(agreement.priorities.names)
    return list(dict.fromkeys([*names, *(cell.priority for cell in cells)]))


def _services(group: Group, cells: Sequence[Cell]) -> list[str]:
    standard = group.standard
    agreement = group.versions[-1][1].agreement
    names = list(agreement.services) if "all" in standard.service else list(standard.service)
    return list(dict.fromkeys([*names, *(cell.service for cell in cells)]))


def units_of(standard: Standard, agreement: Agreement) -> dict[str | None, PeriodUnit]:
    """What tickets are counted by for their figure, by priority; None for every priority not named.

    A standard without a target is counted per reporting period, else per month.
    """
    target = standard.target
    if target is None:
        return {None: step_of(agreement)}
    targets: list[tuple[str | None, Target]] = (
        [(None, target)] if isinstance(target, Target) else list(target.items())
    )
    return {name: unit_within(each.period) for name, each in targets}
