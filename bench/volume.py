"""A log of any size: six events for each ticket, written to Parquet chunk by chunk in order of time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.elapsed import DAY, YEAR

EVENTS = ("opened", "responded", "waiting", "resumed", "resolved", "closed")
PRIORITIES = ("P1", "P2", "P3", "P4")
SHARES = (0.03, 0.17, 0.5, 0.3)
MEDIAN_HOURS = np.array([2.0, 10.0, 40.0, 150.0])  # on the wall, from opening to resolution
CHUNK = 250_000


def _names(values: tuple[str, ...], codes: np.ndarray[tuple[int], np.dtype[np.int32]]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(values))


def _chunk(first: int, count: int, total: int, chance: np.random.Generator) -> pa.Table:
    """Tickets `first` to `first + count`, opened evenly over ten months, their rows in order of time."""
    number = np.arange(first, first + count)
    opened = YEAR + number * (300 * DAY) // total + chance.integers(0, DAY, count)
    priority = chance.choice(4, count, p=SHARES)
    lasting = MEDIAN_HOURS[priority] * 3600 * chance.lognormal(0.0, 0.8, count)
    parts = np.sort(chance.random((count, 4)), axis=1)
    parts[:, 3] = 1.0
    at = np.empty((count, 6), dtype=np.int64)
    at[:, 0] = opened
    at[:, 1:5] = opened[:, None] + np.minimum(lasting, 55 * DAY)[:, None] * parts
    at[:, 5] = at[:, 4] + 2 * DAY
    order = np.argsort(at.reshape(-1), kind="stable")
    event = np.tile(np.arange(6, dtype=np.int32), count)[order]
    first_row, waiting = event == 0, event == 2
    labels = pa.array(np.char.add("T", np.char.zfill(number.astype(str), 8)))
    ticket = labels.take(pa.array(np.repeat(np.arange(count), 6)[order]))
    code = np.repeat(priority.astype(np.int32), 6)[order]
    blank = pa.scalar(None, pa.string())
    return pa.table({
        "ticket": ticket,
        "at": pa.array(at.reshape(-1)[order] * 1_000_000, pa.timestamp("us", "UTC")),
        "event": _names(EVENTS, event).cast(pa.string()),
        "priority": pc.if_else(pa.array(first_row), _names(PRIORITIES, code).cast(pa.string()), blank),
        "reason": pc.if_else(pa.array(waiting), "waiting on client", blank),
    })  # fmt: skip


def write(path: Path, tickets: int, seed: int = 7) -> None:
    """Write the log of that many tickets; the same numbers give the same file."""
    chance = np.random.default_rng(seed)
    writer = None
    for first in range(0, tickets, CHUNK):
        chunk = _chunk(first, min(CHUNK, tickets - first), tickets, chance)
        writer = writer or pq.ParquetWriter(path, chunk.schema)
        writer.write_table(chunk)
    if writer:
        writer.close()
