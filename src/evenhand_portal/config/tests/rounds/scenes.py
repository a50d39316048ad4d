"""What people do at once, scene by scene, and who may win. Each takes a place and plays one round."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from evenhand_portal.agreements.models import Draft, Side, Version
from evenhand_portal.agreements.services.versions import version_record
from evenhand_portal.config.tests.rounds.contest import Act, Outcome, contest, winners
from evenhand_portal.config.tests.rounds.hands import ByPage
from evenhand_portal.config.tests.rounds.world import EXAMPLE, Place

SIDES: tuple[Side, ...] = ("client", "provider")


def played(at: Place, *acts: Act) -> list[Outcome]:
    """Some of the acts, in any order, all at once."""
    chosen = list(acts)
    at.rng.shuffle(chosen)
    return contest(chosen[: at.rng.randint(4, 8)], at.rng)


def act(what: str, do: Callable[..., Any], *given: Any, **named: Any) -> Act:
    return Act(what, lambda: do(*given, **named))


def writing(at: Place) -> None:
    """Several save the same draft from the same revision; others undo, go back, offer it or give it up."""
    number, hand, rng = at.saved(at.rng.randint(0, 2)), at.hand, at.rng

    def by() -> Any:
        return at.desk("provider", "managers")

    saves = [
        act("next", hand.save, by(), at.fresh(), number, f"{EXAMPLE}# by {one}\n")
        for one in range(rng.randint(3, 5))
    ]
    # The page goes back from whatever is the latest then: it may well come after another's save. Going back to what
    # is the latest changes nothing.
    back = "after" if isinstance(hand, ByPage) or number == 1 else "next"
    others = [
        act("next", hand.undo, by(), at.fresh(), number),
        act(back, hand.go_back, by(), at.fresh(), 1),
        act("offered", hand.offer, by(), at.fresh(), number),
        act("offered", hand.offer, by(), at.fresh(), number),
        act("dropped", hand.drop, by(), at.fresh()),
        act("seen", hand.look, by(), "draft", draft_id=at.draft.pk),
    ]
    outcomes = contest([*saves, *rng.sample(others, rng.randint(0, 4))], rng)
    assert len(winners(outcomes, "next", "offered")) <= 1
    assert len(winners(outcomes, "next", "offered", "after", "dropped")) >= 1
    assert len(winners(outcomes, "dropped")) <= 1
    if won := winners(outcomes, "next"):
        made = at.draft.revisions.get(number=number + 1)
        assert isinstance(hand, ByPage) or made == won[0].given


def ending(at: Place) -> None:
    """A version waits, and all who may sign, decline, withdraw or hand it on do so at once; its draft is saved."""
    version, hand = at.offered(), at.hand
    other = f"{0:064d}"
    acts = []
    for side in SIDES:
        mine, colleague = (at.at(one) for one in getattr(at, side).signatories)
        acts += [
            act(f"signed {side}", hand.sign, one, version, version.identity) for one in (mine, colleague)
        ]
        acts += [
            act("another text", hand.sign, mine, version, other),
            act("handed on", hand.delegate, mine, version, colleague.person),
        ]
        if at.rng.random() < 0.5:
            acts.append(act("ended", hand.decline, colleague, version))
    managers = [at.at(one) for one in at.provider.managers]
    if at.rng.random() < 0.5:
        acts += [act("ended", hand.withdraw, one, version) for one in managers]
    acts += [
        act("withdrawn by the other", hand.withdraw, at.desk("client", "managers"), version),
        act("saved", hand.save, managers[0], at.fresh(), at.fresh().latest, f"{EXAMPLE}# after\n"),
        act("offered", hand.offer, managers[1], at.fresh(), at.fresh().latest),
        act("seen", hand.look, at.at(at.client.reader), "version", version_id=version.pk),
    ]
    outcomes = played(at, *acts)
    both = all(winners(outcomes, f"signed {side}") for side in SIDES)
    for side in SIDES:
        assert len(winners(outcomes, f"signed {side}")) <= 1
    assert not winners(outcomes, "another text", "withdrawn by the other")
    ended = len(winners(outcomes, "ended"))
    assert ended + both <= 1
    assert ended + both == 1 or not any(one.what == "ended" for one in outcomes)
    assert ended or not winners(outcomes, "saved", "offered"), "written into while it waits"
    version.refresh_from_db()
    assert bool(version.agreed_at) == both
    assert bool(version.declined_at or version.withdrawn_at) == bool(ended)


def offering(at: Place) -> None:
    """Both sides offer drafts of their own for the same agreement, each by two people: one version waits."""
    second = at.second("client")
    acts = []
    for side, draft in (("provider", at.draft), ("client", second)):
        for one in getattr(at, side).managers:
            acts.append(act("offered", at.hand.offer, at.at(one), draft, 1))
        acts.append(act("saved", at.hand.save, at.at(one), draft, 1, f"{EXAMPLE}# {side} again\n"))
    outcomes = played(at, *acts)
    assert len(winners(outcomes, "offered")) <= 1
    if len(winners(outcomes, "saved")) < 2:
        assert Version.objects.filter(agreement=at.agreement).count() == len(winners(outcomes, "offered"))


def recording(at: Place) -> None:
    """A contract signed elsewhere is recorded by two, while others offer the same draft; then all confirm it."""
    managers = [at.at(one) for one in at.provider.managers]

    def record(by: Any, draft: Draft | None = None) -> Version:
        return version_record(
            draft=draft or at.fresh(),
            number=1,
            side=by.side,
            person=by.person,
            paper=b"%PDF-1.7",
            paper_name="contract.pdf",
            now=timezone.now(),
        )

    acts = [act("agreed", record, one) for one in managers]
    acts += [act("agreed", at.hand.offer, one, at.fresh(), 1) for one in managers]
    outcomes = contest(acts, at.rng)
    assert len(winners(outcomes, "agreed")) == 1
    again = at.second("provider")
    with pytest.raises(ValidationError):
        record(managers[0], again)
    version = at.agreement.versions.get()
    if version.origin == Version.Origin.ELSEWHERE:
        signs = [at.at(one) for one in (*at.client.signatories, *at.provider.signatories)]
        outcomes = contest([act(one.side, at.hand.confirm, one, version) for one in signs], at.rng)
        assert len(winners(outcomes, "client")) == 1
        assert not winners(outcomes, "provider")
