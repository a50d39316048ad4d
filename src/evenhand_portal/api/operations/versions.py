"""Versions: those offered, agreed and recorded; their papers; signing them and what one may do instead."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from evenhand.client import values
from evenhand_portal.agreements.models import Contract, Refusal, Version
from evenhand_portal.agreements.paper.making import paper_of
from evenhand_portal.agreements.selectors import Desk, signatories_of, version_seen, versions_seen
from evenhand_portal.agreements.services.amending import amendment_begin
from evenhand_portal.agreements.services.signing import (
    signing_delegate,
    statement_of,
    version_decline,
    version_sign,
)
from evenhand_portal.agreements.services.versions import version_confirm, version_withdraw
from evenhand_portal.api.doors import acts, reads
from evenhand_portal.api.finding import Called
from evenhand_portal.api.paging import Paged, page_of
from evenhand_portal.api.showing import difference_shown, draft_shown, ends_of, version_shown

router = Router(tags=["Versions"])
Password = Annotated[str, Field(min_length=1, max_length=4_000)]
Code = Annotated[str, Field(max_length=100)]


class Sign(Schema, extra="forbid"):
    """Yes to exactly one text. `shown` is its identity; `consent` that it was read and binds.

    `code` is of the authenticator app, or a recovery code: for whoever turned a second step on.
    """

    password: Password
    code: Code = ""
    name: str = Field(max_length=200)
    consent: bool
    shown: str = Field(max_length=64)


class Prove(Schema, extra="forbid"):
    """The password again; with `code` as in signing."""

    password: Password
    code: Code = ""


class Decline(Schema, extra="forbid"):
    """Why not; the other side reads it."""

    reason: str = Field(max_length=5_000)


class Delegate(Schema, extra="forbid"):
    """The colleague who is asked to sign, by number."""

    to: UUID
    note: str = Field("", max_length=500)


class Between(Schema):
    """Two versions, by number (`id`)."""

    before: UUID
    after: UUID


OF = "/agreements/{agreement_id}/versions/{version_id}"


@reads(router, "/agreements/{agreement_id}/versions", values.Page[values.Version], summary="All versions")
def versions(request: Called, agreement_id: UUID, asked: Paged) -> values.Page[values.Version]:
    """Everything that was offered for signature or recorded, newest first: both sides see the same."""
    desk = request.desk
    ends = ends_of(desk.agreement)
    rows = _with_signatures(desk).defer("text", "canonical")
    return page_of(rows, ("-offered_at", "id"), asked, lambda one: version_shown(one, ends, desk.side))


@reads(router, OF, values.Version, summary="One version")
def version(request: Called, agreement_id: UUID, version_id: UUID) -> values.Version:
    """A version with its signatures."""
    return _shown(request.desk, request.version)


@reads(
    router,
    "/agreements/{agreement_id}/difference",
    values.Difference,
    summary="What differs between two versions",
)
def versions_difference(
    request: Called, agreement_id: UUID, asked: Annotated[Between, Query()]
) -> values.Difference:
    """Clause by clause, whom each change favours, and the words."""
    before, after = (version_seen(request.desk, one) for one in (asked.before, asked.after))
    return difference_shown(before.text, after.text)


@reads(router, f"{OF}/agreement.yaml", None, media="application/yaml", summary="The text of a version")
def version_yaml(request: Called, agreement_id: UUID, version_id: UUID) -> HttpResponse:
    """The text as it was written."""
    return file_of(request.version.text.encode(), "application/yaml", "agreement.yaml")


@reads(router, f"{OF}/canonical.json", None, media="application/json", summary="The canonical form")
def version_canonical(request: Called, agreement_id: UUID, version_id: UUID) -> HttpResponse:
    """The bytes whose SHA-256 is the identity."""
    return file_of(bytes(request.version.canonical), "application/json", "canonical.json")


@reads(router, f"{OF}/agreement.pdf", None, media="application/pdf", summary="The PDF of a version")
def version_pdf(request: Called, agreement_id: UUID, version_id: UUID) -> HttpResponse:
    """The paper: sealed once both have signed, before that marked as not signed."""
    body = paper_of(version=request.version, now=request.now)
    return file_of(body, "application/pdf", "agreement.pdf")


@reads(router, f"{OF}/contract.pdf", None, media="application/pdf", summary="The contract signed elsewhere")
def version_contract(request: Called, agreement_id: UUID, version_id: UUID) -> HttpResponse:
    """The contract as it was uploaded; 404 for a version that was signed here."""
    kept = Contract.objects.filter(version=request.version).first()
    if kept is None:
        raise Http404
    with kept.file.open("rb") as file:
        return file_of(file.read(), "application/pdf", "contract.pdf")


@acts(router, f"{OF}/amend", values.Draft, scope="draft", status=201, summary="Begin an amendment")
def amend(request: Called, agreement_id: UUID, version_id: UUID) -> values.Draft:
    """Begin a draft of the next version from the latest that was agreed."""
    found = request.version
    return draft_shown(amendment_begin(version=found, desk=request.desk, now=request.now))


@reads(router, f"{OF}/signing", values.ToSign, roles="signatory", summary="What one signs")
def signing(request: Called, agreement_id: UUID, version_id: UUID) -> values.ToSign:
    """The sentence to which a signatory says yes, the identity to send back, and who else may sign."""
    found, desk = request.version, request.desk
    return values.ToSign(
        statement=statement_of(found, desk),
        identity=found.identity,
        signatories=[
            values.Person(id=one.pk, name=str(one), email=one.email)
            for one in signatories_of(desk.organisation)
        ],
    )


@acts(router, f"{OF}/sign", values.Version, scope="sign", proof=True, summary="Sign a version")
def sign(request: Called, agreement_id: UUID, version_id: UUID, body: Sign) -> values.Version:
    """Sign for one's side: exactly the text whose identity is sent, with the password again."""
    found, desk = request.version, request.desk
    version_sign(
        version=found,
        desk=desk,
        name=body.name,
        consent=body.consent,
        shown=body.shown,
        method="password",
        now=request.now,
    )
    return _shown(desk, version_seen(desk, version_id))


