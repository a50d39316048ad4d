"""Changes told by one side, objections to them, and standard texts for many clients."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from evenhand.client import values
from evenhand_portal.agreements.amendments.services import change_notify, change_object
from evenhand_portal.agreements.models import Revision
from evenhand_portal.agreements.selectors import version_seen
from evenhand_portal.agreements.views.starting import latest_text
from evenhand_portal.api.doors import acts, reads
from evenhand_portal.api.finding import Called
from evenhand_portal.api.operations.drafts import Seen
from evenhand_portal.api.operations.table import Reason
from evenhand_portal.api.paging import Paged, page_of
from evenhand_portal.api.problems import Refused
from evenhand_portal.api.showing import agreement_shown, ends_of, version_shown
from evenhand_portal.masters.models import Master, Rollout, Schedule
from evenhand_portal.masters.selectors import (
    behind,
    masters_of,
    previews,
    rollout_seen,
    schedules_held,
    seen_hash,
    start_for_all,
    title_of,
)
from evenhand_portal.masters.services import (
    Particulars,
    PreviewStale,
    master_begin,
    rollout_begin,
    schedule_attach,
    schedule_begin,
)

router = Router(tags=["Amendments and many clients"])
MASTERS = "/masters"
OF = f"{MASTERS}/{{master_id}}"


class BeginMaster(Schema, extra="forbid"):
    """The agreement whose words become a standard text, or that comes under one."""

    agreement: UUID


class NewClient(Schema, extra="forbid"):
    """Who a client is, its days, and clauses that it has otherwise (null takes one out)."""

    name: str = Field(min_length=1, max_length=200)
    reference: str = Field("", max_length=200)
    first: date
    last: date | None = None
    exceptions: Annotated[dict[str, str | None], Field(max_length=200)] = Field(default_factory=dict)


class From(Schema):
    """The first day; without it, one that leaves every client its notice."""

    start: date | None = None


class SendAll(Schema, extra="forbid"):
    """What the preview showed, and the day and note with which it is sent."""

    seen: str = Field(max_length=64)
    start: date
    note: str = Field("", max_length=5_000)


@acts(
    router,
    "/agreements/{agreement_id}/drafts/{draft_id}/notify",
    values.Version,
    scope="draft",
    status=201,
    summary="Make a small change by telling the other side",
)
def draft_notify(request: Called, agreement_id: UUID, draft_id: UUID, body: Seen) -> values.Version:
    """As far as the agreement in force allows it; the other side may object until it is in force."""
    desk = request.desk
    if not Revision.objects.filter(draft=request.draft, number=body.revision).exists():
        raise Refused("refused", "There is no such revision.", "Read the draft again.")
    version = change_notify(draft=request.draft, number=body.revision, desk=desk, now=request.now)
    return version_shown(version, ends_of(desk.agreement), desk.side)


@acts(
    router,
    "/agreements/{agreement_id}/versions/{version_id}/object",
    values.Version,
    scope="draft",
    summary="Object to a change that was told",
)
def version_object(request: Called, agreement_id: UUID, version_id: UUID, body: Reason) -> values.Version:
    """Before it is in force; it is then for both to sign."""
    desk = request.desk
    change_object(version=request.version, desk=desk, reason=body.reason, now=request.now)
    return version_shown(version_seen(desk, version_id), ends_of(desk.agreement), desk.side)


@reads(router, MASTERS, values.Page[values.Master], summary="Standard texts")
def masters(request: Called, asked: Paged) -> values.Page[values.Master]:
    """Those of the organisation, oldest first."""
    return page_of(masters_of(request.caller.organisation), ("begun_at", "id"), asked, _master)


@acts(router, MASTERS, values.Master, scope="draft", status=201, summary="Begin a standard text")
def master_new(request: Called, body: BeginMaster) -> values.Master:
    """From the words of an agreement; change them as any draft."""
    desk = request.caller.desk(body.agreement, frozenset({"manager"}))
    return _master(master_begin(desk=desk, text=latest_text(desk), now=request.now))


@acts(
    router, f"{OF}/clients", values.Agreement, scope="draft", status=201, summary="Begin a client's agreement"
)
def master_client(request: Called, master_id: UUID, body: NewClient) -> values.Agreement:
    """From the latest revision of the standard text."""
    made = schedule_begin(
        master=request.master,
        given=Particulars(body.name, body.reference, body.first, body.last, body.exceptions),
        person=request.caller.person,
        now=request.now,
    )
    return agreement_shown(request.caller.desk(made.agreement_id, frozenset({"manager"})))


@acts(router, f"{OF}/attach", values.Master, scope="draft", summary="Put an agreement under a standard text")
def master_attach(request: Called, master_id: UUID, body: BeginMaster) -> values.Master:
    """What it has otherwise are its exceptions."""
    found = request.master
    desk = request.caller.desk(body.agreement, frozenset({"manager"}))
    schedule_attach(master=found, desk=desk, now=request.now)
    return _master(found)


@reads(
    router, f"{OF}/rollout", values.RolloutPreview, roles="manager", summary="What a change would do to all"
)
def master_preview(
    request: Called, master_id: UUID, asked: Annotated[From, Query()]
) -> values.RolloutPreview:
    """For every client that stands on an earlier revision; send `seen` back to confirm it."""
    found = request.master
    schedules = behind(found)
    start = asked.start or start_for_all(schedules, request.now)
    return values.RolloutPreview(
        start=start,
        seen=seen_hash(found, schedules, start),
        clients=[
            values.ClientPreview(
                agreement=one.schedule.agreement_id,
                title=one.schedule.agreement.title,
                moves=one.outcome is not None and bool(one.outcome.moves),
                trouble=one.trouble,
                remarks=list(one.remarks),
            )
            for one in previews(found, schedules, start, request.now)
        ],
    )


@acts(
    router, f"{OF}/rollout", values.Rollout, scope="draft", status=201, summary="Send a change to all clients"
)
def master_send(request: Called, master_id: UUID, body: SendAll) -> values.Rollout:
    """In one act, as the preview showed it; the worker does it client by client."""
    found = request.master
    try:
        made = rollout_begin(
            master=found,
            seat=request.caller.seat,
            seen=body.seen,
            start=body.start,
            note=body.note,
            now=request.now,
        )
    except PreviewStale:
        raise Refused("stale", "Something changed since the preview.", "Look at it again.") from None
    return _rollout(made)


@reads(router, f"{MASTERS}/rollouts/{{rollout_id}}", values.Rollout, summary="What became of a change")
def rollout(request: Called, rollout_id: UUID) -> values.Rollout:
    """For each client."""
    return _rollout(rollout_seen(request.caller.organisation, rollout_id))


def _master(one: Master) -> values.Master:
    schedules: Sequence[Schedule] = list(schedules_held().filter(master=one))
    one.draft.refresh_from_db(fields=["latest"])
    return values.Master(
        id=one.pk,
        title=str(one),
        agreement=one.draft.agreement_id,
        draft=one.draft_id,
        revision=one.draft.latest,
        clients=len(schedules),
        behind=sum(each.edition < one.draft.latest for each in schedules),
    )


def _rollout(one: Rollout) -> values.Rollout:
    held = set(schedules_held().filter(master=one.master_id).values_list("pk", flat=True))
    return values.Rollout(
        id=one.pk,
        master=one.master_id,
        revision=one.edition,
        in_force_from=one.in_force_from,
        note=one.note,
        at=one.at,
        sendings=[
            values.Sending(
                agreement=each.schedule.agreement_id,
                title=title_of(each, held),
                state=each.state,
                reason=each.reason,
                draft=each.draft_id,
            )
            for each in one.sendings.select_related("schedule__agreement")
        ],
    )
