"""The clock strip in characters: what counted, what did not, and when it was due (look/LOOK.md)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from rich.text import Text

from evenhand.figures.explanation.result import Kind, Stretch, Walk
from evenhand.figures.explanation.wording import moment_text

CELLS = 64
_QUIET_TIME = 6
_DUE = "│"
_PAST_DUE = ("▓", "red", "past due")
_QUIET = ("─", "dim", "not counted")
_MARKS = {
    Kind.COUNTED: ("█", "blue", "counted"),
    Kind.WAITING: ("╌", "yellow", "waiting"),
    Kind.REPORTED: ("╌", "yellow", "waiting"),
}


@dataclass(frozen=True, slots=True)
class Run:
    """A part of the strip with one sign: its mark (sign, style, words), its weight, the instant at its end."""

    mark: tuple[str, str, str]
    weight: int
    end: int


def strip(walk: Walk, zone: ZoneInfo) -> Iterator[Text]:
    """The moment of the due, the strip, the moments at its ends, and what its signs mean.

    Open time is drawn to scale; time that cannot count is drawn six times shorter, so that nights and weekends
    do not push the rest aside.
    """
    runs = drawn(walk.stretches)
    line, label = Text(), ""
    for run, cells in zip(runs, widths(runs, CELLS), strict=True):
        sign, style, _ = run.mark
        line.append(sign * cells, style=style)
        if run.end == walk.due and run is not runs[-1]:
            label = f"{'due ' + moment_text(run.end, zone):>{len(line)}}"
            line.append(_DUE, style="bold")
    if label:
        yield Text(label, style="bold")
    yield line
    first, last = moment_text(walk.stretches[0].start, zone), moment_text(walk.stretches[-1].end, zone)
    yield Text(f"{first}{last:>{max(len(line) - len(first), len(last) + 3)}}", style="dim")
    legend = Text("   ").join(
        Text.assemble((sign, style), (f" {words}", "dim"))
        for sign, style, words in dict.fromkeys(run.mark for run in runs)
    )
    yield legend


def drawn(stretches: Sequence[Stretch]) -> list[Run]:
    """The stretches as parts of the strip; where there are too many, nights and weekends are left out."""
    runs = [
        Run(
            _mark(part),
            part.open_seconds + (part.end - part.start - part.open_seconds) // _QUIET_TIME,
            part.end,
        )
        for part in stretches
    ]
    if len(runs) > CELLS // 2:
        runs = [run for run in runs if run.mark != _QUIET] or runs[:1]
    joined = runs[:1]
    for run in runs[1:]:
        if run.mark == joined[-1].mark:
            joined[-1] = Run(run.mark, joined[-1].weight + run.weight, run.end)
        else:
            joined.append(run)
    return joined


def widths(runs: Sequence[Run], cells: int) -> list[int]:
    """How many cells each part takes: at least one, in all about `cells`.

    >>> widths([Run(_QUIET, 30, 0), Run(_QUIET, 1, 0), Run(_QUIET, 69, 0)], 50)
    [15, 1, 34]
    """
    total = sum(run.weight for run in runs) or 1
    return [max(1, run.weight * cells // total) for run in runs]


def _mark(part: Stretch) -> tuple[str, str, str]:
    return _PAST_DUE if part.past_due else _MARKS.get(part.kind, _QUIET)
