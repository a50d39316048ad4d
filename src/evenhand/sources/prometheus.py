"""Range results of Prometheus, saved as JSON: readings, or up and down series as outages.

A sample stands until the next step; a step that is missing, or NaN, is no data. Values are exact decimals as they
are written. The step is the smallest interval between two samples of a series.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from evenhand.errors import Problem
from evenhand.records.readings import Readings
from evenhand.records.tickets import Labels, in_order
from evenhand.sources.checks import vouched
from evenhand.sources.instants import EARLIEST, LATEST, NEVER, KnownZone
from evenhand.sources.outage_mapping import OutageMapping, preset
from evenhand.sources.recorded import RecordedOutages
from evenhand.sources.report import Example, ImportReport
from evenhand.sources.small import decimal
from evenhand.sources.strict_json import StrictJsonError, decode
from evenhand.sources.trouble import trouble
from evenhand.sources.watched import UP, Watch, in_time

LARGEST_BYTES = 256 << 20
READER = "a range result of Prometheus"
_NOTHING = "NaN"
_FORM = "Save the answer of /api/v1/query_range as it comes."


@dataclass(frozen=True, slots=True)
class Series:
    """One series: its labels, and its samples (n,) in UTC seconds with their values as written; NaN left out."""

    labels: Mapping[str, str]
    at: NDArray[np.int64]
    values: tuple[str, ...]


def read_series(path: str | Path, report: ImportReport) -> list[Series]:
    """The series of a range result. Raises RecordError for anything else, and for an answer that is an error."""
    path = Path(path)
    with path.open("rb") as file:
        raw = file.read(LARGEST_BYTES + 1)
    if len(raw) > LARGEST_BYTES:
        _refuse(path, "too-large", "The file is larger than 256 MB.", "Ask for less at a time.")
    try:
        answer = decode(raw.removeprefix(b"\xef\xbb\xbf"))
    except StrictJsonError as error:
        _refuse(path, error.code, f"The file cannot be read: {error}.", _FORM)
    whole = answer if isinstance(answer, dict) else {}
    if whole.get("status") == "error":
        what = str(whole.get("error", ""))[:200]
        _refuse(path, "answer-is-error", f"The file holds an error of Prometheus: {what}.", "Ask again.")
    data = whole.get("data")
    data = data if isinstance(data, dict) else {}
    if data.get("resultType") != "matrix" or not isinstance(data.get("result"), list):
        _refuse(path, "not-a-matrix", "The file holds no range result (resultType matrix).", _FORM)
    return [_series(path, each, report) for each in data["result"]]


def read_up(
    path: str | Path,
    timezone: KnownZone | None = None,
    mapping: OutageMapping | None = None,
    vouches: int | None = None,
) -> RecordedOutages:
    """Up and down series as outages: by default a sample vouches for one step, so that no missing step is hidden.

    A series is a site; it is named by the first of the mapping's labels that it has. `timezone` is not needed.
    """
    mapping = mapping or preset("prometheus")
    report = ImportReport(str(path), mapping.name)
    sites: dict[str, int] = {}
    parts = []
    for series in read_series(path, report):
        wanted = mapping.columns["component"]
        site = next((series.labels[name] for name in wanted if series.labels.get(name)), "")
        states = [_state(mapping, value) for value in series.values]
        kept = np.array([state >= 0 for state in states], np.bool_)
        bad = [Example(value) for value, state in zip(series.values, states, strict=True) if state < 0]
        message, mend = (
            "sample that is neither up nor down (left out)",
            "Ask for a series of 0 and 1, such as up.",
        )
        report.add("dropped", "unknown-state", message, len(bad), bad, mend, loses=True)
        code = np.full(int(kept.sum()), sites.setdefault(site, len(sites)), np.int32)
        parts.append((code, series.at[kept], np.array(states, np.int8)[kept]))
    given = vouches or mapping.vouches
    steps = [int(np.diff(at).min()) for _, at, _ in parts if len(at) > 1]
    watch = Watch(given or max(min(steps, default=1), 1))
    latest = NEVER
    if any(len(at) for _, at, _ in parts):
        site_of, at, state, again = in_time(*(np.concatenate(column) for column in zip(*parts, strict=True)))
        report.add("note", "same-second", "more than one sample of a site in one second", again)
        latest = int(at.max())
        watch.take(site_of, at, state)
    why = "as given" if given else "one step"
    return vouched(watch, list(sites), mapping, report, READER, latest, why)


def read_samples(
    path: str | Path, mapping: OutageMapping | None = None, name: str | None = None
) -> tuple[Readings, tuple[Problem, ...]]:
    """The samples as readings: named `name`, else as the metric; the service as `read_up` finds it."""
    mapping = mapping or preset("prometheus")
    report = ImportReport(str(path), mapping.name)
    rows: list[tuple[str, int, Decimal, str]] = []
    for series in read_series(path, report):
        title = name or series.labels.get("__name__", "")
        if not title:
            message, mend = "series without a name (left out)", "Say what its values are called."
            report.add(
                "dropped", "no-name", message, 1, [Example(str(dict(series.labels)))], mend, loses=True
            )
            continue
        site = next(
            (series.labels[each] for each in mapping.columns["component"] if series.labels.get(each)), ""
        )
        service = mapping.service_of(site)
        for at, value in zip(series.at.tolist(), series.values, strict=True):
            number = decimal(value)
            if number is None:
                message = "value that is not a number (left out)"
                report.add("dropped", "bad-value", message, 1, [Example(value)], loses=True)
                continue
            rows.append((title, at, number, service))
    names, services = Labels.of([row[0] for row in rows]), Labels.of([row[3] for row in rows])
    at = np.array([row[1] for row in rows], np.int64)
    order, _ = in_order(names.codes, at, [services.codes, np.arange(len(rows))])
    places = np.arange(len(rows)) if order is None else order
    values = tuple(rows[place][2] for place in places.tolist())
    nobody = Labels(np.full(len(rows), -1, np.int32), ())
    return Readings(names.at(places), at[places], values, services.at(places), nobody), report.problems()


def _series(path: Path, series: Any, report: ImportReport) -> Series:
    metric = series.get("metric") if isinstance(series, dict) else None
    samples = series.get("values") if isinstance(series, dict) else None
    if not isinstance(metric, dict) or not isinstance(samples, list):
        _refuse(path, "bad-series", "A series has no metric or no values.", _FORM)
    read = list(_samples(path, samples, report))
    labels = {str(name): value for name, value in metric.items() if isinstance(value, str)}
    report.rows += len(samples)
    return Series(labels, np.array([at for at, _ in read], np.int64), tuple(value for _, value in read))


def _samples(path: Path, samples: list[Any], report: ImportReport) -> Iterator[tuple[int, str]]:
    for sample in samples:
        if not (
            isinstance(sample, list) and len(sample) == 2 and all(isinstance(each, str) for each in sample)
        ):
            shown = json.dumps(sample, ensure_ascii=False)[:60]
            _refuse(path, "bad-sample", f"{shown} is not a sample: a time and a value in quotes.", _FORM)
        moment = decimal(sample[0])
        at = None if moment is None else int(moment.to_integral_value(rounding="ROUND_FLOOR"))
        if at is None or not EARLIEST <= at < LATEST:
            message = "sample without a usable time (left out)"
            report.add("dropped", "no-time", message, 1, [Example(sample[0])], loses=True)
        elif sample[1] == _NOTHING:
            report.add("note", "no-data", "sample that is NaN: no data", 1)
        else:
            yield at, sample[1]


def _state(mapping: OutageMapping, value: str) -> int:
    number = decimal(value)
    word = mapping.states.get(format(number.normalize(), "f") if number is not None else value)
    return {"up": UP, "down": 0, "degraded": 1, "unknown": 2, "maintenance": 3}.get(word or "", -1)


def _refuse(path: Path, code: str, message: str, mend: str) -> NoReturn:
    raise trouble(path, code, message, mend) from None
