"""What the desk itself says of its tickets: a verdict in its own words, or a due time."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evenhand.clocks.verdicts import NEVER
from evenhand.records.tickets import TicketLog, filled

TrueMeans = Literal["met", "missed"]
InstantReader = Callable[[Sequence[str]], Sequence[int | None]]
"""Reads written times as UTC seconds; None for a text that is no time."""

MINUTE = 60
_TRUE = {"true", "t", "yes", "y", "1"}
_FALSE = {"false", "f", "no", "n", "0"}
_ON_TIME = {
    "met", "achieved", "kept", "ontime", "on time", "in time", "in sla", "within", "within sla", "within target",
    "passed", "pass", "ok", "success", "successful", "compliant", "unbreached", "not breached", "not missed",
    "not violated", "not overdue", "not late", "open", "active", "ongoing", "running", "in progress", "pending",
    "paused", "not due", "not yet due",
}  # fmt: skip
_TOO_LATE = {
    "missed", "miss", "breach", "breached", "violated", "violation", "overdue", "late", "failed", "fail", "failure",
    "exceeded", "expired", "past due", "outside", "outside sla", "out of sla", "not met", "not achieved", "not kept",
    "non compliant", "noncompliant",
}  # fmt: skip
_SILENT = {"", "na", "n a", "none", "null", "nan", "not applicable", "unknown", "no sla"}
_MISSED_NAMES = re.compile(r"breach|violat|miss|overdue|(?<![a-z])late(?![a-z])")

_UNREADABLE, _SAYS_NOTHING, _MET, _MISSED = range(4)


def plain_words(text: str) -> str:
    """A verdict as it is compared: case, punctuation and the joints of words do not matter.

    >>> plain_words("ON_TIME"), plain_words("notBreached"), plain_words(" N/A ")
    ('on time', 'not breached', 'n a')
    """
    parts = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(re.sub(r"[\W_]+", " ", parts).split()).casefold()


def likely_meaning(column: str) -> TrueMeans:
    """What `true` means in a column, judged by its name.

    >>> likely_meaning("made_sla"), likely_meaning("SLA Breached"), likely_meaning("isLate"), likely_meaning("plate")
    ('met', 'missed', 'missed', 'met')
    """
    return "missed" if _MISSED_NAMES.search(plain_words(column)) else "met"


@dataclass(frozen=True, slots=True)
class DeskSays:
    """What the desk says of n tickets, all arrays (n,).

    `given`: whether it says anything; `missed`: its verdict, where it gives verdicts; `due`: its due instant in
    UTC seconds, NEVER where there is none.
    """

    given: NDArray[np.bool_]
    missed: NDArray[np.bool_]
    due: NDArray[np.int64]

    def only(self, chosen: NDArray[np.bool_]) -> "DeskSays":
        """The marked tickets."""
        return DeskSays(self.given[chosen], self.missed[chosen], self.due[chosen])


class DeskColumn:
    """One column of the export with the desk's verdict or due time; a ticket's value is the last it has.

    Whether it holds verdicts or times, and whether times are whole minutes, is decided by the first log in which
    it says anything. Values that cannot be read are counted in `unreadable`.
    """

    def __init__(self, name: str, instants: InstantReader, true_means: TrueMeans | None = None) -> None:
        self.name = name
        self.true_means: TrueMeans = true_means or likely_meaning(name)
        self.kind: Literal["verdict", "due"] | None = None
        self.precision_seconds = 1
        self.truths = False
        self.unreadable: Counter[str] = Counter()
        self._instants = instants

    def says(self, log: TicketLog) -> DeskSays:
        """What the desk says of each ticket of a log."""
        size = len(log)
        labels = log.attributes.get(self.name)
        codes = (
            filled(log, self.name)[log.first[1:] - 1] if labels is not None else np.full(size, -1, np.int32)
        )
        used, place, counts = np.unique(codes, return_inverse=True, return_counts=True)
        texts = ["" if code < 0 or labels is None else labels.names[code] for code in used.tolist()]
        words = [self._word(text) for text in texts]
        unknown = [text for text, word in zip(texts, words, strict=True) if word == _UNREADABLE]
        instants = dict(zip(unknown, self._instants(unknown), strict=True)) if unknown else {}
        if self.kind is None:
            self._decide(words, [at for at in instants.values() if at is not None])
        if self.kind == "due":
            words = [_UNREADABLE if word in (_MET, _MISSED) else word for word in words]
        known = [instants.get(text) if self.kind == "due" else None for text in texts]
        for text, word, at, count in zip(texts, words, known, counts.tolist(), strict=True):
            if word == _UNREADABLE and at is None:
                self.unreadable[text] += count
        due = np.array([NEVER if at is None else at for at in known], dtype=np.int64)[place]
        meaning = np.array(words, dtype=np.int64)[place]
        return DeskSays((meaning >= _MET) | (due != NEVER), meaning == _MISSED, due)

    def _word(self, text: str) -> int:
        words = plain_words(text)
        if words in _SILENT:
            return _SAYS_NOTHING
        if words in _TRUE or words in _FALSE:
            self.truths = True
            return _MISSED if (words in _TRUE) == (self.true_means == "missed") else _MET
        return _MET if words in _ON_TIME else _MISSED if words in _TOO_LATE else _UNREADABLE

    def _decide(self, words: Sequence[int], instants: Sequence[int]) -> None:
        verdicts = sum(word in (_MET, _MISSED) for word in words)
        unknown = sum(word == _UNREADABLE for word in words)
        if len(instants) > verdicts:
            self.kind = "due"
            self.precision_seconds = 1 if any(at % MINUTE for at in instants) else MINUTE
        elif verdicts or unknown:
            self.kind = "verdict"

    @property
    def read_as(self) -> str:
        """One sentence on how the column was understood."""
        if self.kind == "due":
            unit = "minute" if self.precision_seconds == MINUTE else "second"
            return f'The column "{self.name}" is read as the desk\'s due times, compared to the {unit}.'
        if self.kind is None:
            return f'The column "{self.name}" is empty.'
        if not self.truths:
            return f'The column "{self.name}" is read as the desk\'s verdicts.'
        other = "met" if self.true_means == "missed" else "missed"
        return f'In the column "{self.name}", true is read as {self.true_means} and false as {other}.'

    @property
    def trouble(self) -> str:
        """The values that could not be read, with the number of tickets that have each."""
        most = self.unreadable.most_common(10)
        shown = ", ".join(f'"{value}" ({count})' for value, count in most)
        rest = len(self.unreadable) - len(most)
        kind = "a due time" if self.kind == "due" else "a verdict"
        return (
            f'The column "{self.name}" has values that are not {kind}: {shown}'
            f"{f' and {rest} more' if rest else ''}. Known verdicts are true and false, met and missed, on time and "
            "overdue, within and breached; due times are written as 2026-03-02T16:10."
        )
