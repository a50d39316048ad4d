"""Measure records as they were taken: files of all kinds, each with how it is to be read.

This is the one way from records that were told to a ledger to figures: the portal publishes by it, and
`evenhand verify` recomputes by it. It looks at no preset and at no zone that the signed version carries itself, so
that the same versions, records and readings give the same figures in any year (rule 27).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evenhand.engines.local import Progress, measure_files
from evenhand.engines.outages import outages_for
from evenhand.errors import Problem, RecordError
from evenhand.figures.facts import attributes_used
from evenhand.figures.measure import Measure, latest_instant
from evenhand.figures.measurement import Measurement
from evenhand.records.joining import all_readings, all_tickets
from evenhand.records.outages import Outages, all_outages
from evenhand.records.readings import Readings
from evenhand.records.tickets import TicketLog
from evenhand.sources.instants import KnownZone
from evenhand.sources.mapping import TicketMapping
from evenhand.sources.mapping_reading import CANONICAL, read_mapping
from evenhand.sources.outage_mapping import read_outage_mapping, vouched_seconds
from evenhand.sources.readings import read_readings
from evenhand.sources.tickets import TicketSource, open_tickets
from evenhand.terms.agreement import Agreement

KINDS = ("tickets", "outages", "readings")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A file of records that was taken: its kind (one of KINDS), where it lies, and how it is read.

    `reading` holds texts: `mapping`, the YAML of a mapping, empty for Evenhand's own columns or for what the content
    says; `timezone`, that of times without one; for outages `vouches`, how long a check holds.
    """

    kind: str
    path: Path
    reading: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RecordedMeasurement:
    """The measurement, and what was noticed in the files on the way."""

    measurement: Measurement
    problems: tuple[Problem, ...]


def measure_recorded(
    agreements: Sequence[Agreement],
    recorded: Sequence[Recorded],
    *,
    as_of: int | None = None,
    first: date | None = None,
    last: date | None = None,
    by: Sequence[str] = (),
    progress: Progress | None = None,
) -> RecordedMeasurement:
    """Measure files of records under the versions of an agreement, in the order in which the files were taken.

    Rows of several files of tickets are one history: exact duplicates count once (rules 8 and 26). `as_of` defaults
    to the latest instant in the records (rule 14). Raises RecordError for a file or mapping that cannot be used, and
    DocumentError when the documents are not versions of one agreement.
    """
    problems: list[Problem] = []
    tickets = [each for each in recorded if each.kind == "tickets"]
    if len(tickets) < 2:
        readings = _readings(agreements, recorded, problems)
        outages = _outages(agreements, recorded, problems)
        only = tickets[0] if tickets else None
        done = measure_files(
            agreements,
            only.path if only else None,
            mapping=_mapping(only) if only else None,
            timezone=_zone(agreements, only, _mapping(only).timezone) if only else None,
            readings=readings,
            outages=outages,
            as_of=as_of,
            first=first,
            last=last,
            by=by,
            progress=progress,
        )
        return RecordedMeasurement(done.measurement, (*done.report.problems(), *problems))
    with open_recorded(agreements, recorded, progress=progress) as opened:
        log = all_tickets(list(opened.logs))
        measure = Measure(agreements, opened.latest if as_of is None else as_of)
        measurement = measure.figures(
            measure.part(log),
            readings=opened.readings,
            outages=opened.outages,
            first=first,
            last=last,
            by=by,
        )
        return RecordedMeasurement(measurement, opened.problems())


@dataclass(frozen=True, slots=True)
class OpenedRecords:
    """Records that are open to be gone through once: `logs` of whole tickets, `readings` and `outages`.

    `latest` is the latest instant in all of them (rule 14). `logs` of several files of tickets are one log, as one
    ticket may stand in several; `tickets` says whether there is any file of them.
    """

    logs: Iterator[TicketLog]
    tickets: bool
    readings: Readings | None
    outages: Outages | None
    latest: int
    sources: tuple[TicketSource, ...]
    noticed: tuple[Problem, ...]

    def problems(self) -> tuple[Problem, ...]:
        """What was noticed in all files; complete once `logs` is exhausted."""
        said = [problem for source in self.sources for problem in source.report.problems()]
        return (*said, *self.noticed)


@contextmanager
def open_recorded(
    agreements: Sequence[Agreement],
    recorded: Sequence[Recorded],
    *,
    extra_columns: Sequence[str] = (),
    progress: Progress | None = None,
) -> Iterator[OpenedRecords]:
    """Open records as `measure_recorded` reads them, for an explanation, a comparison or a back-test.

    `extra_columns`: columns of the files of tickets to keep beside those of their mappings. Raises RecordError.
    """
    noticed: list[Problem] = []
    readings = _readings(agreements, recorded, noticed)
    outages = _outages(agreements, recorded, noticed)
    with ExitStack() as files:
        sources = tuple(
            files.enter_context(
                open_tickets(
                    each.path,
                    mapping=_mapping(each),
                    timezone=_zone(agreements, each, _mapping(each).timezone),
                    extra_columns=extra_columns,
                    wanted=attributes_used(agreements),
                    progress=progress,
                )
            )
            for each in recorded
            if each.kind == "tickets"
        )
        latest = max((source.latest for source in sources), default=None)
        yield OpenedRecords(
            logs=_logs(sources),
            tickets=bool(sources),
            readings=readings,
            outages=outages,
            latest=latest_instant(latest, readings, outages),
            sources=sources,
            noticed=tuple(noticed),
        )


def _logs(sources: Sequence[TicketSource]) -> Iterator[TicketLog]:
    logs = (log for source in sources for log in source.logs())
    if len(sources) > 1:
        yield all_tickets(list(logs))
    else:
        yield from logs


def _readings(
    agreements: Sequence[Agreement], recorded: Sequence[Recorded], problems: list[Problem]
) -> Readings | None:
    parts = []
    for each in recorded:
        if each.kind == "readings":
            part, said = read_readings(each.path, _zone(agreements, each))
            parts.append(part)
            problems += said
    return all_readings(parts) if parts else None


def _outages(
    agreements: Sequence[Agreement], recorded: Sequence[Recorded], problems: list[Problem]
) -> Outages | None:
    parts = []
    for each in recorded:
        if each.kind == "outages":
            text, vouches = each.reading.get("mapping", ""), each.reading.get("vouches", "")
            mapping, wrong = read_outage_mapping(text, "mapping.yaml", "mapping") if text else (None, ())
            if wrong:
                raise RecordError(wrong)
            seconds = vouched_seconds(vouches) if vouches else None
            zone = _zone(agreements, each, mapping.timezone if mapping else None)
            part, said = outages_for([each.path], agreements, zone, mapping, seconds)
            parts += [] if part is None else [part]
            problems += said
    return all_outages(parts) if parts else None


def _mapping(recorded: Recorded) -> TicketMapping:
    text = recorded.reading.get("mapping", "")
    if not text:
        return CANONICAL
    mapping, wrong = read_mapping(text, file="mapping.yaml", name="mapping")
    if mapping is None:
        raise RecordError(wrong)
    return mapping


def _zone(
    agreements: Sequence[Agreement], recorded: Recorded, otherwise: str | None = None
) -> KnownZone | None:
    """The zone of times without one, as the latest version carries it where it does."""
    name = recorded.reading.get("timezone", "") or otherwise or ""
    carried = [each.carried.zones[name] for each in agreements if each.carried and name in each.carried.zones]
    return carried[-1] if carried else name or None
