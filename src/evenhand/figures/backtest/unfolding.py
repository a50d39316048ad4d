"""Verdicts unfolded over every value that a time frame could have: see `steps` for the idea."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenhand.clocks.states import STOPPED
from evenhand.clocks.verdicts import NEVER, verdicts
from evenhand.figures.backtest.edges import Edges, edges_of
from evenhand.figures.backtest.rows import Ground, Rows
from evenhand.figures.backtest.steps import Book, Lever, Steps
from evenhand.figures.judging import Works
from evenhand.figures.periods import PeriodUnit, Term
from evenhand.figures.tables import Tables
from evenhand.terms.standards import CountedIn, Standard

_NO_ROW = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Case:
    """One standard of one version, as everything here needs to know it."""

    version: int
    clause: str
    standard: Standard
    units: dict[str | None, PeriodUnit]
    term: Term
    tables: Tables


@dataclass(slots=True)
class _Unfolding:
    """One lever over one log."""

    case: Case
    ground: Ground
    rows: Rows
    fixed_row: NDArray[np.int64]
    fixed_at: NDArray[np.int64]
    edges: dict[PeriodUnit, tuple[int, Edges]] = field(default_factory=dict)


def unfold(case: Case, lever: Lever, ground: Ground) -> Steps:
    """How the counts of a standard hang on one of its time frames, the others staying as they are."""
    judged, works = ground.judged, ground.works
    book = Book(judged.services, judged.priorities, (), [])
    held = ground.held(lever)
    rows = ground.rows(held)
    others = _others(works, ground.looked & ~held, rows.ticket)
    mixed = bool(others.any())
    if rows.row.size:
        fixed_row, fixed_at = _fixed(works, others)
        rows = rows.some(rows.row < fixed_row[rows.ticket]) if mixed else rows
    if rows.row.size:
        work = _Unfolding(case, ground, rows, fixed_row, fixed_at)
        book = _book(work)
        _write(work, book)
    return book.steps(case.version, case.clause, rows.scale, mixed=mixed)


def _others(works: Works, rows: NDArray[np.bool_], tickets: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The rows (m,) under other time frames of the tickets that are under this one too."""
    if not rows.any():
        return rows
    mine = np.zeros(works.service.size, np.bool_)
    mine[tickets] = True
    return np.asarray(rows & mine[works.states.ticket], np.bool_)


