"""The figure, its explanation and a count of every single second say the same, whatever is agreed and recorded."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest

from evenhand.units import iso_utc
from tests.answers.availability import oracle
from tests.unit.figures.availability.helping import both, measured, read, recorded

ZONE = "Europe/London"
WEEKS = {  # the day before the agreement begins, which is also before every record
    "clocks go back": (date(2026, 10, 23), [date(2026, 10, day) for day in (24, 25, 26)]),
    "June": (date(2026, 6, 1), [date(2026, 6, day) for day in (2, 3, 4)]),
}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOUR = 3600

HOURS = (None, [(range(7), 8, 18)], [((0, 1, 2, 5, 6), 6, 14), (range(3, 7), 16, 22)])
WINDOWS = (None, [(range(7), 3, 8)], [(range(7), 6, 13), (range(7), 15, 20)])
CAUSES = ("", "", "client cause", "emergency", "planned maintenance")
EXCLUDED = ("client cause", "planned maintenance", "emergency")
STATES = ("down", "down", "degraded", "unknown", "maintenance", "maintenance")
LENGTHS = (0, 1, 60, 299, 300, 600, HOUR, 3 * HOUR, 20 * HOUR, None)
COMPONENTS = (
    None,
    None,
    ("all", ["a"]),
    ("all", ["a", "b"]),
    ("any", ["a", "b"]),
    ("weights", {"a": Fraction(3, 5), "b": Fraction(2, 5)}),
)


def kind(dice: Random, name: str | None) -> tuple[Any, ...]:
    limits = [
        ("seconds", dice.randrange(6) * HOUR, dice.choice(["day", "week"])),
        ("windows", dice.randrange(3), dice.choice(["day", "month"])),
    ]
    some = dice.sample(limits, dice.randrange(3))
    return name, scaled(dice.choice(WINDOWS)), dice.choice([None, 2 * HOUR]), some


def terms(dice: Random, *, for_each: bool, target: str) -> dict[str, Any]:
    return {
        "target": target,
        "hours": scaled(dice.choice(HOURS)),
        "degraded": dice.choice([None, Fraction(0), Fraction(1, 2), Fraction(1)]),
        "shortest": dice.choice([0, 0, 600, HOUR]),
        "unknown": dice.choice(["excluded", "up", "down"]),
        "removed": dice.random() < 0.5,
        "excludes": [
            (cause, dice.choice([None, "both", "client"]), dice.random() < 0.3)
            for cause in dice.sample(EXCLUDED, dice.randrange(3))
        ],
        "kinds": [kind(dice, name) for name in dice.sample([None, "emergency"], dice.choice([0, 1, 1, 2]))],
        "components": dice.choice(COMPONENTS),
        "for_each": for_each,
        "down_when": dice.choice([None, None, (Fraction(1, 10), 0), (Fraction(1, 10), 1200)]),
        "vouches": 900,
    }


def scaled(spans: Any) -> Any:
    return spans and [(list(days), start * HOUR, end * HOUR) for days, start, end in spans]


def record(dice: Random, base: int) -> tuple[Any, ...]:
    start = base + dice.randrange(4 * 24 * 4) * 900 + dice.choice([0, 0, 1, 299])
    length, state = dice.choice(LENGTHS), dice.choice(STATES)
    notice = dice.choice([None, 2 * HOUR, 2 * HOUR - 1, 9 * HOUR])
    return (
        start,
        None if length is None else start + length,
        state,
        dice.choice(CAUSES),
        None if notice is None else start - notice,
        dice.choice([None, Fraction(1, 4), Fraction(1, 2)]) if state == "degraded" else None,
        dice.choice(["", "client", "both", "client;provider"]),
        dice.choice(["", "photo"]),
        dice.choice(["", "", "a", "b", "a;b", "c"]),
        dice.choice(["", "i-1", "i-2"]),
    )


def yaml_of(first: date, last: date, number: int, one: dict[str, Any]) -> str:
    lines = [f"target: {one['target']}", f"unknown: {one['unknown']}"]
    lines.append(f"excluded time: {'removed' if one['removed'] else 'counted as up'}")
    degraded = one["degraded"]
    lines.append(f"degraded: {'as recorded' if degraded is None else f'{int(degraded * 100)}%'}")
    if one["shortest"]:
        lines.append(f"shortest outage: {one['shortest']} seconds")
    lines.append("excludes: [" + ", ".join(map(exclusion_of, one["excludes"])) + "]")
    lines.append("maintenance: [" + ", ".join(map(kind_of, one["kinds"])) + "]")
    if one["components"]:
        mode, names = one["components"]
        shares = (
            ", ".join(f"{name}: {int(names[name] * 100)}%" for name in names) if mode == "weights" else ""
        )
        key = {"all": "all of", "any": "any of", "weights": "weights"}[mode]
        lines.append(f"components: {{{key}: " + (f"{{{shares}}}}}" if shares else f"[{', '.join(names)}]}}"))
    if one["for_each"]:
        lines.append("for each: instance")
    if one["down_when"]:
        above, lasting = one["down_when"]
        lasts = f", for: {lasting} seconds" if lasting else ""
        lines.append(f"down when: {{reading: error rate, above: {int(above * 100)}%{lasts}}}")
    calendar = "always" if one["hours"] is None else weekly(one["hours"])
    return (
        f"agreement: Web\nreference: W\nversion: {number}\nin force from: {first}\ntimezone: {ZONE}\n"
        f"term: {{from: {first}, to: {last}}}\ncalendars: {{open: {{hours: {calendar}}}}}\n"
        "reporting: {every: day}\n"
        "tracking: {sources: {monitor: {from: probe, service: web, silent after: 15 minutes}}}\n"
        f"services:\n  web:\n    hours: open\n    availability:\n      " + "\n      ".join(lines) + "\n"
    )


def weekly(spans: list[tuple[list[int], int, int]]) -> str:
    days: dict[str, list[str]] = {}
    for weekdays, start, end in spans:
        for day in weekdays:
            days.setdefault(DAYS[day], []).append(span_of(start, end))
    return "{" + ", ".join(f"{day}: [{', '.join(each)}]" for day, each in days.items()) + "}"


def span_of(start: int, end: int) -> str:
    return f'"{start // HOUR:02d}:00-{end // HOUR:02d}:00"'


def exclusion_of(each: tuple[str, str | None, bool]) -> str:
    cause, by, shown = each
    return (
        f"{{cause: {cause}"
        + (f", decided by: {by}" if by else "")
        + (", evidence: required" if shown else "")
        + "}"
    )


def kind_of(each: tuple[Any, ...]) -> str:
    name, spans, notice, most = each
    lines = [f"kind: {name}"] if name else []
    if spans:
        named = [f'"{DAYS[day]} {span_of(start, end)[1:-1]}"' for days, start, end in spans for day in days]
        lines.append(f"windows: [{', '.join(named)}]")
    if notice is not None:
        lines.append(f"notice: {notice} seconds")
    if most:
        words = [
            f"{number} seconds per {unit}" if what == "seconds" else f"{number} windows per {unit}"
            for what, number, unit in most
        ]
        lines.append(f"at most: [{', '.join(words)}]")
    return "{" + (", ".join(lines) or "at most: []") + "}"


def situation(dice: Random) -> dict[str, Any]:
    before, days = WEEKS[dice.choice(sorted(WEEKS))]
    base = oracle.midnight(ZONE, before)
    for_each = dice.random() < 0.3
    unit = dice.choice(["day", "day", "trailing 2 days"])
    versions = [(days[0], terms(dice, for_each=for_each, target=f"99% per {unit}"))]
    if dice.random() < 0.4:
        target = dice.choice([f"99% per {unit}", f"98% per {unit}"])
        versions.append((days[1], terms(dice, for_each=for_each, target=target)))
    readings = [(base + dice.randrange(4 * 24 * 6) * 600, dice.choice(["0.05", "0.2"])) for _ in range(250)]
    return {
        "base": base,
        "as_of": base + dice.randrange(30, 100) * HOUR + dice.choice([0, 1]),
        "versions": versions,
        "last": days[-1],
        "records": [record(dice, base) for _ in range(dice.randrange(12))],
        "readings": sorted(dict(readings).items()) if dice.random() < 0.5 else None,
    }


def rows_of(found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    rows = []
    for start, end, state, cause, announced, share, decided, evidence, component, instance in found:
        more = {"cause": cause, "decided": decided, "evidence": evidence}
        more |= {"component": component, "instance": instance}
        share_text = None if share is None else str(share.numerator / share.denominator)
        more |= {"share": share_text, "announced": announced and iso_utc(announced)[:-1] + "+00:00"}
        rows.append(
            (
                iso_utc(start)[:-1] + "+00:00",
                None if end is None else iso_utc(end)[:-1] + "+00:00",
                state,
                more,
            )
        )
    return rows


@pytest.mark.parametrize("seed", range(200))
def test_figure_explanation_and_every_second_agree(seed: int) -> None:
    agrees(situation(Random(seed)))


def agrees(situation: dict[str, Any]) -> None:
    versions, last, as_of = situation["versions"], situation["last"], situation["as_of"]
    texts = [yaml_of(first, last, number, one) for number, (first, one) in enumerate(versions, start=1)]
    outages = recorded(*rows_of(situation["records"]))
    readings = situation["readings"]
    signals = None if readings is None else read(*(("error rate", at, value) for at, value in readings))
    wanted = oracle.figures(
        ZONE,
        situation["base"],
        as_of,
        versions,
        last,
        situation["records"],
        None if readings is None else [(at, Fraction(value)) for at, value in readings],
    )
    measurement = measured(texts, outages, readings=signals, as_of=as_of)
    figures = {
        ((each.figure.end - timedelta(days=1)).isoformat(), each.figure.instance): each
        for each in measurement.availability
    }
    assert set(figures) == set(wanted)
    for (day, instance), (agreed, down, other, _) in trailing(versions, wanted).items():
        detail = figures[day, instance]
        assert (detail.agreed_seconds, detail.down_seconds) == (agreed, down), (day, instance)
        otherwise = (other - down) / other if other else None
        assert detail.otherwise == (None if otherwise == detail.figure.value else otherwise)
        both(texts, outages, day, readings=signals, as_of=as_of, instance=instance)


def trailing(versions: list[tuple[date, dict[str, Any]]], wanted: dict[Any, Any]) -> dict[Any, Any]:
    """Two days taken together, where that is agreed: the day before only if its target was the same."""
    found = {}
    for (day, instance), sums in wanted.items():
        before = date.fromisoformat(day) - timedelta(days=1)
        targets = [
            [terms["target"] for first, terms in versions if first <= each][-1:]
            for each in (before, date.fromisoformat(day))
        ]
        alike = targets[0] == targets[1] and "trailing" in targets[1][0]
        earlier = wanted.get((before.isoformat(), instance)) if alike else None
        found[day, instance] = tuple(map(sum, zip(sums, earlier, strict=True))) if earlier else sums
    return found


def test_the_oracle_knows_nothing_of_the_product() -> None:
    assert "evenhand" not in {
        name.split(".")[0] for name in vars(oracle) if hasattr(vars(oracle)[name], "__path__")
    }
    assert np.array_equal(
        oracle.short_runs(np.array([True, True, False, True]), 2), [False, False, False, True]
    )
