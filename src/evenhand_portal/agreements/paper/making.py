"""Making the paper of a version; that of an agreed one is made once, and the same bytes are given ever after."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from evenhand.render.imprint import Attachment, Imprint
from evenhand.render.pdf.document import to_pdf
from evenhand.wording.agreement import written
from evenhand_portal.agreements.models import Version
from evenhand_portal.agreements.overview import terms_of
from evenhand_portal.agreements.paper.certificate import certificate, unsigned
from evenhand_portal.agreements.paper.models import Paper
from evenhand_portal.agreements.paper.seal import sealed
from evenhand_portal.ledger.models import Checkpoint
from evenhand_portal.ledger.services import InconsistentHead, head_sign


def signed_by_both(version: Version) -> bool:
    """Whether both parties have signed this version here."""
    return version.agreed_at is not None and version.origin == Version.Origin.HERE


@transaction.atomic
def paper_of(*, version: Version, now: datetime) -> bytes:
    """Return the PDF of a version: sealed and kept once both have signed, else marked as not signed.

    Raises DocumentError (`missing-glyph`) for signs that no installed font can write.
    """
    locked = Version.objects.select_for_update().get(pk=version.pk)
    if not signed_by_both(locked):
        return _set(locked, _head_now(locked, now), signed=False)
    kept = Paper.objects.filter(version=locked).first()
    if kept is None:
        body = sealed(_set(locked, _head(locked), signed=True))
        digest = hashlib.sha256(body).hexdigest()
        kept = Paper.objects.create(version=locked, body=body, sha256=digest, made_at=now)
    return bytes(kept.body)


def _head(version: Version) -> str:
    """The head of the ledger that was signed when the second party had signed, or the next one after it."""
    heads = Checkpoint.objects.filter(ledger=version.agreement.ledger_id, signed_at__gte=version.agreed_at)
    return heads.order_by("size")[0].note


def _head_now(version: Version, now: datetime) -> str:
    """The head of the ledger as it stands; empty where the signer refuses, as somebody changed the history."""
    try:
        return head_sign(ledger=version.agreement.ledger, now=now)
    except InconsistentHead:
        return ""


def _set(version: Version, head: str, *, signed: bool) -> bytes:
    terms = terms_of(version)
    text = written(terms)
    if signed:
        last = certificate(version, list(version.signatures.select_related("organisation")), head)
        standing = "signed by both parties, see the last page"
    else:
        last = unsigned(version, head)
        standing = "NOT SIGNED HERE" if version.origin == Version.Origin.ELSEWHERE else "NOT SIGNED"
    attached = [
        Attachment(
            "agreement.yaml", "application/yaml", "As it was written", "source", version.text.encode()
        ),
        Attachment(
            "canonical.json", "application/json", "The canonical form", "data", bytes(version.canonical)
        ),
    ]
    if head:
        attached.append(Attachment("head.txt", "text/plain", "The head of the ledger", "data", head.encode()))
    whole = replace(text, facts=(*text.facts, ("Standing", standing)), sections=(*text.sections, last))
    return to_pdf(whole, Imprint(version.identity, terms.starts, terms.reference, tuple(attached)))
