"""Which figures of availability an agreement has: its clauses, with versions pooled where the target is the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from evenhand.figures.periods import PeriodUnit, step_of
from evenhand.figures.versions import Version
from evenhand.terms.agreement import Agreement
from evenhand.terms.availability import Availability
from evenhand.units import Period


@dataclass(frozen=True, slots=True)
class Group:
    """One clause of one service in the versions that count in one figure (rule 18)."""

    service: str
    name: str
    versions: tuple[tuple[Version, Availability], ...]

    @property
    def clause(self) -> Availability:
        """The clause in the latest of its versions."""
        return self.versions[-1][1]

    @property
    def agreement(self) -> Agreement:
        """The latest of its versions."""
        return self.versions[-1][0].agreement

    @property
    def address(self) -> str:
        """The clause's address."""
        return address(self.service, self.name)

    @property
    def title(self) -> str:
        """What the figure is called: the service, and the clause where there are several."""
        return title(self.agreement, self.service, self.name)

    @property
    def step(self) -> PeriodUnit:
        """How often its figures are made where they have no calendar period."""
        return step_of(self.agreement)

    @property
    def period(self) -> Period:
        """The period of its figures: the target's, else that of reports, else a month."""
        return self.clause.target.period if self.clause.target else Period(self.step)

    @property
    def first(self) -> date | None:
        """The first day on which a version of it is in force."""
        return self.versions[0][0].first


def groups(versions: Sequence[Version]) -> Iterator[Group]:
    """Every clause in the order of the latest version that has it."""
    order: dict[tuple[str, str], None] = {}
    for version in reversed(versions):
        for service, terms in version.agreement.services.items():
            order.update(dict.fromkeys((service, name) for name in terms.availability))
    for service, name in order:
        pools: dict[object, list[tuple[Version, Availability]]] = {}
        for version in versions:
            held = version.agreement.services.get(service)
            clause = held.availability.get(name) if held else None
            if clause is not None:
                pools.setdefault(scoring(clause), []).append((version, clause))
        yield from (Group(service, name, tuple(members)) for members in pools.values())


def scoring(clause: Availability) -> object:
    """What has to be the same for the time of two versions to count in one figure."""
    return (clause.target, clause.minimum, clause.at_least, clause.for_each)


def address(service: str, name: str) -> str:
    """The address of a clause of availability.

    >>> address("web", ""), address("web", "region")
    ('services.web.availability', 'services.web.availability.region')
    """
    return f"services.{service}.availability" + (f".{name}" if name else "")


def title(agreement: Agreement, service: str, name: str) -> str:
    """What a figure of availability is called."""
    held = agreement.services[service]
    return f"Availability of {held.name or service}" + (f", {name}" if name else "")
