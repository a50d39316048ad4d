"""Verifying the evidence of an agreement: without a server, without a network, step by step.

It shows that nothing was altered since it was said; it cannot show that what was said is true.
"""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from evenhand.proof.bundle import Bundle
from evenhand.proof.history import History
from evenhand.proof.note import read_key
from evenhand.proof.reckoning import Measure, reckoning_step
from evenhand.proof.step import Step, found
from evenhand.proof.verify_figures import figures_step, records_step
from evenhand.proof.verify_heads import heads_step, held_step, receipts_step
from evenhand.proof.verify_ledger import entries_step, key_step, payloads_step
from evenhand.proof.verify_seals import Look, seals_step
from evenhand.proof.verify_told import told_step
from evenhand.proof.verify_versions import signatures_step, versions_step


def verify(
    bundle: Bundle,
    *,
    held: Sequence[str] = (),
    key: Ed25519PublicKey | None = None,
    measure: Measure | None = None,
    look: Look | None = None,
    seal: str | None = None,
) -> tuple[Step, ...]:
    """Return what each step of a verification found; `outcome` puts them together.

    `held` are notes that a party was given and kept (heads and receipts), `key` the public key it holds; signatures
    are checked by that key when it is given. `measure` reckons figures again. `look` reads the seals of signed PDFs,
    `seal` is the SHA-256 of the certificate that a party holds.
    """
    history = History(bundle)
    own = read_key(bundle.about.key)
    if own is None:
        problem = found("key-unreadable", "The bundle names no usable key.", severity="warning")
        return (Step("key", "The key is the one you hold", bundle.about.origin, (problem,)),)
    trusted = key or own
    return (
        key_step(history, own, key),
        entries_step(history),
        payloads_step(history),
        heads_step(history, trusted),
        held_step(history, trusted, held),
        receipts_step(history, trusted),
        versions_step(history),
        signatures_step(history),
        told_step(history),
        seals_step(history, look, seal),
        records_step(history),
        figures_step(history),
        reckoning_step(history, measure),
    )
