"""The per-ticket result: one row for each ticket and standard (SEMANTICS, Formats)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from evenhand.clocks.verdicts import NEVER, UNSCORED
from evenhand.figures.judging import IRREGULAR, NOT_AGREED, VERDICTS, Judged
from evenhand.figures.versions import EVER, Version

COLUMNS = (
    "ticket",
    "standard",
    "version",
    "service",
    "priority",
    "started",
    "stopped",
    "due",
    "elapsed_seconds",
    "paused_seconds",
    "verdict",
    "period",
)

JudgedStandard = tuple[Version, str, Judged, NDArray[np.int64]]


class TicketRow(TypedDict):
    """One row; instants are ISO 8601 in UTC, `elapsed_seconds` open seconds, "" or None where it does not apply."""

    ticket: str
    standard: str
    version: int
    service: str
    priority: str
    started: str
    stopped: str
    due: str
    elapsed_seconds: int | None
    paused_seconds: int | None
    verdict: str
    period: str


def instants(at: NDArray[np.int64]) -> list[str]:
    """ISO 8601 in UTC for each instant, "" for one that has not come."""
    known = at != NEVER
    texts = np.datetime_as_string(np.where(known, at, 0).astype("datetime64[s]"), timezone="UTC")
    return [str(text) for text in np.where(known, texts, "")]


def columns(judged: JudgedStandard) -> dict[str, list[object]]:
    """The rows of one standard over one log, as columns in the order of COLUMNS."""
    version, clause, found, days = judged
    assert found.reckoning is not None
    reckoning = found.reckoning
    unmeasured = np.isin(found.verdict, (IRREGULAR, UNSCORED))
    periods = np.where(days == EVER, "", np.where(days == EVER, 0, days).astype("datetime64[D]").astype(str))
    return {
        "ticket": found.log.tickets[found.ticket].tolist(),
        "standard": [clause] * found.ticket.size,
        "version": [version.number] * found.ticket.size,
        "service": _names(found.service, found.services),
        "priority": _names(found.priority, found.priorities),
        "started": list(instants(reckoning.started)),
        "stopped": list(instants(reckoning.stopped)),
        "due": list(instants(np.where(found.verdict == NOT_AGREED, NEVER, reckoning.due))),
        "elapsed_seconds": _where_measured(reckoning.elapsed, unmeasured),
        "paused_seconds": _where_measured(reckoning.paused, unmeasured),
        "verdict": [VERDICTS[code] for code in found.verdict.tolist()],
        "period": periods.tolist(),
    }


def _names(codes: NDArray[np.int64], names: Sequence[str]) -> list[object]:
    words = (*names, "")
    return [words[code] for code in codes.tolist()]


def _where_measured(seconds: NDArray[np.int64], unmeasured: NDArray[np.bool_]) -> list[object]:
    cells = seconds.astype(object)
    cells[unmeasured] = None
    return list(cells)


def ticket_rows(judged: Iterable[JudgedStandard]) -> Iterator[TicketRow]:
    """The same results row by row."""
    for each in judged:
        by_column = columns(each)
        for cells in zip(*by_column.values(), strict=True):
            yield TicketRow(**dict(zip(by_column, cells, strict=True)))  # type: ignore[typeddict-item] # one cell a column
