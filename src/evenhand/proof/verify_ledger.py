"""Steps over the entries of a ledger: whose it is, complete, in the one form, and what stands beside each entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from evenhand.errors import Problem
from evenhand.proof.bundle import LEAVES, PAYLOADS
from evenhand.proof.history import ERASED, History, number
from evenhand.proof.leaf import SALT_BYTES, Entry, commitment
from evenhand.proof.note import written_key
from evenhand.proof.step import Step, counted, found
from evenhand.units import iso_utc

CLOCK_SECONDS: Final = 300
"""How far a clock may be set back between two entries before it is remarked."""


def key_step(history: History, own: Ed25519PublicKey, held: Ed25519PublicKey | None) -> Step:
    """The key is the one that the reader holds."""
    about = history.bundle.about
    problems: tuple[Problem, ...] = ()
    if held is None:
        message = "The key is the bundle's own: whoever makes a whole new history also makes a new key."
        problems = (found("key-not-held", message, "Hold it against yours: --key FILE.", "advice"),)
    elif written_key(held) != about.key:
        message = f"The bundle names the key {written_key(own)}, and you hold {written_key(held)}."
        problems = (found("key-other", message, "The history was signed anew by somebody."),)
    return Step("key", "The key is the one you hold", about.origin, problems)


def entries_step(history: History) -> Step:
    """Every entry is there, in its place, of this ledger, and written in the one form."""
    problems = [*_count(history), *_each_entry(history), *_clock(history)]
    looked_at = counted(history.lines, "entry", "entries")
    return Step("entries", "The entries are complete and in their one form", looked_at, tuple(problems))


def payloads_step(history: History) -> Step:
    """What stands beside each entry is what the entry commits to, or it was erased and the erasure was told."""
    erased = {number(entry, "index") for entry in history.of_kind(ERASED)}
    problems = list(_payload_count(history))
    gone = 0
    for entry, plain in zip(history.entries, history.payloads, strict=False):
        if entry is None:
            continue
        if plain == {"erased": True, "index": entry.seq}:
            gone += 1
            if entry.seq not in erased:
                message = f"What entry {entry.seq} ({entry.kind}) says was erased, and nothing tells why."
                problems.append(found("payload-erased-untold", message))
        elif not _committed(entry, plain):
            message = f"What stands beside entry {entry.seq} ({entry.kind}) is not what was said then."
            problems.append(found("payload-differs", message, f"It was changed in {PAYLOADS}."))
    looked_at = counted(len(history.payloads) - gone, "statement", "statements")
    if gone:
        looked_at += f", {gone} erased by law"
    return Step("payloads", "What was said is what the entries commit to", looked_at, tuple(problems))


def _count(history: History) -> Iterator[Problem]:
    told, there = history.bundle.about.size, len(history.lines)
    if told != there:
        message = f"The bundle says that it has {told:,} entries, and {there:,} are there."
        yield found("entries-missing", message, "Entries were taken out or put in.")


def _each_entry(history: History) -> Iterator[Problem]:
    for index, entry in enumerate(history.entries):
        if entry is None:
            message = f"Entry {index} is not written in the one form that an entry has."
            yield found("entry-unreadable", message, f"Line {index + 1} of {LEAVES} was changed.")
        elif entry.seq != index:
            yield found("entry-misplaced", f"Entry {entry.seq} stands at the place of entry {index}.")
        elif entry.agreement != history.bundle.about.origin:
            yield found("entry-of-another", f"Entry {index} is of {entry.agreement[:80]}.")


def _clock(history: History) -> Iterator[Problem]:
    """Entries that were received long before the one in front of them: no proof of anything, but worth a look."""
    latest = 0
    for entry in history.entries:
        if entry is None:
            continue
        if entry.received_at < latest - CLOCK_SECONDS:
            message = (
                f"Entry {entry.seq} ({entry.kind}) says it came at {_moment(entry.received_at)}, "
                f"after an entry of {_moment(latest)}."
            )
            mend = "A clock was set back, or the entry is backdated: ask."
            yield found("clock-back", message, mend, "advice")
        latest = max(latest, entry.received_at)


def _moment(at: int) -> str:
    return iso_utc(at) if abs(at) < 2**36 else str(at)


def _payload_count(history: History) -> Iterator[Problem]:
    if len(history.payloads) != len(history.lines):
        message = f"{len(history.payloads):,} statements stand beside {len(history.lines):,} entries."
        yield found("payload-missing", message, f"Lines were taken out of {PAYLOADS}, or put in.")


def _committed(entry: Entry, plain: object) -> bool:
    if not isinstance(plain, dict) or set(plain) != {"body", "index", "salt"} or plain["index"] is True:
        return False
    try:
        salt = bytes.fromhex(plain["salt"])
        body = plain["body"].encode()
    except (TypeError, ValueError, AttributeError):
        return False
    return plain["index"] == entry.seq and len(salt) == SALT_BYTES and commitment(salt, body) == entry.commit
