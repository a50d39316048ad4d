"""Steps over signed heads and receipts: those in the bundle, and those that a party was given and kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from evenhand.errors import Problem
from evenhand.proof.bundle import place
from evenhand.proof.checkpoint import Checkpoint, read_note
from evenhand.proof.history import History
from evenhand.proof.receipt import Receipt, read_receipt
from evenhand.proof.step import Step, counted, found
from evenhand.proof.tree import leaf_hash


def heads_step(history: History, key: Ed25519PublicKey) -> Step:
    """Every head in the bundle is signed and is the head over its first entries; one is over all of them."""
    size = len(history.lines)
    names = [name for name in history.bundle.files if name.startswith("heads/")]
    problems: list[Problem] = []
    if place("heads", size, ".txt") not in names:
        message = f"No signed head stands over all {size:,} entries."
        problems.append(found("head-missing", message, "Ask for a bundle of its own making.", "warning"))
    for name in names:
        head, problem = read_note(_text(history, name), history.bundle.about.origin, key)
        if head is None:
            assert problem is not None
            problems.append(_named(problem, name))
        elif place("heads", head.size, ".txt") != name:
            problems.append(found("head-misplaced", f"{name} is the head of {head.size} entries."))
        else:
            problems += (_named(each, name) for each in _contradiction(history, head, "a signed head"))
    looked_at = counted(names, "signed head", "signed heads")
    return Step("heads", "The entries give every signed head", looked_at, tuple(problems))


def receipts_step(history: History, key: Ed25519PublicKey) -> Step:
    """Every receipt in the bundle is signed and its entry is there."""
    names = [name for name in history.bundle.files if name.startswith("receipts/")]
    problems: list[Problem] = []
    for name in names:
        receipt, problem = read_receipt(_text(history, name), history.bundle.about.origin, key)
        if receipt is None:
            assert problem is not None
            problems.append(_named(problem, name))
        elif place("receipts", receipt.index, ".txt") != name:
            problems.append(found("receipt-misplaced", f"{name} is a receipt for entry {receipt.index}."))
        else:
            problems += (_named(each, name) for each in _not_taken(history, receipt))
    looked_at = counted(names, "receipt", "receipts")
    return Step("receipts", "Every entry with a receipt is there", looked_at, tuple(problems))


def held_step(history: History, key: Ed25519PublicKey, held: Sequence[str]) -> Step:
    """Every head and receipt that the reader holds fits this history."""
    problems: list[Problem] = []
    if not held:
        message = (
            "No head was given that you hold: a history that was made anew as a whole would not be noticed."
        )
        mend = "Give the heads from your mails: --head FILE."
        problems.append(found("nothing-held", message, mend, "advice"))
    for number, note in enumerate(held, 1):
        problems += (_named(each, f"held note {number}") for each in _held(history, key, note))
    looked_at = counted(held, "note that you hold", "notes that you hold")
    return Step("held", "The history contains what you hold", looked_at, tuple(problems))


def _held(history: History, key: Ed25519PublicKey, note: str) -> Iterator[Problem]:
    origin = history.bundle.about.origin
    if "\nreceipt " in note:
        receipt, problem = read_receipt(note, origin, key)
        if receipt is not None:
            yield from _not_taken(history, receipt)
    else:
        head, problem = read_note(note, origin, key)
        if head is not None:
            yield from _contradiction(history, head, "the head that you hold")
    if problem is not None and problem.code.endswith("-of-another"):
        mend = "Either it was given for another agreement, or this ledger was put in the place of yours."
        yield found(problem.code, problem.message, mend)
    elif problem is not None and problem.code.endswith("-unreadable"):
        yield found(problem.code, problem.message, problem.mend, "warning")
    elif problem is not None:
        yield problem


def _contradiction(history: History, head: Checkpoint, what: str) -> Iterator[Problem]:
    size = len(history.lines)
    if head.size > size:
        message = (
            f"It is over {head.size:,} entries, and the bundle has {size:,}: entries are missing at the end."
        )
        yield found("head-beyond", message, "The history was cut off, or an old copy was put in its place.")
    elif history.roots[head.size] != head.root:
        message = f"The first {head.size:,} entries are not those over which {what} was signed."
        mend = "Two histories were signed for one agreement: this is proof that one of them was changed."
        yield found("head-differs", message, mend)


def _not_taken(history: History, receipt: Receipt) -> Iterator[Problem]:
    if receipt.index >= len(history.lines):
        message = f"It is for entry {receipt.index}, and there is none."
        yield found(
            "receipt-beyond", message, "The history was cut off, or an old copy was put in its place."
        )
        return
    entry = history.entries[receipt.index]
    same = leaf_hash(history.lines[receipt.index]) == receipt.hash
    if not same or entry is None or entry.received_at != receipt.received_at:
        message = f"Entry {receipt.index} is not the one for which the receipt was given."
        yield found("receipt-differs", message, "The entry was changed after it was acknowledged.")


def _text(history: History, name: str) -> str:
    return history.bundle.files[name].decode("utf-8", errors="replace")


def _named(problem: Problem, name: str) -> Problem:
    return found(problem.code, f"{name}: {problem.message}", problem.mend, problem.severity)
