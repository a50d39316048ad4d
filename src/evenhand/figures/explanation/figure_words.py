"""The one plain sentence with which the explanation of a figure begins."""

from evenhand.figures.explanation.figure_result import FigureExplanation
from evenhand.figures.explanation.wording import period_text


def figure_sentence(figure: FigureExplanation) -> str:
    """What a figure says, in one sentence that needs no other."""
    when = period_text(figure.start, figure.end)
    what = f"“{figure.title}”{_part(figure)}"
    if figure.value is None:
        return f"In {when} there was nothing to measure for {what}."
    against = f"where {figure.target} was agreed" if figure.target else "and no target was agreed"
    if figure.readings:
        return f"In {when}, {what} was {figure.value_text} ({figure.arithmetic}), {against}."
    if figure.counted and not figure.percentage:
        return f"In {when}, {what} was {figure.value_text}: {figure.arithmetic}, {against}."
    counted = (
        f"{figure.numerator} of {figure.denominator} {'ticket' if figure.denominator == 1 else 'tickets'}"
    )
    if figure.counted:
        return f"In {when}, {what} was {figure.value_text}: {counted}, {against}."
    return f"In {when}, {counted} met {what}: {figure.value_text}, {against}."


def _part(figure: FigureExplanation) -> str:
    names = [name for name in (figure.service, figure.priority) if name]
    return f" ({', '.join(names)})" if names else ""
