"""Writes a document in another way that means the same: order, notation, defaults, layout."""

from __future__ import annotations

import copy
import json
import random
import re
from typing import Any

import yaml

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LENGTH = re.compile(r"([0-9]+) (minute|hour|day|week|month|year|business day)s?")
_FACTORS = {
    "minute": [(60, "seconds")],
    "hour": [(60, "minutes"), (3600, "seconds")],
    "week": [(7, "days")],
    "year": [(12, "months")],
}
# Keys below which the order of the parts says something.
_ORDERED = ("priorities", "listed", "stages", "tiers", "steps", "credits", "from", "table")
_LISTS = ("includes", "to", "attend", "notify", "who", "pauses", "warn at", "when", "also when", "priority")
_DEFAULTS = {
    "when reopened": "resumes",
    "counted in": "period decided",
    "service": "all",
    "at least": "0 tickets",
}


def rewritten(plain: Any, chance: random.Random) -> Any:
    """The tree of a document with the same meaning."""
    whole = copy.deepcopy(_part(plain, "", chance))
    whole.setdefault("language", "en")
    if "term" in whole:
        whole.setdefault("in force from", whole["term"]["from"])
    for standard in whole.get("standards", {}).values():
        for key, value in _DEFAULTS.items():
            if chance.random() < 0.5:
                standard.setdefault(key, value)
    return whole


def _part(value: Any, key: str, chance: random.Random) -> Any:
    if isinstance(value, dict):
        return _map(value, key, chance)
    if isinstance(value, list):
        items = [_part(item, key, chance) for item in value]
        if key in _LISTS:
            chance.shuffle(items)
            items += items[: chance.randint(0, 1) * (key != "pauses")]
        return items[0] if len(items) == 1 and key in _LISTS and chance.random() < 0.5 else items
    return _text(value, chance)


def _map(value: dict[str, Any], key: str, chance: random.Random) -> dict[str, Any]:
    items = [(name, _part(below, name, chance)) for name, below in value.items()]
    if key == "hours":
        items = [*_days(dict(items)).items()]
    if key not in _ORDERED:
        chance.shuffle(items)
    return dict(items)


def _days(hours: dict[str, Any]) -> dict[str, Any]:
    """Each day written out."""
    found = {}
    for days, spans in hours.items():
        first, _, last = days.partition("-")
        start, end = _DAYS.index(first), _DAYS.index(last or first)
        for day in range(start, end + (8 if end < start else 1)):
            found[_DAYS[day % 7]] = spans
    return found


def _text(text: str, chance: random.Random) -> str:
    match = _LENGTH.fullmatch(text)
    if match is None:
        return text
    number, unit = int(match[1]), match[2]
    ways = [(1, unit), (1, f"{unit}s"), *_FACTORS.get(unit, [])]
    factor, name = chance.choice(ways)
    return f"{number * factor} {name}"


def as_text(plain: Any, chance: random.Random) -> tuple[str, str]:
    """A tree as the text of a document in some layout, and a name for the file."""
    if chance.random() < 0.3:
        return json.dumps(
            plain, indent=chance.choice([None, 1]), ensure_ascii=chance.random() < 0.5
        ), "a.json"
    text = yaml.safe_dump(
        json.loads(json.dumps(plain)),
        default_flow_style=chance.choice([None, False, True]),
        sort_keys=False,
        allow_unicode=True,
        width=chance.choice([40, 10_000]),
    )
    lines = [
        line + "  # a remark" * (chance.random() < 0.2 and line.endswith(":")) for line in text.split("\n")
    ]
    return chance.choice(["\n", "\r\n"]).join(lines), "a.yaml"
