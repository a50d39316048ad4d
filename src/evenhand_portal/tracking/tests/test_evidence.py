"""The evidence of real histories: intact as long as nobody touches it; and what its pages and files show."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evenhand.proof.attached import attached
from evenhand.proof.checkpoint import read_note
from evenhand.proof.note import notes_in, read_key
from evenhand.proof.opening import open_bundle
from evenhand.proof.receipt import read_receipt
from evenhand_portal.agreements.paper.making import paper_of
from evenhand_portal.agreements.paper.models import Paper
from evenhand_portal.agreements.selectors import versions_agreed
from evenhand_portal.conftest import House
from evenhand_portal.ledger.models import Leaf
from evenhand_portal.ledger.selectors import PAGE_ENTRIES, told
from evenhand_portal.ledger.sentences import SENTENCES, particulars, sentence, who
from evenhand_portal.ledger.services import signing_key
from evenhand_portal.parties.models import Person
from evenhand_portal.tracking.models import Upload
from evenhand_portal.tracking.telling import figures_told
from evenhand_portal.tracking.tests.evidence import History, begun, found, lived
from evenhand_portal.tracking.tests.operator import leaf_edited, triggers_dropped

SEEDS = range(int(os.environ.get("EVENHAND_SOAK_SEEDS", "4")))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_untouched_history_is_intact(harbour: House, tidewater: House, now: datetime, seed: int) -> None:
    history = lived(begun(harbour, tidewater, now, seed))
    assert found(history.bundle(), *history.held, key=signing_key().public_key()) == ("intact", set())


@pytest.fixture
def history(harbour: House, tidewater: House, now: datetime) -> History:
    return lived(begun(harbour, tidewater, now, 7))


def address(history: History, name: str, **parts: int) -> str:
    return reverse(name, kwargs={"agreement_id": history.agreement.pk, **parts})


def test_every_kind_of_entry_is_read_as_a_sentence(history: History) -> None:
    leaves = [told(leaf) for leaf in history.agreement.ledger.leaves.all()]
    said = {each.kind: f"{who(each)} {sentence(each)}" for each in leaves}
    assert said["version-signed"].endswith("signed version 1, proven by password")
    assert said["records-taken"] == "Tidewater-manager took records of tickets over: export.csv"
    assert said["payload-erased"].startswith("Operator erased what entry ")
    assert said["figures-published"].endswith(" UTC")
    assert said["payload-erased"].endswith(": “asked for by law”")
    assert said["remark"].endswith(" remark")
    assert not any(
        "erased by law" in each for kind, each in said.items() if kind != "remark" and kind in SENTENCES
    )
    erased = next(each for each in leaves if each.erased)
    assert who(erased) == "Somebody of the client"
    published = next(each for each in leaves if each.kind == "figures-published")
    assert [name for name, _ in particulars(published)] == [
        "as of",
        "figures",
        "records",
        "release",
        "versions",
    ]


def test_the_page_of_proof(
    history: History, browser: Callable[[Person | None], Client], harbour: House
) -> None:
    page = browser(harbour.manager).get(address(history, "proof")).content.decode()
    assert "things were said and done here" in page
    assert "published figures as of" in page
    assert "Nobody can change that quietly" in page
    assert address(history, "proof-evidence") in page
    assert (
        address(history, "proof-evidence")
        not in browser(harbour.reader).get(address(history, "proof")).content.decode()
    )


def test_the_queries_do_not_grow_with_the_entries(
    history: History, browser: Callable[[Person | None], Client], harbour: House
) -> None:
    client = browser(harbour.reader)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address(history, "proof"), {"page": "1"}).status_code == 200
        return len(asked)

    before = queries()
    for _ in range(2 * PAGE_ENTRIES):
        history.say()
    assert queries() == before
    older = client.get(address(history, "proof"), {"page": "3"}).content.decode()
    assert "began the agreement" in older
    assert client.get(address(history, "proof"), {"page": "nonsense"}).status_code == 200


def test_files_to_keep(history: History, browser: Callable[[Person | None], Client], harbour: House) -> None:
    client, key = browser(harbour.reader), signing_key().public_key()
    origin = str(history.agreement.ledger)
    told_key = read_key(client.get(address(history, "proof-key")).content.decode())
    assert told_key is not None
    assert told_key.public_bytes_raw() == key.public_bytes_raw()
    now = client.get(address(history, "proof-head-now"))
    head, _ = read_note(now.content.decode(), origin, key)
    assert head is not None
    assert head.size == history.agreement.ledger.leaves.count()
    assert now.headers["Content-Disposition"] == 'attachment; filename="managed-it-services-head.txt"'
    again = client.get(address(history, "proof-head", size=head.size))
    assert again.content == now.content
    assert client.get(address(history, "proof-head", size=10**6)).status_code == 404
    index = history.agreement.ledger.leaves.filter(kind="records-taken")[0].index
    receipt, _ = read_receipt(
        client.get(address(history, "proof-receipt", index=index)).content.decode(), origin, key
    )
    assert receipt is not None
    assert receipt.index == index
    assert client.get(address(history, "proof-receipt", index=0)).status_code == 404


def test_the_evidence_is_sent_as_a_file(
    history: History, browser: Callable[[Person | None], Client], harbour: House
) -> None:
    answer = browser(harbour.auditor).get(address(history, "proof-evidence"))
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a streaming answer
    assert found(data, *history.held, key=signing_key().public_key()) == ("intact", set())


def test_the_signed_paper_is_in_the_evidence_and_holds_the_head(history: History) -> None:
    bundle, _ = open_bundle(io.BytesIO(history.bundle()))
    assert bundle is not None
    (paper,) = (data for name, data in bundle.files.items() if name.endswith("/signed.pdf"))
    version = versions_agreed(history.agreement)[-1]
    assert paper == paper_of(version=version, now=history.now)
    inside = [note for data in attached(paper) for note in notes_in(data.decode("utf-8"))]
    assert inside == [history.held[0]]
    triggers_dropped()
    Paper.objects.filter(version=version).update(body=paper[: len(paper) // 2])
    assert found(history.bundle())[1] == {"pdf-differs", "seal-broken", "key-not-held", "nothing-held"}


def test_a_file_that_the_store_has_lost_is_incomplete(history: History) -> None:
    default_storage.delete(history.counting()[0].file.name)
    state, codes = found(history.bundle(), *history.held, key=signing_key().public_key())
    assert state == "incomplete"
    assert codes == {"records-missing", "figures-not-reckoned"}


def test_figures_of_records_that_nobody_told_are_not_published(history: History, now: datetime) -> None:
    upload = history.counting()[0]
    upload.pk = history.agreement.pk
    with pytest.raises(ValueError, match="never told to be taken"):
        figures_told(
            agreement=history.agreement, versions=[], uploads=[upload], figures={"as_of": "x"}, asked={},
            desk=history.desk(history.harbour), now=now,
        )  # fmt: skip


def publish(history: History, uploads: list[Upload]) -> None:
    figures_told(
        agreement=history.agreement, versions=versions_agreed(history.agreement), uploads=uploads,
        figures={"as_of": "2026-03-16T10:00:00Z"}, asked={}, desk=history.desk(history.harbour), now=history.later(),
    )  # fmt: skip


def test_the_same_figures_are_not_published_twice(history: History) -> None:
    uploads = history.counting()
    publish(history, uploads)
    before = Leaf.objects.count()
    with pytest.raises(ValidationError, match="These figures are published already"):
        publish(history, uploads)
    assert Leaf.objects.count() == before
    publish(history, uploads[:1])
    publish(history, uploads)
    assert Leaf.objects.count() == before + 2


def test_figures_of_records_that_were_removed_meanwhile_are_not_published(history: History) -> None:
    history.take()
    uploads = history.counting()
    history.remove()
    before = Leaf.objects.count()
    with pytest.raises(ValidationError, match=r"no longer count\. Look at the figures anew"):
        publish(history, uploads)
    assert Leaf.objects.count() == before
    publish(history, history.counting())
    assert "figures-not-counting" not in found(history.bundle())[1]


def test_a_file_of_blanks_leaves_the_evidence_whole(history: History) -> None:
    upload = history.take()
    name = upload.file.name
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b" " * 7_000_000))
    assert "records-differ" in found(history.bundle())[1]


def test_no_head_is_signed_over_a_history_that_was_changed(
    history: History, browser: Callable[[Person | None], Client], harbour: House
) -> None:
    triggers_dropped()
    history.say()
    leaf_edited(history.agreement.ledger.leaves.all()[0], actor="provider:999")
    client = browser(harbour.manager)
    answer = client.get(address(history, "proof-head-now"))
    assert answer.status_code == 409
    assert "The history does not hold" in answer.content.decode()
    Leaf.objects.filter(ledger=history.agreement.ledger, index=0).update(entry=b"nothing")
    history.agreement.ledger.checkpoints.all()._raw_delete("default")
    assert client.get(address(history, "proof")).status_code == 200
    data = b"".join(client.get(address(history, "proof-evidence")).streaming_content)  # type: ignore[attr-defined]  # a streaming answer
    state, codes = found(data, key=signing_key().public_key())
    assert state == "tampered"
    assert {"entry-unreadable", "head-missing"} <= codes
