"""Explanations as text for a terminal, or plain when piped: one sentence, a strip, a table, the clause's words."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.text import Text

from evenhand.figures.explanation.figure_result import FigureExplanation
from evenhand.figures.explanation.figure_words import figure_sentence
from evenhand.figures.explanation.result import Walk
from evenhand.figures.explanation.sentences import allowed_text, counted_text, done, sentence
from evenhand.figures.explanation.wall import zone_rules
from evenhand.figures.explanation.wording import date_text, moment_text
from evenhand.render.lines import Column, Row, aligned
from evenhand.render.stretches import Stretches
from evenhand.render.strip import strip
from evenhand.render.verdicts import SIGNS, STYLES, signed
from evenhand.units import iso_utc, seconds_text

_DIM = "dim"


def ticket_page(walk: Walk) -> RenderableType:
    """A ticket under a standard: its answer, the strip, every stretch, the sum, the clause's own words."""
    zone = zone_rules(walk.zone)
    parts: list[RenderableType] = [Text(" · ".join(_heading(walk)), style=_DIM), _answer(walk)]
    parts += [Text(change.sentence) for change in walk.changes]
    if walk.stretches:
        parts += ["", *strip(walk, zone), "", Stretches(walk, zone), "", *_sums(walk, zone)]
    if walk.records:
        records = [
            Row(
                [Text(moment_text(each.at, zone, year=True)), Text(each.event)],
                [each.said] if each.said else [],
            )
            for each in walk.records
        ]
        parts += ["", *aligned([Column("When"), Column("What")], records)]
    parts += [Text(f"Note: {note}") for note in walk.notes]
    parts += clause_words(f"standards.{walk.standard}", walk.version, walk.words, walk.rules, walk.zone)
    return Group(*parts)


def due_page(walk: Walk) -> RenderableType:
    """When a ticket falls due: the answer, here and in UTC, then every stretch from opening to due."""
    zone = zone_rules(walk.zone)
    start, due = walk.started or 0, walk.due or 0
    priority = f" of priority {walk.priority}" if walk.priority else ""
    answer = f"A ticket{priority} opened on {moment_text(start, zone)} is due on {moment_text(due, zone, year=True)}"
    utc = iso_utc(due)
    parts: list[RenderableType] = [
        Text(f"{answer}: {allowed_text(walk)}.", style="bold"),
        Text(f"That is {utc}."),
    ]
    if walk.stretches:
        parts += ["", *strip(walk, zone), "", Stretches(walk, zone)]
    parts += clause_words(f"standards.{walk.standard}", walk.version, walk.words, walk.rules, walk.zone)
    return Group(*parts)


def figure_page(figure: FigureExplanation) -> RenderableType:
    """A figure: its sentence, the tickets or readings in it, those beside it, the arithmetic, the clause."""
    zone = zone_rules(figure.zone)
    head = Text(figure_sentence(figure), style="bold")
    if figure.value is not None:
        head.append(f"  {signed(figure.result)}", style=STYLES.get(figure.result, _DIM))
    parts: list[RenderableType] = [head]
    if figure.scored:
        parts += ["", *_tickets(figure, figure.scored, zone)]
    if figure.beside:
        parts += ["", Text("Listed and not scored", style="bold"), *_tickets(figure, figure.beside, zone)]
    if figure.counted:
        rows = [(each.ticket, moment_text(each.at, zone), each.why) for each in figure.counted]
        parts += ["", *_plain(("Ticket", "When", "What"), rows)]
    if figure.readings:
        rows = [(moment_text(each.at, zone), each.ticket or "–", str(each.value)) for each in figure.readings]
        parts += ["", *_plain(("When", "Ticket", "Value"), rows)]
    parts += ["", Text(_arithmetic(figure), style="bold")]
    parts += [Text(f"Note: {note}") for note in figure.notes]
    versions = figure.versions[-1] if figure.versions else None
    parts += clause_words(figure.clause, versions, figure.words, figure.rules, figure.zone)
    return Group(*parts)


def _heading(walk: Walk) -> list[str]:
    parts = (walk.ticket, walk.subject, walk.title or walk.standard, walk.priority, walk.service)
    return [part for part in parts if part]


