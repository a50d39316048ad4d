"""Eleven kinds of tampering with the database, over many seeds: each is found by whoever verifies.

Some are found from the bundle alone. Others leave a bundle that agrees with itself: they are found with a head, a
receipt or a key that a party was given before, and that they are not found without one is shown as well.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from evenhand.proof.note import notes_in
from evenhand_portal.agreements.models import Signature
from evenhand_portal.conftest import House
from evenhand_portal.ledger.models import Exhibit, Leaf, Payload
from evenhand_portal.ledger.services import head_sign, signing_key
from evenhand_portal.tracking.models import Upload
from evenhand_portal.tracking.tests.evidence import History, begun, found, lived
from evenhand_portal.tracking.tests.operator import (
    exhibit_exchanged,
    history_rebuilt,
    leaf_edited,
    leaf_removed,
    rows_of,
    triggers_dropped,
)

SEEDS = range(int(os.environ.get("EVENHAND_SOAK_SEEDS", "2")))
Deed = Callable[[History], None]


@pytest.fixture(params=SEEDS)
def history(request: pytest.FixtureRequest, harbour: House, tidewater: House, now: datetime) -> History:
    made = lived(begun(harbour, tidewater, now, request.param))
    triggers_dropped()
    return made


def leaves(history: History, *kinds: str) -> list[Leaf]:
    return list(
        history.agreement.ledger.leaves.filter(kind__in=kinds)
        if kinds
        else history.agreement.ledger.leaves.all()
    )


# ── Found from the bundle alone ──────────────────────────────────────────────────────────────────


def edit_entry(history: History) -> None:
    leaf_edited(history.random.choice(leaves(history)), actor="provider:999")


def edit_statement(history: History) -> None:
    leaf = history.random.choice(leaves(history, "agreement-begun", "version-offered", "version-signed"))
    body = bytes(leaf.payload.body).replace(b"example.org", b"example.net")
    Payload.objects.filter(pk=leaf.pk).update(body=body)


def edit_signature(history: History) -> None:
    Signature.objects.filter(version__agreement=history.agreement, side="client").update(name="B. Other")


def delete(history: History) -> None:
    leaf_removed(history.random.choice(leaves(history)[:-1]))


def swap(history: History) -> None:
    one, other = history.random.sample(leaves(history), 2)
    for here, there in ((one, other), (other, one)):
        Leaf.objects.filter(pk=here.pk).update(entry=there.entry, hash=there.hash, kind=there.kind)
    salts = {leaf.pk: (leaf.payload.salt, leaf.payload.body) for leaf in (one, other)}
    for here, there in ((one, other), (other, one)):
        salt, body = salts[there.pk]
        if None not in (salt, body, here.payload.body):
            Payload.objects.filter(pk=here.pk).update(salt=salt, body=body)


def alter_record(history: History) -> None:
    alter_record_of(history.random.choice(history.counting()), b":00:00,resolved", b":00:01,resolved")


def alter_record_of(upload: Upload, old: bytes, new: bytes) -> None:
    """Exchange some bytes of a file in the store, and its hash in the row of the upload."""
    with upload.file.open("rb") as file:
        content = file.read().replace(old, new)
    default_storage.delete(upload.file.name)
    name = default_storage.save(upload.file.name, ContentFile(content))
    Upload.objects.filter(pk=upload.pk).update(file=name, sha256=sha256(content).hexdigest())


def alter_figure(history: History) -> None:
    leaf = history.random.choice(leaves(history, "figures-published"))
    exhibit = Exhibit.objects.get(leaf=leaf)
    body = bytes(exhibit.body).replace(b'"irregular":0', b'"irregular":1', 1)
    Exhibit.objects.filter(pk=exhibit.pk).update(body=body)


def alter_figure_and_all_that_names_it(history: History) -> None:
    """The operator owns the key and makes everything agree; the records still give other figures."""
    leaf = history.random.choice(leaves(history, "figures-published"))
    rows = rows_of(history.agreement.ledger)
    facts = rows[leaf.index].entry["facts"]
    body = bytes(Exhibit.objects.get(leaf=leaf).body).replace(b'"irregular":0', b'"irregular":1', 1)
    facts["figures"] = exhibit_exchanged(leaf, facts["figures"], body)
    history_rebuilt(history.agreement.ledger, rows)


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        (edit_entry, "head-differs"),
        (edit_statement, "payload-differs"),
        (edit_signature, "signatures-differ"),
        (delete, "entry-misplaced"),
        (swap, "entry-misplaced"),
        (alter_record, "records-differ"),
        (alter_figure, "figures-differ"),
        (alter_figure_and_all_that_names_it, "figures-wrong"),
    ],
)
def test_found_without_holding_anything(history: History, deed: Deed, code: str) -> None:
    deed(history)
    state, codes = found(history.bundle())
    assert state == "tampered"
    assert code in codes


# ── Found with what a party holds ────────────────────────────────────────────────────────────────


def rebuild(history: History) -> None:
    """Another remark was made, says a ledger made anew by the right key."""
    rows = rows_of(history.agreement.ledger)
    history.random.choice([row for row in rows if row.entry["kind"] == "agreement-begun"]).say(title="Other")
    history_rebuilt(history.agreement.ledger, rows)


def backdate(history: History) -> None:
    """The records were taken a minute earlier."""
    rows = rows_of(history.agreement.ledger)
    at = history.random.choice(
        [index for index, row in enumerate(rows) if row.entry["kind"] == "records-taken"]
    )
    rows[at].entry |= {name: rows[at].entry[name] - 60 for name in ("received_at", "occurred_at")}
    history_rebuilt(history.agreement.ledger, rows)


def truncate(history: History) -> None:
    """The last publication was never made."""
    rows = rows_of(history.agreement.ledger)
    while rows.pop().entry["kind"] != "figures-published":
        pass
    history_rebuilt(history.agreement.ledger, rows)


def old_backup(history: History) -> None:
    """The server is set back to a day before, and lives on from there, until it is longer than it was."""
    rows, length = rows_of(history.agreement.ledger), len(leaves(history))
    agreed = next(index for index, row in enumerate(rows) if row.entry["kind"] == "version-agreed")
    kept = rows[: agreed + 1]
    Upload.objects.filter(agreement=history.agreement)._raw_delete("default")
    history_rebuilt(history.agreement.ledger, kept)
    history.agreement.ledger.refresh_from_db()
    while len(leaves(history)) <= length:
        history.say()
        history.take()


def alter_record_and_all_that_names_it(history: History) -> None:
    """Tickets of a file get other numbers, and every hash of the file is exchanged; the figures stay."""
    upload = history.random.choice(history.counting())
    alter_record_of(upload, b"T", b"U")
    upload.refresh_from_db()
    rows = rows_of(history.agreement.ledger)
    for row in rows:
        facts = row.entry.get("facts", {})
        if facts.get("upload") == str(upload.pk):
            facts["sha256"] = upload.sha256
    history_rebuilt(history.agreement.ledger, rows)


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        (rebuild, "head-differs"),
        (backdate, "head-differs"),
        (truncate, "head-beyond"),
        (old_backup, "head-differs"),
        (alter_record_and_all_that_names_it, "head-differs"),
    ],
)
def test_found_with_a_head_that_was_held(history: History, deed: Deed, code: str) -> None:
    heads = [note for note in history.held if "\nreceipt " not in note]
    deed(history)
    data = history.bundle()
    assert found(data, key=signing_key().public_key())[0] == "intact"
    state, codes = found(data, heads[-1])
    assert state == "tampered"
    assert code in codes


@pytest.mark.parametrize("deed", [backdate, old_backup])
def test_found_with_a_receipt_that_was_held(history: History, deed: Deed) -> None:
    receipts = [note for note in history.held if "\nreceipt " in note]
    deed(history)
    state, codes = found(history.bundle(), *receipts)
    assert state == "tampered"
    assert codes & {"receipt-differs", "receipt-beyond"}


def test_signed_anew_by_another_key(history: History, settings: object) -> None:
    held, key = history.held[-1], signing_key().public_key()
    settings.LEDGER_KEY = base64.b64encode(b"n" * 32).decode()  # type: ignore[attr-defined]  # the settings of the test
    history_rebuilt(history.agreement.ledger, rows_of(history.agreement.ledger))
    data = history.bundle()
    assert found(data)[0] == "intact"
    assert found(data, held) == ("tampered", {"head-signature", "key-not-held"})
    assert "key-other" in found(data, key=key)[1]
    assert found(data, key=key)[0] == "tampered"


def test_two_views_of_one_agreement(history: History) -> None:
    """The client was shown another history than the provider: both heads have one size."""
    ledger = history.agreement.ledger
    with transaction.atomic():
        history.say()
        to_client = head_sign(ledger=ledger, now=history.later())
        transaction.set_rollback(True)
    history.say()
    to_provider = head_sign(ledger=ledger, now=history.later())
    assert notes_in(to_client)[0].splitlines()[1] == to_provider.splitlines()[1]
    data = history.bundle()
    assert found(data, to_provider, key=signing_key().public_key()) == ("intact", set())
    assert found(data, to_client, key=signing_key().public_key()) == ("tampered", {"head-differs"})
