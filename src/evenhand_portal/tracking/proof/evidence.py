"""The evidence of an agreement, gathered into a bundle that anybody can verify without this server.

It holds what both sides may see: the ledger, every version that was offered, the records that were taken and the
figures that were published. Rows of the database stand in it as they are, so that one that was altered is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from django.db import transaction

from evenhand.errors import DocumentError
from evenhand.proof.bundle import ABOUT, LEAVES, PAYLOADS, About, place, write_bundle
from evenhand.proof.note import written_key
from evenhand.proof.strict import canonical
from evenhand_portal.agreements.models import Agreement, Signature, Version
from evenhand_portal.agreements.paper.making import paper_of
from evenhand_portal.ledger.models import Exhibit, Leaf, Ledger
from evenhand_portal.ledger.selectors import told
from evenhand_portal.ledger.services import InconsistentHead, head_sign, signing_key
from evenhand_portal.tracking.models import Upload


@dataclass(slots=True)
class Evidence:
    """What goes into a bundle: small files as bytes, and files of records, which are read while it is written."""

    files: dict[str, bytes] = field(default_factory=dict)
    stored: dict[str, Any] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[str, bytes | Iterator[bytes]]]:
        """Every file by name; one that the store has lost is left out, and its absence found by whoever verifies."""
        yield from self.files.items()
        for name, stored in self.stored.items():
            try:
                with stored.open("rb") as file:
                    yield name, file.chunks()
            except FileNotFoundError:
                continue


def evidence_write(*, agreement: Agreement, target: IO[bytes], now: datetime) -> None:
    """Sign the head of the ledger and write the evidence of the agreement, as it stands, to `target`.

    Everything is read while the ledger is locked, so that it is of one moment; files of records afterwards. Where the
    signer refuses, because somebody changed the history, the evidence is written without a new head and shows it.
    """
    signed = agreement.versions.filter(origin=Version.Origin.HERE).exclude(agreed_at=None)
    for version in signed.filter(paper=None):
        # A sign that no font has, or a head that somebody deleted: the version is there without its PDF.
        with suppress(DocumentError, IndexError):
            paper_of(version=version, now=now)
    with transaction.atomic():
        with suppress(InconsistentHead):
            head_sign(ledger=agreement.ledger, now=now)
        evidence = _gathered(agreement)
    write_bundle(target, evidence)


def _gathered(agreement: Agreement) -> Evidence:
    ledger = Ledger.objects.get(pk=agreement.ledger_id)
    leaves = list(ledger.leaves.select_related("payload", "receipt").order_by("index"))
    key = written_key(signing_key().public_key())
    evidence = Evidence()
    evidence.files |= {
        ABOUT: About(str(ledger), key, len(leaves), agreement.title).to_bytes(),
        LEAVES: b"".join(bytes(leaf.entry) + b"\n" for leaf in leaves),
        PAYLOADS: b"".join(canonical(_payload(leaf)) + b"\n" for leaf in leaves),
    }
    for head in ledger.checkpoints.all():
        evidence.files[place("heads", head.size, ".txt")] = head.note.encode()
    for index, note in ledger.leaves.exclude(receipt=None).values_list("index", "receipt__note"):
        evidence.files[place("receipts", index, ".txt")] = note.encode()
    _versions(evidence, agreement)
    _records_and_figures(evidence, agreement, leaves)
    return evidence


def _payload(leaf: Leaf) -> dict[str, Any]:
    payload = leaf.payload
    if payload.body is None or payload.salt is None:
        return {"erased": True, "index": leaf.index}
    body = bytes(payload.body).decode("utf-8", errors="replace")
    return {"body": body, "index": leaf.index, "salt": bytes(payload.salt).hex()}


def _versions(evidence: Evidence, agreement: Agreement) -> None:
    """The words of each version, and all signatures under words that are the same."""
    signatures: dict[str, list[dict[str, Any]]] = {}
    for signature in Signature.objects.filter(version__agreement=agreement).order_by("signed_at", "pk"):
        signatures.setdefault(signature.identity, []).append(_signature(signature))
    for version in agreement.versions.select_related("contract", "paper").order_by("offered_at"):
        folder = f"versions/{version.identity}"
        evidence.files[f"{folder}/agreement.json"] = bytes(version.canonical)
        evidence.files[f"{folder}/agreement.yaml"] = version.text.encode()
        _paper(evidence, folder, version)
    for identity, listed in signatures.items():
        evidence.files[f"versions/{identity}/signatures.json"] = canonical(listed)


def _paper(evidence: Evidence, folder: str, version: Version) -> None:
    if hasattr(version, "contract"):
        evidence.stored[f"{folder}/paper.pdf"] = version.contract.file
    if hasattr(version, "paper"):
        evidence.files[f"{folder}/signed.pdf"] = bytes(version.paper.body)


def _signature(signature: Signature) -> dict[str, Any]:
    return {
        "side": signature.side,
        "method": signature.method,
        "signed_at": int(signature.signed_at.timestamp()),
        "name": signature.name,
        "statement": signature.statement,
    }


def _records_and_figures(evidence: Evidence, agreement: Agreement, leaves: list[Leaf]) -> None:
    uploads = {str(upload.pk): upload for upload in Upload.objects.filter(agreement=agreement)}
    exhibits: dict[int, dict[str, bytes]] = {}
    for exhibit in Exhibit.objects.filter(leaf__ledger=agreement.ledger_id):
        exhibits.setdefault(exhibit.leaf_id, {})[exhibit.sha256] = bytes(exhibit.body)
    for leaf in leaves:
        if leaf.kind not in ("records-taken", "figures-published"):
            continue
        facts, beside = told(leaf).facts, exhibits.get(leaf.pk, {})
        if leaf.kind == "figures-published":
            names = {place("figures", leaf.index, ".json"): facts.get("figures")}
        else:
            names = {place("records", leaf.index, "/reading.json"): facts.get("reading")}
            if upload := uploads.get(str(facts.get("upload"))):
                evidence.stored[place("records", leaf.index, "/records")] = upload.file
        evidence.files |= {name: beside[sha256] for name, sha256 in names.items() if sha256 in beside}
