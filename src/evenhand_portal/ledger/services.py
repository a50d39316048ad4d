"""Writing to a ledger: in the transaction of the act that is told, and never without it."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction

from evenhand.proof.checkpoint import Checkpoint, signed
from evenhand.proof.leaf import SALT_BYTES, Entry, commitment, payload_bytes
from evenhand.proof.receipt import Receipt, sign_receipt
from evenhand.proof.tree import (
    HASH_BYTES,
    Proof,
    consistency_proof,
    consistent,
    grown,
    leaf_hash,
    root_from,
    root_of,
)
from evenhand_portal.ledger.models import Checkpoint as KeptCheckpoint
from evenhand_portal.ledger.models import Exhibit, Leaf, Ledger, Payload
from evenhand_portal.ledger.models import Receipt as KeptReceipt


class InconsistentHead(Exception):  # noqa: N818 - the name says what was found
    """The leaves do not lead to the head that was signed last: somebody changed the history."""


def ledger_begin(*, now: datetime) -> Ledger:
    """Begin an empty ledger."""
    return Ledger.objects.create(id=uuid4(), begun_at=now)


def ledger_append(
    *,
    ledger: Ledger,
    kind: str,
    actor: str,
    source: str,
    payload: Mapping[str, Any],
    now: datetime,
    version: str = "",
    occurred_at: datetime | None = None,
    facts: Mapping[str, Any] | None = None,
    exhibits: Sequence[bytes] = (),
) -> Leaf:
    """Append a leaf; must be called within the transaction of the act it tells.

    The head row is locked first, so that indices are complete whatever happens at once; `facts` stand in the leaf and
    cannot be erased, `payload` can. `exhibits` are bytes that the facts name by their SHA-256; they are kept beside.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a leaf is appended in the transaction of the act it tells")
    head = Ledger.objects.select_for_update().get(pk=ledger.pk)
    salt, body = secrets.token_bytes(SALT_BYTES), payload_bytes(payload)
    entry = Entry(
        agreement=str(head),
        version=version,
        seq=head.size,
        kind=kind,
        actor=actor,
        source=source,
        occurred_at=int((occurred_at or now).timestamp()),
        received_at=int(now.timestamp()),
        commit=commitment(salt, body),
        facts=facts or {},
    )
    leaf = Leaf.objects.create(
        ledger=head, index=head.size, kind=kind, entry=entry.to_bytes(), hash=entry.hash, received_at=now
    )
    Payload.objects.create(leaf=leaf, salt=salt, body=body)
    for exhibit in exhibits:
        Exhibit.objects.create(leaf=leaf, sha256=sha256(exhibit).hexdigest(), body=exhibit)
    head.peaks = b"".join(grown(_peaks(head), head.size, entry.hash))
    head.size += 1
    head.save(update_fields=["peaks", "size"])
    return leaf


@transaction.atomic
def head_sign(*, ledger: Ledger, now: datetime) -> str:
    """Return the signed head of the ledger as it stands: a note to give to both parties.

    Every leaf is hashed anew. Raises InconsistentHead when the leaves do not contain the head that was signed last,
    or do not give the head row.
    """
    head = Ledger.objects.select_for_update().get(pk=ledger.pk)
    last = KeptCheckpoint.objects.filter(ledger=head).order_by("-size").first()
    root = root_from(_peaks(head))
    if last is not None and last.size == head.size and bytes(last.root) == root:
        return last.note
    leaves = [leaf_hash(bytes(one)) for one in head.leaves.values_list("entry", flat=True)]
    if len(leaves) != head.size or root_of(leaves) != root:
        raise InconsistentHead(f"{head}: the leaves do not give its head")
    if last is not None:
        shown = last.size <= head.size and consistent(
            bytes(last.root), last.size, root, head.size, consistency_proof(leaves, last.size)
        )
        if not shown:
            raise InconsistentHead(f"{head}: the head of {last.size} leaves is not contained")
    note = signed(Checkpoint(str(head), head.size, root), signing_key())
    KeptCheckpoint.objects.create(ledger=head, size=head.size, root=root, note=note, signed_at=now)
    return note


def receipt_give(*, leaf: Leaf) -> str:
    """Return a signed receipt for a leaf, the same each time; whoever sent the input in keeps it."""
    origin, at = str(leaf.ledger), int(leaf.received_at.timestamp())
    note = sign_receipt(Receipt(origin, leaf.index, bytes(leaf.hash), at), signing_key())
    kept, _ = KeptReceipt.objects.get_or_create(leaf=leaf, defaults={"note": note})
    return kept.note


@transaction.atomic
def payload_erase(*, leaf: Leaf, why: str, actor: str, now: datetime) -> Leaf:
    """Erase a payload by law, with its salt, and append that it was erased and why; the proof still holds."""
    Payload.objects.filter(pk=leaf.pk).update(body=None, salt=None, erased_at=now, erased_why=why)
    return ledger_append(
        ledger=leaf.ledger,
        kind="payload-erased",
        actor=actor,
        source="portal",
        payload={},
        facts={"index": leaf.index, "why": why},
        now=now,
    )


def signing_key() -> Ed25519PrivateKey:
    """Return the key that signs heads, from the settings (32 bytes in base64)."""
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(settings.LEDGER_KEY))


def _peaks(ledger: Ledger) -> Proof:
    data = bytes(ledger.peaks)
    return tuple(data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES))
