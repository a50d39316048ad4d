"""The one plain sentence with which the explanation of a figure begins."""

from evenhand.figures.dates import in_period
from evenhand.figures.explanation.figure_result import FigureExplanation


def figure_sentence(figure: FigureExplanation) -> str:
    """What a figure says, in one sentence that needs no other."""
    when = in_period(figure.start, figure.end, first=True)
    what = f"“{figure.title}”{_part(figure)}"
    if figure.value is None:
        return f"{when} there was nothing to measure for {what}."
    against = f"where {figure.target} was agreed" if figure.target else "and no target was agreed"
    if figure.readings:
        return f"{when}, {what} was {figure.value_text} ({figure.arithmetic}), {against}."
    if figure.counted and not figure.percentage:
        return f"{when}, {what} was {figure.value_text}: {figure.arithmetic}, {against}."
    counted = (
        f"{figure.numerator} of {figure.denominator} {'ticket' if figure.denominator == 1 else 'tickets'}"
    )
    if figure.counted:
        return f"{when}, {what} was {figure.value_text}: {counted}, {against}."
    return f"{when}, {counted} met {what}: {figure.value_text}, {against}."


def _part(figure: FigureExplanation) -> str:
    names = [name for name in (figure.service, figure.priority) if name]
    return f" ({', '.join(names)})" if names else ""
