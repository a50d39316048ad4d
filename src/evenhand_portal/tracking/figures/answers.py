"""Questions are answered once, and the answer is kept under their hash: at once where little is to be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from evenhand.errors import EvenhandError
from evenhand_portal.agreements.models import Agreement
from evenhand_portal.tracking.figures.desk import desk
from evenhand_portal.tracking.figures.explaining import ticket
from evenhand_portal.tracking.figures.figure import figure
from evenhand_portal.tracking.figures.measuring import Answer, Progress, figures
from evenhand_portal.tracking.figures.questions import Question, found_again
from evenhand_portal.tracking.figures.trying import backtest
from evenhand_portal.tracking.models import Reckoning
from evenhand_portal.tracking.records.shown import showable
from evenhand_portal.tracking.records.storing import SMALL_BYTES

ANSWERS: Mapping[str, Callable[[Question, Progress | None], Answer]] = MappingProxyType(
    {"figures": figures, "backtest": backtest, "desk": desk, "ticket": ticket, "figure": figure}
)


def reckoned(question: Question, agreement: Agreement, now: datetime, *, later: bool = False) -> Reckoning:
    """Return the answer to a question, or the row that waits for the worker where there is much to read.

    `later`: what it says is read from the database only when it is asked for.
    """
    rows = Reckoning.objects.defer("result") if later else Reckoning.objects.all()
    reckoning, _ = rows.get_or_create(
        agreement=agreement,
        key=question.key,
        what=question.what,
        defaults={"made_at": now, "asked": question.asked},
    )
    if reckoning.state == Reckoning.State.WAITING and question.bytes <= SMALL_BYTES:
        answer(reckoning, None)
    return reckoning


def reckoning_retry(*, agreement: Agreement, key: str, what: str) -> None:
    """Forget a question that could not be answered, so that it is answered anew; others are left as they are.

    A new release asks anew by itself, as its number is part of the key.
    """
    agreement.reckonings.filter(key=key, what=what, state=Reckoning.State.FAILED).delete()


def answer(reckoning: Reckoning, progress: Progress | None) -> None:
    """Answer a question and keep the answer, or the reason why there is none; nothing where it was answered."""
    question = found_again(reckoning.what, reckoning.asked)
    try:
        reckoning.result = showable(ANSWERS[question.what](question, progress))
        reckoning.state = Reckoning.State.READY
    except (EvenhandError, ValueError) as error:
        reckoning.trouble = showable(str(error)[:2_000])
        reckoning.state = Reckoning.State.FAILED
    reckoning.done = 100
    waiting = Reckoning.objects.filter(pk=reckoning.pk, state=Reckoning.State.WAITING, fence=reckoning.fence)
    waiting.update(
        state=reckoning.state, result=reckoning.result, trouble=reckoning.trouble, done=100, lease_until=None
    )
