"""What may be done with drafts and versions: facts in, the reason against it (or None) out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Text:
    """What counts of a text that is to be offered: how many findings are open, and what it says of itself."""

    errors: int
    warnings: int
    version: int | None
    in_force_from: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How an agreement stands: its parties, the number of its latest version, and what is under way."""

    parties_known: bool
    latest: int
    latest_from: date | None
    waiting: bool


def reasons_against_offering(text: Text, standing: Standing) -> tuple[str, ...]:
    """Say why a text may not be offered for signature yet, and what to do; nothing when it may."""
    due = standing.latest + 1
    reasons = (
        (not standing.parties_known, "The other side is not here yet. Invite it first."),
        (
            standing.waiting,
            "Another version waits for signatures. Have it signed, declined or withdrawn first.",
        ),
        (bool(text.errors), f"{_counted(text.errors, 'mistake')} must be mended first."),
        (
            bool(text.warnings),
            f"{_counted(text.warnings, 'warning')} must be mended, or accepted in the document with a reason.",
        ),
        (
            not text.errors and (text.version or 1) != due,
            f"The document says it is version {text.version or 1}; the next one is {due}. "
            f'Write "version: {due}".',
        ),
        (
            not text.errors and text.in_force_from is None,
            'The document does not say from when it is in force. Write "term: {from: …}".',
        ),
        (
            bool(standing.latest_from and text.in_force_from and text.in_force_from <= standing.latest_from),
            f"Version {standing.latest} is in force from {standing.latest_from}. "
            'A later version begins later: change "in force from".',
        ),
    )
    return tuple(reason for holds, reason in reasons if holds)


def reason_against_signing(
    *,
    may: bool,
    waiting: bool,
    shown: str,
    identity: str,
    name: str,
    consent: bool,
    signed_by: Collection[tuple[str, str]],
    side: str,
    person: str,
) -> str | None:
    """Say why a signature is not taken. `signed_by` holds the side and the person of each signature so far."""
    if not waiting:
        return "This version no longer waits for signatures. Read what became of it."
    if any(one == side for one, _ in signed_by):
        return "Your side has signed already."
    if any(one == person for _, one in signed_by):
        return "You signed for the other side. Nobody signs for both; ask a colleague to sign."
    if not may:
        return "You may not sign for your side any more. Ask somebody who may."
    if shown != identity:
        return "The text is not the one you were shown. Read it again before you sign."
    if not consent:
        return "Tick that you have read the text and agree to be bound by it."
    if not name.strip():
        return "Type your name, as you sign."
    return None


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
