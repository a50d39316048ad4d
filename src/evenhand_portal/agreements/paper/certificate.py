"""The last page of the paper: who signed, when, how they proved who they are, and what binds the server to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from evenhand.wording.blocks import Block, OwnText, Paragraph, Run, Section, Table, Words
from evenhand_portal.agreements.models import Signature, Version

ADDRESS: Final = "certificate"
"""No clause bears this address, so that the page never stands in place of one."""
_HEAD: Final = ("For", "Signed by", "At", "Proven by")


def certificate(version: Version, signatures: Sequence[Signature], head: str) -> Section:
    """Return the certificate of a version that both have signed; `head` is the signed head of the ledger."""
    rows = tuple(
        (
            _own(f"{one.organisation.name}, {one.side}"),
            _own(one.name),
            _plain(moment_words(one.signed_at)),
            _plain(one.method),
        )
        for one in signatures
    )
    blocks: tuple[Block, ...] = (
        Paragraph(_plain(f"Both parties have signed version {version.number}.")),
        Table(tuple(map(_plain, _HEAD)), rows),
        *(Paragraph(_own(f"{one.name}: “{one.statement}”")) for one in signatures),
        Paragraph(
            _plain(
                "What was signed is the canonical form of this agreement. It is attached to this file as "
                f"canonical.json, and its SHA-256 is {version.identity}."
            )
        ),
        Paragraph(
            _plain(
                "The head of the ledger, when the second party had signed. It binds whoever runs the server: nothing "
                "told before it can be changed unnoticed. Keep it; the command “evenhand verify” compares with it."
            )
        ),
        OwnText(f"```\n{head.strip()}\n```"),
    )
    return Section("✓", "Signatures and certificate", ADDRESS, blocks)


def unsigned(version: Version, head: str) -> Section:
    """Return the last page of a version that was not signed here: it says so; `head` is the ledger's, or empty."""
    if version.origin == Version.Origin.ELSEWHERE:
        confirmed = "Both sides have confirmed it." if version.confirmed_at else "It is not yet confirmed."
        said = f"This text was recorded from a contract signed elsewhere. {confirmed} The contract itself counts."
    elif version.origin == Version.Origin.NOTIFIED and version.agreed_at:
        said = (
            f"The {version.offered_by} made this version on {moment_words(version.agreed_at)} by telling the other "
            "side, as the version before it allows. Nobody signs it."
        )
    else:
        said = "This version is not signed by both parties. It binds nobody."
    told = "The head of the ledger when this file was made. Keep it; the command “evenhand verify” compares with it."
    kept = (Paragraph(_plain(told)), OwnText(f"```\n{head.strip()}\n```")) if head else ()
    return Section("–", "Not signed here", ADDRESS, (Paragraph(_plain(said)), *kept))


def moment_words(at: datetime) -> str:
    """Return a moment to the second, in UTC: `16 March 2026 09:00:00 UTC`."""
    return f"{at.day} {at:%B %Y %H:%M:%S} UTC"


def _plain(text: str) -> Words:
    return (Run(text),)


def _own(text: str) -> Words:
    return (Run(text, "own"),)