@acts(router, f"{OF}/decline", values.Version, scope="sign", summary="Decline to sign")
def decline(request: Called, agreement_id: UUID, version_id: UUID, body: Decline) -> values.Version:
    """Say no, and why; the draft is open again."""
    found, desk = request.version, request.desk
    version_decline(version=found, side=desk.side, person=desk.person, reason=body.reason, now=request.now)
    return _shown(desk, version_seen(desk, version_id))


@acts(router, f"{OF}/delegate", values.Done, scope="sign", summary="Ask a colleague to sign")
def delegate(request: Called, agreement_id: UUID, version_id: UUID, body: Delegate) -> values.Done:
    """Ask another signatory of one's organisation to sign instead."""
    found, desk = request.version, request.desk
    to = next((one for one in signatories_of(desk.organisation) if one.pk == body.to), desk.person)
    signing_delegate(version=found, desk=desk, to=to, note=body.note, now=request.now)
    return values.Done(sentence=f"{to} has been asked to sign.")


@acts(router, f"{OF}/withdraw", values.Version, scope="draft", summary="Take a version back")
def withdraw(request: Called, agreement_id: UUID, version_id: UUID) -> values.Version:
    """Take back what one's own side offered and not both have signed."""
    return _done(request, version_id, version_withdraw)


@acts(
    router,
    f"{OF}/confirm",
    values.Version,
    scope="sign",
    proof=True,
    summary="Confirm a recorded contract",
)
def confirm(request: Called, agreement_id: UUID, version_id: UUID, body: Prove) -> values.Version:
    """Confirm that what the other side recorded says what was signed; with the password again."""
    return _done(request, version_id, version_confirm)


def file_of(body: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to be kept, never shown inside the portal's own origin."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=media_type, headers=headers)


def _with_signatures(desk: Desk) -> Any:
    refusals = Prefetch("refusals", Refusal.objects.select_related("person"))
    return versions_seen(desk).prefetch_related(refusals)


def _shown(desk: Desk, found: Version) -> values.Version:
    return version_shown(found, ends_of(desk.agreement), desk.side)


def _done(request: Called, version_id: UUID, act: Any) -> values.Version:
    found, desk = request.version, request.desk
    act(version=found, side=desk.side, person=desk.person, now=_now(request))
    return _shown(desk, version_seen(desk, version_id))


def _now(request: Called) -> datetime:
    return request.now
