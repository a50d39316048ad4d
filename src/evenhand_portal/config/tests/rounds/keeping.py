"""What must hold whatever happened: asked of the rows alone, after each round."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256

from django.utils import timezone

from evenhand.proof.leaf import commitment
from evenhand.proof.tree import leaf_hash, root_from, root_of
from evenhand_portal.agreements.models import Agreement, Draft, Version
from evenhand_portal.ledger.models import Ledger
from evenhand_portal.ledger.services import _peaks, head_sign
from evenhand_portal.notices.models import Notice


def kept(agreement: Agreement) -> None:
    """Assert everything that rows of an agreement promise each other."""
    agreement = Agreement.objects.select_related("ledger").get(pk=agreement.pk)
    _drafts(agreement)
    _versions(agreement)
    _ledger(agreement.ledger)
    _told_once(agreement)


def _drafts(agreement: Agreement) -> None:
    for draft in agreement.drafts.all():
        numbers = sorted(draft.revisions.values_list("number", flat=True))
        assert numbers == list(range(1, draft.latest + 1))
        ends = [_end(version) for version in draft.versions.all()]
        waiting, agreed = ends.count("waiting"), ends.count("agreed")
        assert (draft.state == Draft.State.OFFERED) == (waiting == 1), (draft.state, ends)
        assert (draft.state == Draft.State.AGREED) == (agreed == 1), (draft.state, ends)
        for version in draft.versions.all():
            if _end(version) in ("waiting", "agreed"):
                assert version.text == draft.revisions.get(number=draft.latest).text


def _versions(agreement: Agreement) -> None:
    versions = list(agreement.versions.all())
    assert sum(_end(version) == "waiting" for version in versions) <= 1
    standing = [version.number for version in versions if _end(version) in ("waiting", "agreed")]
    assert len(standing) == len(set(standing))
    for version in versions:
        assert sha256(bytes(version.canonical)).hexdigest() == version.identity
        signatures = list(version.signatures.all())
        assert {one.identity for one in signatures} <= {version.identity}
        assert all(version.identity in one.statement for one in signatures)
        assert len({one.side for one in signatures}) == len({one.person_id for one in signatures})
        assert len(signatures) == len({one.side for one in signatures})
        if version.origin == Version.Origin.HERE:
            assert (_end(version) == "agreed") == (len(signatures) == 2)
        assert version.refusals.count() == (version.declined_at is not None)


def _end(version: Version) -> str:
    ends = {
        "agreed": version.agreed_at,
        "declined": version.declined_at,
        "withdrawn": version.withdrawn_at,
    }
    reached = [name for name, at in ends.items() if at is not None]
    assert len(reached) <= 1, reached
    return reached[0] if reached else "waiting"


def _ledger(ledger: Ledger) -> None:
    leaves = list(ledger.leaves.select_related("payload").order_by("index"))
    assert [leaf.index for leaf in leaves] == list(range(ledger.size))
    hashes = [leaf_hash(bytes(leaf.entry)) for leaf in leaves]
    assert [bytes(leaf.hash) for leaf in leaves] == hashes
    assert root_of(hashes) == root_from(_peaks(ledger))
    for leaf in leaves:
        entry = json.loads(bytes(leaf.entry))
        assert (entry["seq"], entry["kind"]) == (leaf.index, leaf.kind)
        assert leaf.payload.salt is not None
        assert leaf.payload.body is not None
        assert entry["commit"] == commitment(bytes(leaf.payload.salt), bytes(leaf.payload.body))
    assert head_sign(ledger=ledger, now=timezone.now())
    assert ledger.checkpoints.count() == ledger.checkpoints.values("size").distinct().count()


def _told_once(agreement: Agreement) -> None:
    """Every act stands in the ledger exactly once, and nothing else does; every mail about it was written once."""
    versions = list(agreement.versions.prefetch_related("signatures", "refusals", "delegations"))
    here = [version for version in versions if version.origin == Version.Origin.HERE]
    elsewhere = [version for version in versions if version.origin == Version.Origin.ELSEWHERE]
    uploads = list(agreement.uploads.all())
    expected = Counter(
        {
            "agreement-begun": 1,
            "other-side-invited": agreement.invitations.count(),
            "other-side-came": agreement.invitations.exclude(accepted_at=None).count(),
            "version-offered": len(here),
            "version-signed": sum(len(version.signatures.all()) for version in here),
            "version-agreed": sum(version.agreed_at is not None for version in here),
            "version-declined": sum(version.declined_at is not None for version in versions),
            "version-withdrawn": sum(version.withdrawn_at is not None for version in versions),
            "version-recorded": len(elsewhere),
            "version-confirmed": sum(version.confirmed_at is not None for version in versions),
            "signing-delegated": sum(len(version.delegations.all()) for version in versions),
            "records-taken": sum(upload.told_at is not None for upload in uploads),
            "records-removed": sum(
                upload.told_at is not None and upload.state == "removed" for upload in uploads
            ),
        }
    )
    found = Counter(agreement.ledger.leaves.values_list("kind", flat=True))
    assert found == +expected, (found - expected, expected - found)
    for version in here:
        offered = Notice.objects.filter(key__startswith=f"offered-{version.pk}-")
        assert offered.count() == offered.values("person").distinct().count() == 4
        agreed = Notice.objects.filter(key__startswith=f"agreed-{version.pk}-").count()
        assert agreed == (8 if version.agreed_at else 0)
