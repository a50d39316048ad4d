"""From figures to lines: the tier, the base, the repetition, and what of the credit is granted (rules 23 and 24)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from evenhand.figures.credits.charge_book import Instance
from evenhand.figures.credits.charging import Charged, Charging
from evenhand.figures.credits.clauses import CreditClause, clause_of
from evenhand.figures.credits.lines import Base, Line
from evenhand.figures.credits.money import Money, checked, rounded
from evenhand.figures.credits.over import TicketOver
from evenhand.figures.credits.sentences import told
from evenhand.figures.credits.sharing import within_the_whole
from evenhand.figures.credits.standing import Standing
from evenhand.figures.credits.tiers import applied
from evenhand.figures.credits.wording import listed
from evenhand.figures.dates import period_words
from evenhand.figures.figure import NOT_OVER, Figure
from evenhand.figures.versions import Version
from evenhand.terms.credits import CreditRules
from evenhand.units import tidy

Place = tuple[str, str | None, str | None, str | None]
"""What a figure is of: clause, service, priority, instance."""


@dataclass(frozen=True, slots=True)
class Reckoner:
    """The figures of an agreement and everything their credits hang on.

    `runs` is how many periods in a row were missed, up to and with each period of a place; `figured` how many figures
    a place has in a period; `reported` tells the date the report on a figure is due.
    """

    versions: Sequence[Version]
    figures: Sequence[Figure]
    charging: Charging
    standing: Standing
    tickets: Mapping[str, Sequence[TicketOver]]
    runs: Mapping[tuple[Place, date], int]
    figured: Mapping[tuple[Place, date], int]
    reported: Callable[[Figure], date]

    def lines(self) -> Iterator[Line]:
        """A line for every figure of a clause that may cost credits; breakdowns carry none."""
        yield from (told(line, clause.kind) for line, clause in within_the_whole(self._all()))

    def _all(self) -> Iterator[tuple[Line, CreditClause]]:
        for figure in self.figures:
            version = self._governing(figure)
            clause = clause_of(version.agreement, figure.clause) if version else None
            if version is not None and clause is not None and clause.costs and not figure.breakdown:
                yield self._line(figure, version, clause), clause

    def _governing(self, figure: Figure) -> Version | None:
        """The latest version of a figure's versions."""
        return next((each for each in reversed(self.versions) if each.number in figure.versions), None)

    def _line(self, figure: Figure, version: Version, clause: CreditClause) -> Line:
        agreement, credits = version.agreement, clause.credits
        assert credits is not None
        rules = agreement.credits or CreditRules()
        currency = agreement.currency
        notes = (NOT_OVER,) if NOT_OVER in figure.notes else ()
        plain = Line(figure, currency, granted=Money(0, currency), notes=notes)
        found = applied(credits, figure, self._over(figure))
        if found is None:
            return replace(plain, reason=_nothing(figure))
        conditions = self.standing.conditions(figure, credits, rules)
        held = self.standing.held(figure)
        if not found.ratio:
            points = 0 if held else found.points
            return replace(plain, applied=found, points=points, reason=held, conditions=conditions)
        run = self.runs.get((place_of(figure), figure.first), 0)
        repeats = (
            rules.repeated is not None and figure.result == "missed" and run >= rules.repeated.consecutive
        )
        times = rules.repeated.times if rules.repeated and repeats else Fraction(1)
        base = self._base(figure, version, clause, credits.base or rules.base or "charge of the service")
        ratio = found.ratio * times
        line = replace(
            plain, applied=found, base=base, ratio=ratio, times=times, run=run, conditions=conditions
        )
        if base.missing:
            return replace(line, reason=f"the charge is not known, as {base.missing}")
        if base.unsaid:
            line = replace(line, notes=(*notes, base.unsaid))
        reckoned = rounded(checked(base.amount * ratio), rules.rounding, currency)
        unmet = [each.name for each in conditions if not each.holds]
        reason = (
            held
            or (f"not shown to hold: {listed(unmet)}" if unmet else "")
            or self.standing.unclaimed(figure, rules, agreement, self.reported)
        )
        return replace(
            line, reckoned=reckoned, granted=Money(0, currency) if reason else reckoned, reason=reason
        )

    def _over(self, figure: Figure) -> list[TicketOver]:
        """The late tickets that count in a figure; none where there are too few for it to be scored."""
        if figure.result == "not scored" and figure.target is not None:
            return []
        return [
            each
            for each in self.tickets.get(figure.clause, ())
            if figure.first <= each.period < figure.end
            and each.version in figure.versions
            and figure.service in (None, each.service)
            and figure.priority in (None, each.priority)
        ]

    def _base(self, figure: Figure, version: Version, clause: CreditClause, kind: str) -> Base:
        """What the credit is a share of, over the figure's own period; of trailing days, over what they stand for."""
        services = (
            None if kind == "total charge" else (figure.service,) if figure.service else clause.services
        )
        instance = None
        if services is not None and clause.for_each is not None and figure.instance is not None:
            instance = Instance(tidy(clause.for_each), figure.instance)
        names = [self._name(version, service) for service in services or ()]
        name = f"the charge of {listed(names)}" if names else "the total charge"
        parts = [self.charging.of(services, start, end) for start, end in self._dates(figure)]
        base = Base(_sum(parts), name, services, _missing(parts))
        if services is not None and instance is not None:
            base = self._of_instance(figure, base, services[0], instance)
        if figure.first != figure.start:
            base = replace(base, name=f"{base.name} for {period_words(figure.first, figure.end)}")
        return base

    def _of_instance(self, figure: Figure, whole: Base, service: str, instance: Instance) -> Base:
        """What of the charge of a service is that of one instance."""
        dates = self._dates(figure)
        parts = [self.charging.of_instance(service, instance, start, end) for start, end in dates]
        base = replace(whole, amount=_sum(parts), missing=_missing(parts))
        shared = self.charging.shared_by(service, instance, figure.end - timedelta(days=1))
        if shared is None:
            name = whole.name.removeprefix("the charge of ")
            return replace(base, name=f"the charge of one {instance.attribute} of {name}")
        unsaid = (
            f'how many of "{instance.attribute}" there are is not recorded, so the {shared.number} that the records '
            "name share the charge"
        )
        name = f"1/{shared.number} of {whole.name}"
        return replace(base, name=name, whole=whole.amount, unsaid="" if shared.recorded else unsaid)

    def _dates(self, figure: Figure) -> list[tuple[date, date]]:
        """The dates whose charge is the base: the whole period, or what an amendment left a figure of it."""
        if self.figured[place_of(figure), figure.first] > 1:
            parts = [
                (max(figure.first, each.first or figure.first), min(figure.end, _after(each, figure.end)))
                for each in self.versions
                if each.number in figure.versions
            ]
            if parts := [(start, end) for start, end in parts if start < end]:
                return parts
        return [(figure.first, figure.end)]

    def _name(self, version: Version, service: str) -> str:
        found = version.agreement.services.get(service)
        return found.name if found and found.name else service


