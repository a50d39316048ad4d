"""Drafts of one's own side: their words, revisions, checks, and what becomes of them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404
from ninja import Router, Schema
from ninja.files import UploadedFile
from ninja.params import File, Form, Query
from pydantic import Field

from evenhand.client import values
from evenhand.trees.tree import TreeBuilder
from evenhand_portal.agreements.models import Draft, Revision
from evenhand_portal.agreements.selectors import drafts_seen
from evenhand_portal.agreements.services.drafts import StaleRevision, draft_drop, draft_return, draft_save
from evenhand_portal.agreements.services.undoing import draft_undo
from evenhand_portal.agreements.services.versions import (
    FILE,
    open_reasons,
    text_checked,
    version_offer,
    version_record,
)
from evenhand_portal.api.doors import acts, reads
from evenhand_portal.api.finding import Called
from evenhand_portal.api.operations.agreements import DocumentText
from evenhand_portal.api.paging import Paged, page_of
from evenhand_portal.api.problems import Refused
from evenhand_portal.api.showing import (
    difference_shown,
    draft_shown,
    ends_of,
    findings_shown,
    revision_shown,
    text_shown,
    version_shown,
)

router = Router(tags=["Drafts"])
MOST_BYTES = 20_000_000
Number = Annotated[int, Field(ge=1, le=1_000_000_000)]


class Save(Schema, extra="forbid"):
    """A new state of a draft; `based_on` is the number of the revision that was changed."""

    text: DocumentText
    based_on: Number
    note: str = Field("", max_length=300)


class Seen(Schema, extra="forbid"):
    """The number of the revision that was looked at; when there is a later one, nothing is done."""

    revision: Number


class Since(Schema):
    """From which revision; without it, from the version that the draft amends."""

    since: Number | None = None


@reads(router, "/agreements/{agreement_id}/drafts", values.Page[values.Draft], summary="Drafts of one's side")
def drafts(request: Called, agreement_id: UUID, asked: Paged) -> values.Page[values.Draft]:
    """Drafts of one's own side, newest first; those of the other side are not there."""
    return page_of(drafts_seen(request.desk), ("-begun_at", "id"), asked, draft_shown)


@reads(router, "/agreements/{agreement_id}/drafts/{draft_id}", values.Text, summary="A draft with its words")
def draft(request: Called, agreement_id: UUID, draft_id: UUID) -> values.Text:
    """The latest revision."""
    return text_shown(_latest(request.draft))


@reads(
    router,
    "/agreements/{agreement_id}/drafts/{draft_id}/revisions",
    values.Page[values.Revision],
    summary="Revisions of a draft",
)
def revisions(
    request: Called, agreement_id: UUID, draft_id: UUID, asked: Paged
) -> values.Page[values.Revision]:
    """Every saved state, the latest first."""
    listed = request.draft.revisions.select_related("author").defer("text")
    return page_of(listed, ("-number",), asked, revision_shown)


@reads(
    router,
    "/agreements/{agreement_id}/drafts/{draft_id}/revisions/{number}",
    values.Text,
    summary="One revision with its words",
)
def revision(request: Called, agreement_id: UUID, draft_id: UUID, number: int) -> values.Text:
    """A saved state."""
    return text_shown(_revision(request.draft, number))


@reads(
    router,
    "/agreements/{agreement_id}/drafts/{draft_id}/checks",
    values.Checks,
    summary="What is wrong in a draft",
)
def checks(request: Called, agreement_id: UUID, draft_id: UUID) -> values.Checks:
    """Every finding in the latest revision, and what hinders offering it for signature."""
    found = request.draft
    latest = _latest(found)
    terms, problems = text_checked(latest.text)
    return values.Checks(
        revision=latest.number,
        readable=terms is not None,
        findings=findings_shown(problems),
        open=list(open_reasons(found.agreement, terms, problems)),
    )


@reads(
    router,
    "/agreements/{agreement_id}/drafts/{draft_id}/difference",
    values.Difference,
    summary="What a draft changes",
)
def draft_difference(
    request: Called, agreement_id: UUID, draft_id: UUID, asked: Annotated[Since, Query()]
) -> values.Difference:
    """What the latest revision changes since an earlier one, or since the version that the draft amends."""
    found = request.draft
    if asked.since is not None:
        return difference_shown(_revision(found, asked.since).text, _latest(found).text)
    if found.based_on is None:
        raise Refused("no-answer", "The draft amends no version.", "Name a revision with since.")
    return difference_shown(found.based_on.text, _latest(found).text)