def _answer(walk: Walk) -> Text:
    answer = Text(sentence(walk), style="bold")
    if walk.verdict in SIGNS:
        answer.append(f"  {signed(walk.verdict)}", style=STYLES[walk.verdict])
    return answer


def _sums(walk: Walk, zone: ZoneInfo) -> Iterator[RenderableType]:
    end = f"As of {moment_text(walk.as_of, zone)}"
    if walk.stopped is not None:
        word = "Called off" if walk.verdict == "cancelled" else done(walk).capitalize()
        end = f"{word} {moment_text(walk.stopped, zone, year=True)}"
    allowed = f"; allowed {allowed_text(walk)}" if walk.allowed is not None else ""
    yield Text(f"{end}{allowed}; counted {counted_text(walk)}.", style="bold")
    if walk.in_days:
        yield Text(f"In business days that is exactly {walk.elapsed_days}.")
    if walk.due is not None:
        yield Text(f"Due {moment_text(walk.due, zone, year=True)}.")
    if walk.paused_seconds:
        yield Text(f"Waiting kept {seconds_text(walk.paused_seconds)} of open time from being counted.")
    if walk.decided is not None and walk.verdict != "cancelled":
        decided = f"Decided {moment_text(walk.decided, zone, year=True)}"
        start = walk.period_start
        period = f"; it counts in the period from {date_text(start, year=True)}" if start else ""
        if start and walk.trailing:
            period = (
                f"; it counts in every figure over {walk.trailing} days with {date_text(start, year=True)}"
            )
        yield Text(f"{decided}{period}.")


def _tickets(figure: FigureExplanation, walks: tuple[Walk, ...], zone: ZoneInfo) -> Iterator[RenderableType]:
    """A line for each ticket; what is the same for all of them is said once, above or in the sentence."""
    allowed = {allowed_text(walk) for walk in walks if walk.within}
    if len(allowed) == 1:
        yield Text(f"Allowed: {allowed.pop()}.")
    columns = [Column("Ticket"), Column("Priority"), Column("Decided"), Column("Counted", right=True)]
    rows = [_ticket(walk, zone, priority=not figure.priority, allowed=bool(allowed)) for walk in walks]
    yield from aligned([*columns, Column("Allowed", right=True), Column("Verdict")], rows)


def _ticket(walk: Walk, zone: ZoneInfo, *, priority: bool, allowed: bool) -> Row:
    decided = "–" if walk.decided is None else moment_text(walk.decided, zone)
    counted = "–" if walk.elapsed_seconds is None else seconds_text(walk.elapsed_seconds)
    cells = [
        walk.ticket,
        (walk.priority or "–") if priority else "",
        decided,
        counted,
        (walk.within or "–") if allowed else "",
    ]
    verdict = Text(signed(walk.verdict or "not scored"), style=STYLES.get(walk.verdict, _DIM))
    beneath = [f"{walk.reason[0].upper()}{walk.reason[1:]}."] if walk.reason else []
    return Row([*(Text(cell) for cell in cells), verdict], beneath)


def _arithmetic(figure: FigureExplanation) -> str:
    if figure.value is None:
        return f"{figure.arithmetic[0].upper()}{figure.arithmetic[1:]}."
    target = f"; the target is {figure.target}" if figure.target else ""
    ratio = f"{figure.numerator} / {figure.denominator} = " if figure.scored else ""
    return f"{figure.arithmetic[0].upper()}{figure.arithmetic[1:]}: {ratio}{figure.value_text}{target}."


def clause_words(
    address: str, version: int | None, words: str, rules: tuple[int, ...], zone: str
) -> Iterator[RenderableType]:
    """The clause's own words, the rules it was counted by, and the zone of all times."""
    if words:
        yield ""
        yield Text(f"The clause {address}, version {version}", style="bold")
        for line in words.splitlines():
            yield Text(f"│ {line}", style=_DIM)
        numbers = [str(rule) for rule in rules]
        counted = f"{', '.join(numbers[:-1])} and {numbers[-1]}" if len(numbers) > 1 else "".join(numbers)
        yield Text(
            f"{f'Counted as in rules {counted}. ' if counted else ''}Times are those of {zone}.", style=_DIM
        )


def _plain(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[RenderableType]:
    return aligned([Column(title) for title in titles], [Row([Text(cell) for cell in row]) for row in rows])
