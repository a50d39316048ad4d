"""Times given on the command line: never a guess where the clock on the wall leaves two readings."""

from __future__ import annotations

from datetime import datetime

from evenhand.errors import UsageError


def moment(text: str, zone: str) -> int:
    """Seconds since 1970 in UTC of an ISO 8601 time; one without an offset is wall-clock time in `zone`.

    >>> moment("2026-03-02T16:10", "Europe/London")
    1772467800

    Raises UsageError when the text is no time, and with the possible readings when the wall clock showed that
    time twice or not at all.
    """
    from evenhand.figures.explanation.wall import zone_rules

    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f'"{text}" is not a time. Write it as 2026-03-02T16:10.') from None
    if wall.tzinfo is not None:
        return int(wall.timestamp() // 1)
    rules = zone_rules(zone)
    first, second = (wall.replace(tzinfo=rules, fold=fold) for fold in (0, 1))
    before, after = first.utcoffset(), second.utcoffset()
    if before == after:
        return int(first.timestamp() // 1)
    assert before is not None
    assert after is not None
    what = "twice" if before > after else "never"
    raise UsageError(
        f"The clocks in {zone} show {text} {what}, as they are changed then. "
        f"Write {first.isoformat()} or {second.isoformat()}."
    )
