"""Agreements: all of them, how one stands, beginning one, the other side."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from evenhand.client import values
from evenhand_portal.agreements.models import PartyInvitation
from evenhand_portal.agreements.overview import overview_of
from evenhand_portal.agreements.services.drafts import agreement_begin
from evenhand_portal.agreements.services.joining import other_side_invite, other_side_join, state_of
from evenhand_portal.agreements.services.versions import text_checked
from evenhand_portal.agreements.starting import copied, interview_of, uploaded_text
from evenhand_portal.agreements.views.starting import latest_text
from evenhand_portal.api.doors import acts, reads
from evenhand_portal.api.finding import Called
from evenhand_portal.api.operations.people import Name
from evenhand_portal.api.paging import Paged, page_of, page_of_list
from evenhand_portal.api.showing import agreement_shown, draft_shown, overview_shown
from evenhand_portal.parties.services import secret_hash

router = Router(tags=["Agreements"])
DocumentText = Annotated[str, Field(max_length=2_000_000)]


class Begin(Schema, extra="forbid"):
    """A new agreement: with a `text` in YAML or JSON, or with a template's `answers`, by question."""

    side: Literal["client", "provider"]
    text: DocumentText | None = None
    answers: Annotated[dict[str, Annotated[str, Field(max_length=5_000)]], Field(max_length=100)] | None = (
        None
    )


class Copy(Schema, extra="forbid"):
    """For whom a copy is."""

    name: Annotated[str, Field(min_length=1, max_length=200)]


class InviteOtherSide(Schema, extra="forbid"):
    """Whom to ask to the table."""

    email: str = Field(max_length=254)
    name: Name = ""
    note: str = Field("", max_length=2_000)


class Join(Schema, extra="forbid"):
    """The secret of an invitation: the last part of the link in the mail."""

    secret: str = Field(min_length=1, max_length=200)


@reads(router, "/agreements", values.Page[values.Agreement], summary="All agreements")
def agreements(request: Called, asked: Paged) -> values.Page[values.Agreement]:
    """Every agreement of the token's organisation that its person may see, by title."""
    shown = [agreement_shown(desk) for desk in request.caller.desks()]
    return page_of_list(shown, asked, lambda one: [one.title, str(one.id)])


@reads(router, "/agreements/{agreement_id}", values.Overview, summary="How an agreement stands")
def agreement(request: Called, agreement_id: UUID) -> values.Overview:
    """What is in force, until when, what is open, and whose move it is."""
    return overview_shown(overview_of(request.desk, request.now))


@acts(router, "/agreements", values.Draft, scope="draft", status=201, summary="Begin an agreement")
def agreement_new(request: Called, body: Begin) -> values.Draft:
    """Begin an agreement as one of its parties; it is private until the other side is invited."""
    if (body.text is None) == (body.answers is None):
        raise ValidationError({"text": "Send a text, or answers to a template's questions; not both."})
    if body.text is None:
        text, note = _answered(body, request.caller.organisation.name), "from a template"
    else:
        text, note = _document(body.text), "from a document"
    return _begun(request, text, body.side, note)


@acts(
    router,
    "/agreements/{agreement_id}/copy",
    values.Draft,
    scope="draft",
    status=201,
    summary="Copy an agreement for a further party",
)
def agreement_copy(request: Called, agreement_id: UUID, body: Copy) -> values.Draft:
    """A new private agreement with the same words and another name on the other side."""
    desk = request.desk
    text = copied(latest_text(desk), side=desk.other, name=body.name)
    return _begun(request, text, desk.side, f"a copy of “{desk.agreement}”"[:300])


@reads(
    router,
    "/agreements/{agreement_id}/invitations",
    values.Page[values.PartyInvitation],
    summary="Invitations of the other side",
)
def other_side_invitations(
    request: Called, agreement_id: UUID, asked: Paged
) -> values.Page[values.PartyInvitation]:
    """Invitations that were not withdrawn, newest first."""
    sent = request.desk.agreement.invitations.filter(withdrawn_at=None)
    return page_of(sent, ("-invited_at", "id"), asked, lambda one: _invitation(one, request))


@acts(
    router,
    "/agreements/{agreement_id}/invitations",
    values.PartyInvitation,
    scope="admin",
    status=201,
    summary="Invite the other side",
)
def other_side_new(request: Called, agreement_id: UUID, body: InviteOtherSide) -> values.PartyInvitation:
    """Ask the other side to the table by e-mail; from then on the agreement is no longer private."""
    made = other_side_invite(desk=request.desk, now=request.now, **body.dict())
    return _invitation(made, request)


@acts(
    router,
    "/join",
    values.Agreement,
    scope="admin",
    status=201,
    summary="Come to the table as the other side",
)
def join(request: Called, body: Join) -> values.Agreement:
    """Take the other side's place for the organisation of the token, by the secret in the mail."""
    found = PartyInvitation.objects.filter(secret_hash=secret_hash(body.secret), withdrawn_at=None)
    invitation = found.select_related("agreement", "invited_by").first()
    if invitation is None:
        raise Http404
    caller = request.caller
    joined = other_side_join(
        invitation=invitation, organisation=caller.organisation, person=caller.person, now=request.now
    )
    return agreement_shown(caller.desk(joined.pk, frozenset({"manager"})))


def _answered(body: Begin, name: str) -> str:
    answers = dict(body.answers or {})
    answers.setdefault(body.side, name)
    interview = interview_of(answers, timezone.localdate())
    if not interview.text:
        raise ValidationError(
            {f"answers.{one.question.key}": one.error for one in interview.asked if one.error}
        )
    return interview.text


def _document(text: str) -> str:
    try:
        return uploaded_text(text.encode())
    except ValueError as error:
        raise ValidationError({"text": str(error)}) from None


def _begun(request: Called, text: str, side: values.Side, note: str) -> values.Draft:
    terms, _ = text_checked(text)
    draft = agreement_begin(
        title=(terms.agreement if terms else "Untitled agreement")[:300],
        side=side,
        organisation=request.caller.organisation,
        text=text,
        person=request.caller.person,
        now=request.now,
        note=note,
    )
    return draft_shown(draft)


def _invitation(one: PartyInvitation, request: Called) -> values.PartyInvitation:
    return values.PartyInvitation(
        id=one.pk,
        side="client" if one.side == "client" else "provider",
        email=one.email,
        name=one.name,
        state=state_of(one, request.now),
        invited_at=one.invited_at,
        expires_at=one.expires_at,
    )
