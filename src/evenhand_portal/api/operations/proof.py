"""What was said and done: the ledger, its heads and receipts, and the evidence to take away."""

from __future__ import annotations

import tempfile
from uuid import UUID

from django.http import FileResponse, Http404
from ninja import Router

from evenhand.client import values
from evenhand.proof.note import written_key
from evenhand_portal.api.doors import acts, reads
from evenhand_portal.api.finding import Called
from evenhand_portal.api.paging import Paged, page_of
from evenhand_portal.api.problems import Refused
from evenhand_portal.ledger.models import Checkpoint, Leaf, Receipt
from evenhand_portal.ledger.selectors import heads_given, told
from evenhand_portal.ledger.sentences import sentence, who
from evenhand_portal.ledger.services import InconsistentHead, head_sign, signing_key
from evenhand_portal.tracking.proof.evidence import evidence_write

router = Router(tags=["Proof"])
PROOF = "/agreements/{agreement_id}/ledger"
TAKE_AWAY = "manager signatory auditor"


@reads(router, PROOF, values.Page[values.Entry], summary="What was said and done")
def ledger(request: Called, agreement_id: UUID, asked: Paged) -> values.Page[values.Entry]:
    """The entries of the agreement's ledger, newest first."""
    leaves = request.desk.agreement.ledger.leaves.select_related("payload", "receipt")
    return page_of(leaves, ("-index",), asked, _entry)


@reads(router, f"{PROOF}/heads", values.Page[values.Head], summary="Heads that were given out")
def heads(request: Called, agreement_id: UUID, asked: Paged) -> values.Page[values.Head]:
    """Signed heads, the largest first."""
    return page_of(heads_given(request.desk.agreement.ledger), ("-size",), asked, _head)


@acts(
    router,
    f"{PROOF}/heads",
    values.Note,
    scope="read",
    summary="Sign the head of now",
)
def head_now(request: Called, agreement_id: UUID) -> values.Note:
    """The signed head over everything that was said and done so far."""
    try:
        return values.Note(note=head_sign(ledger=request.desk.agreement.ledger, now=request.now))
    except InconsistentHead as error:
        raise Refused(
            "history-altered", str(error), "Keep the heads you have, and verify the evidence."
        ) from None


@reads(router, f"{PROOF}/receipts/{{index}}", values.Note, summary="A receipt")
def receipt(request: Called, agreement_id: UUID, index: int) -> values.Note:
    """The signed receipt for an entry."""
    small = 0 <= index < 1 << 62
    kept = Receipt.objects.filter(
        leaf__ledger=request.desk.agreement.ledger_id, leaf__index=index if small else -1
    ).first()
    if kept is None:
        raise Http404
    return values.Note(note=kept.note)


@reads(router, f"{PROOF}/key", values.Note, summary="The key of the ledger")
def key(request: Called, agreement_id: UUID) -> values.Note:
    """The public key by which heads and receipts are signed."""
    return values.Note(note=written_key(signing_key().public_key()))


@reads(
    router,
    f"{PROOF}/evidence.zip",
    None,
    media="application/zip",
    roles=TAKE_AWAY,
    summary="The evidence",
)
def evidence(request: Called, agreement_id: UUID) -> FileResponse:
    """Everything that proves what was agreed, measured and said; `evenhand verify` reads it without this server."""
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it when it is sent
    evidence_write(agreement=request.desk.agreement, target=target, now=request.now)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename="evidence.zip", content_type="application/zip")


def _entry(leaf: Leaf) -> values.Entry:
    one = told(leaf)
    return values.Entry(
        index=one.index,
        kind=one.kind,
        actor=one.actor,
        side=one.side,
        at=one.received_at,
        sentence=f"{who(one)} {sentence(one)}",
        facts=dict(one.facts),
        said=dict(one.said),
        erased=one.erased,
        hash=one.hash,
        receipted=one.receipted,
    )


def _head(one: Checkpoint) -> values.Head:
    return values.Head(size=one.size, root=bytes(one.root).hex(), note=one.note, signed_at=one.signed_at)
