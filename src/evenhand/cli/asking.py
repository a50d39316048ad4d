"""Asking questions on a terminal, one after the other: Enter takes the default, `<` goes back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from evenhand.errors import NotationError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from evenhand.templates.question import Question

_BACK = "<"
_HINT = (
    "Enter takes the answer in brackets, ? shows a question again, < goes back, Ctrl-C leaves. "
    "Nothing is written before the end."
)
_LEFT = "You left before the end, so nothing was written."
_ENDED = (
    "The answers ended before the questions did, so nothing was written. "
    "--yes takes the defaults, --answers FILE reads answers from a file."
)


def ask_all(
    given: Mapping[str, str], today: date, last: Callable[[Mapping[str, str]], Question]
) -> tuple[dict[str, str], str]:
    """Ask what is not answered yet, show all answers, and ask the `last` question, which may depend on them.

    Returns the answers and the one to the last question. Raises UsageError when the person leaves, or the input
    ends.
    """
    from evenhand.cli.output import console
    from evenhand.templates.interview import completed, questions

    screen = console(sys.stdout)
    screen.print(_HINT, style="dim")
    answers, asked = dict(given), list[str]()
    while True:
        whole, _ = completed(answers, today)
        question = next((each for each in questions(answers, today) if each.key not in answers), None)
        if question is None:
            _show(screen, whole)
        reply = _reply(screen, question or last(whole))
        if reply == _BACK:
            if asked:
                del answers[asked.pop()]
        elif question is None:
            return whole, reply
        else:
            answers[question.key] = reply
            asked.append(question.key)


def _reply(screen: Console, question: Question) -> str:
    """Put a question until the answer is understood, and return it as it is kept, or `<`."""
    from rich.text import Text

    _put(screen, question)
    while True:
        prompt = Text.assemble(("  [", "dim"), question.default, ("] ", "dim"), ("› ", "bold"))
        try:
            words = screen.input(prompt).strip()
        except KeyboardInterrupt:
            screen.print()
            raise UsageError(_LEFT) from None
        except EOFError:
            screen.print()
            raise UsageError(_ENDED) from None
        if words == _BACK:
            return _BACK
        if words == "?":
            _put(screen, question)
            continue
        try:
            return question.read(words or question.default)
        except NotationError as error:
            _indented(screen, f"{error.message} {error.mend}", "red")


def _put(screen: Console, question: Question) -> None:
    from rich.table import Table
    from rich.text import Text

    screen.print()
    screen.print(Text(question.text, style="bold"))
    _indented(screen, question.why, "dim")
    if question.choices:
        table = Table.grid(padding=(0, 2))
        for number, choice in enumerate(question.choices, start=1):
            table.add_row("", Text(str(number)), Text(choice.name), Text(choice.about, style="dim"))
        screen.print(table)


def _indented(screen: Console, words: str, style: str) -> None:
    from rich.padding import Padding
    from rich.text import Text

    screen.print(Padding(Text(words, style=style), (0, 0, 0, 2), expand=False))


def _show(screen: Console, answers: Mapping[str, str]) -> None:
    """Show every answer, before anything is written."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for key, answer in answers.items():
        table.add_row("", Text(key, style="dim"), Text(answer))
    screen.print()
    screen.print(Text("Your answers", style="bold"))
    screen.print(table)
