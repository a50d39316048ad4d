"""The clock strip as shapes of an SVG: open time to scale, nights and weekends six times shorter (look/LOOK.md)."""

from __future__ import annotations

from typing import Any, Final

from evenhand.figures.explanation.result import Walk
from evenhand.figures.explanation.wall import zone_rules
from evenhand.figures.explanation.wording import moment_text
from evenhand.render.strip import drawn, widths

WIDTH: Final = 1000
_GAP: Final = 3
_CLASSES: Final = {"counted": "counted", "past due": "late", "waiting": "waiting", "not counted": "quiet"}


def strip(walk: Walk) -> dict[str, Any] | None:
    """Return the shapes of a ticket's strip, the moments at its ends and at its due; None for no stretch of time."""
    if not walk.stretches:
        return None
    zone = zone_rules(walk.zone)
    runs = drawn(walk.stretches)
    sizes = widths(runs, WIDTH)
    scale = WIDTH / sum(sizes)
    shapes, due, at = [], None, 0.0
    for run, size in zip(runs, sizes, strict=True):
        wide = size * scale
        shapes.append(
            {
                "x": round(at),
                "width": max(2, round(wide) - _GAP),
                "kind": _CLASSES[run.mark[2]],
                "said": run.mark[2],
            }
        )
        at += wide
        if run.end == walk.due and run is not runs[-1]:
            due = {"x": round(at) - 1, "text": f"due {moment_text(run.end, zone)}", "early": at < WIDTH / 2}
    return {
        "shapes": shapes,
        "due": due,
        "first": moment_text(walk.stretches[0].start, zone),
        "last": moment_text(walk.stretches[-1].end, zone),
        "legend": list(dict.fromkeys((shape["kind"], shape["said"]) for shape in shapes)),
    }
