"""The interview: which questions a set of answers leads to. Values and functions; the asking is done elsewhere.

The command line asks one question after the other, a form on the web may show them all; both give the finished
answers to `filling.document`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from evenhand.errors import NotationError, Problem
from evenhand.templates.asked import ORDER, PEOPLE, Answers, chosen
from evenhand.templates.question import Question
from evenhand.terms.notations import suggestion


def questions(answers: Answers, today: date) -> Iterator[Question]:
    """Yield every question that these answers lead to, in order.

    A question without an answer, or with one that is not understood, counts as answered by its default. `today`
    decides which first day is suggested.
    """
    known: dict[str, str] = {}
    for ask in ORDER:
        for question in ask(known, today):
            yield question
            known[question.key] = _kept(question, answers)


def completed(answers: Answers, today: date) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return an answer to every question as it is kept, and what is wrong with those given; `clause` is the key."""
    whole: dict[str, str] = {}
    problems = []
    for question in questions(answers, today):
        whole[question.key] = _kept(question, answers)
        try:
            question.read(answers.get(question.key, question.default))
        except NotationError as error:
            problems.append(Problem("wrong-answer", error.message, error.mend, clause=question.key))
    for key in answers:
        if key not in whole:
            mend = suggestion(key, whole, f"Asked are {', '.join(whole)}.")
            problems.append(Problem("unknown-answer", f'Nothing asks for "{key}" here.', mend, clause=key))
    return whole, tuple(problems)


def _kept(question: Question, answers: Answers) -> str:
    """The answer as it is kept; the default where there is none that is understood."""
    try:
        return question.read(answers.get(question.key, question.default))
    except NotationError:
        return question.default


def still_made_up(answers: Answers) -> tuple[str, ...]:
    """The keys of names, people and charges that are still those of the template, to be replaced before signing."""
    tree = chosen(answers).tree
    made_up = {side: tree["parties"][side]["name"] for side in ("client", "provider")}
    for key, contact in PEOPLE.items():
        side, _, name = contact.partition(".")
        made_up[key] = tree["parties"][side]["contacts"][name]["email"]
    made_up |= {f"charge of {name}": terms["charge"] for name, terms in tree["services"].items()}
    return tuple(key for key, answer in answers.items() if made_up.get(key) == answer)
