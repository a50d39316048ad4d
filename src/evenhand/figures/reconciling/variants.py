"""Counterfactuals: one thing counted otherwise, and the sentence that tells it from both sides."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from evenhand.figures.reconciling.standings import Standings
from evenhand.records.tickets import TicketLog
from evenhand.terms.agreement import Agreement
from evenhand.terms.base import FrozenMap
from evenhand.terms.standards import AsAgreed, Clock, Standard
from evenhand.units import Duration, Unit


@dataclass(frozen=True, slots=True)
class Case:
    """A differing ticket, for the words in brackets: the instants between which something made a difference.

    `started` and `ended` in UTC seconds; `elapsed` and `paused` in open seconds as the agreement counts,
    `desk_paused` as the variant does.
    """

    started: int
    ended: int
    elapsed: int
    paused: int
    desk_paused: int


Detail = Callable[[Case], str]


def no_detail(case: Case) -> str:
    """Nothing in brackets."""
    return ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why tickets differ, as one sentence from both sides; `{}` is where a ticket's own detail stands."""

    code: str
    sentence: str
    detail: Detail = no_detail

    @property
    def text(self) -> str:
        """The sentence for all the tickets it explains."""
        return self.sentence.replace("{}", "")

    @property
    def exceptional(self) -> "Reason":
        """The same reason, said of a few tickets while most others speak against it."""
        sentence = f"Unlike on other tickets, t{self.sentence[1:]}"
        return Reason(f"{self.code}, exceptionally", sentence, self.detail)

    def of(self, case: Case) -> str:
        """The sentence for one ticket."""
        words = self.detail(case)
        return self.sentence.replace("{}", f" ({words})" if words else "")


def same_terms(agreement: Agreement) -> Agreement:
    """Leave a version as it is."""
    return agreement


def same_log(log: TicketLog) -> TicketLog:
    """Leave the records as they are."""
    return log


def as_found(ours: Standings, found: Standings) -> Standings:
    """Compare what the variant gives, as it is."""
    return found


@dataclass(frozen=True, slots=True)
class Variant:
    """One thing counted otherwise: in the terms, in the records, or in how the outcome is read.

    `view` turns our standings and those under the variant into the ones to compare with the desk's.
    """

    reason: Reason
    terms: Callable[[Agreement], Agreement] = same_terms
    log: Callable[[TicketLog], TicketLog] = same_log
    view: Callable[[Standings, Standings], Standings] = as_found

    def changes(self, agreements: Iterable[Agreement], logs: Iterable[TicketLog]) -> bool:
        """Whether it changes anything at all."""
        return (
            self.view is not as_found
            or any(self.terms(agreement) != agreement for agreement in agreements)
            or any(self.log(log) is not log for log in logs)
        )


def each_standard(change: Callable[[Standard], Standard]) -> Callable[[Agreement], Agreement]:
    """The same change to every standard of a version."""

    def terms(agreement: Agreement) -> Agreement:
        standards = {clause: change(standard) for clause, standard in agreement.standards.items()}
        return agreement.model_copy(update={"standards": FrozenMap(standards)})

    return terms


def each_clock(change: Callable[[Clock], Clock]) -> Callable[[Agreement], Agreement]:
    """The same change to every clock of a version."""

    def changed(standard: Standard) -> Standard:
        assert standard.clock is not None
        return standard.model_copy(update={"clock": change(standard.clock)})

    return each_standard(changed)


def standards_with(**values: object) -> Callable[[Agreement], Agreement]:
    """Every standard of a version with these values."""
    return each_standard(lambda standard: standard.model_copy(update=values))


def clocks_with(**values: object) -> Callable[[Agreement], Agreement]:
    """Every clock of a version with these values."""
    return each_clock(lambda clock: clock.model_copy(update=values))


def lengthened(seconds: int, days: Fraction) -> Callable[[Agreement], Agreement]:
    """Time frames in open time longer by `seconds`, those in business days by `days`; the others as they are."""

    def longer(length: Duration) -> Duration:
        more = {Unit.SECONDS: Fraction(seconds), Unit.BUSINESS_DAYS: days}.get(length.unit, Fraction(0))
        return Duration(length.amount + more, length.unit, length.text)

    def changed(standard: Standard) -> Standard:
        within = standard.within
        if within is None or isinstance(within, AsAgreed):
            return standard
        if isinstance(within, Duration):
            return standard.model_copy(update={"within": longer(within)})
        by_priority = {priority: longer(length) for priority, length in within.items()}
        return standard.model_copy(update={"within": FrozenMap(by_priority)})

    return each_standard(changed)


def clocks(agreements: Iterable[Agreement]) -> list[Clock]:
    """Every clock of every version."""
    found = [standard.clock for each in agreements for standard in each.standards.values()]
    return [clock for clock in found if clock is not None]
