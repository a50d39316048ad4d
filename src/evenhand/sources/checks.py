"""Checks of a monitor from a file, one row each, as outages: any CSV, NDJSON or Parquet file of any length."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenhand.errors import Problem
from evenhand.records.outages import NOT_ANNOUNCED, STATES, UNKNOWN
from evenhand.records.tickets import Labels
from evenhand.sources.batch import Batch
from evenhand.sources.cells import Coded
from evenhand.sources.files import RecordFile, open_file, streamed
from evenhand.sources.instants import NEVER, KnownZone
from evenhand.sources.mapping import found
from evenhand.sources.mapping_reading import CANONICAL
from evenhand.sources.outage_mapping import LEFT_OUT, OutageMapping, preset
from evenhand.sources.recorded import RecordedOutages, of_columns
from evenhand.sources.report import ImportReport
from evenhand.sources.trouble import missing_columns
from evenhand.sources.watched import UP, DisorderError, Watch, in_time
from evenhand.units import seconds_text, tidy

_BATCH_ROWS = 1 << 18
_CODES = {**{state: code for code, state in enumerate(STATES)}, "up": UP}
READER = "checks of a monitor"
_NOT_KNOWN, _LEFT_OUT = -2, -1
_STATE = f"Say under `states` in a mapping what it means: {', '.join(_CODES)} or {LEFT_OUT}."
_ADVICE = "Needed: which site, when, and how it was found. Name the columns in a mapping of your own."

Checks = tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int8]]


def read_checks(
    path: str | Path,
    timezone: KnownZone | None = None,
    mapping: OutageMapping | None = None,
    vouches: int | None = None,
) -> RecordedOutages:
    """The outages that a file of checks shows; `vouches` in seconds, else as the mapping or the series says.

    Memory is bounded by the number of turns, not of checks, where the checks of every site come in order of
    time. Raises RecordError as `open_tickets` does.
    """
    mapping = mapping or preset("checks")
    series = CheckFile(path, timezone or mapping.timezone, mapping)
    watch = Watch(vouches or mapping.vouches)
    try:
        for checks in series.checks():
            watch.take(*checks)
    except DisorderError:
        watch = Watch(watch.vouches)
        series = CheckFile(path, timezone or mapping.timezone, mapping)
        parts = list(series.checks())
        site, at, state, again = in_time(*(np.concatenate(column) for column in zip(*parts, strict=True)))
        message = "more than one check of a site in one second"
        series.report.add("note", "same-second", message, again, mend="The worst of them counts.")
        watch.take(site, at, state)
    why = "as given" if watch.vouches else "twice the usual interval of its site"
    return vouched(watch, series.sites, mapping, series.report, READER, series.latest, why)


def vouched(
    watch: Watch,
    sites: Sequence[str],
    mapping: OutageMapping,
    report: ImportReport,
    reader: str,
    latest: int,
    why: str,
) -> RecordedOutages:
    """What a watch saw, as outages of the services the sites belong to; `why` a check vouches as long as it does."""
    site, start, end, state = watch.outages()
    names = Labels.of([mapping.service_of(name) for name in sites])
    outages, _ = of_columns(
        service=Labels(names.codes[site], names.names),
        start=start,
        end=end,
        state=state,
        announced=np.full(len(site), NOT_ANNOUNCED, np.int64),
        cause=Labels(np.where(state == UNKNOWN, 0, -1).astype(np.int32), ("no check",)),
        id=Labels(np.full(len(site), -1, np.int32), ()),
        attributes={"component": Labels(site.astype(np.int32), tuple(sites))},
    )
    return RecordedOutages(outages, (*report.problems(), *_said(watch, report.file, why)), reader, latest)


def _said(watch: Watch, file: str, why: str) -> Iterator[Problem]:
    """The rule that was used for how long a check vouches, in words."""
    if not len(watch.lasting):
        return
    low, high = int(watch.lasting.min()), int(watch.lasting.max())
    for_ = seconds_text(low) if low == high else f"{seconds_text(low)} to {seconds_text(high)}"
    message = f"A check vouches for {for_} ({why}); beyond that the site is unknown."
    yield Problem("check-vouches", message, "State another time with --check-vouches.", "note", file=file)


class CheckFile:
    """The checks of a file, batch by batch; `sites` and `latest` are complete once all have been taken."""

    def __init__(self, path: str | Path, timezone: KnownZone | None, mapping: OutageMapping) -> None:
        """Find the columns; RecordError when one is missing or the file cannot be read."""
        self._file: RecordFile = open_file(path)
        self._mapping, self._path, self._zone = mapping, path, timezone
        keys = ("at", "component", "state")
        names = {key: found(mapping.columns.get(key, ()), self._file.columns) for key in keys}
        if missing := [mapping.columns.get(key, (key,))[0] for key in keys if names[key] is None]:
            raise missing_columns(path, missing, self._file.columns, _ADVICE)
        self._names = {key: name for key, name in names.items() if name is not None}
        self.report = ImportReport(str(path), mapping.name)
        self.sites: list[str] = []
        self.latest = NEVER
        self._numbers: dict[str, int] = {}

    def checks(self) -> Iterator[Checks]:
        """Number of the site, UTC seconds and state of every check, in the order of the file."""
        for cells, numbers in streamed(self._file, self._path, list(self._names.values()), _BATCH_ROWS):
            self.report.rows += len(numbers)
            batch = Batch(
                cells,
                numbers,
                np.ones(len(numbers), np.bool_),
                CANONICAL,
                self._names["component"],
                self._zone,
                self._path,
                self.report,
            )
            site, word = batch.text(self._names["component"]), batch.text(self._names["state"])
            read = batch.instants(self._names["at"], "row left out")
            state = word.numbers(self._state, _NOT_KNOWN).astype(np.int8)
            self._lose(batch, read.at == NEVER, "no-time", "check without a usable time", site)
            self._lose(batch, site.codes < 0, "no-site", "check that names no site", word)
            self._lose(
                batch,
                state == _NOT_KNOWN,
                "unknown-state",
                "state that is not known (row left out)",
                word,
                _STATE,
            )
            batch.keep &= state != _LEFT_OUT
            checks = self._number(site), read.at, state
            if not batch.keep.all():
                checks = checks[0][batch.keep], checks[1][batch.keep], checks[2][batch.keep]
            if len(checks[1]):
                self.latest = max(self.latest, int(checks[1].max()))
                yield checks

    def _state(self, word: str) -> int:
        meaning = self._mapping.states.get(tidy(word))
        return _LEFT_OUT if meaning == LEFT_OUT else _CODES[meaning] if meaning else _NOT_KNOWN

    def _lose(
        self, batch: Batch, rows: NDArray[np.bool_], code: str, message: str, shown: Coded, mend: str = ""
    ) -> None:
        if rows.any():
            batch.find(
                "dropped",
                code,
                message,
                rows,
                lambda row: shown.name(int(shown.codes[row])),
                mend,
                loses=True,
            )
            batch.keep &= ~rows

    def _number(self, site: Coded) -> NDArray[np.int32]:
        """The numbers of the sites over the whole file, in order of first appearance."""
        numbers = [self._numbers.setdefault(name, len(self._numbers)) for name in site.names.to_pylist()]
        self.sites += list(self._numbers)[len(self.sites) :]
        return np.array([*numbers, -1], np.int32)[site.codes]