def place_of(figure: Figure) -> Place:
    """What a figure is of, whatever its period."""
    return figure.clause, figure.service, figure.priority, figure.instance


def figured(figures: Sequence[Figure]) -> Mapping[tuple[Place, date], int]:
    """How many figures each place has in each period: several where an amendment made them."""
    return Counter((place_of(each), each.first) for each in figures if not each.breakdown)


def runs_of(figures: Sequence[Figure]) -> dict[tuple[Place, date], int]:
    """How many periods in a row each place had been missed by the end of each period.

    A period that was not missed, whatever it was, ends the row; so does one without a figure.
    """
    missed: dict[tuple[Place, date], tuple[date, bool]] = {}
    for figure in figures:
        if not figure.breakdown:
            key = (place_of(figure), figure.first)
            _, before = missed.get(key, (figure.end, False))
            missed[key] = (figure.end, before or figure.result == "missed")
    runs: dict[tuple[Place, date], int] = {}
    reached: dict[Place, tuple[date, int]] = {}
    for (place, start), (end, failed) in sorted(missed.items(), key=lambda item: item[0][1]):
        until, run = reached.get(place, (start, 0))
        runs[place, start] = (run if until == start else 0) + 1 if failed else 0
        reached[place] = (end, runs[place, start])
    return runs


def _sum(parts: Sequence[Charged]) -> Fraction:
    return sum((part.amount for part in parts), Fraction(0))


def _missing(parts: Sequence[Charged]) -> str:
    return next((part.missing for part in parts if part.missing), "")


def _nothing(figure: Figure) -> str:
    because = f", {figure.because}" if figure.because else ""
    return "missed, and no tier holds" if figure.result == "missed" else f"{figure.result}{because}"


def _after(version: Version, otherwise: date) -> date:
    return version.last + timedelta(days=1) if version.last else otherwise
