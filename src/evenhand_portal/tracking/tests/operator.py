"""Whoever runs the server, and means ill: drops the triggers, alters rows, and mends what would give it away."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db import connection

from evenhand.proof.checkpoint import Checkpoint, signed
from evenhand.proof.leaf import commitment
from evenhand.proof.strict import canonical
from evenhand.proof.tree import Proof, grown, leaf_hash, root_from
from evenhand_portal.immutable import rules_in_force
from evenhand_portal.ledger.models import Checkpoint as KeptCheckpoint
from evenhand_portal.ledger.models import Exhibit, Leaf, Ledger, Payload, Receipt
from evenhand_portal.ledger.services import receipt_give, signing_key


@dataclass
class Row:
    """What the rows of one leaf hold."""

    entry: dict[str, Any]
    salt: bytes | None
    body: bytes | None

    def say(self, **changes: Any) -> None:
        """Have the payload say something else, with a commitment that fits."""
        assert self.salt is not None
        self.body = canonical(json.loads(self.body or b"{}") | changes)
        self.entry["commit"] = commitment(self.salt, self.body)


def triggers_dropped() -> None:
    """Take away what makes the database refuse, as somebody with its password can."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        for rule in rules_in_force():
            for statement in rule.reversals(connection.vendor):
                cursor.execute(statement)


def rows_of(ledger: Ledger) -> list[Row]:
    leaves = ledger.leaves.select_related("payload").order_by("index")
    return [
        Row(json.loads(bytes(leaf.entry)), _bytes(leaf.payload.salt), _bytes(leaf.payload.body))
        for leaf in leaves
    ]


def leaf_edited(leaf: Leaf, **changes: Any) -> None:
    """Write other words into an entry, and nothing else."""
    entry = canonical(json.loads(bytes(leaf.entry)) | changes)
    Leaf.objects.filter(pk=leaf.pk).update(entry=entry, hash=leaf_hash(entry))


def leaf_removed(leaf: Leaf) -> None:
    for beside in (Payload, Receipt, Exhibit):
        beside.objects.filter(leaf=leaf)._raw_delete("default")
    Leaf.objects.filter(pk=leaf.pk)._raw_delete("default")


def history_rebuilt(ledger: Ledger, rows: list[Row]) -> None:
    """Make the whole ledger anew from altered rows: hashes, head row, every signed head and every receipt."""
    sizes = list(ledger.checkpoints.values_list("size", flat=True))
    receipted = set(Receipt.objects.filter(leaf__ledger=ledger).values_list("leaf__index", flat=True))
    KeptCheckpoint.objects.filter(ledger=ledger)._raw_delete("default")
    Receipt.objects.filter(leaf__ledger=ledger)._raw_delete("default")
    for leaf in list(ledger.leaves.filter(index__gte=len(rows))):
        leaf_removed(leaf)
    peaks: Proof = ()
    for index, row in enumerate(rows):
        data = canonical(row.entry | {"seq": index})
        at = datetime.fromtimestamp(row.entry["received_at"], UTC)
        facts = {"entry": data, "hash": leaf_hash(data), "kind": row.entry["kind"], "received_at": at}
        ledger.leaves.filter(index=index).update(**facts)
        Payload.objects.filter(leaf__ledger=ledger, leaf__index=index).update(salt=row.salt, body=row.body)
        peaks = grown(peaks, index, leaf_hash(data))
        if index + 1 in sizes or index + 1 == len(rows):
            head_forged(ledger, index + 1, root_from(peaks))
    Ledger.objects.filter(pk=ledger.pk).update(size=len(rows), peaks=b"".join(peaks))
    for leaf in ledger.leaves.filter(index__in=receipted):
        receipt_give(leaf=leaf)


def head_forged(ledger: Ledger, size: int, root: bytes) -> None:
    note = signed(Checkpoint(str(ledger), size, root), signing_key())
    at = ledger.leaves.get(index=size - 1).received_at
    KeptCheckpoint.objects.create(ledger=ledger, size=size, root=root, note=note, signed_at=at)


def exhibit_exchanged(leaf: Leaf, old: str, body: bytes) -> str:
    """Put other bytes beside a leaf in place of those with the hash `old`; return their hash."""
    new = sha256(body).hexdigest()
    Exhibit.objects.filter(leaf=leaf, sha256=old).update(body=body, sha256=new)
    return new


def _bytes(value: Any) -> bytes | None:
    return None if value is None else bytes(value)
