"""What each entry of a ledger says, in one sentence that goes on after the name of whoever did it."""

from __future__ import annotations

from collections.abc import Mapping

from evenhand_portal.ledger.selectors import Told

ERASED = "(erased by law)"
SENTENCES: Mapping[str, str] = {
    "agreement-begun": "began the agreement “{title}”",
    "other-side-invited": "invited the other side: {email}",
    "other-side-came": "came to the table for {organisation}",
    "version-offered": "offered version {number} for signature",
    "version-withdrawn": "took version {number} back",
    "version-recorded": "recorded version {number}, which was signed elsewhere",
    "version-confirmed": "confirmed that version {number} says what was signed elsewhere",
    "version-signed": "signed version {number}, proven by {method}",
    "version-agreed": "signed last: version {number} is agreed by both",
    "version-declined": "declined to sign version {number}: “{reason}”",
    "signing-delegated": "asked {to} to sign version {number}",
    "records-taken": "took records of {records} over: {name}",
    "records-removed": "took records out of the count",
    "figures-published": "published figures as of {as_of}",
    "payload-erased": "erased what entry {index} said: {why}",
}


class _Words(dict[str, object]):
    def __missing__(self, key: str) -> object:
        return ERASED


def sentence(told: Told) -> str:
    """Return what an entry says; an act that has no sentence of its own is named by its kind."""
    words = SENTENCES.get(told.kind, told.kind.replace("-", " "))
    return words.format_map(_Words({**told.said, **told.facts}))


def who(told: Told) -> str:
    """Return the name of whoever did it, as it was when it was told."""
    person = told.said.get("person")
    return str(person["name"]) if isinstance(person, dict) and "name" in person else told.actor
