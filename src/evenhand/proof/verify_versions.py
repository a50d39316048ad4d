"""Steps over the versions of the agreement: their words, and who signed which of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from evenhand.errors import DocumentError, Problem
from evenhand.proof.attached import attached
from evenhand.proof.bundle import Bundle
from evenhand.proof.history import History, fact
from evenhand.proof.leaf import Entry
from evenhand.proof.step import Step, counted, found
from evenhand.proof.strict import digest, parsed
from evenhand.proof.verify_told import OBJECTED
from evenhand.terms.canonical import normal_form
from evenhand.terms.document import read_agreement

OFFERED: Final = ("version-offered", "version-recorded", "change-notified")
BINDING: Final = ("version-agreed", "version-confirmed", "change-notified")
SIDES: Final = {"client", "provider"}


def versions_step(history: History) -> Step:
    """Every version is word for word the one that the entries name, and so is what stands beside it."""
    files = history.bundle.files
    told = {fact(entry, "identity") for entry in history.of_kind(*OFFERED)}
    there = {name.split("/")[1] for name in files if name.startswith("versions/")}
    problems: list[Problem] = []
    for identity in sorted(told - there):
        message = f"The words of the version {identity[:16]}… are not in the bundle."
        problems.append(found("version-missing", message, severity="warning"))
    problems += (
        found("version-untold", f"No entry tells of the version {identity[:16]}….")
        for identity in sorted(there - told)
    )
    for identity in sorted(there & told):
        problems += _words(history.bundle, identity)
    for entry in history.of_kind("version-recorded"):
        problems += _paper(history.bundle, entry)
    looked_at = counted(len(there), "version", "versions")
    return Step("versions", "Every version is word for word what was agreed on", looked_at, tuple(problems))


def signatures_step(history: History) -> Step:
    """Every signature is as it was told, and nothing counts as agreed that not both sides signed."""
    told: dict[str, list[Entry]] = defaultdict(list)
    problems = [*_agreed(history), *_recorded_over(history)]
    for entry in history.of_kind("version-signed"):
        told[fact(entry, "identity")].append(entry)
    number = 0
    for name in [name for name in history.bundle.files if name.endswith("/signatures.json")]:
        identity = name.split("/")[1]
        listed = _listed(history.bundle.files[name])
        number += len(listed or ())
        expected = [_as_told(history, entry) for entry in told.pop(identity, [])]
        if listed is None or not _same(listed, expected):
            message = f"The signatures under the version {identity[:16]}… are not those that were given."
            problems.append(found("signatures-differ", message, f"{name} was changed."))
    for identity in sorted(told):
        message = f"The signatures under the version {identity[:16]}… are not in the bundle."
        problems.append(found("signatures-missing", message, severity="warning"))
    looked_at = counted(number, "signature", "signatures")
    return Step("signatures", "Every signature is the one that was given", looked_at, tuple(problems))


def _words(bundle: Bundle, identity: str) -> Iterator[Problem]:
    folder = f"versions/{identity}"
    data = bundle.files.get(f"{folder}/agreement.json")
    text = bundle.files.get(f"{folder}/agreement.yaml")
    if data is None:
        message = f"The words of the version {identity[:16]}… are not in the bundle."
        yield found("version-missing", message, severity="warning")
        return
    if digest(data) != identity:
        message = f"The words of the version {identity[:16]}… are not those that were offered and signed."
        yield found("version-differs", message, f"{folder}/agreement.json was changed.")
        return
    terms, _ = read_agreement(data, file="agreement.json")
    if terms is None:
        message = (
            f"The version {identity[:16]}… is not the canonical form of an agreement known to this release."
        )
        yield found("version-unreadable", message, "Verify with a newer release.", "warning")
    elif text is not None and _said_by(text) != normal_form(terms):
        message = f"The text of the version {identity[:16]}… does not say what was signed."
        yield found("text-differs", message, f"{folder}/agreement.yaml was changed.")
    pdf = bundle.files.get(f"{folder}/signed.pdf")
    if pdf is not None and identity not in (digest(each) for each in attached(pdf)):
        message = (
            f"The signed PDF of the version {identity[:16]}… does not carry the document that was signed."
        )
        yield found("pdf-differs", message, f"{folder}/signed.pdf was changed.")


def _said_by(text: bytes) -> dict[str, Any] | None:
    """What a document says, however it is written; None when it cannot be read."""
    terms, _ = read_agreement(text, file="agreement.yaml")
    try:
        return None if terms is None else normal_form(terms)
    except DocumentError:  # two names that look alike
        return None


def _paper(bundle: Bundle, entry: Entry) -> Iterator[Problem]:
    name = f"versions/{fact(entry, 'identity')}/paper.pdf"
    paper = bundle.files.get(name)
    if paper is None:
        message = f"The contract that entry {entry.seq} recorded is not in the bundle."
        yield found("paper-missing", message, severity="warning")
    elif digest(paper) != fact(entry, "paper"):
        message = f"{name} is not the contract that entry {entry.seq} recorded."
        yield found("paper-differs", message, "The file was changed.")


def _agreed(history: History) -> Iterator[Problem]:
    """Go through offers, signatures and ends in their order; what is agreed was signed by both since its offer."""
    signed: dict[str, set[str]] = {}
    for entry in history.of_kind(*OFFERED, "version-signed", "version-agreed"):
        identity = fact(entry, "identity")
        if entry.kind in OFFERED:
            signed[identity] = set()
        elif entry.kind == "version-signed":
            signed.setdefault(identity, set()).add(fact(entry, "side"))
        elif signed.get(identity) != SIDES:
            message = f"Entry {entry.seq} says that a version is agreed, and not both sides signed it before."
            yield found("agreed-without-signatures", message)


def _recorded_over(history: History) -> Iterator[Problem]:
    """A contract signed elsewhere is one side's word: once both stand by a version, only an amendment changes it."""
    standing: set[str] = set()
    for entry in history.of_kind("version-recorded", *BINDING, OBJECTED):
        if entry.kind == "version-recorded" and standing:
            message = f"Entry {entry.seq} records a contract signed elsewhere after both stood by a version."
            yield found("recorded-over-agreed", message, "Only an amendment that both sign changes that.")
        elif entry.kind in BINDING:
            standing.add(fact(entry, "identity"))
        else:
            standing.discard(fact(entry, "identity"))


def _listed(data: bytes) -> list[dict[str, Any]] | None:
    try:
        plain = parsed(data)
    except ValueError:
        return None
    fits = isinstance(plain, list) and all(isinstance(each, dict) for each in plain)
    return plain if fits else None


def _as_told(history: History, entry: Entry) -> dict[str, Any]:
    """What a signature must say; name and statement only where what was said was not erased by law."""
    told: dict[str, Any] = {
        "side": fact(entry, "side"),
        "method": fact(entry, "method"),
        "signed_at": entry.occurred_at,
    }
    said = history.said(entry.seq)
    return told if said is None else {**told, "name": said.get("name"), "statement": said.get("statement")}


def _same(listed: list[dict[str, Any]], expected: list[dict[str, Any]]) -> bool:
    return len(listed) == len(expected) and all(
        {name: one.get(name) for name in other} == other for one, other in zip(listed, expected, strict=True)
    )
