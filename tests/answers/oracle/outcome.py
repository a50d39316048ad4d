"""What a walk says in the end: verdict, instants, sums, due; and the checks before it (SEMANTICS 8, 13 to 15)."""

from typing import Any

from tests.answers.oracle.setting import Setting
from tests.answers.oracle.state import Count, Run
from tests.answers.oracle.ticket import NEVER, Row, Walk

FAR = 800 * 86400


def distinct(rows: list[Row]) -> list[Row]:
    """Rows in their order, an exact duplicate once (rule 8)."""
    kept: list[Row] = []
    for row in rows:
        if row not in kept:
            kept.append(row)
    return sorted(kept, key=lambda row: row["at"])


def irregular(rows: list[Row]) -> bool:
    """No opening, something before it, or a second one at another instant."""
    openings = [row["at"] for row in rows if row["event"] == "opened"]
    return not openings or rows[0]["event"] != "opened" or any(at != openings[0] for at in openings)


def service_of(setting: Setting, standard: dict[str, Any], rows: list[Row]) -> str | None:
    """The last service the ticket names at or before its stop; else its source's, or the only one there is."""
    services = setting.agreement["services"]
    walk = Walk(standard, rows, None, setting, rows[-1]["at"])
    for row in rows:
        walk.take(row)
    heard = rows[: walk.rows_to_stop] if walk.ended and not irregular(rows) else rows
    named = [row["service"] for row in heard if row.get("service")]
    if named and named[-1] in services:
        return str(named[-1])
    source = setting.agreement["source_service"]
    return source or (next(iter(services)) if len(services) == 1 else None)


def outcome(setting: Setting, standard: dict[str, Any], rows: list[Row], as_of: int) -> dict[str, Any] | None:
    """One ticket under one standard as of an instant; None where it is not listed."""
    rows = [row for row in distinct(rows) if row["at"] <= as_of]
    if not rows:
        return None
    service = service_of(setting, standard, rows)
    walk = Walk(standard, rows, service, setting, as_of)
    if irregular(rows):
        for row in rows:
            walk.attributes.update(setting.said(row))
        shown = {"verdict": "irregular", "decided": None, "at": rows[-1]["at"], "opened": rows[0]["at"]}
        return {**blank(walk), **shown} if walk.covered() else None
    walk.walk()
    if not walk.runs:
        return None
    if walk.missed is not None:
        run, walk.attributes, verdict, decided = (
            walk.missed["run"],
            walk.missed["attributes"],
            "missed",
            walk.missed["at"],
        )
    else:
        run, verdict, decided = walk.run, "open", None
        if walk.ended:
            walk.attributes, decided = walk.stopped_attributes, run.stop
            verdict = "met" if walk.ended == "stopped" else "cancelled"
        if not walk.covered():
            return None
        if standard["frames"] == "agreed" and "agreed due" not in walk.attributes:
            verdict, decided = "", None
    count = run.counts.get(walk.key(), Count())
    return {
        **blank(walk),
        "verdict": verdict,
        "decided": decided,
        "opened": rows[0]["at"],
        "started": run.start,
        "stopped": [each.stop for each in walk.runs if each.life == run.life][-1],
        "due": due(walk, run, verdict),
        "elapsed_seconds": count.seconds,
        "elapsed_days": count.days,
        "paused_seconds": count.paused,
        "by_change": walk.missed is not None and walk.missed["by_change"],
        "ended": walk.ended,
    }


def blank(walk: Walk) -> dict[str, Any]:
    return {
        "standard": walk.standard["name"],
        "service": walk.service,
        "priority": walk.attributes.get("priority"),
        "started": None,
        "stopped": None,
        "due": None,
        "elapsed_seconds": None,
        "paused_seconds": None,
    }


def due(walk: Walk, run: Run, verdict: str) -> int | None:
    """The first instant that has the greatest elapsed not above the time frame; the clock runs on after a stop."""
    if walk.standard["frames"] == "agreed":
        agreed = walk.attributes.get("agreed due")
        return None if agreed is None else int(agreed)
    if verdict in ("", "irregular"):
        return None
    key, at = walk.key(), walk.until
    if run.stop is not None or run is not walk.run or not walk.running:
        at = run.stop if run.stop is not None else NEVER
        walk.waiting, walk.open_since_start = None, dict(run.open_at_stop)
    elif walk.missed is None and walk.waiting is not None:
        limit = walk.standard["pauses"].get(walk.waiting.reason, "none named")
        if limit is None:
            return None
    walk.runs, walk.missed, walk.running, walk.keys = [run], None, True, [key]
    before = Count(**vars(run.counts.get(key, Count())))
    before.pieces = list(before.pieces)
    stop, far = run.stop, at + FAR
    run.counts, kept = {key: before}, run.counts
    while walk.limit(key) is not None and not walk.exceeded(at) and at < far:
        length = walk.setting.stretch(at)
        if not walk.pass_time(at, length):
            for second in range(at, at + length):
                walk.pass_time(second, 1)
        at += length
    found = reached(walk, run, key) if walk.exceeded(at) else None
    run.counts, run.stop = kept, stop
    return found


def reached(walk: Walk, run: Run, key: str) -> int:
    """Go through the counted seconds until one more would be too many."""
    limit = walk.limit(key)
    assert limit is not None
    in_days, room = limit
    hours, found = walk.setting.hours_of(key), run.start
    for at, length in run.counts[key].pieces:
        worth = hours.business_day(at) if in_days else 1
        for second in range(length):
            if worth > room:
                return found
            room, found = room - worth, at + second + 1
    return found
