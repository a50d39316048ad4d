"""Agreements and tickets of which a desk and the agreement think differently."""

from tests.unit.figures.reconciling.helpers import agreement

FRIDAY = "2026-05-22"
PLAIN = agreement()

HOLIDAYS = "hours: {mon-fri: '09:00-17:00'}, holidays: {country: GB, subdivision: ENG}"
CLOSED = "hours: {mon-fri: '09:00-17:00'}, closed: [{date: 2026-05-26, name: stock-taking}]"
BOTH = f"{HOLIDAYS}, closed: [{{date: 2026-05-26, name: stock-taking}}]"
CLIENT = "starts: opened, stops: resolved, pauses: [client]"


def opened(when, desk, **attributes):
    return ("T1", when, "opened", {"desk": desk, **attributes})


MONDAY = "2026-03-02"


def waits(*reasons):
    """Opened at 10:00; two hours of waiting from 11:00 to 13:00, the reasons one after the other."""
    starts = [f"{MONDAY}T11:00", f"{MONDAY}T12:00"]
    rows = [
        ("T1", start, "waiting", {"reason": reason}) for start, reason in zip(starts, reasons, strict=False)
    ]
    return [*rows, ("T1", f"{MONDAY}T13:00", "resumed")]