def _fixed(works: Works, others: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where and when tickets (n,) are missed by their other time frames, whatever this one is."""
    if not others.any():
        return np.full(works.service.size, _NO_ROW), np.full(works.service.size, NEVER)
    found = verdicts(works.courses, works.promised.frames, np.where(others, works.frame, -1))
    return np.where(found.missed_at == NEVER, _NO_ROW, found.row), found.missed_at


def _book(work: _Unfolding) -> Book:
    """A book for the periods that anything here can count in."""
    at = work.ground.at
    latest = max(int(work.rows.until.max()), int(at.max()))
    periods: list[tuple[PeriodUnit, int]] = []
    for unit in sorted(set(work.case.units.values())):
        edges = edges_of(unit, work.case.term, work.case.tables.zone, int(at.min()), latest)
        work.edges[unit] = len(periods), edges
        periods += [(unit, day) for day in edges.days.tolist()]
    return Book(work.ground.judged.services, work.ground.judged.priorities, tuple(periods), [])


def _write(work: _Unfolding, book: Book) -> None:
    rows = work.rows
    heads = np.flatnonzero(np.append(True, rows.ticket[1:] != rows.ticket[:-1]))
    lasts = np.append(heads[1:], rows.row.size) - 1
    peak = _running_peak(rows.top, rows.ticket)
    simple = _simple(work, heads, lasts)
    _write_simple(work, book, heads[simple], lasts[simple], peak)
    many = np.zeros(work.ground.works.service.size, np.bool_)
    many[rows.ticket[heads[~simple]]] = True
    chosen = many[rows.ticket]
    low = np.zeros_like(peak)
    low[1:] = np.where(rows.ticket[1:] == rows.ticket[:-1], peak[:-1], 0)
    _write_rows(work, book, rows.some(chosen), low[chosen], peak[chosen])
    _write_ends(work, book, rows.ticket[lasts[~simple]], peak[lasts[~simple]])


def _running_peak(top: NDArray[Any], ticket: NDArray[np.int64]) -> NDArray[Any]:
    """The greatest value so far within each ticket; values are not negative."""
    big = int(top.max()) + 1
    rank = np.cumsum(np.append(0, ticket[1:] != ticket[:-1]))
    if top.dtype != object and big * (int(rank[-1]) + 1) < 1 << 62:
        return np.asarray(np.maximum.accumulate(top + rank * big) - rank * big)
    lifted = top.astype(object) + rank.astype(object) * big
    return np.asarray(np.maximum.accumulate(lifted) - rank.astype(object) * big)


def _simple(work: _Unfolding, heads: NDArray[np.int64], lasts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tickets that can count in one cell only: one priority, one period, no other time frame in the way."""
    rows, works = work.rows, work.ground.works
    code = works.priority[rows.row]
    owner = rows.ticket[heads]
    alike = np.minimum.reduceat(code, heads) == np.maximum.reduceat(code, heads)
    alike &= works.priority[works.states.final[owner]] == code[heads]
    alike &= work.fixed_row[owner] == _NO_ROW
    if work.case.standard.counted_in == "stopped":
        alike &= works.states.life[rows.row[heads]] == works.states.life[works.states.final[owner]]
    if work.case.standard.counted_in == "decided":
        at = work.ground.at
        first = _period(work, code[heads], at[rows.row[heads]])
        alike &= first == _period(work, code[heads], rows.until[lasts])
    return np.asarray(alike, np.bool_)


def _write_simple(
    work: _Unfolding, book: Book, heads: NDArray[np.int64], lasts: NDArray[np.int64], peak: NDArray[Any]
) -> None:
    """Missed below the greatest elapsed time, met from it on, all in one cell."""
    rows, works = work.rows, work.ground.works
    row, owner = rows.row[heads], rows.ticket[heads]
    instant = _instant(work, row, owner, work.ground.at[row])
    priority = works.priority[row]
    period = _period(work, priority, instant)
    counts = (period >= 0) & (instant != NEVER)
    service, most = works.service[owner], peak[lasts]
    met = _is_met(work, owner)
    for chosen, more in ((counts & met, 1), (counts & ~met, 0)):
        place = service[chosen], priority[chosen], period[chosen]
        book.write(*place, np.zeros(int(chosen.sum()), most.dtype), missed=1)
        book.write(*place, most[chosen], met=more, missed=-1)


def _write_rows(work: _Unfolding, book: Book, rows: Rows, low: NDArray[Any], high: NDArray[Any]) -> None:
    """Row by row: missed at the row itself for small values, while its stretch runs for larger ones."""
    at = work.ground.at[rows.row]
    _missed(work, book, rows, at, low, np.minimum(high, rows.before))
    low = np.maximum(low, rows.before)
    if work.case.standard.counted_in != "decided":
        _missed(work, book, rows, rows.begin, low, high)
        return
    priority = work.ground.works.priority[rows.row]
    for unit, (_, edges) in work.edges.items():
        mine = (low < high) & _with_unit(work, priority, unit)
        part, floor, most = rows.some(np.flatnonzero(mine)), low[mine], high[mine]
        first, last = edges.place(part.begin + 1), edges.place(part.until)
        number = last - first + 1
        which = np.repeat(np.arange(part.row.size), number)
        step = np.arange(which.size) - np.repeat(np.cumsum(number) - number, number)
        pieces = part.some(which)
        place = first[which] + step
        ends = _elapsed_at(work, pieces, edges.starts[np.minimum(place + 1, edges.starts.size - 1)])
        begins = np.zeros_like(ends)
        begins[1:] = ends[:-1]
        begins = np.where(step == 0, floor[which], np.maximum(floor[which], begins))
        ends = np.where(place == last[which], most[which], np.minimum(most[which], ends))
        _missed(work, book, pieces, edges.starts[place], begins, ends)


def _elapsed_at(work: _Unfolding, rows: Rows, edge: NDArray[np.int64]) -> NDArray[Any]:
    """The amount of a time frame that a row has used up by the last second before `edge`."""
    result = np.zeros(rows.row.size, rows.top.dtype)
    for each in np.flatnonzero(np.bincount(rows.frame)).tolist():
        here = np.flatnonzero(rows.frame == each)
        frame = work.ground.works.promised.frames[each]
        before = np.clip(edge[here] - 1, rows.begin[here], rows.until[here])
        elapsed = rows.raw[here] + frame.table.before(before) - rows.worth[here]
        result[here] = work.ground.needed(frame, rows.row[here], elapsed, rows.scale)
    return result


def _missed(
    work: _Unfolding, book: Book, rows: Rows, at: NDArray[np.int64], low: NDArray[Any], high: NDArray[Any]
) -> None:
    """Missed in these rows, decided `at`, for values from `low` to below `high`."""
    priority = work.ground.works.priority[rows.row]
    instant = _instant(work, rows.row, rows.ticket, at)
    period = _period(work, priority, instant)
    counts = (low < high) & (period >= 0) & (instant != NEVER)
    place = work.ground.works.service[rows.ticket[counts]], priority[counts], period[counts]
    book.write(*place, low[counts], missed=1)
    book.write(*place, high[counts], missed=-1)


def _write_ends(work: _Unfolding, book: Book, owner: NDArray[np.int64], most: NDArray[Any]) -> None:
    """From the greatest elapsed time on: missed by another time frame, or met at the stop, or neither."""
    works = work.ground.works
    fixed = work.fixed_row[owner] != _NO_ROW
    met = ~fixed & _is_met(work, owner)
    row = np.where(fixed, work.fixed_row[owner], works.states.final[owner])
    at = np.where(fixed, work.fixed_at[owner], work.ground.at[row])
    priority, instant = works.priority[row], _instant(work, row, owner, at)
    period = _period(work, priority, instant)
    for chosen, more in ((fixed, 0), (met, 1)):
        counts = chosen & (period >= 0) & (instant != NEVER)
        place = works.service[owner[counts]], priority[counts], period[counts]
        book.write(*place, most[counts], met=more, missed=1 - more)


def _is_met(work: _Unfolding, owner: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether tickets stop under a time frame, so that they are met where they are not missed."""
    works = work.ground.works
    ending = works.states.state[works.courses[0].log.first[1:] - 1]
    return np.asarray((ending[owner] == STOPPED) & (works.frame[works.states.final[owner]] >= 0), np.bool_)


def _instant(
    work: _Unfolding, row: NDArray[np.int64], owner: NDArray[np.int64], decided: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The instant that says in which period a verdict on these rows counts (rule 15)."""
    counted: CountedIn = work.case.standard.counted_in
    log, states = work.ground.works.courses[0].log, work.ground.works.states
    if counted == "decided":
        return decided
    if counted == "opened":
        return log.at[log.first[:-1]][owner]
    last = work.ground.life_ends()[states.life[row]]
    over = states.state[last] >= STOPPED
    return np.where(over, log.at[np.where(over, states.deciding[last], 0)], NEVER)


def _with_unit(work: _Unfolding, priority: NDArray[np.int64], unit: PeriodUnit) -> NDArray[np.bool_]:
    units = work.case.units
    names = (*work.ground.judged.priorities, "")
    same: NDArray[np.bool_] = np.array([units.get(name, units.get(None)) == unit for name in names])[priority]
    return same


def _period(work: _Unfolding, priority: NDArray[np.int64], at: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place in the book of the period each verdict counts in, -1 where its priority has none."""
    place = np.full(at.size, -1)
    for unit, (offset, edges) in work.edges.items():
        mine = _with_unit(work, priority, unit)
        place[mine] = offset + edges.place(at[mine])
    return place
