"""Outages from any file that tells of them: which reader takes a file is told by its content, and said."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from evenhand.errors import Problem, RecordError
from evenhand.records.outages import Outages
from evenhand.records.tickets import Labels
from evenhand.sources.checks import read_checks
from evenhand.sources.files import open_file
from evenhand.sources.ical import read_calendar
from evenhand.sources.instants import NEVER, KnownZone
from evenhand.sources.mapping import found
from evenhand.sources.outage_mapping import OutageMapping, preset
from evenhand.sources.outages import read_outages
from evenhand.sources.prometheus import read_up
from evenhand.sources.recorded import RecordedOutages, latest_instant
from evenhand.sources.statuspage import SEGMENTS, read_statuspage
from evenhand.sources.trouble import trouble
from evenhand.units import tidy

OWN = "outages"
_HEAD_BYTES = 4096
_OWN_COLUMNS = ("service", "start", "end", "state")
_NEEDED = {"incidents": ("start", "state"), "checks": ("at", "component", "state")}
_SEGMENT_COLUMNS = ("incident_id", "start_at", "status")


def read_any_outages(
    path: str | Path,
    timezone: KnownZone | None = None,
    *,
    mapping: OutageMapping | None = None,
    vouches: int | None = None,
    services: Mapping[str, str] = MappingProxyType({}),
) -> RecordedOutages:
    """The outages of a file of Evenhand's own columns, of incidents, checks, a Prometheus answer or a calendar.

    `mapping` says which of them it is and what its words mean; else the content does. `vouches`: how long a check
    stands, in seconds. `services`: what the records may call a service, and its name in the agreement.
    Raises RecordError when the file cannot be read, or is none of these.
    """
    kind = mapping.kind if mapping else kind_of(path)
    if kind == OWN:
        outages, problems = read_outages(path, timezone)
        outages = _renamed(outages, services)
        return _told(path, RecordedOutages(outages, problems, OWN, latest_instant(outages)))
    chosen = (mapping or preset(kind)).known_as(services)
    if kind == "incidents":
        recorded = read_statuspage(path, timezone, chosen)
    elif kind == "calendar":
        recorded = read_calendar(path, str(timezone or "") or None, chosen)
    else:
        recorded = (read_checks if kind == "checks" else read_up)(path, timezone, chosen, vouches)
    return _told(path, recorded)


def kind_of(path: str | Path) -> str:
    """What a file holds: `outages`, or a kind of `OutageMapping`. Raises RecordError when it is none of them."""
    path = Path(path)
    if path.is_dir():
        return "incidents"
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES).removeprefix(b"\xef\xbb\xbf").lstrip()
    except OSError:
        head = b""  # open_file says why
    if head[:15].upper() == b"BEGIN:VCALENDAR":
        return "calendar"
    if head.startswith(b"{") and (b'"resultType"' in head or b'"errorType"' in head):
        return "prometheus"
    try:
        have = open_file(path).columns
    except RecordError as error:
        heading = _heading(head)
        empty = {problem.code for problem in error.problems} == {"no-records"}
        if empty and _kind_of_columns(heading) is None:
            # Without the columns of any records it does not say that there was nothing to record.
            raise _not_known(path, heading) from None
        raise
    kind = _kind_of_columns(have)
    if kind is None:
        raise _not_known(path, have)
    return kind


def _heading(head: bytes) -> tuple[str, ...]:
    """The cells of the first line of a text."""
    line = next(iter(head.decode("utf-8", "replace").splitlines()), "")
    delimiter = max(",;\t|", key=line.count)
    cells = ("".join(filter(str.isprintable, cell)).strip(' "') for cell in line.split(delimiter))
    return tuple(filter(None, cells))


def _kind_of_columns(have: tuple[str, ...]) -> str | None:
    if all(found((name,), have) for name in _OWN_COLUMNS):
        return OWN
    for kind, needed in _NEEDED.items():
        columns = preset(kind).columns
        if all(found(columns[key], have) for key in needed):
            return kind
    return None


def _not_known(path: Path, have: tuple[str, ...]) -> RecordError:
    if all(name in have for name in _SEGMENT_COLUMNS):
        message = "These are the segments of incidents; they do not say how bad the incidents were."
        return trouble(
            path, "segments-alone", message, f"Give the folder that holds {SEGMENTS} and incidents.csv."
        )
    listed = ", ".join(have[:60]) or "none"
    return trouble(
        path,
        "unknown-records",
        f"It cannot be told what these records are. The columns are: {listed}.",
        "Outages have the columns service, start, end and state; for others state a mapping.",
    )


def refuse_unusable(path: str | Path, recorded: RecordedOutages) -> None:
    """Raise RecordError for a file of which no row could be used: it would look like no outage at all."""
    first = next((each for each in recorded.problems if each.severity == "warning"), None)
    if first is not None and not len(recorded.outages) and recorded.latest == NEVER:
        message = f"No row can be used, read as {recorded.reader}. {first.message}"
        raise trouble(path, "no-usable-row", message, first.mend or "Export it again.", line=first.line)


def _told(path: str | Path, recorded: RecordedOutages) -> RecordedOutages:
    said = Problem("read-as", f"Read as {recorded.reader}.", severity="note", file=str(path))
    return replace(recorded, problems=(said, *recorded.problems))


def _renamed(outages: Outages, services: Mapping[str, str]) -> Outages:
    """The same outages under the names that the agreement gives its services."""
    known = {tidy(name): key for name, key in services.items()}
    names = [known.get(tidy(name), name) for name in outages.service.names]
    if names == list(outages.service.names):
        return outages
    service = Labels.of([names[code] for code in outages.service.codes.tolist()])
    return Outages(
        service=service,
        start=outages.start,
        end=outages.end,
        state=outages.state,
        announced=outages.announced,
        share=outages.share,
        cause=outages.cause,
        id=outages.id,
        attributes=outages.attributes,
    )
