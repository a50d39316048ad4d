"""The clock of a standard in words: within what time, in which hours, and what pauses it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from evenhand.terms.base import FrozenMap
from evenhand.terms.canonical.notations import duration_form
from evenhand.terms.canonical.texts import percent_form
from evenhand.terms.standards import AsAgreed, Pause, Standard
from evenhand.units import Duration
from evenhand.wording.blocks import Block, Table, Words
from evenhand.wording.names import Names
from evenhand.wording.phrases import capital, listed, own, paragraph, quoted, say, sentence, strong
from evenhand.wording.values import on_the_wall, target_words

DONE: Final = {
    "opened": "opened",
    "responded": "responded to",
    "waiting": "set to waiting",
    "closed": "closed",
}
"""The event as what is done to a ticket; the others are said as they are."""

REOPENED: Final = {
    "resumes": "the clock goes on, and the time it was resolved is not counted",
    "restarts": "a new clock starts, and the worse of the two verdicts stands",
    "counts": "the clock goes on, and the time it was resolved counts too",
}
REPRIORITISED: Final = {
    "from opening": "all the time since it was opened counts against the new time frame",
    "from change": "its clock begins again with the new time frame",
}
COUNTED_IN: Final = {
    "decided": "in the period in which it is decided: stopped, or missed if that comes first",
    "opened": "in the period in which it was opened",
    "stopped": "in the period in which its clock stopped",
}


def done(event: str) -> str:
    """What was done to a ticket at an event."""
    return DONE.get(event, event)


def promise_blocks(standard: Standard, address: str, names: Names) -> Iterator[Block]:
    """Who is promised what within which time: a sentence, or with several priorities a table."""
    clock = standard.clock
    assert clock is not None
    opening = f"once {done(clock.starts)}, "
    must = f" must be {done(clock.stops)} "
    if not by_priority(standard):
        yield paragraph(
            sentence(
                opening, _ticket(standard, names), must, _within(standard.within), _running(standard, names)
            ),
            _about(standard, names),
            address=f"{address}.within",
        )
        return
    yield paragraph(
        sentence(opening, _ticket(standard, names), must, "within the time for its priority:"),
        address=f"{address}.within",
    )
    yield _table(standard, address, must, names)
    yield paragraph(_hours_of_table(standard, names), _about(standard, names), address=f"{address}.calendar")


def by_priority(standard: Standard) -> bool:
    """Whether something is agreed for each priority apart."""
    return any(isinstance(each, Mapping) for each in (standard.within, standard.target, standard.calendar))


def _ticket(standard: Standard, names: Names) -> Words:
    chosen = standard.applies_to.get("priority")
    priority = say(" of priority ", names.priorities(names.in_order(chosen))) if chosen else ()
    attributes = listed(
        [
            say("whose ", own(attribute), " is ", listed([own(value) for value in values], "or"))
            for attribute, values in standard.applies_to.items()
            if attribute != "priority"
        ]
    )
    return say("a ticket", priority, " " if attributes else "", attributes)


def _about(standard: Standard, names: Names) -> Words:
    if standard.service == "all":
        return sentence("this holds for all services")
    return sentence("this holds for ", names.services(standard.service))


def _within(frame: object) -> Words:
    if isinstance(frame, AsAgreed):
        return say("by the time ", strong("agreed on the ticket"), " (its “agreed due”)")
    assert isinstance(frame, Duration)
    return say("within ", strong(duration_form(frame)))


def _running(standard: Standard, names: Names) -> Words:
    """The hours behind a single time frame: `, counted in office hours (D.2)`."""
    frame = standard.within
    if isinstance(frame, AsAgreed):
        return ()
    if isinstance(frame, Duration) and on_the_wall(frame):
        return say(" of the calendar, nights and weekends included")
    calendar = calendar_of(standard, names)
    if calendar is None:
        return say(", counted in the service hours of its service")
    return say(", at any hour" if names.always_open(calendar) else ", counted in ", _hours(calendar, names))


def _hours(calendar: str, names: Names) -> Words:
    return () if names.always_open(calendar) else names.hours(calendar)


def calendar_of(standard: Standard, names: Names) -> str | None:
    """The one calendar a standard runs on: its own, else the hours of its only service."""
    if standard.calendar is not None:
        return None if isinstance(standard.calendar, Mapping) else standard.calendar
    services = names.agreement.services
    chosen = (
        [*services] if standard.service == "all" else [name for name in standard.service if name in services]
    )
    hours = {services[name].hours for name in chosen}
    return hours.pop() if len(hours) == 1 else None


def _table(standard: Standard, address: str, must: str, names: Names) -> Table:
    within, calendar, target = standard.within, standard.calendar, standard.target
    maps = [each for each in (within, calendar, target) if isinstance(each, FrozenMap)]
    rows = []
    for name in names.in_order(dict.fromkeys(key for each in maps for key in each)):
        cells: list[Words] = [names.priority(name), _cell(within, name)]
        if isinstance(calendar, FrozenMap):
            cells.append(_calendar_cell(calendar, name, names))
        if isinstance(target, FrozenMap):
            cells.append(say(target_words(target[name])) if name in target else ())
        rows.append(tuple(cells))
    head = ["Priority", capital(f"{must.removeprefix(' must be ').strip()} within")]
    head += ["Counted in"] if isinstance(calendar, FrozenMap) else []
    head += ["In time"] if isinstance(target, FrozenMap) else []
    return Table(tuple(map(say, head)), tuple(rows), address=f"{address}.within")


def _cell(within: object, name: str) -> Words:
    frame = within.get(name) if isinstance(within, FrozenMap) else within
    if isinstance(frame, Duration):
        return say(strong(duration_form(frame)))
    return say("as agreed on the ticket" if frame else "")


def _calendar_cell(calendar: FrozenMap[str, str], name: str, names: Names) -> Words:
    if name not in calendar:
        return ()
    return say("any hour") if names.always_open(calendar[name]) else names.hours(calendar[name])


def _hours_of_table(standard: Standard, names: Names) -> Words:
    if isinstance(standard.calendar, Mapping):
        return ()
    frames = standard.within.values() if isinstance(standard.within, Mapping) else [standard.within]
    if all(isinstance(frame, Duration) and on_the_wall(frame) for frame in frames):
        return sentence("these are dates of the calendar, nights and weekends included")
    calendar = calendar_of(standard, names)
    if calendar is None:
        return sentence("the time is counted in the service hours of the ticket’s service")
    if names.always_open(calendar):
        return sentence("the time is counted at any hour")
    return sentence("the time is counted in ", names.hours(calendar))


def clock_sentences(standard: Standard, names: Names) -> Iterator[Words]:
    """What pauses the clock, what warns, and what differs from how all clocks are counted."""
    clock = standard.clock
    assert clock is not None
    if clock.pauses:
        reasons = listed([_reason(pause) for pause in clock.pauses], "or")
        yield sentence("the clock pauses while the ticket is ", reasons)
    else:
        yield sentence("nothing pauses the clock")
    if standard.warn_at:
        shares = listed([f"when {percent_form(share)}" for share in standard.warn_at])
        yield sentence("a warning is given ", shares, " of the time is used")
    if standard.when_reopened != "resumes":
        yield sentence(f"when a ticket is reopened, {REOPENED[standard.when_reopened]}")
    if standard.when_reprioritised != usual_change(standard):
        yield sentence(f"when its priority changes, {REPRIORITISED[standard.when_reprioritised]}")
    if standard.counted_in != "decided":
        yield sentence(f"a ticket counts {COUNTED_IN[standard.counted_in]}")


def _reason(pause: Pause) -> Words:
    waits = pause.reason.lower().startswith("waiting")
    reason = say(own(pause.reason)) if waits else say("waiting for the reason ", quoted(pause.reason))
    return say(reason, f" (for at most {duration_form(pause.limit)} each time)" if pause.limit else "")


def usual_change(standard: Standard) -> str:
    """What a change of priority does unless the standard says otherwise (rule 12)."""
    return "from change" if standard.clock and standard.clock.stops == "responded" else "from opening"