@acts(
    router,
    "/agreements/{agreement_id}/drafts/{draft_id}/revisions",
    values.Revision,
    scope="draft",
    status=201,
    summary="Save a draft",
)
def draft_write(request: Called, agreement_id: UUID, draft_id: UUID, body: Save) -> values.Revision:
    """Save a text, also with mistakes in it; 409 with the difference when somebody saved in between."""
    found = request.draft
    TreeBuilder(FILE).check(body.text)
    try:
        saved = draft_save(
            draft=found,
            based_on_number=body.based_on,
            text=body.text,
            author=request.caller.person,
            now=request.now,
            note=body.note or "by a program",
        )
    except StaleRevision as error:
        raise stale(error.latest, body.text) from None
    return revision_shown(saved)


@acts(
    router,
    "/agreements/{agreement_id}/drafts/{draft_id}/revisions/{number}/return",
    values.Revision,
    scope="draft",
    status=201,
    summary="Go back to a revision",
)
def draft_back(
    request: Called, agreement_id: UUID, draft_id: UUID, number: int, body: Seen
) -> values.Revision:
    """Make an earlier revision the latest one again, as a new revision: nothing is lost by it."""
    found = request.draft
    earlier = _revision(found, number)
    _check_seen(found, body, earlier.text)
    made = draft_return(draft=found, number=earlier.number, author=request.caller.person, now=request.now)
    return revision_shown(made)


@acts(
    router,
    "/agreements/{agreement_id}/drafts/{draft_id}/undo",
    values.Revision,
    scope="draft",
    status=201,
    summary="Undo the last change",
)
def undo(request: Called, agreement_id: UUID, draft_id: UUID, body: Seen) -> values.Revision:
    """Say again what was said before the last change, in a new revision."""
    found = request.draft
    made = draft_undo(draft=found, number=body.revision, author=request.caller.person, now=request.now)
    return revision_shown(made)


@acts(
    router,
    "/agreements/{agreement_id}/drafts/{draft_id}/drop",
    values.Done,
    scope="draft",
    summary="Give a draft up",
)
def drop(request: Called, agreement_id: UUID, draft_id: UUID) -> values.Done:
    """Its revisions stay."""
    draft_drop(draft=request.draft)
    return values.Done(sentence="The draft is given up. Its revisions are kept.")


@acts(
    router,
    "/agreements/{agreement_id}/drafts/{draft_id}/offer",
    values.Version,
    scope="draft",
    status=201,
    summary="Offer a draft for signature",
)
def offer(request: Called, agreement_id: UUID, draft_id: UUID, body: Seen) -> values.Version:
    """Offer the revision that was looked at for signature by both sides."""
    found, desk = request.draft, request.desk
    _revision(found, body.revision)
    version = version_offer(
        draft=found, number=body.revision, side=desk.side, person=desk.person, now=request.now
    )
    return version_shown(version, ends_of(desk.agreement), desk.side)


@acts(
    router,
    "/agreements/{agreement_id}/drafts/{draft_id}/record",
    values.Version,
    scope="draft",
    status=201,
    files=True,
    summary="Record a contract signed elsewhere",
)
def record(
    request: Called,
    agreement_id: UUID,
    draft_id: UUID,
    seen: Annotated[Seen, Form()],
    contract: Annotated[UploadedFile, File()],
) -> values.Version:
    """Record the signed PDF beside the draft that says the same; marked until the other side confirms it."""
    found, desk = request.draft, request.desk
    _check_seen(found, seen, _latest(found).text)
    if (contract.size or 0) > MOST_BYTES:
        raise Refused("too-large", "The file is larger than 20 MB.", "Scan it with fewer dots.")
    paper = b"".join(contract.chunks())
    if not paper.startswith(b"%PDF-"):
        raise ValidationError({"contract": "This is no PDF. Save or scan the contract as a PDF."})
    version = version_record(
        draft=found,
        number=seen.revision,
        side=desk.side,
        person=desk.person,
        paper=paper,
        paper_name=(contract.name or "contract.pdf")[:255],
        now=request.now,
    )
    return version_shown(version, ends_of(desk.agreement), desk.side)


def _latest(found: Draft) -> Revision:
    return found.revisions.select_related("author").get(number=found.latest)


def _revision(found: Draft, number: int) -> Revision:
    small = 0 < number < 1 << 31
    one = found.revisions.select_related("author").filter(number=number if small else 0).first()
    if one is None:
        raise Http404
    return one


def _check_seen(found: Draft, seen: Seen, mine: str) -> None:
    if seen.revision != found.latest:
        raise stale(_latest(found), mine)


def stale(latest: Revision, mine: str) -> Refused:
    """Say that somebody saved in between, with what differs."""
    return Refused(
        "stale",
        f"{latest.author} saved revision {latest.number} in between.",
        "Look at the difference, and send your text again based on that revision.",
        more={
            "latest": revision_shown(latest).model_dump(mode="json"),
            "difference": difference_shown(latest.text, mine).model_dump(mode="json"),
        },
    )
