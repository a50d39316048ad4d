"""A change of terms in words: what kind it is, the values before and after, whom it favours and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from evenhand.terms.canonical.notations import Json
from evenhand.terms.difference.change import Change, Difference, Favours, tally

VERDICTS: Final[dict[Favours, str]] = {
    "provider": "weaker for the client",
    "client": "stronger for the client",
    "neither": "the same for both sides",
    "not decidable": "not decidable",
}
"""What is said of a change, by whom it favours."""

_KINDS: Final = {"added": "added", "removed": "removed", "changed": "changed", "moved": "renamed"}


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """A change as people read it.

    `kind`: added, removed, changed, renamed or reordered. `label` is the clause below its section, empty for the
    section itself. `before` and `after` are empty where there is nothing. `verdict` says whom it favours.
    """

    kind: str
    label: str
    before: str
    after: str
    verdict: str
    why: str

    @property
    def heading(self) -> str:
        """What kind of change it is, unless it changed only, and of what: `within`, `added includes.2`, `renamed`."""
        kind = "" if self.kind == "changed" else self.kind
        return f"{kind} {self.label}".strip() or "the clause"

    @property
    def judgement(self) -> str:
        """Whom it favours and why: `Weaker for the client: the time frame is longer.`"""
        return f"{self.verdict[0].upper()}{self.verdict[1:]}: {self.why[0].lower()}{self.why[1:]}"

    @property
    def values(self) -> str:
        """What it was and what it is: `4 hours → 8 hours`, or the one value there is."""
        return f"{self.before} → {self.after}" if self.before and self.after else self.before or self.after


def told(change: Change, section: str | None = None) -> ChangeWords:
    """Return a change in words; `section` is the address below which it is shown.

    Of a section that was added or removed itself the values are not repeated: its sentences say them.
    """
    address = change.address
    itself = address == section and change.kind in ("added", "removed")
    label = (
        address.removeprefix(section).removeprefix(".") if section and _below(address, section) else address
    )
    return ChangeWords(
        kind="reordered" if change.order else _KINDS[change.kind],
        label=label,
        before="" if change.before is None or itself else in_words(change.before),
        after="" if change.after is None or itself else in_words(change.after),
        verdict=VERDICTS[change.favours],
        why=change.why,
    )


def _below(address: str, section: str) -> bool:
    return f"{address}.".startswith(f"{section}.")


def sentence(difference: Difference) -> str:
    """Return the answer in one sentence.

    >>> sentence(())
    'Both agreements mean the same.'
    """
    if not difference:
        return "Both agreements mean the same."
    number = len({change.address for change in difference})
    whole = "1 clause differs" if number == 1 else f"{number} clauses differ"
    counts = {favours: count for favours, count in tally(difference).items() if count}
    parts = [f"{count} {VERDICTS[favours]}" for favours, count in counts.items()]
    if {"provider", "client"} <= counts.keys():
        parts[1] = parts[1].removesuffix(" for the client")
    return f"{whole}: {', '.join(parts)}."


def in_words(form: Json) -> str:
    """Return a value of the document on one line.

    >>> in_words({"cause": "force majeure", "decided by": "both"}), in_words(["P1", "P2"]), in_words({})
    ('cause: force majeure, decided by: both', 'P1, P2', 'none')
    """
    if isinstance(form, dict):
        return ", ".join(_entry(key, below) for key, below in form.items()) or "none"
    if isinstance(form, list):
        return ", ".join(_inner(below) for below in form)
    return " ".join(str(form).split())


def _entry(key: str, form: Json) -> str:
    return f"{key}: {_inner(form)}" if key else _inner(form)


def _inner(form: Json) -> str:
    """A value inside another, in brackets where its parts could be taken for those around it."""
    words = in_words(form)
    if isinstance(form, dict) and form:
        return f"{{{words}}}"
    return f"[{words}]" if isinstance(form, list) and len(form) > 1 else words
