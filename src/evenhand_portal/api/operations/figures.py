"""Figures, where they come from, back-tests, and publishing them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal
from uuid import UUID

from django.http import Http404
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from evenhand.client import values
from evenhand_portal.agreements.models import Draft
from evenhand_portal.agreements.selectors import draft_seen
from evenhand_portal.api.doors import acts, reads
from evenhand_portal.api.finding import Called
from evenhand_portal.api.problems import Refused
from evenhand_portal.tracking.figures.answers import reckoned
from evenhand_portal.tracking.figures.questions import Question, question
from evenhand_portal.tracking.models import Reckoning
from evenhand_portal.tracking.selectors import tickets_taken
from evenhand_portal.tracking.telling import figures_told

router = Router(tags=["Figures"])
Words = Annotated[str, Field(max_length=300)]
Reckoned = values.Answered | Status[values.Answered]


class Basis(Schema):
    """What figures are made from: what was agreed, or a draft of one's own side."""

    draft: UUID | None = None


class OneFigure(Basis):
    """Which figure, as a row of the figures names it."""

    clause: Words
    day: Words
    service: Words = ""
    priority: Words = ""
    instance: Words = ""


class OneTicket(Basis):
    """Which ticket."""

    ticket: Words


class DeskColumn(Basis):
    """The column of the file that holds the desk's own verdict or due time."""

    column: Words
    standard: Words = ""
    true_means: Literal["", "met", "missed"] = ""


LATER = {202: values.Answered}
FIGURES = "/agreements/{agreement_id}/figures"


@reads(router, FIGURES, values.Answered, more=LATER, summary="All figures")
def figures(request: Called, agreement_id: UUID, asked: Annotated[Basis, Query()]) -> Reckoned:
    """Every figure and statement of credits; 202 while the worker reckons them."""
    return _answer(request, question(request.desk, "figures", draft=_draft(request, asked)))


@reads(router, f"{FIGURES}/one", values.Answered, more=LATER, summary="Where one figure comes from")
def figure(request: Called, agreement_id: UUID, asked: Annotated[OneFigure, Query()]) -> Reckoned:
    """Every ticket, reading or outage that went into it, and the arithmetic."""
    about = _about(asked, "clause", "day", "service", "priority", "instance")
    return _answer(request, question(request.desk, "figure", draft=_draft(request, asked), about=about))


@reads(router, f"{FIGURES}/ticket", values.Answered, more=LATER, summary="Why a ticket was met or missed")
def ticket(request: Called, agreement_id: UUID, asked: Annotated[OneTicket, Query()]) -> Reckoned:
    """A ticket under every standard that it counts for."""
    about = _about(asked, "ticket")
    return _answer(request, question(request.desk, "ticket", draft=_draft(request, asked), about=about))


@reads(
    router,
    "/agreements/{agreement_id}/records/{upload_id}/desk",
    values.Answered,
    more=LATER,
    summary="The desk's word beside ours",
)
def reconcile(
    request: Called, agreement_id: UUID, upload_id: UUID, asked: Annotated[DeskColumn, Query()]
) -> Reckoned:
    """The desk's own verdicts or due times in one file of tickets, with a reason for each that differs."""
    upload = tickets_taken(request.desk, request.upload.pk)
    about = _about(asked, "column", "standard", "true_means")
    whole = question(request.desk, "desk", draft=_draft(request, asked), about=about)
    return _answer(request, Question(whole.what, whole.versions, whole.revision, (upload,), whole.about))


@reads(
    router,
    "/agreements/{agreement_id}/drafts/{draft_id}/backtest",
    values.Answered,
    more=LATER,
    summary="A draft tried over the history",
)
def backtest(request: Called, agreement_id: UUID, draft_id: UUID) -> Reckoned:
    """The draft beside what is in force: both figures, changed verdicts, and what would have been enough."""
    return _answer(request, question(request.desk, "backtest", draft=request.draft))


@acts(router, f"{FIGURES}/publish", values.Done, scope="records", status=201, summary="Publish figures")
def figures_publish(request: Called, agreement_id: UUID) -> values.Done:
    """Put the figures of what was agreed into the ledger, so that both sides can prove them."""
    desk, asked = request.desk, question(request.desk, "figures")
    if not asked.versions or not asked.uploads:
        raise Refused("refused", "Figures are published once a version is agreed and records are for both.")
    reckoning = reckoned(asked, desk.agreement, request.now)
    if reckoning.state != Reckoning.State.READY or not reckoning.result:
        raise Refused("refused", "The figures are not ready.", "Look at them first.")
    figures_told(
        agreement=desk.agreement,
        versions=asked.versions,
        uploads=asked.uploads,
        figures=reckoning.result["measurement"],
        asked={},
        desk=desk,
        now=request.now,
    )
    return values.Done(sentence="The figures stand in the ledger; both sides can prove them.")


def _draft(request: Called, asked: Basis) -> Draft | None:
    return draft_seen(request.desk, asked.draft) if asked.draft else None


def _about(asked: Basis, *names: str) -> Mapping[str, str]:
    return {name: value for name in names if (value := getattr(asked, name))}


def _answer(request: Called, asked: Question) -> Reckoned:
    if not asked.uploads or not (asked.versions or asked.revision):
        raise Refused(
            "no-answer",
            "There is nothing to reckon from yet.",
            "It takes records that count, and a version that was agreed or a draft.",
        )
    if asked.revision is None and not asked.versions:
        raise Http404
    reckoning = reckoned(asked, request.desk.agreement, request.now)
    if reckoning.state == Reckoning.State.FAILED:
        raise Refused("no-answer", reckoning.trouble)
    if reckoning.state == Reckoning.State.WAITING:
        return Status(202, values.Answered(state="waiting", done=reckoning.done, result=None))
    return values.Answered(state="ready", done=100, result=reckoning.result)
