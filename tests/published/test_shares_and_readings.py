"""Credits in proportion and by readings: published agreements measured by the command, reckoned by hand.

June 2026 has 2,592,000 seconds (in New York and Los Angeles too: no clocks change), of which 0.01 % are 259.2, 0.05 %
1,296, 0.1 % 2,592, 1 % 25,920 and 5 % 129,600. The second quarter has 91 days, 7,862,400 seconds.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.published.helping import CLAIMS, JUNE, START, row, text, told, written

# ── The share of visitors affected, in proportion ────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("seconds", "share", "result", "amount"),
    [
        (0, "1", "met", None),
        (1, "1", "missed", "0.00"),  # 200 / 2,592,000
        (64, "1", "missed", "0.00"),  # 0.004938…
        (65, "1", "missed", "0.01"),  # 0.005015…
        (21600, "0.25", "missed", "0.42"),  # 5,400 s: 0.41666…
        (129600, "1", "missed", "10.00"),
    ],
)
def test_an_outage_counts_for_those_it_affected(measure, seconds, share, result, amount):
    rows = [
        row("delivery", seconds, "degraded", share=share),
        row("delivery", 9000, cause="client downtime", begin=JUNE),
    ]
    figures, _ = measure("cloudflare-business", outages=written(rows[:1]))
    assert told(figures[0]) == (result, amount)
    aside, _ = measure("cloudflare-business", outages=written(rows[1:]))
    assert (aside[0]["denominator"], told(aside[0])) == (2_592_000 - 9000, ("met", None))


# ── Ten times what was paid ──────────────────────────────────────────────────────────────────────

USERS = "service,from,count\nmessages,2026-01-01,40\n"


@pytest.mark.parametrize(
    ("down", "expected"),
    [
        (786, ("met", None)),
        (787, ("missed", "1.80")),
        (43200, ("missed", "98.90")),
        (786_240, ("missed", "1800.00")),
    ],
)
def test_ten_times_the_share_of_the_quarter(measure, down, expected):
    # 40 users at 15.00 for three months are 1,800.00: 10 · 787 / 7,862,400 of it are 1.8017…, 10 · 43,200 98.901….
    figures, _ = measure("slack", first="2026-04-01", outages=written([row("messages", down)]), charges=USERS)
    assert told(figures[0]) == expected


def test_what_goes_beyond_ten_hours_a_year_counts(measure):
    announced = {"announced": text(START - timedelta(hours=48))}
    rows = [
        row(
            "messages",
            4 * 3600,
            "maintenance",
            announced=text(JUNE - timedelta(hours=96)),
            begin=JUNE - timedelta(hours=48),
        ),
        row("messages", 7 * 3600, "maintenance", **announced),
    ]
    figures, _ = measure("slack", first="2026-04-01", outages=written(rows), charges=USERS)
    # 10 hours are allowed; the 11th counts: 10 · 3,600 / 7,826,400 of 1,800.00 are 8.2796….
    assert (figures[0]["numerator"], figures[0]["denominator"]) == (7_826_400 - 3600, 7_826_400)
    assert told(figures[0]) == ("missed", "8.28")
    rows[1]["announced"] = text(START - timedelta(hours=48) + timedelta(seconds=1))
    figures, _ = measure("slack", first="2026-04-01", outages=written(rows), charges=USERS)
    assert figures[0]["denominator"] - figures[0]["numerator"] == 7 * 3600


# ── Minutes in which too much fails ──────────────────────────────────────────────────────────────


def minutes(service: str, bad: int, *, rate: str = "0.0501") -> str:
    """A reading a minute over June; the first so many minutes of the 10th fail, another one exactly at the bound."""
    lines = ["name,at,value,service"]
    for place in range(30 * 24 * 60):
        at = JUNE + timedelta(minutes=place)
        since = place - 9 * 24 * 60
        value = rate if 0 <= since < bad else "0.05" if since == bad + 10 else "0"
        lines.append(f"error rate,{text(at)},{value},{service}")
    return "\n".join([*lines, ""])


@pytest.mark.parametrize(
    ("service", "bad", "expected"),
    [
        ("premium", 43, ("met", None)),  # 2,580 of 2,592 seconds
        ("premium", 44, ("missed", "100.00")),
        ("premium", 432, ("missed", "100.00")),  # 25,920 seconds: 99 %
        ("premium", 433, ("missed", "250.00")),
        ("premium", 2160, ("missed", "250.00")),  # 129,600 seconds: 95 %
        ("premium", 2161, ("missed", "500.00")),
        ("enterprise", 21, ("met", None)),  # 1,260 of 1,296 seconds
        ("enterprise", 22, ("missed", "200.00")),
    ],
)
def test_minutes_with_more_than_five_percent(measure, service, bad, expected):
    claim = CLAIMS + f"services.{service}.availability,2026-06,2026-07-15T23:59:59Z\n"
    figures, statements = measure("atlassian", readings=minutes(service, bad), claims=claim)
    [figure] = [each for each in figures if each["service"] == service]
    assert (figure["denominator"] - figure["numerator"], figure["denominator"]) == (60 * bad, 2_592_000)
    assert told(figure) == expected
    assert sum(Decimal(each["total"]) for each in statements) == Decimal(expected[1] or 0)


def test_the_sixteenth_day_is_too_late(measure):
    claim = CLAIMS + "services.premium.availability,2026-06,2026-07-16T00:00:00Z\n"
    _, statements = measure("atlassian", readings=minutes("premium", 44), claims=claim)
    assert [each["total"] for each in statements] == ["0.00"]


# ── The mean of error rates ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("rates", "value", "expected"),
    [
        ({"0.01": 864}, "0.001", ("met", None)),
        ({"0.01": 864, "0.0001": 1}, None, ("missed", "10.00")),
        ({"0.01": 8640}, "0.01", ("missed", "10.00")),
        ({"0.01": 8639, "0.0101": 1}, None, ("missed", "25.00")),
        ({"0.05": 8640}, "0.05", ("missed", "25.00")),
        ({"0.05": 8639, "0.0501": 1}, None, ("missed", "100.00")),
    ],
)
def test_the_mean_of_five_minutes_each(measure, rates, value, expected):
    values = [rate for rate, number in rates.items() for _ in range(number)]
    values += ["0"] * (8640 - len(values))
    lines = ["name,at,value,service"]
    lines += [
        f"error rate,{text(JUNE + timedelta(minutes=5 * n))},{each},storage" for n, each in enumerate(values)
    ]
    charges = "service,from,amount\nstorage,2026-06-01,100.00\n"
    figures, _ = measure("object-storage", readings="\n".join([*lines, ""]), charges=charges)
    assert told(figures[0]) == expected
    assert value is None or figures[0]["value"] == value
