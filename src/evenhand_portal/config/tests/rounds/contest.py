"""A contest: acts that begin together, each in a thread with a connection of its own, and what became of each."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connections

from evenhand_portal.agreements.editing.saving import Clash
from evenhand_portal.agreements.services.drafts import StaleRevision

LATEST_SECONDS = 0.02
REFUSALS = (ValidationError, StaleRevision, Clash)


class Refused(Exception):  # noqa: N818 - the name says what was found
    """A page that said no, and why."""


@dataclass(frozen=True)
class Act:
    """Something somebody does; `what` names the thing that only one may win."""

    what: str
    do: Callable[[], Any]


@dataclass(frozen=True)
class Outcome:
    """What became of an act: done, refused in words, or fallen over with an error that is nobody's fault but ours."""

    what: str
    given: Any
    error: Exception | None

    @property
    def won(self) -> bool:
        return self.error is None


def contest(acts: Sequence[Act], rng: Random) -> list[Outcome]:
    """Do all acts at once. Whatever is not done must be refused in words: an error of the database is no answer."""
    begin = threading.Barrier(len(acts))
    outcomes: list[Outcome] = []
    waits = [rng.choice((0.0, rng.uniform(0, LATEST_SECONDS))) for _ in acts]

    def one(act: Act, wait: float) -> None:
        begin.wait(60)
        time.sleep(wait)
        try:
            outcomes.append(Outcome(act.what, act.do(), None))
        except Exception as error:  # whatever it is, it is looked at below
            outcomes.append(Outcome(act.what, None, error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=each, daemon=True) for each in zip(acts, waits, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(outcomes) == len(acts), "somebody still waits for a lock"
    for outcome in outcomes:
        if not outcome.won and not isinstance(outcome.error, (*REFUSALS, Refused)):
            assert outcome.error
            raise AssertionError(f"{outcome.what}: no answer but an error") from outcome.error
        assert outcome.won or str(outcome.error), outcome
    return outcomes


def winners(outcomes: Sequence[Outcome], *what: str) -> list[Outcome]:
    """The acts of these names that were done."""
    return [one for one in outcomes if one.won and one.what in what]
