"""Further published agreements, measured from files by the command, reckoned by hand at every threshold.

June 2026 has 2,592,000 seconds (in New York and Los Angeles too: no clocks change), of which 0.01 % are 259.2, 0.05 %
1,296, 0.1 % 2,592, 1 % 25,920 and 5 % 129,600. The second quarter has 91 days, 7,862,400 seconds.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
JUNE = datetime(2026, 6, 1, tzinfo=UTC)
START = datetime(2026, 6, 10, tzinfo=UTC)
LATE = "2026-12-30"
CLAIMS = "clause,period,at\n"


def text(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def row(
    service: str, seconds: float, state: str = "down", begin: datetime = START, **more: str
) -> dict[str, str]:
    return {
        "service": service,
        "start": text(begin),
        "end": text(begin + timedelta(seconds=seconds)),
        "state": state,
        **more,
    }


def written(rows: list[dict[str, str]]) -> str:
    names = list(dict.fromkeys(name for each in rows for name in each))
    return "\n".join(
        [",".join(names), *(",".join(each.get(name, "") for name in names) for each in rows), ""]
    )


@pytest.fixture
def measure(tmp_path: Path, evenhand):
    """Measure an agreement from files; the figures and credits of the period that begins on `first`."""

    def call(agreement: str, *, first: str = "2026-06-01", **files: str) -> tuple[list[Any], list[Any]]:
        words: list[object] = ["measure", HERE / f"{agreement}.yaml", "--format", "json", "--as-of", LATE]
        for name, content in files.items():
            (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
            words += [f"--{name}", tmp_path / f"{name}.csv"]
        outcome = evenhand(*words)
        assert outcome.code == 0, outcome.err
        whole = json.loads(outcome.out)
        figures = [each for each in whole["figures"] if each["period"]["start"] == first]
        return figures, [each for each in whole["credits"] if each["period"]["start"] == first]

    return call


def told(figure: dict[str, Any]) -> tuple[str, str | None]:
    credit = figure["credit"]
    return figure["result"], credit and credit["amount"]


# ── Any zone suffices ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("service", "names", "down", "expected"),
    [
        ("zoned", ("zone 1", "zone 2"), 259, ("met", None)),
        ("zoned", ("zone 1", "zone 2"), 260, ("missed", "100.00")),
        ("zoned", ("zone 1", "zone 2"), 25920, ("missed", "100.00")),
        ("zoned", ("zone 1", "zone 2"), 25921, ("missed", "250.00")),
        ("zoned", ("zone 1", "zone 2"), 129600, ("missed", "250.00")),
        ("zoned", ("zone 1", "zone 2"), 129601, ("missed", "1000.00")),
        ("set", ("first", "second"), 1296, ("met", None)),
        ("set", ("first", "second"), 1297, ("missed", "50.00")),
        ("set", ("first", "second"), 25921, ("missed", "125.00")),
    ],
)
def test_only_what_all_of_them_lack_counts(measure, service, names, down, expected):
    rows = [
        row(service, 3600 + down, component=names[0], begin=START - timedelta(seconds=3600)),
        row(service, down + 7200, component=names[1]),
    ]
    figures, _ = measure("azure-vm", outages=written(rows))
    [figure] = [each for each in figures if each["service"] == service]
    assert (figure["denominator"] - figure["numerator"], figure["denominator"]) == (down, 2_592_000)
    assert told(figure) == expected


@pytest.mark.parametrize(
    ("down", "expected"),
    [
        (2592, ("met", None)),
        (2593, ("missed", "7.00")),
        (25920, ("missed", "7.00")),
        (25921, ("missed", "17.50")),
        (129600, ("missed", "17.50")),
        (129601, ("missed", "70.00")),
    ],
)
def test_a_single_machine_costs_its_own_charge(measure, down, expected):
    rows = [row("single", down, machine="m-1"), row("single", 0, machine="m-2")]
    claim = CLAIMS + "services.single.availability,2026-06,2026-07-31T23:59:59Z\n"
    figures, statements = measure("azure-vm", outages=written(rows), claims=claim)
    machines = {each["instance"]: told(each) for each in figures if each["service"] == "single"}
    assert machines == {"m-1": expected, "m-2": ("met", None)}
    granted = sum(Decimal(each["total"]) for each in statements)
    assert granted == Decimal(expected[1] or 0)
    late = claim.replace("07-31T23:59:59Z", "08-01T00:00:00Z")
    _, statements = measure("azure-vm", outages=written(rows), claims=late)
    assert sum(Decimal(each["total"]) for each in statements) == 0


# ── Whole minutes, and half of the charge at most ────────────────────────────────────────────────

METERED = """\
service,from,amount,instance
zones,2026-06-01,1000.00,
single,2026-06-01,40.00,i-1
single,2026-06-01,60.01,i-2
"""


@pytest.mark.parametrize(
    ("lengths", "down", "line", "total"),
    [
        ([59] * 40, 0, None, "0.00"),
        ([60] * 4 + [59] * 9, 240, None, "0.00"),
        ([60] * 5, 300, "100.00", "100.00"),
        ([25921], 25921, "250.00", "250.00"),
        ([129600], 129600, "250.00", "250.00"),
        ([129601], 129601, "1000.00", "500.00"),
    ],
)
def test_outages_of_a_minute_and_more_and_the_cap(measure, lengths, down, line, total):
    rows = [
        row("zones", seconds, begin=START + timedelta(hours=place)) for place, seconds in enumerate(lengths)
    ]
    figures, [statement] = measure("google-compute-engine", outages=written(rows), charges=METERED)
    [figure] = [each for each in figures if each["service"] == "zones"]
    assert figure["denominator"] - figure["numerator"] == down
    assert told(figure)[1] == line
    assert statement["total"] == total
    assert Decimal(statement["cut"]) == Decimal(line or 0) - Decimal(total)


def test_each_instance_by_what_was_metered_for_it(measure):
    rows = [row("single", 2593, instance="i-1"), row("single", 129601, instance="i-2")]
    figures, [statement] = measure("google-compute-engine", outages=written(rows), charges=METERED)
    assert [told(each) for each in figures if each["service"] == "single"] == [
        ("missed", "4.00"),
        ("missed", "60.01"),
    ]
    # Half of 100.01 is 50.005, cut down to 50.00.
    assert (statement["sum"], statement["total"]) == ("64.01", "50.00")


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


# ── More than three minutes in a row ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lengths", "down", "expected"),
    [
        ([180] * 30, 0, ("met", None)),
        ([181] * 7, 1267, ("met", None)),
        ([1296], 1296, ("met", None)),
        ([1297], 1297, ("missed", "80.00")),
        ([25920], 25920, ("missed", "80.00")),
        ([25921], 25921, ("missed", "240.00")),
    ],
)
def test_three_minutes_do_not_count(measure, lengths, down, expected):
    rows = [
        row("cloud", seconds, begin=START + timedelta(hours=place)) for place, seconds in enumerate(lengths)
    ]
    figures, _ = measure("ovh-vmware", outages=written(rows))
    assert figures[0]["denominator"] - figures[0]["numerator"] == down
    assert told(figures[0]) == expected


@pytest.mark.parametrize(
    ("at", "granted"), [("2026-08-10T03:59:59Z", "80.00"), ("2026-08-10T04:00:00Z", "0.00")]
)
def test_sixty_days_end_at_midnight_in_new_york(measure, at, granted):
    # The outage is on 10 June in New York; 60 days later is 9 August, which ends there at 04:00 UTC.
    outages = written([row("cloud", 1297, begin=START + timedelta(hours=12))])
    claim = CLAIMS + f"services.cloud.availability,2026-06,{at}\n"
    _, statements = measure("ovh-vmware", outages=outages, claims=claim)
    assert [each["total"] for each in statements] == [granted]


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
