"""What a log says about its tickets in an agreement's words: service, priority, reasons, agreed due instants."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from evenhand.calendars.zones import Zone
from evenhand.records.tickets import TicketLog, filled
from evenhand.terms.agreement import Agreement
from evenhand.terms.management import Source
from evenhand.units import tidy

NOT_SAID = -1
AGREED_DUE = "agreed due"
ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Facts:
    """Columns of a log in an agreement's words, all int64 codes over its m rows, -1 where nothing is said.

    `service` and `priority` hold from the row that says them on; `service` is already the one that a silent or
    unknown name stands for. `reason` is as written on the row. Names beside each give the words.
    """

    service: NDArray[np.int64]
    services: tuple[str, ...]
    priority: NDArray[np.int64]
    priorities: tuple[str, ...]
    reason: NDArray[np.int64]
    reasons: tuple[str, ...]


def facts(agreement: Agreement, log: TicketLog) -> Facts:
    """Read service, priority and reason of every row as `agreement` names them (rule 8)."""
    services = tuple(agreement.services)
    standing = standing_service(agreement)
    labels = log.attributes.get("service")
    service = _recoded(filled(log, "service"), labels.names if labels else (), services)
    service = np.where(service == NOT_SAID, services.index(standing) if standing else NOT_SAID, service)
    priority, priorities = _priority(agreement, log)
    written = log.attributes.get("reason")
    reasons = tuple(dict.fromkeys(tidy(name) for name in written.names)) if written else ()
    reason = (
        _recoded(written.codes, tuple(tidy(name) for name in written.names), reasons)
        if written
        else np.full(log.at.size, NOT_SAID)
    )
    return Facts(service, services, priority, priorities, reason, reasons)


def attributes_used(agreements: Iterable[Agreement]) -> tuple[str, ...]:
    """The attributes of tickets that decide under these agreements; a reader of records has to keep them."""
    names = {AGREED_DUE: None, ACCEPTED: None}
    for agreement in agreements:
        names |= dict.fromkeys(agreement.priorities.derived_from)
        for standard in agreement.standards.values():
            names |= dict.fromkeys(standard.applies_to)
    return tuple(names)


def standing_service(agreement: Agreement) -> str | None:
    """The service of tickets that name none: the one their source names, or the only one there is (rule 8)."""
    source = ticket_source(agreement)
    if source is not None and source.service != "all":
        return str(source.service)
    return next(iter(agreement.services)) if len(agreement.services) == 1 else None


def ticket_source(agreement: Agreement) -> Source | None:
    """The source tickets come from: the one called `tickets`, else the only one there is."""
    sources = agreement.tracking.sources
    return sources.get("tickets") or (next(iter(sources.values())) if len(sources) == 1 else None)


def _recoded(codes: NDArray[np.int32], names: tuple[str, ...], wanted: tuple[str, ...]) -> NDArray[np.int64]:
    place = {name: index for index, name in enumerate(wanted)}
    codes_of = np.array([*(place.get(name.strip(), NOT_SAID) for name in names), NOT_SAID], dtype=np.int64)
    return codes_of[codes]


def _priority(agreement: Agreement, log: TicketLog) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    known, derived = agreement.priorities.names, agreement.priorities.derived_from
    if not derived:
        labels = log.attributes.get("priority")
        names = labels.names if labels else ()
        return _recoded(filled(log, "priority"), names, known or names), known or names
    combined = np.zeros(log.at.size, dtype=np.int64)
    spellings: list[tuple[str, ...]] = [()]
    for name in derived:
        labels = log.attributes.get(name)
        values = (*(labels.names if labels else ()), "")
        codes = filled(log, name).astype(np.int64)
        combined = combined * len(values) + np.where(codes < 0, len(values) - 1, codes)
        spellings = [(*before, value.strip()) for before in spellings for value in values]
    table = agreement.priorities.table
    code_of = np.array([known.index(table[each]) if each in table else NOT_SAID for each in spellings])
    return code_of[combined], known


def unknown(log: TicketLog, name: str, known: Iterable[str]) -> dict[str, int]:
    """Names that the log uses and the agreement does not have, with the number of tickets that end with them."""
    labels = log.attributes.get(name)
    if labels is None:
        return {}
    last = filled(log, name)[log.first[1:] - 1]
    counts = np.bincount(last[last >= 0], minlength=len(labels.names))
    accepted = set(known)
    return {
        each: int(counts[code])
        for code, each in enumerate(labels.names)
        if counts[code] and each.strip() not in accepted
    }


def agreed_due(log: TicketLog, zone: Zone) -> NDArray[np.int64]:
    """The due instant agreed on the ticket, on every row from which it holds; -1 before any is said.

    Raises ValueError for a text that is not an ISO 8601 instant; the readers never leave one.
    """
    labels = log.attributes.get(AGREED_DUE)
    if labels is None:
        return np.full(log.at.size, NOT_SAID)
    instants = np.array([*(_instant(text, zone) for text in labels.names), NOT_SAID], dtype=np.int64)
    return instants[filled(log, AGREED_DUE)]


def _instant(text: str, zone: Zone) -> int:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        return int(moment.timestamp() // 1)
    local = (moment - datetime(1970, 1, 1)).total_seconds() // 1
    return int(zone.opening_instant(np.array([int(local)]))[0])
