"""The ledger: complete, append only, signed heads consistent; and what the database refuses."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from evenhand.proof.checkpoint import read_note
from evenhand.proof.leaf import commitment, read_entry
from evenhand.proof.tree import leaf_hash, root_of
from evenhand_portal.ledger.models import Checkpoint, Leaf, Ledger, Payload
from evenhand_portal.ledger.services import (
    InconsistentHead,
    head_sign,
    ledger_append,
    ledger_begin,
    payload_erase,
    signing_key,
)


@pytest.fixture
def ledger(db: None, now: datetime) -> Ledger:
    return ledger_begin(now=now)


def tell(ledger: Ledger, what: str, now: datetime) -> Leaf:
    return ledger_append(
        ledger=ledger, kind=what, actor="client: A. Name", source="portal", payload={"what": what}, now=now
    )


def test_leaves_are_complete_and_give_the_root(ledger: Ledger, now: datetime) -> None:
    for at in range(11):
        tell(ledger, f"act-{at}", now + timedelta(seconds=at))
    leaves = list(ledger.leaves.all())
    assert [leaf.index for leaf in leaves] == list(range(11))
    for leaf in leaves:
        entry, _ = read_entry(bytes(leaf.entry))
        assert entry is not None
        assert entry.seq == leaf.index
        assert bytes(leaf.hash) == leaf_hash(bytes(leaf.entry))
        assert entry.commit == commitment(bytes(leaf.payload.salt), bytes(leaf.payload.body or b""))
    note = head_sign(ledger=ledger, now=now)
    head, _ = read_note(note, str(ledger), signing_key().public_key())
    assert head is not None
    assert (head.size, head.root) == (11, root_of([bytes(leaf.hash) for leaf in leaves]))


def test_the_same_head_is_signed_once(ledger: Ledger, now: datetime) -> None:
    tell(ledger, "begun", now)
    first = head_sign(ledger=ledger, now=now)
    assert head_sign(ledger=ledger, now=now + timedelta(days=1)) == first
    tell(ledger, "offered", now)
    assert head_sign(ledger=ledger, now=now) != first
    assert Checkpoint.objects.filter(ledger=ledger).count() == 2


def test_the_signer_refuses_a_history_that_was_changed(ledger: Ledger, now: datetime) -> None:
    for at in range(3):
        tell(ledger, f"act-{at}", now)
    head_sign(ledger=ledger, now=now)
    tell(ledger, "later", now)
    Ledger.objects.filter(pk=ledger.pk).update(peaks=b"x" * 32)
    with pytest.raises(InconsistentHead, match="do not give its head"):
        head_sign(ledger=ledger, now=now)


def test_the_signer_refuses_a_ledger_rebuilt_with_other_leaves(ledger: Ledger, now: datetime) -> None:
    for at in range(3):
        tell(ledger, f"act-{at}", now)
    other = ledger_begin(now=now)
    for at in range(4):
        tell(other, f"other-{at}", now)
    kept = Checkpoint(ledger=other, size=3, root=b"r" * 32, note="", signed_at=now)
    kept.save()
    with pytest.raises(InconsistentHead, match="head of 3 leaves"):
        head_sign(ledger=other, now=now)


def test_an_erased_payload_leaves_the_proof_whole(ledger: Ledger, now: datetime) -> None:
    leaf = tell(ledger, "comment", now)
    before = head_sign(ledger=ledger, now=now)
    payload_erase(leaf=leaf, why="asked for by the person", actor="operator", now=now)
    leaf.refresh_from_db()
    assert leaf.payload.body is None
    assert head_sign(ledger=ledger, now=now) != before
    assert ledger.leaves.last().kind == "payload-erased"  # type: ignore[union-attr]  # there are two


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_leaf SET kind = 'other'",
        "DELETE FROM ledger_leaf",
        "UPDATE ledger_checkpoint SET size = 9",
        "DELETE FROM ledger_checkpoint",
        "UPDATE ledger_payload SET body = salt",
        "UPDATE ledger_payload SET salt = NULL",
        "DELETE FROM ledger_payload",
    ],
)
def test_the_database_refuses_to_change_history(ledger: Ledger, now: datetime, statement: str) -> None:
    tell(ledger, "begun", now)
    head_sign(ledger=ledger, now=now)
    with pytest.raises(DatabaseError, match="keeps what was written"), transaction.atomic():
        connection.cursor().execute(statement)


def test_a_payload_is_not_erased_without_a_reason(ledger: Ledger, now: datetime) -> None:
    leaf = tell(ledger, "comment", now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Payload.objects.filter(pk=leaf.pk).update(body=None, erased_at=now)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_told(real_database: None, now: datetime) -> None:
    ledger = ledger_begin(now=now)
    with pytest.raises(RuntimeError, match="in the transaction of the act"):
        tell(ledger, "begun", now)
    assert not ledger.leaves.exists()
