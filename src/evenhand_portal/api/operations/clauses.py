"""Clauses of a draft by their addresses: giving one another name."""

from __future__ import annotations

from uuid import UUID

from ninja import Router
from pydantic import Field

from evenhand.client import values
from evenhand_portal.agreements.editing.renaming import clause_rename
from evenhand_portal.agreements.models import Revision
from evenhand_portal.agreements.services.drafts import StaleRevision
from evenhand_portal.api.doors import acts
from evenhand_portal.api.finding import Called
from evenhand_portal.api.operations.drafts import Seen, stale
from evenhand_portal.api.showing import revision_shown

router = Router(tags=["Drafts"])


class Rename(Seen):
    """The address of a clause whose name the parties chose, and its new name."""

    clause: str = Field(max_length=400)
    name: str = Field(max_length=200)


@acts(
    router,
    "/agreements/{agreement_id}/drafts/{draft_id}/rename",
    values.Revision,
    scope="draft",
    status=201,
    summary="Rename a clause",
)
def draft_renamed(request: Called, agreement_id: UUID, draft_id: UUID, body: Rename) -> values.Revision:
    """All that names the clause follows; where something would name it in vain, nothing is done."""
    found = request.draft
    base = _latest(found.pk)
    if body.revision != base.number:
        raise stale(base, base.text)
    given = {"address": body.clause, "name": body.name.strip()}
    try:
        clause_rename(draft=found, base=base, author=request.caller.person, now=request.now, **given)
    except StaleRevision as error:
        raise stale(error.latest, base.text) from None
    return revision_shown(_latest(found.pk))


def _latest(draft: UUID) -> Revision:
    return Revision.objects.select_related("author").filter(draft=draft).order_by("-number")[0]
