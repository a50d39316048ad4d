"""How records and figures are told to the ledger of an agreement, so that both can be proven later.

Facts that move a figure stand in the leaf: the hash of a file of records, the hash of how it was read, and for
figures the versions, the records and the instant they were reckoned from. Names of files and of people can be erased.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

import rfc8785
from django.core.exceptions import ValidationError

from evenhand import __version__
from evenhand_portal.agreements.models import Agreement, Version
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.telling import told
from evenhand_portal.ledger.models import Leaf
from evenhand_portal.ledger.services import receipt_give
from evenhand_portal.tracking.models import Upload


def records_told(*, upload: Upload, desk: Desk, now: datetime) -> str:
    """Tell that the records of an upload were taken; return the signed receipt. Call it in that transaction.

    `upload.reading` is told as it stands: it must be enough to read the file again, whatever changes later.
    """
    reading = rfc8785.dumps(upload.reading)
    leaf = told(
        upload.agreement,
        "records-taken",
        person=desk.person,
        side=desk.side,
        now=now,
        payload={"name": upload.name},
        facts={
            "upload": str(upload.pk),
            "records": upload.kind,
            "sha256": upload.sha256,
            "bytes": upload.bytes,
            "reading": sha256(reading).hexdigest(),
        },
        exhibits=[reading],
    )
    return receipt_give(leaf=leaf)


def records_removed(*, upload: Upload, desk: Desk, now: datetime) -> Leaf:
    """Tell that the records of an upload no longer count. Call it in the transaction in which they are removed."""
    return told(
        upload.agreement,
        "records-removed",
        person=desk.person,
        side=desk.side,
        now=now,
        facts={"upload": str(upload.pk), "sha256": upload.sha256},
    )


def figures_told(
    *,
    agreement: Agreement,
    versions: Iterable[Version],
    uploads: Sequence[Upload],
    figures: Mapping[str, Any],
    asked: Mapping[str, Any],
    desk: Desk,
    now: datetime,
) -> Leaf:
    """Tell which figures are published. Call it in the transaction in which they are.

    `figures` is the JSON of a measurement of these versions and uploads, in this order; `asked` says what it was made
    for: `first` and `last` (dates as text), `by` (names), where they were given. Raises ValueError for records that
    were not told, ValidationError for records that no longer count and for what was published last already.
    """
    body = rfc8785.dumps(dict(figures))
    taken = records_taken(agreement)
    if strange := [str(upload) for upload in uploads if str(upload.pk) not in taken]:
        raise ValueError(f"these records were never told to be taken: {', '.join(strange)}")
    facts = {
        "figures": sha256(body).hexdigest(),
        "as_of": figures["as_of"],
        "versions": [version.identity for version in versions],
        "records": [taken[str(upload.pk)] for upload in uploads],
        "asked": dict(asked),
        "release": __version__,
    }
    _refuse_outdated(agreement, uploads, facts)
    return told(
        agreement,
        "figures-published",
        person=desk.person,
        side=desk.side,
        now=now,
        facts=facts,
        exhibits=[body],
    )


def _refuse_outdated(agreement: Agreement, uploads: Sequence[Upload], facts: Mapping[str, Any]) -> None:
    """Lock the uploads: one that is removed meanwhile no longer counts. Raise ValidationError; see `figures_told`."""
    asked = {upload.pk for upload in uploads}
    held = agreement.uploads.select_for_update().filter(pk__in=asked).order_by("pk")
    if {upload.pk for upload in held if upload.state == Upload.State.TAKEN} != asked:
        raise ValidationError(
            "Some of these records no longer count. Look at the figures anew, then publish them."
        )
    last = agreement.ledger.leaves.filter(kind="figures-published").order_by("index").last()
    if last and all(json.loads(bytes(last.entry))["facts"][name] == facts[name] for name in facts):
        raise ValidationError("These figures are published already.")


def records_taken(agreement: Agreement) -> dict[str, int]:
    """Return the index of the leaf by which each upload was taken last, by the upload's number."""
    entries = agreement.ledger.leaves.filter(kind="records-taken").values_list("index", "entry")
    return {json.loads(bytes(entry))["facts"]["upload"]: index for index, entry in entries}
