"""Every error that Evenhand raises or reports, in words a reader of the document can act on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "advice", "note"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing found in a document or a record: what it is, where it stands, how it is mended.

    `rows`: of how many rows of a file it is the reason that they could not be used; each row has one reason.

    >>> print(Problem("unknown-key", '"whitin" is not a known key.', 'Did you mean "within"?',
    ...               file="harbour.yaml", line=98, column=5))
    harbour.yaml:98:5: unknown-key: "whitin" is not a known key. Did you mean "within"?
    """

    code: str
    message: str
    mend: str = ""
    severity: Severity = "error"
    file: str | None = None
    line: int | None = None
    column: int | None = None
    clause: str | None = None
    rows: int = 0

    def __str__(self) -> str:
        """`file:line:column: code: message mend`, without the parts that are not known."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        head = f"{place}: {self.code}" if place else self.code
        return f"{head}: {self.message} {self.mend}".rstrip()


class EvenhandError(Exception):
    """The base of every error that Evenhand raises on purpose."""


class _ProblemsError(EvenhandError):
    """An error made of problems; its text is one line for each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class DocumentError(_ProblemsError):
    """An agreement document that cannot be read; `problems` says why."""


class RecordError(_ProblemsError):
    """A file of records that cannot be read; `problems` says why."""


class OutOfRange(EvenhandError):  # noqa: N818 - the name says what happened, as `KeyError` would not
    """A time outside the compiled range (rule 7): said aloud, never answered with 0."""


class MoneyError(EvenhandError):
    """An amount of money that cannot be: negative, or larger than anybody means (rule 23)."""


class UsageError(EvenhandError):
    """A command or a function was used in a way that makes no sense; the command line exits with 2."""


class NotationError(EvenhandError, ValueError):
    """A value is written in a form that is not known, such as `4 hrs` for a duration."""

    def __init__(self, message: str, mend: str = "", *, code: str = "unreadable-value") -> None:
        self.code = code
        self.message = message
        self.mend = mend
        super().__init__(f"{message} {mend}".rstrip())
