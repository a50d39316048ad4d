"""A question of the interview as a value: what is asked, why, what is taken without an answer, what is understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evenhand.errors import NotationError
from evenhand.terms.notations import suggestion
from evenhand.units import tidy


@dataclass(frozen=True)
class Choice:
    """One of the answers that are offered: its name and what it means."""

    name: str
    about: str


@dataclass(frozen=True)
class Question:
    """A question.

    `key` names the answer in a file of answers; `text` is asked, `why` explains it, `default` is taken without an
    answer. `read` returns an answer in the form in which it is kept, and raises NotationError with what to write.
    """

    key: str
    text: str
    why: str
    default: str
    read: Callable[[str], str]
    choices: tuple[Choice, ...] = ()


def one_of(choices: Sequence[Choice], otherwise: Callable[[str], str] | None = None) -> Callable[[str], str]:
    """Return a reader of one choice, by its name or its number; `otherwise` reads what is none of them."""

    def read(text: str) -> str:
        found = _choice(text, choices)
        if found is None and otherwise:
            return otherwise(text)
        return found or _refuse(text, choices, "Write one of them")

    return read


def some_of(choices: Sequence[Choice]) -> Callable[[str], str]:
    """Return a reader of several choices with commas between, or `all` or `none`; the order is that offered."""

    def read(text: str) -> str:
        words = tidy(text)
        if words in ("all", "none"):
            named = {each.name for each in choices} if words == "all" else set()
        else:
            parts = [part.strip() for part in text.split(",")]
            named = {
                _choice(part, choices) or _refuse(part, choices, "Write all, none, or some of them")
                for part in parts
            }
        return ", ".join(each.name for each in choices if each.name in named) or "none"

    return read


def _choice(text: str, choices: Sequence[Choice]) -> str | None:
    words = tidy(text)
    if words.isascii() and words.isdigit() and 0 < int(words[:4]) <= len(choices):
        return choices[int(words[:4]) - 1].name
    return words if any(each.name == words for each in choices) else None


def _refuse(text: str, choices: Sequence[Choice], mend: str) -> str:
    names = [each.name for each in choices]
    raise NotationError(
        f'"{text[:60]}" is none of the answers.', suggestion(text, names, f"{mend}: {', '.join(names)}.")
    )
