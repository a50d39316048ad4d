"""The cap: the most that is credited over some months, and what it cuts off (rule 23)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from evenhand.figures.credits.charging import Charging
from evenhand.figures.credits.lines import Line
from evenhand.figures.credits.money import Money, cut_down
from evenhand.figures.dates import period_words
from evenhand.figures.deadlines import months_after
from evenhand.terms.credits import Cap

Scope = tuple[str, ...] | None
"""The services a cap is reckoned for: None for all together."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What a cap does to the lines of a statement that fall under it.

    `most` is the cap over its whole time from `start` to the day before `end`; `before` what was granted in it by
    earlier statements; `room` what is left of it; `total` the smaller of the lines' sum and the room; `cut` the rest.
    """

    cap: Cap
    start: date
    end: date
    scope: Scope
    most: Money
    before: Money
    room: Money
    total: Money
    cut: Money
    missing: str = ""

    @property
    def text(self) -> str:
        """The cut in one sentence."""
        before = f", of which {self.before} was granted before" if self.before.minor_units else ""
        whose = f" of {', '.join(self.scope)}" if self.scope else ""
        missing = f" ({self.missing}: counted as nothing)" if self.missing else ""
        return (
            f"Cap of {self.cap.text}: {self.most}{whose} for {period_words(self.start, self.end)}{before}; "
            f"{self.cut if self.cut.minor_units else 'nothing'} is cut off{missing}."
        )

    def to_json(self) -> dict[str, Any]:
        """Plain values; money as decimal strings."""
        return {
            "cap": self.cap.text,
            "services": None if self.scope is None else list(self.scope),
            "period": {"start": self.start.isoformat(), "end": self.end.isoformat()},
            "most": str(self.most.amount),
            "granted_before": str(self.before.amount),
            "room": str(self.room.amount),
            "cut": str(self.cut.amount),
            "text": self.text,
        }


@dataclass(slots=True)
class Capping:
    """Cuts lines statement by statement, in order of time, and remembers what was granted."""

    charging: Charging
    _granted: list[tuple[date, Scope, int]] = field(default_factory=list)

    def cut(self, cap: Cap, lines: Sequence[Line], end: date, currency: str | None) -> tuple[Cut, ...]:
        """The cuts of one statement that ends the day before `end`.

        Lines are taken together by the time of the cap in which they end, and by their services where the cap is a
        share of the charge of the service.
        """
        groups: dict[tuple[date, date, Scope], list[Line]] = {}
        for line in lines:
            if line.granted is None or not line.granted.minor_units:
                continue
            start, until = _time_of(cap, line.last, end)
            scope = None if cap.base == "total charge" else line.base.services if line.base else None
            groups.setdefault((start, until, scope), []).append(line)
        if not groups:
            groups[*_time_of(cap, end - timedelta(days=1), end), None] = []
        ordered = sorted(groups.items(), key=lambda item: (item[0][0], item[0][2] or ()))
        return tuple(self._cut(cap, key, found, end, currency) for key, found in ordered)

    def _cut(
        self,
        cap: Cap,
        key: tuple[date, date, Scope],
        lines: Sequence[Line],
        stated: date,
        currency: str | None,
    ) -> Cut:
        start, end, scope = key
        if cap.months_of_charge is not None:
            found = self.charging.whole_month(scope, min(end, stated) - timedelta(days=1))
            share = Fraction(cap.months_of_charge)
        else:
            found = self.charging.of(scope, start, end)
            share = cap.share or Fraction(0)
        most = cut_down(found.amount * share, currency)
        # Services are capped by themselves only where the cap says so; whatever was granted counts for all of them.
        everything = cap.base == "total charge" or not lines
        earlier = [
            units
            for last, whose, units in self._granted
            if (everything or whose == scope) and start <= last < end
        ]
        before = Money(sum(earlier), currency)
        room = Money(max(most.minor_units - before.minor_units, 0), currency)
        amounts = [line.granted.minor_units for line in lines if line.granted]
        total = Money(min(sum(amounts), room.minor_units), currency)
        last = max((line.last for line in lines), default=start)
        self._granted.append((last, scope, total.minor_units))
        cut = Money(sum(amounts) - total.minor_units, currency)
        return Cut(cap, start, end, scope, most, before, room, total, cut, found.missing)


def _time_of(cap: Cap, last: date, end: date) -> tuple[date, date]:
    """The time of a cap that a line falls into: first day, and the day after the last.

    A month, quarter or year of the calendar is the one that holds the line's last day. `per 12 months` are the
    months up to the end of the statement's last month.
    """
    if cap.rolling:
        until = months_after((end - timedelta(days=1)).replace(day=1), 1)
        return months_after(until, -cap.per_months), until
    first = last.replace(day=1, month=(last.month - 1) // cap.per_months * cap.per_months + 1)
    return first, months_after(first, cap.per_months)
