"""Written instants to numbers, many at once: each layout is understood once and read in one sweep.

A layout is a text with every digit replaced by 0: `2026-03-02T16:10:00Z` and `2025-12-31T09:00:59Z` share one.
Real files hold a handful of layouts, so reading a million instants means matching a few patterns and adding up
digit columns.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenhand.sources.windows import Windows

WIDTH = 40
PLAIN, DOUBTFUL, SETTLED, EXCHANGED = range(4)
_ISO = (
    r"(?P<year>0{4})-(?P<month>00)-(?P<day>00)[Tt ](?P<hour>00):(?P<minute>00)(:(?P<second>00)([.,]0+)?)?"
    r" ?(?P<zone>[Zz]|UTC|GMT|(?P<sign>[+-])(?P<zone_hour>00)(:?(?P<zone_minute>00))?)?"
)
_DIRECTIVES = {
    "Y": r"(?P<year>0{4})",
    "y": r"(?P<short_year>00)",
    "m": r"(?P<month>0{1,2})",
    "b": r"(?P<month_name>[A-Za-z]{3})",
    "B": r"(?P<month_name>[A-Za-z]{3,9})",
    "d": r"(?P<day>0{1,2})",
    "H": r"(?P<hour>0{1,2})",
    "I": r"(?P<hour>0{1,2})",
    "p": r"(?P<half>[AaPp][Mm])",
    "M": r"(?P<minute>0{1,2})",
    "S": r"(?P<second>0{1,2})",
    "f": r"0+",
    "z": r"(?P<zone>[Zz]|(?P<sign>[+-])(?P<zone_hour>00):?(?P<zone_minute>00))",
    "%": "%",
}
_NEEDED = {"year": ("year", "short_year"), "month": ("month", "month_name"), "day": ("day",)}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Written:
    """Instants as written: `local` (n,) seconds on the clock that wrote them, its `offset` from UTC where
    `zoned`, and whether each could be read at all (`good`).

    `order` (n,) says which way round dates such as 03/04/2026 can be read: DOUBTFUL both ways, SETTLED only as their
    form says, EXCHANGED only the other way; PLAIN for dates of other forms.
    """

    local: NDArray[np.int64]
    offset: NDArray[np.int64]
    zoned: NDArray[np.bool_]
    good: NDArray[np.bool_]
    order: NDArray[np.int8]


def pattern(form: str) -> re.Pattern[str]:
    """The pattern of a written form: `iso`, or directives such as `%d/%m/%Y %H:%M`.

    Raises ValueError for an unknown directive and for a form that does not tell year, month and day.

    >>> bool(pattern("%d/%m/%Y %H:%M").fullmatch("0/00/0000 00:00"))
    True
    """
    if form == "iso":
        return re.compile(_ISO)
    pieces = re.split(r"%(.)", form)
    directives = pieces[1::2]
    for directive in directives:
        if directive not in _DIRECTIVES:
            raise ValueError(f"%{directive} is not known; known are %{' %'.join(_DIRECTIVES)}")
    pieces[::2] = [re.sub("[0-9]", "0", re.escape(literal)) for literal in pieces[::2]]
    pieces[1::2] = [_DIRECTIVES[directive] for directive in directives]
    try:
        found = re.compile("".join(pieces))
    except re.error:
        raise ValueError("each part of a date may be named once") from None
    lacking = [part for part, names in _NEEDED.items() if not found.groupindex.keys() & set(names)]
    if lacking:
        raise ValueError(f"it does not say the {' and the '.join(lacking)}")
    return found


def exchanged(form: re.Pattern[str]) -> re.Pattern[str] | None:
    """The form with day and month exchanged when they are numbers before the year; None for any other form.

    >>> bool(exchanged(pattern("%d/%m/%Y")).fullmatch("0/00/0000")), exchanged(pattern("iso"))
    (True, None)
    """
    parts = [name for name in form.groupindex if name in ("year", "short_year", "month", "day")]
    if set(parts[:2]) != {"day", "month"}:
        return None
    day, month = "(?P<day>", "(?P<month>"
    return re.compile(form.pattern.replace(day, "\0").replace(month, day).replace("\0", month))


def read_written(texts: pa.Array, patterns: Sequence[re.Pattern[str]]) -> Written:
    """Read an Arrow text column without nulls; what fits no pattern, or names no real time, is not good."""
    windows = Windows.of(texts)
    matrix = windows.matrix(WIDTH)
    count = len(texts)
    local, offset = np.zeros(count, np.int64), np.zeros(count, np.int64)
    zoned, good, order = np.zeros(count, np.bool_), np.zeros(count, np.bool_), np.zeros(count, np.int8)
    for layout, rows in _layouts(matrix, np.flatnonzero(windows.length <= WIDTH)):
        match = next((match for each in patterns if (match := each.fullmatch(layout))), None)
        if match is not None:
            part = matrix[rows]
            local[rows], good[rows] = _local_seconds(match, part)
            zoned[rows] = match.re.groupindex.get("zone", 0) > 0 and match["zone"] is not None
            offset[rows] = _offset_seconds(match, part)
            order[rows] = _order(match, part, local[rows], good[rows])
    return Written(local, offset, zoned, good, order)


def _order(
    match: re.Match[str], matrix: NDArray[np.uint8], local: NDArray[np.int64], good: NDArray[np.bool_]
) -> NDArray[np.int64] | int:
    """`Written.order` of instants of one layout that were read as `local` and `good`."""
    other = exchanged(match.re)
    again = None if other is None else other.fullmatch(match.string)
    if again is None:
        return PLAIN
    local_again, good_again = _local_seconds(again, matrix)
    cases = [good & good_again & (local != local_again), good & ~good_again, ~good & good_again]
    return np.select(cases, [DOUBTFUL, SETTLED, EXCHANGED], PLAIN)


def _layouts(matrix: NDArray[np.uint8], rows: NDArray[np.int64]) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """Each layout among `rows` with the rows that have it: the commonest by comparing, the rest by sorting."""
    digit = (matrix >= ord("0")) & (matrix <= ord("9"))
    plain = np.where(digit, np.uint8(ord("0")), matrix)
    words = plain.view("<u8")
    compared = 0
    while len(rows) and compared < 8:
        same = (words[rows] == words[rows[0]]).all(axis=1)
        yield _text(plain[rows[0]]), rows[same]
        rows = rows[~same]
        compared += 1
    order = np.lexsort(words[rows].T)
    sorted_words = words[rows[order]]
    starts = np.flatnonzero(np.append(True, (sorted_words[1:] != sorted_words[:-1]).any(axis=1))[: len(rows)])
    for group in np.split(order, starts)[1:]:
        yield _text(plain[rows[group[0]]]), rows[np.sort(group)]


def _text(line: NDArray[np.uint8]) -> str:
    return line.tobytes().rstrip(b"\0").decode("utf-8", "replace")


def _number(match: re.Match[str], name: str, matrix: NDArray[np.uint8], missing: int) -> NDArray[np.int64]:
    """The digits of a group of the layout, as numbers; `missing` where the layout lacks it."""
    total = np.zeros(len(matrix), np.int64)
    if name not in match.re.groupindex or match[name] is None:
        return total + missing
    for column in range(*match.span(name)):
        total = total * 10 + (matrix[:, column] - ord("0"))
    return total


def _local_seconds(
    match: re.Match[str], matrix: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    names = match.re.groupindex
    year = _number(match, "year", matrix, 0)
    if "short_year" in names:
        short = _number(match, "short_year", matrix, 0)
        year = short + np.where(short < 70, 2000, 1900)
    month = _number(match, "month", matrix, 1)
    if "month_name" in names:
        word = match["month_name"][:3].lower()
        month[:] = _MONTHS.index(word) + 1 if word in _MONTHS else 0
    hour = _number(match, "hour", matrix, 0)
    good = (year > 0) & (month >= 1) & (month <= 12) & (hour < 24)
    if "half" in names:
        good &= (hour >= 1) & (hour <= 12)
        hour = hour % 12 + (12 if match["half"].lower() == "pm" else 0)
    day, minute = _number(match, "day", matrix, 1), _number(match, "minute", matrix, 0)
    second = _number(match, "second", matrix, 0)
    months = (year - 1970) * 12 + np.clip(month, 1, 12) - 1
    first = months.astype("M8[M]").astype("M8[D]").astype(np.int64)
    after = (months + 1).astype("M8[M]").astype("M8[D]").astype(np.int64)
    good &= (day >= 1) & (day <= after - first) & (minute < 60) & (second < 60)
    return (first + day - 1) * 86_400 + hour * 3600 + minute * 60 + second, good


def _offset_seconds(match: re.Match[str], matrix: NDArray[np.uint8]) -> NDArray[np.int64]:
    seconds = _number(match, "zone_hour", matrix, 0) * 3600 + _number(match, "zone_minute", matrix, 0) * 60
    return -seconds if "sign" in match.re.groupindex and match["sign"] == "-" else seconds
