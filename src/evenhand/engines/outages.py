"""Files of any kind that tell of outages, read for the services of an agreement."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from evenhand.errors import Problem, RecordError
from evenhand.records.outages import Outages, all_outages
from evenhand.sources.any_outages import OWN, kind_of, read_any_outages, refuse_unusable
from evenhand.sources.instants import NEVER, KnownZone
from evenhand.sources.outage_mapping import OutageMapping, preset
from evenhand.sources.outages import read_outages
from evenhand.terms.agreement import Agreement


def outages_for(
    paths: Sequence[Path],
    documents: Sequence[Agreement],
    timezone: KnownZone | None,
    mapping: OutageMapping | None = None,
    vouches: int | None = None,
) -> tuple[Outages | None, tuple[Problem, ...]]:
    """The outages of all files, None for no file, and what was noticed in them.

    Records may call a service by its key or by its name. Records of a monitor that name none of them belong to
    the only service whose availability is promised, if there is only one. `vouches`: seconds for which a check holds.
    Raises RecordError for a file that cannot be read, and for one of which no row can be used.
    """
    services = {
        word: key
        for document in documents
        for key, service in document.services.items()
        for word in (service.name or key, key)
    }
    found: list[Outages] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            kind = mapping.kind if mapping else kind_of(path)
        except RecordError as error:
            if {problem.code for problem in error.problems} != {"no-records"}:
                raise
            nothing, notes = read_outages(path, timezone)
            found.append(nothing)
            problems += notes
            continue
        recorded = read_any_outages(path, timezone, mapping=mapping, vouches=vouches, services=services)
        if kind != OWN and not set(recorded.outages.service.names) & set(services.values()):
            chosen = _for_only_service(mapping or preset(kind), documents)
            recorded = read_any_outages(path, timezone, mapping=chosen, vouches=vouches, services=services)
        refuse_unusable(path, recorded)
        seen = recorded.latest if recorded.latest != NEVER else None
        found.append(replace(recorded.outages, seen_until=seen))
        problems += recorded.problems
    return (all_outages(found) if found else None), tuple(problems)


def _for_only_service(mapping: OutageMapping, documents: Sequence[Agreement]) -> OutageMapping:
    """The mapping with the service that is meant where there is only one."""
    promised = {
        name for document in documents for name, each in document.services.items() if each.availability
    }
    unsaid = mapping.service is None and not mapping.services
    return replace(mapping, service=promised.pop()) if unsaid and len(promised) == 1 else mapping
