"""The state machine of negotiation, explored: no dead end, no act by the wrong side, both always see the same."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from evenhand_portal.negotiation.clauses import changed
from evenhand_portal.negotiation.decisions import (
    SIDES,
    Sent,
    Side,
    Talks,
    Yes,
    reason_against_moving,
    reason_against_offering,
    reason_against_sending,
    reason_against_taking_back,
    turn,
)

SEEDS = int(os.environ.get("EVENHAND_SOAK_SEEDS", "6"))
CLAUSES = ("a", "b", "c")
TEXTS = st.dictionaries(st.sampled_from(CLAUSES), st.sampled_from("123"))
SIDE = st.sampled_from(SIDES)
SWAPPED: dict[Any, Any] = {"client": "provider", "provider": "client", "both": "both", "nobody": "nobody"}


def mirrored(talks: Talks) -> Talks:
    """The same negotiation with the two sides changed over."""
    return Talks(
        talks.start,
        tuple(replace(one, side=SWAPPED[one.side]) for one in talks.sent),
        tuple(replace(one, side=SWAPPED[one.side]) for one in talks.yeses),
        talks.state,
    )


class Negotiating(RuleBasedStateMachine):
    """Both sides do what they may; beside it runs a list of what each stands by, kept the slow way."""

    def __init__(self) -> None:
        super().__init__()
        self.talks = Talks({})
        self.said: list[tuple[str, Side, dict[str, str]]] = []

    @initialize(start=TEXTS, side=SIDE, text=TEXTS)
    def begin(self, start: dict[str, str], side: Side, text: dict[str, str]) -> None:
        self.talks = Talks(start)
        self.send(side, {**text, "head": "1"}, 0)

    def stands(self, side: Side, clause: str) -> str:
        position = self.talks.start.get(clause, "")
        for act, who, text in self.said:
            if who == side and (act == "sent" or clause in text):
                position = text.get(clause, "")
        return position

    def waiting(self, side: Side) -> set[str]:
        table = self.talks.table
        return {one for one in (*CLAUSES, "head") if self.stands(side, one) != table.get(one, "")}

    @rule(side=SIDE, text=TEXTS, missed=st.integers(0, 1))
    def send(self, side: Side, text: dict[str, str], missed: int) -> None:
        talks = self.talks
        reason = reason_against_sending(
            talks,
            clauses=text,
            seen=talks.number - missed,
            parties_known=True,
            version_waits=talks.state == "offered",
        )
        allowed = talks.state == "open" and not missed and changed(talks.table, text)
        assert (reason is None) == bool(allowed)
        if reason is None:
            self.talks = replace(talks, sent=(*talks.sent, Sent(talks.number + 1, side, text)))
            self.said.append(("sent", side, text))

    def yes(self, side: Side, clauses: set[str]) -> None:
        number, table = self.talks.number, self.talks.table
        given = {one: table.get(one, "") for one in sorted(clauses)}
        more = (Yes(number, side, one, digest) for one, digest in given.items())
        self.talks = replace(self.talks, yeses=(*self.talks.yeses, *more))
        self.said.append(("yes", side, given))

    @precondition(lambda self: self.talks.state == "open" and self.talks.open)
    @rule(data=st.data(), side=SIDE)
    def accept(self, data: st.DataObject, side: Side) -> None:
        mine = [one.clause for one in self.talks.open_for(side)]
        assert set(mine) == self.waiting(side)
        if mine:
            self.yes(side, {data.draw(st.sampled_from(mine))})

    @precondition(lambda self: self.talks.state == "open")
    @rule(side=SIDE)
    def accept_all(self, side: Side) -> None:
        self.yes(side, {one.clause for one in self.talks.open_for(side)})
        assert not self.waiting(side)

    @rule(side=SIDE)
    def take_back(self, side: Side) -> None:
        talks = self.talks
        latest = max((at for at, one in enumerate(self.said) if one[0] == "sent"), default=None)
        after = self.said[latest + 1 :] if latest is not None else []
        mine = latest is not None and self.said[latest][1] == side
        allowed = talks.state == "open" and mine and all(who == side or not given for _, who, given in after)
        reason = reason_against_taking_back(talks, side)
        assert (reason is None) == allowed
        if reason is None:
            assert latest is not None
            if len(talks.standing) == 1:
                self.talks = replace(talks, state="ended")
                return
            del self.said[latest]
            before = talks.standing[-2]
            again = Sent(talks.number + 1, side, before.clauses, before.number)
            self.talks = replace(talks, sent=(*talks.sent, again))

    @rule(findings=st.sampled_from(((), ("1 warning must be mended.",))))
    def offer(self, findings: tuple[str, ...]) -> None:
        reason = reason_against_offering(self.talks, findings)
        agreed = not self.waiting("client") and not self.waiting("provider")
        assert (reason is None) == (self.talks.state == "open" and agreed and not findings)
        if reason is None:
            self.talks = replace(self.talks, state="offered")

    @precondition(lambda self: self.talks.state == "offered")
    @rule(signed=st.booleans())
    def answer(self, signed: bool) -> None:
        """What both sign is what both stand by; what is not signed lies on the table again."""
        for side in SIDES:
            assert not self.waiting(side)
        self.talks = replace(self.talks, state="agreed" if signed else "open")

    @rule()
    def end(self) -> None:
        if reason_against_moving(self.talks) is None and len(self.talks.sent) > 6:
            self.talks = replace(self.talks, state="ended")

    @invariant()
    def positions_are_as_said(self) -> None:
        for side in SIDES:
            for clause in (*CLAUSES, "head"):
                assert self.talks.stands_by(side, clause) == self.stands(side, clause)
            if self.talks.sent:
                assert {one.clause for one in self.talks.open_for(side)} == self.waiting(side)

    @invariant()
    def both_see_the_same(self) -> None:
        other = mirrored(self.talks)
        assert turn(other) == SWAPPED[turn(self.talks)]
        assert other.table == self.talks.table
        assert {(one.clause, one.digest) for one in other.open} == {
            (one.clause, one.digest) for one in self.talks.open
        }

    @invariant()
    def whoever_is_to_move_can_and_the_other_cannot(self) -> None:
        talks = self.talks
        if talks.state == "open" and talks.open:
            side = turn(talks)
            assert side in SIDES
            assert side != talks.standing[-1].side
            assert not talks.open_for(SWAPPED[side])

    @invariant()
    def there_is_no_dead_end(self) -> None:
        """From wherever one stands, accepting what is open leads to a text that can be offered."""
        talks = self.talks
        if talks.state == "offered":
            talks = replace(talks, state="open")
        if talks.state != "open" or not talks.standing:
            return
        assert reason_against_moving(talks) is None
        yeses = [
            Yes(talks.number, one, each.clause, each.digest) for each in talks.open for one in each.waits_for
        ]
        assert reason_against_offering(replace(talks, yeses=(*talks.yeses, *yeses)), ()) is None


TestNegotiating = Negotiating.TestCase
TestNegotiating.settings = settings(max_examples=25 * SEEDS, stateful_step_count=25, deadline=None)
