"""A year of one-minute checks of 200 services, from Parquet to monthly availability, beside merely reading it."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from bench.elapsed import DAY, YEAR
from bench.report import Promise, Section, Speed, best
from evenhand.figures.measure import Measure
from evenhand.figures.measurement import Measurement
from evenhand.figures.part import Part
from evenhand.sources.checks import read_checks
from evenhand.sources.outage_mapping import preset
from evenhand.terms.agreement import Agreement
from evenhand.terms.document import read_agreement

SERVICES, DAYS, TIMES = 200, 365, 2
NAMES = tuple(f"shop-{number:03d}" for number in range(SERVICES))
_OUTAGE_SHARE = 0.0004


def agreement() -> Agreement:
    """200 services, each promised always, 99.9 % of every month."""
    services = "".join(
        f"  {name}: {{availability: {{target: 99.9% per month, shortest outage: 2 minutes}}}}\n"
        for name in NAMES
    )
    read, problems = read_agreement(
        f"agreement: Shops\ntimezone: UTC\nterm: {{from: 2026-01-01, to: 2026-12-31}}\nservices:\n{services}",
        file="shops.yaml",
    )
    assert read is not None, problems
    return read


def write(path: Path, days: int = DAYS, seed: int = 11) -> NDArray[np.int64]:
    """Write the checks day by day in order of time; returns how many checks found each service down (n,)."""
    chance = np.random.default_rng(seed)
    minutes = 1440
    site = pa.array(np.tile(np.arange(SERVICES, dtype=np.int32), minutes))
    sites = pa.DictionaryArray.from_arrays(site, pa.array(NAMES)).cast(pa.string())
    words = pa.array(["up", "down"])
    found = np.zeros(SERVICES, np.int64)
    writer = None
    for day in range(days):
        at = np.repeat(YEAR + day * DAY + np.arange(minutes) * 60, SERVICES)
        down = np.zeros((minutes, SERVICES), np.int32)
        begun = np.argwhere(chance.random((minutes - 60, SERVICES)) < _OUTAGE_SHARE)
        for minute, service in begun.tolist():
            down[minute : minute + int(chance.integers(2, 50)), service] = 1
        found += down.sum(axis=0)
        table = pa.table({
            "checked_at": pa.array(at * 1_000_000, pa.timestamp("us", "UTC")),
            "site": sites,
            "status": pa.DictionaryArray.from_arrays(pa.array(down.reshape(-1)), words).cast(pa.string()),
        })  # fmt: skip
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer:
        writer.close()
    return found


def read(path: Path) -> int:
    """Read every row with pyarrow and do nothing with it."""
    return sum(batch.num_rows for batch in pq.ParquetFile(path).iter_batches(batch_size=1 << 18))


def measure(path: Path, agreed: Agreement, as_of: int) -> Measurement:
    """From the file of checks to the figures of all services."""
    recorded = read_checks(path, mapping=replace(preset("checks"), service=None))
    return Measure([agreed], as_of).figures(Part(), tickets=False, outages=recorded.outages)


def run(days: int = DAYS) -> Section:
    """The comparison; what is down is known from the writing of the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "checks.parquet"
        down = write(path, days)
        rows, reading = best(lambda: read(path), runs=2)
        agreed = agreement()
        measurement, seconds = best(lambda: measure(path, agreed, YEAR + days * DAY), runs=2)
    sums = dict.fromkeys(NAMES, 0)
    for detail in measurement.availability:
        sums[detail.figure.service or ""] += int(detail.down_seconds)
    same = [sums[name] for name in NAMES] == (down * 60).tolist()
    mine = Speed("evenhand, figures", rows, seconds, "same answers" if same else "OTHER ANSWERS")
    ratio = seconds / reading
    return Section(
        f"Availability of {SERVICES} services from one-minute checks",
        "checks",
        [mine, Speed("pyarrow, reading alone", rows, reading)],
        [
            Promise(f"under {TIMES} times the reading of the file", f"{ratio:.2f} times", ratio < TIMES),
            Promise("every second of every outage counted", "same sums" if same else "other sums", same),
        ],
    )
