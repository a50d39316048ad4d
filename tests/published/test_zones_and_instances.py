"""Zones, instances and caps: published agreements measured by the command, reckoned by hand at every threshold.

June 2026 has 2,592,000 seconds (in New York and Los Angeles too: no clocks change), of which 0.01 % are 259.2, 0.05 %
1,296, 0.1 % 2,592, 1 % 25,920 and 5 % 129,600. The second quarter has 91 days, 7,862,400 seconds.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.published.helping import CLAIMS, START, row, told, written

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
