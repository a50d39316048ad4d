"""Outcomes of tickets -> figures: who counts where, and is the target met (SEMANTICS 15, 16 and 18)."""

import datetime
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from tests.answers.oracle.hours import EPOCH
from tests.answers.oracle.setting import Setting


def calendar_period(date: datetime.date, unit: str) -> tuple[datetime.date, datetime.date]:
    """The day, week (from Monday), month, quarter or year a date lies in, end exclusive."""
    if unit == "day":
        return date, date + datetime.timedelta(days=1)
    if unit == "week":
        monday = date - datetime.timedelta(days=date.weekday())
        return monday, monday + datetime.timedelta(days=7)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    first = (date.month - 1) // months * months
    last = date.year * 12 + first + months
    return datetime.date(date.year, first + 1, 1), datetime.date(last // 12, last % 12 + 1, 1)


def period(setting: Setting, at: int, unit: str) -> tuple[datetime.date, datetime.date]:
    """The period an instant counts in: by the wall clock of the agreement's zone, cut by the term."""
    first, last = setting.agreement["from"], setting.agreement["to"]
    date = EPOCH + datetime.timedelta(days=setting.zone.wall(at) // 86400)
    start, end = calendar_period(min(date, last), unit)
    return max(start, first), min(end, last + datetime.timedelta(days=1))


def windows(setting: Setting, at: int, unit: str, as_of: int) -> list[tuple[datetime.date, datetime.date]]:
    """Every period up to `as_of` an instant counts in: one of the calendar, or all trailing days that hold its date.

    Trailing days are looked at when a reporting period ends, and reach back to the beginning of the term at most.
    """
    if not unit.startswith("trailing "):
        return [period(setting, at, unit)]
    length = datetime.timedelta(days=int(unit.split()[1]))
    today = EPOCH + datetime.timedelta(days=setting.zone.wall(as_of) // 86400)
    first, day = period(setting, at, "day")[0], setting.agreement["from"]
    found = []
    while day <= setting.agreement["to"] and day <= today:
        _, end = calendar_period(day, setting.agreement["every"])
        end = min(end, setting.agreement["to"] + datetime.timedelta(days=1))
        if end - length <= first < end:
            found.append((max(end - length, setting.agreement["from"]), end))
        day = end
    return found


def counted_at(standard: dict[str, Any], outcome: dict[str, Any]) -> int | None:
    """The instant that says in which period a ticket counts; None when it is not (yet) counted."""
    if outcome["verdict"] not in ("met", "missed"):
        return None
    found = outcome[standard["counted_in"]]
    return None if found is None else int(found)


def period_of(setting: Setting, standard: dict[str, Any], outcome: dict[str, Any]) -> datetime.date | None:
    """The first day of the ticket's period, for the per-ticket result."""
    targets = standard["target"]
    target = targets[None] if None in targets else targets.get(outcome["priority"])
    at = counted_at(standard, outcome)
    unit = target["period"] if target else "month"
    return None if at is None else period(setting, at, "day" if unit.startswith("trailing") else unit)[0]


def attainment(standard: dict[str, Any], target: dict[str, Any], met: int, missed: int) -> str:
    """``met``, ``missed``, ``not scored`` or ``nothing to measure`` (rule 16)."""
    if met + missed == 0:
        return "nothing to measure"
    if met + missed < standard["at_least"]:
        return "not scored"
    forgiven = standard["or_at_most"] is not None and missed <= standard["or_at_most"]
    return "met" if forgiven or Fraction(met, met + missed) >= target["value"] else "missed"


def figures(
    setting: Setting, standard: dict[str, Any], outcomes: Iterable[dict[str, Any]], as_of: int
) -> list[dict[str, Any]]:
    """One figure for each period (and priority or service, if scored so) in which a ticket was met or missed."""
    tally: dict[tuple[Any, ...], list[int]] = {}
    each_priority = standard["scored"] == "each priority" or None not in standard["target"]
    for outcome in outcomes:
        at = outcome["counted"]
        priority = outcome["priority"] if each_priority else None
        service = outcome["service"] if standard["scored"] == "each service" else None
        target = standard["target"].get(None) or standard["target"].get(outcome["priority"])
        if at is None or target is None:
            continue
        for start, end in windows(setting, at, target["period"], as_of):
            counts = tally.setdefault((priority, service, start, end), [0, 0])
            counts[outcome["verdict"] == "missed"] += 1
    found = []
    for (priority, service, start, end), (met, missed) in sorted(tally.items(), key=str):
        target = standard["target"].get(None) or standard["target"][priority]
        found.append(
            {
                "clause": f"standards.{standard['name']}",
                "priority": priority,
                "service": service,
                "period": {"start": start.isoformat(), "end": end.isoformat()},
                "numerator": met,
                "denominator": met + missed,
                "result": attainment(standard, target, met, missed),
            }
        )
    return found
