"""Findings that both parties accept, with the reason they give in the document."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from evenhand.errors import Problem
from evenhand.terms.checks.subject import Subject
from evenhand.terms.notations import suggestion


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that stands and is meant, and why."""

    problem: Problem
    reason: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in an agreement: what is still open, and what both parties accept; in order of place."""

    open: tuple[Problem, ...]
    accepted: tuple[Accepted, ...]


def settled(
    subject: Subject, problems: Iterable[Problem], *, looked_for: Collection[str], known: Collection[str]
) -> Examined:
    """Tell what is accepted from what is open.

    A key of `accepted` is the code of a finding, or `CODE at CLAUSE` for those of one clause. An error is never
    accepted. `looked_for` are the codes that would be among the problems if they applied, `known` all codes there
    are: an acceptance of a code that is not known, or of a finding that is not there, is itself a finding.
    """
    reasons = subject.agreement.accepted
    open_: list[Problem] = []
    accepted: list[Accepted] = []
    used: set[str] = set()
    for problem in problems:
        key = _key_for(problem, reasons)
        if key is None:
            open_.append(problem)
            continue
        used.add(key)
        if problem.severity == "error":
            open_ += [
                problem,
                _about(subject, key, "accepted-error", "An error cannot be accepted.", "Mend it."),
            ]
        else:
            accepted.append(Accepted(problem, reasons[key]))
    for key in reasons:
        if key not in used:
            open_ += _idle(subject, key, looked_for, known)
    return Examined(in_order(open_), tuple(sorted(accepted, key=lambda each: _place(each.problem))))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems in the order of the document, each of them once."""
    return tuple(sorted(dict.fromkeys(problems), key=_place))


def _place(problem: Problem) -> tuple[int, int, str, str]:
    return problem.line or 0, problem.column or 0, problem.code, problem.message


def _key_for(problem: Problem, accepted: Mapping[str, str]) -> str | None:
    """The most exact key that accepts a problem; one for a clause accepts what lies below it too."""
    for key in sorted(accepted, key=len, reverse=True):
        code, _, clause = key.partition(" at ")
        if code == problem.code and (not clause or f"{problem.clause}.".startswith(f"{clause}.")):
            return key
    return None


def _idle(
    subject: Subject, key: str, looked_for: Collection[str], known: Collection[str]
) -> Iterator[Problem]:
    code, _, clause = key.partition(" at ")
    if code not in known:
        mend = suggestion(code, known, "Remove it, or correct the code.")
        yield _about(subject, key, "accepted-unknown", f'No finding has the code "{code}".', mend)
    elif code in looked_for:
        where = f" at {clause}" if clause else ""
        message = f'"{code}" is accepted here, and nothing of it is found{where}.'
        yield _about(subject, key, "accepted-idle", message, "Remove it.")


def _about(subject: Subject, key: str, code: str, message: str, mend: str) -> Problem:
    address = f"accepted.{key}"
    line, column = subject.nearest_place(address)
    return Problem(code, message, mend, "warning", subject.agreement.file, line, column, address)
