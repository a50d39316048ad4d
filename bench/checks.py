"""A year of one-minute checks of 200 services, from Parquet to outages, beside merely reading the file.

One check in fifty thousand begins an outage, one in a hundred thousand a gap: the rows never come in a fixed beat.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.elapsed import YEAR
from bench.report import Promise, Section, Speed

SITES, MINUTES, CHUNK = 200, 365 * 24 * 60, 2_000
TIMES = 2


def write(path: Path, minutes: int = MINUTES, seed: int = 3) -> int:
    """Write the checks in order of time; the same numbers give the same file. Returns how many there are."""
    chance = np.random.default_rng(seed)
    sites = pa.array([f"service-{number:03d}" for number in range(SITES)])
    words = pa.array(["up", "down"])
    writer, rows = None, 0
    for first in range(0, minutes, CHUNK):
        size = min(CHUNK, minutes - first)
        down, kept = np.zeros((size, SITES), np.int32), np.ones((size, SITES), np.bool_)
        for marks, every, longest, value in ((down, 50_000, 30, 1), (kept, 100_000, 60, 0)):
            for _ in range(size * SITES // every + 1):
                begin, site = chance.integers(0, size), chance.integers(0, SITES)
                marks[begin : begin + chance.integers(1, longest), site] = value
        at = YEAR + 60 * (first + np.arange(size))[:, None] + (np.arange(SITES) % 60)[None, :]
        site_codes = np.tile(np.arange(SITES, dtype=np.int32), (size, 1))
        table = pa.table({
            "site": pa.DictionaryArray.from_arrays(pa.array(site_codes[kept]), sites).cast(pa.string()),
            "at": pa.array(at[kept] * 1000, pa.timestamp("ms", "UTC")),
            "status": pa.DictionaryArray.from_arrays(pa.array(down[kept]), words).cast(pa.string()),
        })  # fmt: skip
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
        rows += len(table)
    if writer:
        writer.close()
    return rows


def run() -> Iterator[Section]:
    """Our reading beside pyarrow's."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "checks.parquet"
        rows = write(path)
        reading, ours = (
            min((_apart(who, path) for _ in range(2)), key=lambda each: each["seconds"])
            for who in ("reading", "ours")
        )
        times = ours["seconds"] / reading["seconds"]
        yield Section(
            "A year of one-minute checks of 200 services, to outages and unknown time",
            "checks",
            [
                Speed(
                    "evenhand", rows, ours["seconds"], f"{ours['found']:,} outages, {ours['megabytes']:,} MB"
                ),
                Speed("pyarrow, reading only", rows, reading["seconds"], f"{reading['megabytes']:,} MB"),
            ],
            [Promise(f"at most {TIMES} times merely reading the file", f"{times:.2f} times", times <= TIMES)],
        )


def _apart(who: str, path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.checks", who, str(path)]
    answer: dict[str, Any] = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
    )
    return answer


def _measure(who: str, path: Path) -> dict[str, Any]:
    import resource

    from evenhand.sources.checks import read_checks

    started = time.perf_counter()
    found = len(read_checks(path).outages) if who == "ours" else pq.read_table(path).num_rows
    seconds = time.perf_counter() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"seconds": seconds, "found": found, "megabytes": megabytes}


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], Path(sys.argv[2]))))
