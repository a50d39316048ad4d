"""Measure records as they were taken: files of all kinds, each with how it is to be read.

This is the one way from records that were told to a ledger to figures: the portal publishes by it, and
`evenhand verify` recomputes by it. It looks at no preset and at no zone that the signed version carries itself, so
that the same versions, records and readings give the same figures in any year (rule 27).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date

from evenhand.engines.beside import Beside, Recorded, read_beside, zone_of
from evenhand.engines.local import Progress, measure_files
from evenhand.errors import Problem, RecordError
from evenhand.figures.facts import attributes_used
from evenhand.figures.measure import Measure, latest_instant
from evenhand.figures.measurement import Measurement
from evenhand.records.charges import CreditRecords
from evenhand.records.joining import all_tickets
from evenhand.records.left_out import left_out
from evenhand.records.outages import Outages
from evenhand.records.readings import Readings
from evenhand.records.tickets import TicketLog
from evenhand.sources.mapping import TicketMapping
from evenhand.sources.mapping_reading import CANONICAL, read_mapping
from evenhand.sources.tickets import TicketSource, open_tickets
from evenhand.terms.agreement import Agreement


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
    tickets = [each for each in recorded if each.kind == "tickets"]
    names = {str(each.path): each.name for each in recorded if each.name}
    if len(tickets) < 2:
        beside = read_beside(agreements, recorded)
        only = tickets[0] if tickets else None
        done = measure_files(
            agreements,
            only.path if only else None,
            mapping=_mapping(only) if only else None,
            timezone=zone_of(agreements, only, _mapping(only).timezone) if only else None,
            readings=beside.readings,
            outages=beside.outages,
            records=beside.credits,
            as_of=as_of,
            first=first,
            last=last,
            by=by,
            progress=progress,
        )
        return _measured(done.measurement, (*done.report.problems(), *beside.problems), names)
    with open_recorded(agreements, recorded, progress=progress) as opened:
        log = all_tickets(list(opened.logs))
        measure = Measure(agreements, opened.latest if as_of is None else as_of)
        measurement = measure.figures(
            measure.part(log),
            readings=opened.readings,
            outages=opened.outages,
            records=opened.credits,
            first=first,
            last=last,
            by=by,
        )
        return _measured(measurement, opened.problems(), names)


def _measured(
    measurement: Measurement, problems: tuple[Problem, ...], names: Mapping[str, str]
) -> RecordedMeasurement:
    return RecordedMeasurement(replace(measurement, left_out=left_out(problems, names)), problems)


@dataclass(frozen=True, slots=True)
class OpenedRecords:
    """Records that are open to be gone through once: `logs` of whole tickets, and what stands `beside` them.

    `latest` is the latest instant in all of them (rule 14). `logs` of several files of tickets are one log, as one
    ticket may stand in several; `tickets` says whether there is any file of them.
    """

    logs: Iterator[TicketLog]
    tickets: bool
    beside: Beside
    latest: int
    sources: tuple[TicketSource, ...]

    @property
    def readings(self) -> Readings | None:
        """The readings; None where there is no file of them."""
        return self.beside.readings

    @property
    def outages(self) -> Outages | None:
        """The outages; None where there is no file of them."""
        return self.beside.outages

    @property
    def credits(self) -> CreditRecords:
        """What was recorded about money."""
        return self.beside.credits

    def problems(self) -> tuple[Problem, ...]:
        """What was noticed in all files; complete once `logs` is exhausted."""
        said = [problem for source in self.sources for problem in source.report.problems()]
        return (*said, *self.beside.problems)


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
    beside = read_beside(agreements, recorded)
    with ExitStack() as files:
        sources = tuple(
            files.enter_context(
                open_tickets(
                    each.path,
                    mapping=_mapping(each),
                    timezone=zone_of(agreements, each, _mapping(each).timezone),
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
            beside=beside,
            latest=latest_instant(latest, beside.readings, beside.outages, beside.credits),
            sources=sources,
        )


def _logs(sources: Sequence[TicketSource]) -> Iterator[TicketLog]:
    logs = (log for source in sources for log in source.logs())
    if len(sources) > 1:
        yield all_tickets(list(logs))
    else:
        yield from logs


def _mapping(recorded: Recorded) -> TicketMapping:
    text = recorded.reading.get("mapping", "")
    if not text:
        return CANONICAL
    mapping, wrong = read_mapping(text, file="mapping.yaml", name="mapping")
    if mapping is None:
        raise RecordError(wrong)
    return mapping
