"""What `--outages` is given: files of any kind that tell of outages, read for the services of an agreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evenhand.errors import Problem
    from evenhand.records.outages import Outages
    from evenhand.sources.outage_mapping import OutageMapping
    from evenhand.terms.agreement import Agreement

OUTAGES_HELP = (
    "When services were down: outages, incidents, checks, a Prometheus answer, a calendar. Repeatable."
)
MAPPING_HELP = "What the columns and words of the outages mean: a file."
VOUCHES_HELP = "How long a check of a monitor holds, such as 5 minutes."


def outages_of(
    paths: Sequence[Path],
    documents: Sequence[Agreement],
    timezone: str | None,
    mapping: str | None = None,
    vouches: str | None = None,
) -> tuple[Outages | None, tuple[Problem, ...]]:
    """The outages of all files, None for no file, and what was noticed in them.

    Records may call a service by its key or by its name. Records of a monitor that name none of them belong to
    the only service whose availability is promised, if there is only one.
    """
    from evenhand.errors import RecordError
    from evenhand.records.outages import all_outages
    from evenhand.sources.any_outages import OWN, kind_of, read_any_outages
    from evenhand.sources.instants import NEVER
    from evenhand.sources.outage_mapping import load_outage_mapping, preset, vouched_seconds
    from evenhand.sources.outages import read_outages

    if not paths:
        return None, ()
    services = {
        word: key
        for document in documents
        for key, service in document.services.items()
        for word in (service.name or key, key)
    }
    sheet = load_outage_mapping(mapping) if mapping else None
    held = vouched_seconds(vouches) if vouches else None
    found: list[Outages] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            kind = sheet.kind if sheet else kind_of(path)
        except RecordError as error:
            if {problem.code for problem in error.problems} != {"no-records"}:
                raise
            nothing, notes = read_outages(path, timezone)
            found.append(nothing)
            problems += notes
            continue
        recorded = read_any_outages(path, timezone, mapping=sheet, vouches=held, services=services)
        if kind != OWN and not set(recorded.outages.service.names) & set(services.values()):
            chosen = _for_only_service(sheet or preset(kind), documents)
            recorded = read_any_outages(path, timezone, mapping=chosen, vouches=held, services=services)
        seen = recorded.latest if recorded.latest != NEVER else None
        found.append(replace(recorded.outages, seen_until=seen))
        problems += recorded.problems
    return all_outages(found), tuple(problems)


def _for_only_service(mapping: OutageMapping, documents: Sequence[Agreement]) -> OutageMapping:
    """The mapping with the service that is meant where there is only one."""
    promised = {
        name for document in documents for name, each in document.services.items() if each.availability
    }
    unsaid = mapping.service is None and not mapping.services
    return replace(mapping, service=promised.pop()) if unsaid and len(promised) == 1 else mapping
