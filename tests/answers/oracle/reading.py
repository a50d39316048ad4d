"""The agreement's text as plain dictionaries: only what the oracle needs, read without the product."""

import datetime
import re
from fractions import Fraction
from typing import Any

import yaml

WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
SECONDS = {"second": 1, "minute": 60, "hour": 3600}

# Written down from the governments' own lists, not from a package.
HOLIDAYS: dict[tuple[str, str | None], dict[str, str]] = {
    ("GB", "ENG"): {
        "2026-01-01": "New Year's Day",
        "2026-04-03": "Good Friday",
        "2026-04-06": "Easter Monday",
        "2026-05-04": "May Day",
        "2026-05-25": "Spring Bank Holiday",
        "2026-08-31": "Late Summer Bank Holiday",
        "2026-12-25": "Christmas Day",
        "2026-12-28": "Boxing Day (observed)",
    }
}


def duration(text: str) -> tuple[str, Fraction]:
    """``4 hours`` -> ("seconds", 14400); ``3 business days``, ``2 days``, ``1 week``, ``2 months`` keep a unit."""
    number, unit = text.split(" ", 1)
    unit = unit.removesuffix("s")
    amount = Fraction(number)
    if unit in SECONDS:
        return "seconds", amount * SECONDS[unit]
    if unit == "week":
        return "days", amount * 7
    return {"business day": "business days", "day": "days", "month": "months"}[unit], amount


def clock_time(text: str) -> int:
    """``08:30`` or ``08:30:15`` -> seconds after midnight."""
    parts = [int(part) for part in text.split(":")]
    return parts[0] * 3600 + parts[1] * 60 + (parts[2] if len(parts) > 2 else 0)


def spans(value: str | list[str]) -> list[tuple[int, int]]:
    """``08:00-18:00`` or a list of such; one that ends at or before its start runs past midnight."""
    found = []
    for text in [value] if isinstance(value, str) else value:
        start, end = (clock_time(part) for part in text.split("-"))
        found.append((start, end if end > start else end + 86400))
    return found


def weekdays(key: str) -> list[int]:
    """``mon-fri`` -> [0, 1, 2, 3, 4]."""
    first, _, last = key.partition("-")
    return list(range(WEEK.index(first), WEEK.index(last or first) + 1))


def calendar(terms: dict[str, Any], zone: str) -> dict[str, Any]:
    """One calendar of the agreement, as ``Hours`` wants it."""
    weekly: dict[int, list[tuple[int, int]]] = {}
    hours = terms.get("hours", "always")
    if hours != "always":
        for key, value in hours.items():
            for day in weekdays(key):
                weekly.setdefault(day, []).extend(spans(value))
    closed = {}
    public = terms.get("holidays")
    if isinstance(public, dict):
        for text, name in HOLIDAYS[public["country"], public.get("subdivision")].items():
            closed[datetime.date.fromisoformat(text)] = name
    parts: dict[str, dict[datetime.date, list[tuple[int, int]]]] = {"closed": {}, "open": {}}
    for kind in ("closed", "open"):
        for entry in terms.get(kind, []):
            text = entry if isinstance(entry, str) else entry["date"]
            date = datetime.date.fromisoformat(text)
            if isinstance(entry, dict) and "hours" in entry:
                parts[kind].setdefault(date, []).extend(spans(entry["hours"]))
            else:
                closed[date] = "closed"
    return {
        "zone": terms.get("timezone", zone),
        "always": hours == "always",
        "weekly": weekly,
        "closed": closed,
        "closed_parts": parts["closed"],
        "open": parts["open"],
    }


def pause(value: str | dict[str, str]) -> tuple[str, tuple[str, Fraction] | None]:
    """``waiting on client`` or ``{waiting on client: at most 2 hours}``."""
    if isinstance(value, str):
        return same_words(value), None
    ((reason, limit),) = value.items()
    return same_words(reason), duration(limit.removeprefix("at most "))


def same_words(text: str) -> str:
    """Reasons are compared without regard to case and spare spaces."""
    return " ".join(text.split()).casefold()


def by_priority(value: Any, read: Any) -> dict[str | None, Any]:
    """One value for every priority, kept under None, or a map by priority."""
    if isinstance(value, dict):
        return {key: read(part) for key, part in value.items()}
    return {None: read(value)}


def comparison(text: str) -> dict[str, Any] | None:
    """A target: ``99.9% per month``, ``at least 4.2 per quarter``, ``at most 3 per month``, ``none``."""
    if text == "none":
        return None
    found = re.fullmatch(r"(at least|at most)?\s*([\d.]+)(%?) per (\w+|trailing \d+ days)", text)
    assert found, text
    kind, number, percent, period = found.groups()
    value = Fraction(number) / 100 if percent else Fraction(number)
    return {"comparison": kind or "at least", "value": value, "period": period, "text": text}


def standard(name: str, terms: dict[str, Any]) -> dict[str, Any]:
    """One standard, every default filled in."""
    clock = terms.get("clock") or {}
    services = terms.get("service", "all")
    applies = terms.get("applies to") or {}
    within = terms.get("within")
    frames: Any = None
    if within == "as agreed on the ticket":
        frames = "agreed"
    elif within is not None:
        frames = by_priority(within, duration)
    first_number = re.compile(r"\d+")
    at_most = terms.get("or at most")
    return {
        "name": name,
        "starts": clock.get("starts", "opened"),
        "stops": clock.get("stops", "resolved"),
        "pauses": dict(pause(value) for value in clock.get("pauses", [])),
        "reopened": terms.get("when reopened", "resumes"),
        "reprioritised": terms.get(
            "when reprioritised", "from change" if clock.get("stops") == "responded" else "from opening"
        ),
        "service": services if services == "all" or isinstance(services, list) else [services],
        "applies_to": {key: value if isinstance(value, list) else [value] for key, value in applies.items()},
        "frames": frames,
        "calendar": by_priority(terms["calendar"], str) if "calendar" in terms else None,
        "counted_in": terms.get("counted in", "decided").removeprefix("period "),
        "target": by_priority(terms.get("target", "none"), comparison),
        "at_least": int(first_number.findall(terms.get("at least", "0"))[0]),
        "or_at_most": None if at_most is None else int(first_number.findall(at_most)[0]),
        "scored": terms.get("scored", "together"),
        "measure": terms.get("measure"),
    }


def agreement(text: str) -> dict[str, Any]:
    """The agreement as dictionaries: zone, term, calendars, services, priorities, standards."""
    document = yaml.load(text, Loader=yaml.BaseLoader)
    zone = document.get("timezone", "UTC")
    start = datetime.date.fromisoformat(document["term"]["from"])
    sources = (document.get("tracking") or {}).get("sources", {})
    source = sources.get("tickets") or (next(iter(sources.values())) if len(sources) == 1 else {})
    source_service = source.get("service", "all")
    return {
        "zone": zone,
        "version": int(document.get("version", 0)),
        "from": start,
        "to": datetime.date.fromisoformat(document["term"]["to"]),
        "in_force_from": datetime.date.fromisoformat(document.get("in force from", start.isoformat())),
        "calendars": {name: calendar(terms, zone) for name, terms in document.get("calendars", {}).items()},
        "priorities": list(document.get("priorities") or {}),
        "services": {
            name: (terms or {}).get("hours") for name, terms in document.get("services", {}).items()
        },
        "every": (document.get("reporting") or {}).get("every", "month"),
        "late": duration(source["late records accepted for"])
        if "late records accepted for" in source
        else None,
        "source_service": None if source_service == "all" else source_service,
        "standards": {name: standard(name, terms) for name, terms in document["standards"].items()},
    }
