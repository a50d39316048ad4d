"""What the oracle needs to mark seconds: runs of them, what a record is about, what an exclusion asks for."""

import numpy as np


def about(record: tuple, name: str | None) -> bool:
    """Whether a record is about a component: it names it, or none."""
    return name is None or not record[8] or name in record[8].split(";")


def holds(exclusion: tuple, decided: str, evidence: str) -> bool:
    """Whether those who have to have said so, and whether it is shown if it has to be."""
    _, by, shown = exclusion
    said = set(decided.split(";"))
    sides = {"both": {"client", "provider"}, "client": {"client"}, "provider": {"provider"}, None: set()}[by]
    return ("both" in said or sides <= said) and (not shown or bool(evidence))


def runs(mask: np.ndarray) -> list[tuple[int, int]]:
    """First and last-but-one place of each run of marked seconds."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def short_runs(mask: np.ndarray, shortest: int) -> np.ndarray:
    """The runs with fewer seconds than that."""
    result = np.zeros(len(mask), np.bool_)
    for start, end in runs(mask):
        result[start:end] = end - start < shortest
    return result


def first_runs(places: np.ndarray, used: np.ndarray, period: np.ndarray, number: int) -> np.ndarray:
    """The seconds in the first so many runs of each period in which anything was used."""
    result = np.zeros(len(places), np.bool_)
    seen: dict[int, int] = {}
    for start, end in runs(places):
        if used[start:end].any():
            seen[int(period[start])] = seen.get(int(period[start]), 0) + 1
            result[start:end] = seen[int(period[start])] <= number
    return result
