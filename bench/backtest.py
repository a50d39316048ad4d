"""A back-test of two versions over a million tickets beside one measure of them, in one scan of the file.

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

from bench import volume
from bench.million import AGREEMENT, MILLION, ours
from bench.report import Promise, Section, Speed

TIMES = 1.5
DRAFTS = {
    "another target": ("target: 90% per month", "target: 95% per month"),
    "other time frames": ("P3: 24 hours, P4: 80 hours", "P3: 20 hours, P4: 60 hours"),
}


def run() -> Iterator[Section]:
    """A draft that leaves the clocks as they are, and one that does not."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.parquet"
        volume.write(log, MILLION)
        turns = [{who: _apart(who, log) for who in ("one measure", *DRAFTS)} for _ in range(3)]
        results = {
            who: min((turn[who] for turn in turns), key=lambda each: each["seconds"]) for who in turns[0]
        }
        once = results["one measure"]
        promises = []
        for name in DRAFTS:
            times = results[name]["seconds"] / once["seconds"]
            promises.append(
                Promise(f"{name}: at most {TIMES} times one measure", f"{times:.2f} times", times <= TIMES)
            )
            same = results[name]["current"] == once["current"]
            promises.append(
                Promise(f"{name}: the figures in force are those of the measure", str(same), same)
            )
        yield Section(
            "A back-test of a draft over a million tickets, with the frontier of both",
            "events",
            [
                Speed(name, 6 * MILLION, each["seconds"], f"peak {each['megabytes']:,} MB")
                for name, each in results.items()
            ],
            promises,
        )


def _apart(who: str, log: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.backtest", who, str(log)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _measure(who: str, log: Path) -> dict[str, Any]:
    from evenhand.engines.backtest import backtest_files
    from evenhand.figures.backtest.report import backtest_json
    from evenhand.terms.document import read_agreement

    text = AGREEMENT.read_text(encoding="utf-8")
    current, _ = read_agreement(text, file=AGREEMENT.name)
    draft = read_agreement(text.replace(*DRAFTS[who]), file="draft.yaml")[0] if who in DRAFTS else None
    assert current is not None
    started = time.perf_counter()
    if draft is None:
        figures = [[*key, *counts] for key, counts in ours(log).items()]
    else:
        told = backtest_json(backtest_files([current], draft, log).backtest)
        figures = [
            [
                each["period"]["start"][:7],
                each["priority"],
                each["numerator"],
                each["denominator"] - each["numerator"],
            ]
            for each in told["current"]["figures"]
            if each["denominator"]
        ]
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"seconds": seconds, "megabytes": peak, "current": sorted(figures)}


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], Path(sys.argv[2]))))
