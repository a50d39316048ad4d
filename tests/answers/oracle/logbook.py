"""A whole log under all versions of an agreement: rows and figures as the oracle reckons them."""

import datetime
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from tests.answers.oracle import reading
from tests.answers.oracle.figures import calendar_period, counted_at, figures, period_of
from tests.answers.oracle.hours import EPOCH
from tests.answers.oracle.measures import measured
from tests.answers.oracle.outcome import irregular, outcome
from tests.answers.oracle.setting import Setting
from tests.answers.oracle.ticket import Row

Tickets = Mapping[str, Sequence[Row]]
BY_TICKET = {
    "count": "count of tickets",
    "reopened share": "share of tickets above 0",
    "first-contact share": "share of tickets above 0",
}


class Versions:
    """All versions, in the order in which they come into force (rule 13)."""

    def __init__(self, texts: Sequence[str], attributes: Sequence[str] = ()) -> None:
        read = sorted((reading.agreement(text) for text in texts), key=lambda one: one["in_force_from"])
        for number, one in enumerate(read, 1):
            one["version"] = one["version"] or number
        first, last = read[0]["from"], read[-1]["to"]
        own_terms = [one["to"] for one in read]
        for one in read:
            one["from"], one["to"] = first, last
        self.settings = [Setting(one, attributes) for one in read]
        self.starts = [
            self.midnight(setting, setting.agreement["in_force_from"]) for setting in self.settings
        ]
        self.ends = [
            self.midnight(setting, end) + 86400 for setting, end in zip(self.settings, own_terms, strict=True)
        ]

    @staticmethod
    def midnight(setting: Setting, date: Any) -> int:
        """When a date begins in the agreement's zone."""
        return setting.zone.showing((date - EPOCH).days * 86400)[0]

    def governing(self, opened: int) -> Setting | None:
        """The version in force at an instant."""
        for place in reversed(range(len(self.settings))):
            if self.starts[place] <= opened:
                return self.settings[place] if opened < self.ends[place] else None
        return None


def rows(versions: Versions, tickets: Tickets, as_of: int) -> list[dict[str, Any]]:
    """What each standard says of each ticket it covers."""
    found = []
    for name, events in tickets.items():
        there = [row for row in events if row["at"] <= as_of]
        openings = [row["at"] for row in there if row["event"] == "opened"]
        if not there:
            continue
        setting = versions.governing(min(openings) if openings else min(row["at"] for row in there))
        if setting is None:
            continue
        for standard in setting.agreement["standards"].values():
            if standard["measure"] is not None:
                continue
            one = outcome(setting, standard, [row for row in events if in_time(setting, row)], as_of)
            if one is not None:
                extra = {"ticket": name, "version": setting.agreement["version"]}
                counted = {"counted": counted_at(standard, one), "period": period_of(setting, standard, one)}
                found.append({**extra, **one, **counted})
    return found


def in_time(setting: Setting, row: Row) -> bool:
    """Did the record arrive before the end of the last date agreed, or do both accept it (rule 26)?"""
    if row.get("received") is None or setting.agreement["late"] is None or row.get("accepted") == "both":
        return True
    unit, days = setting.agreement["late"]
    assert unit == "days", "another limit for late records: not asked of the oracle"
    last = setting.zone.date(row["at"]) + datetime.timedelta(days=int(days) + 1)
    return bool(row["received"] <= Versions.midnight(setting, last))


def ticket_figures(
    versions: Versions, outcomes: Sequence[dict[str, Any]], as_of: int
) -> list[dict[str, Any]]:
    """The figures in which a ticket is met or missed, pooled over versions whose target is the same."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    standards: dict[tuple[str, ...], tuple[Setting, dict[str, Any]]] = {}
    by_version = {setting.agreement["version"]: setting for setting in versions.settings}
    for one in outcomes:
        setting = by_version[one["version"]]
        standard = setting.agreement["standards"][one["standard"]]
        key = tuple(str(standard[part]) for part in ("name", "target", "at_least", "or_at_most", "scored"))
        groups.setdefault(key, []).append(one)
        standards[key] = setting, standard
    return [figure for key, group in groups.items() for figure in figures(*standards[key], group, as_of)]


def reading_figures(
    versions: Versions, readings: Sequence[Mapping[str, Any]], tickets: Tickets, as_of: int
) -> list[dict[str, Any]]:
    """What the readings (or the openings) of each period say of the standards that measure them."""
    setting = versions.settings[0]
    found = []
    for standard in setting.agreement["standards"].values():
        words, target = standard["measure"], standard["target"].get(None)
        if words is None or target is None:
            continue
        groups: dict[Any, list[Fraction]] = {}
        services = standard["service"]
        for one in by_ticket(words, tickets, as_of) if words in BY_TICKET else readings:
            if one["name"] != measured_name(words) or one["at"] > as_of:
                continue
            if services == "all" or one["service"] in services:
                place = calendar_period(setting.zone.date(one["at"]), target["period"])
                groups.setdefault(place, []).append(Fraction(one["value"]))
        for (start, end), values in groups.items():
            result = measured(BY_TICKET.get(words, words), values)
            assert result is not None
            value, number = result
            kept = (
                value >= target["value"] if target["comparison"] == "at least" else value <= target["value"]
            )
            verdict = "not scored" if number < standard["at_least"] else "met" if kept else "missed"
            found.append(
                {
                    "clause": f"standards.{standard['name']}",
                    "period": {"start": start.isoformat(), "end": end.isoformat()},
                    "comparison": target["comparison"],
                    "value": value,
                    "denominator": number,
                    "result": verdict,
                }
            )
    return found


def by_ticket(words: str, tickets: Tickets, as_of: int) -> list[dict[str, Any]]:
    """What each ticket gives to a figure that is made of tickets, as if it were a reading of 1 or 0."""
    found = []
    for events in tickets.values():
        there = [row for row in sorted(events, key=lambda row: row["at"]) if row["at"] <= as_of]
        if not there or irregular(there):
            continue
        one = {"name": words, "at": there[0]["at"], "value": 1, "service": there[0].get("service")}
        if words != "count":
            ends = [place for place, row in enumerate(there) if row["event"] in ("resolved", "closed")]
            if not ends:
                continue
            end, seen = there[ends[0]]["at"], [row["event"] for row in there]
            reopened = "reopened" in seen[ends[0] :]
            answered = any(row["event"] == "responded" and row["at"] < end for row in there)
            alone = not (reopened or answered or "waiting" in seen)
            one.update({"at": end, "value": int(reopened if words == "reopened share" else alone)})
        found.append(one)
    return found


def measured_name(words: str) -> str:
    """The reading that ``mean rating`` or ``share of rating above 3`` is about."""
    if words in BY_TICKET:
        return words
    return words.split(" of ")[-1].split(" above ")[0].split(" below ")[0].removeprefix("mean ")
