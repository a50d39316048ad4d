"""What each entry of a ledger says, in one sentence that goes on after the name of whoever did it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from evenhand.figures.dates import day_words
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
    "change-notified": "made version {number} by telling the other side, as the version before it allows",
    "change-objected": "objected to version {number}: “{reason}”",
    "table-sent": "put text {table} on the table: “{note}”",
    "clause-accepted": "accepted {clause} of text {table} on the table",
    "clauses-accepted": "accepted the {number} clauses of text {table} that were open",
    "sending-taken-back": "took text {table} back from the table",
    "negotiation-ended": "ended the negotiation: “{reason}”",
    "records-taken": "took records of {records} over: {name}",
    "records-removed": "took records out of the count",
    "figures-published": "published figures as of {as_of}",
    "comment-made": "said about {about}: “{text}”",
    "thread-resolved": "marked “{title}” as resolved",
    "thread-reopened": "opened “{title}” again",
    "guest-invited": "made a link for a guest of both sides: {name}",
    "guest-link-ended": "ended the link for the guest {name}",
    "transfer-proposed": "proposed that {to} takes the place of {of} as {party}: “{reason}”",
    "transfer-agreed": "agreed: {to} takes the place of {of} as {party}",
    "transfer-declined": "did not agree that {to} takes the place of {of}",
    "transfer-withdrawn": "took back that {to} takes the place of {of}",
    "payload-erased": "erased what entry {index} said: “{why}”",
}


class _Words(dict[str, object]):
    def __missing__(self, key: str) -> object:
        return ERASED


def sentence(told: Told) -> str:
    """Return what an entry says; an act that has no sentence of its own is named by its kind."""
    words = SENTENCES.get(told.kind, told.kind.replace("-", " "))
    given = {name: _moment(value) for name, value in {**told.said, **told.facts}.items()}
    return words.format_map(_Words(given)).replace(": “”", "")


def who(told: Told) -> str:
    """Return the name of whoever did it, as it was when it was told."""
    person = told.said.get("person")
    if isinstance(person, dict) and "name" in person:
        return str(person["name"])
    return f"Somebody of the {told.side}" if told.side in ("client", "provider") else told.side.capitalize()


def particulars(told: Told) -> list[tuple[str, str]]:
    """Return the facts that stand in an entry as words: lists with commas, names without underscores."""
    return [
        (name.replace("_", " "), _plain(value))
        for name, value in told.facts.items()
        if value not in ({}, [], "")
    ]


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(each) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_plain(each)}" for name, each in value.items())
    return str(value)


def _moment(value: object) -> object:
    """An instant in words, anything else as it is."""
    try:
        at = datetime.strptime(str(value), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return value
    return f"{day_words(at.date())}, {at:%H:%M} UTC"
