"""Which records a desk may see, and which of them count for what.

An upload is its side's own until it is told to the ledger; from then on both sides see it. Figures of what was agreed
are made from records that both see, a back-test of a draft also from its side's own.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from evenhand.terms.agreement import Agreement as Terms
from evenhand.terms.document import read_agreement
from evenhand_portal.agreements.models import Draft, Revision
from evenhand_portal.agreements.overview import terms_signed
from evenhand_portal.agreements.selectors import Desk, drafts_seen, versions_agreed
from evenhand_portal.tracking.models import Upload


def uploads_seen(desk: Desk) -> QuerySet[Upload]:
    """Return the uploads of one's own side, and those of the other that were told to both; newest first."""
    seen = Q(side=desk.side) | Q(told_at__isnull=False)
    return desk.agreement.uploads.filter(seen).select_related("by")


def upload_seen(desk: Desk, upload_id: UUID) -> Upload:
    """Return one of them; raise Http404."""
    upload = uploads_seen(desk).select_related("agreement__ledger").filter(pk=upload_id).first()
    if upload is None:
        raise Http404
    return upload


def upload_own(desk: Desk, upload_id: UUID) -> Upload:
    """Return an upload of one's own side; raise Http404."""
    upload = upload_seen(desk, upload_id)
    if upload.side != desk.side:
        raise Http404
    return upload


def tickets_taken(desk: Desk, upload_id: UUID) -> Upload:
    """Return a file of tickets that counts; raise Http404."""
    upload = upload_seen(desk, upload_id)
    if upload.kind != Upload.Kind.TICKETS or upload.state != Upload.State.TAKEN:
        raise Http404
    return upload


def records_of_both(desk: Desk) -> list[Upload]:
    """Return the records that count for both, in the order in which they were sent."""
    taken = desk.agreement.uploads.filter(state=Upload.State.TAKEN, told_at__isnull=False)
    return list(taken.order_by("at", "pk"))


def records_for_draft(desk: Desk) -> list[Upload]:
    """Return the records over which a draft of this side is tried: those of both, and its own."""
    return list(uploads_seen(desk).filter(state=Upload.State.TAKEN).order_by("at", "pk"))


def terms_agreed(desk: Desk) -> list[Terms]:
    """Return the terms of all versions that were agreed, in the order in which they come into force."""
    return [terms_signed(version) for version in versions_agreed(desk.agreement)]


def revision_latest(draft: Draft) -> Revision:
    """Return the latest revision of a draft."""
    return draft.revisions.get(number=draft.latest)


def terms_of_revision(revision: Revision) -> Terms | None:
    """Return the terms of a revision; None while it has mistakes."""
    return read_agreement(revision.text, file="agreement.yaml")[0]


def terms_for_reading(desk: Desk) -> list[Terms]:
    """Return the terms by which records are read: those agreed, else those of a draft of this side, else none."""
    if agreed := terms_agreed(desk):
        return agreed
    open_draft = drafts_seen(desk).filter(state__in=(Draft.State.OPEN, Draft.State.OFFERED)).first()
    terms = terms_of_revision(revision_latest(open_draft)) if open_draft else None
    return [terms] if terms else []
