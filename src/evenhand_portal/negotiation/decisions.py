"""The state machine of a negotiation: what lies on the table, who stands by what, whose turn it is, what may be done.

Facts in, answers out. A side stands by every clause of what it sent, and by each clause that it accepted, as it was
then worded. A clause is settled when both stand by it as it lies on the table: so a change after acceptance reopens
just that clause, and nothing has to be reset.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from evenhand_portal.negotiation.clauses import ABSENT, Digests, changed, in_order

Side = Literal["client", "provider"]
State = Literal["open", "offered", "agreed", "ended"]
Turn = Literal["client", "provider", "both", "nobody"]
SIDES: Final[tuple[Side, Side]] = ("client", "provider")


@dataclass(frozen=True, slots=True)
class Sent:
    """A text that was put on the table; `returns_to` says that it took the latest one back."""

    number: int
    side: Side
    clauses: Digests
    returns_to: int | None = None


@dataclass(frozen=True, slots=True)
class Yes:
    """A clause accepted by a side while text `number` lay on the table."""

    number: int
    side: Side
    clause: str
    digest: str


@dataclass(frozen=True, slots=True)
class Open:
    """A clause that is not settled: its digest on the table, and who does not stand by it yet."""

    clause: str
    digest: str
    waits_for: tuple[Side, ...]


@dataclass(frozen=True)
class Talks:
    """All that was done in a negotiation, in order. `start` is what both stand by at the beginning."""

    start: Digests
    sent: tuple[Sent, ...] = ()
    yeses: tuple[Yes, ...] = ()
    state: State = "open"

    @cached_property
    def standing(self) -> tuple[Sent, ...]:
        """The sendings that were not taken back, in order: the last one is the text on the table."""
        stack: list[Sent] = []
        for one in self.sent:
            if one.returns_to is None:
                stack.append(one)
            else:
                stack.pop()
        return tuple(stack)

    @property
    def number(self) -> int:
        """The number of the latest row; 0 before anything was sent."""
        return self.sent[-1].number if self.sent else 0

    @property
    def table(self) -> Digests:
        """The clauses on the table."""
        return self.standing[-1].clauses if self.standing else self.start

    @cached_property
    def positions(self) -> Mapping[Side, Mapping[str, tuple[str, int]]]:
        """For each side and clause the digest it stands by, and the number of the text in which it stood; 0: the
        beginning."""
        every = dict.fromkeys(clause for one in self.sent for clause in one.clauses) | dict.fromkeys(
            self.start
        )
        found: dict[Side, dict[str, tuple[str, int]]] = {
            side: {clause: (self.start.get(clause, ABSENT), 0) for clause in every} for side in SIDES
        }
        kept = {one.number for one in self.standing}
        for one in self.sent:
            if one.number in kept:
                found[one.side] = {clause: (one.clauses.get(clause, ABSENT), one.number) for clause in every}
            for yes in self.yeses:
                if yes.number == one.number:
                    found[yes.side][yes.clause] = (yes.digest, one.returns_to or one.number)
        return found

    @cached_property
    def open(self) -> tuple[Open, ...]:
        """The clauses that are not settled, in the order in which agreements are read."""
        found = []
        for clause in in_order({*self.table, *self.positions["client"]}):
            digest = self.table.get(clause, ABSENT)
            waits = tuple(side for side in SIDES if self.stands_by(side, clause) != digest)
            if waits:
                found.append(Open(clause, digest, waits))
        return tuple(found)

    def stands_by(self, side: Side, clause: str) -> str:
        """The digest of a clause by which a side stands."""
        return self.positions[side].get(clause, (ABSENT, 0))[0]

    def open_for(self, side: Side) -> tuple[Open, ...]:
        """The open clauses that wait for a side."""
        return tuple(one for one in self.open if side in one.waits_for)

    @property
    def settled(self) -> bool:
        """Whether both sides stand by every clause on the table."""
        return bool(self.standing) and not self.open


def turn(talks: Talks) -> Turn:
    """Return whose turn it is; both sides get the same answer.

    When every clause is settled it is on both: to offer the text for signature, or to mend what the checks find.
    """
    if talks.state != "open":
        return "both" if talks.state == "offered" else "nobody"
    waits = {side for one in talks.open for side in one.waits_for}
    if len(waits) == 1:
        return waits.pop()
    return "both"


def reason_against_sending(
    talks: Talks, *, clauses: Digests, seen: int, parties_known: bool, version_waits: bool
) -> str | None:
    """Say why a text may not be put on the table; None when it may. `seen`: the text from which it was made."""
    if not parties_known:
        return "The other side is not here yet. Invite it first."
    if version_waits:
        return "A version waits for signatures. Have it signed, declined or taken back first."
    if talks.state in ("agreed", "ended"):
        return "This negotiation has ended. Send the draft anew to begin another."
    if seen != talks.number:
        return "Another text lies on the table by now. Bring your changes onto it first."
    if not changed(talks.table, clauses):
        return (
            "The draft says the same as the text on the table. Change a clause first."
            if talks.sent
            else "The draft says the same as the version in force. Change a clause first."
        )
    return None


def reason_against_moving(talks: Talks) -> str | None:
    """Say why nothing can be accepted, taken back or ended now; None when it can."""
    if talks.state == "offered":
        return "The text waits for signatures. Have it signed, declined or taken back first."
    if talks.state != "open":
        return "This negotiation has ended. Read what became of it."
    return None


def reason_against_taking_back(talks: Talks, side: Side) -> str | None:
    """Say why a side may not take its latest sending back: it has none on the table, or the other moved since."""
    if reason := reason_against_moving(talks):
        return reason
    if not talks.standing or talks.standing[-1].side != side:
        return "The text on the table is not yours. Propose another wording instead."
    if any(yes.side != side and yes.number >= talks.standing[-1].number for yes in talks.yeses):
        return "The other side has accepted a clause since. Propose another wording instead."
    return None


def reason_against_offering(talks: Talks, open_reasons: tuple[str, ...]) -> str | None:
    """Say why the text on the table may not be offered for signature yet; `open_reasons` are those of the checks."""
    if reason := reason_against_moving(talks):
        return reason
    if talks.open:
        number = len(talks.open)
        return f"{number} clause{'' if number == 1 else 's'} must be accepted by both first."
    return open_reasons[0] if open_reasons else None
