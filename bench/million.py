"""A million tickets, six million events, from Parquet to monthly figures; then ten million.

Every measurement runs in a process of its own, so that its peak memory can be told.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import rival, volume
from bench.report import Promise, Section, Speed
from bench.rival import Figures

AGREEMENT = Path(__file__).with_name("million.yaml")
MILLION = 1_000_000
TIMES, GROWTH = 4, 1.3


def ours(log: Path) -> Figures:
    """Monthly figures per priority by our own measuring."""
    from evenhand.engines.local import measure_files
    from evenhand.terms.document import read_agreement

    agreement, problems = read_agreement(AGREEMENT.read_bytes(), file=AGREEMENT.name)
    if agreement is None:
        raise SystemExit("\n".join(map(str, problems)))
    measurement = measure_files([agreement], log).measurement
    return {
        (f"{figure.start:%Y-%m}", figure.priority or ""): (
            int(figure.numerator or 0),
            int(figure.denominator) - int(figure.numerator or 0),
        )
        for figure in measurement.figures
        if figure.denominator
    }


def run() -> Iterator[Section]:
    """Both sizes; what DuckDB answers is compared at a million."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.parquet"
        volume.write(log, MILLION)
        mine = min((_apart("ours", log) for _ in range(3)), key=lambda each: each["seconds"])
        theirs = min((_apart("rival", log) for _ in range(3)), key=lambda each: each["seconds"])
        same = mine["figures"] == theirs["figures"]
        times = mine["seconds"] / theirs["seconds"]
        yield Section(
            "One million tickets, from Parquet to monthly figures per priority",
            "events",
            [
                Speed("evenhand", 6 * MILLION, mine["seconds"], f"peak {mine['megabytes']:,} MB"),
                Speed(
                    "DuckDB, one query", 6 * MILLION, theirs["seconds"], f"peak {theirs['megabytes']:,} MB"
                ),
            ],
            [
                Promise("the same figures", "the same" if same else "they differ", same),
                Promise(f"at most {TIMES} times DuckDB", f"{times:.2f} times", times <= TIMES),
            ],
        )
        volume.write(log, 10 * MILLION)
        large = _apart("ours", log)
        growth = large["seconds"] / mine["seconds"] / 10
        counted = sum(met + missed for _, (met, missed) in large["figures"])
        yield Section(
            "Ten million tickets",
            "events",
            [Speed("evenhand", 60 * MILLION, large["seconds"], f"peak {large['megabytes']:,} MB")],
            [
                Promise("every ticket is in a figure", f"{counted:,}", counted == 10 * MILLION),
                Promise(
                    f"an event costs at most {GROWTH} times as much", f"{growth:.2f} times", growth <= GROWTH
                ),
            ],
        )


def _apart(who: str, log: Path) -> dict[str, Any]:
    """Measure in another process: seconds, peak memory and figures."""
    command = [sys.executable, "-m", "bench.million", who, str(log)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _measure(who: str, log: Path) -> dict[str, Any]:
    started = time.perf_counter()
    figures = ours(log) if who == "ours" else rival.measure(log)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"seconds": seconds, "megabytes": peak, "figures": sorted(figures.items())}


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], Path(sys.argv[2]))))
