"""What a printed agreement says about itself beside its words: reference, identity, date, and what goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Literal

from evenhand.terms.agreement import Agreement
from evenhand.terms.canonical import canonical_bytes, identity


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the document: what it was made from (`source`) or the same as data."""

    name: str
    media_type: str
    description: str
    relation: Literal["source", "data"]
    content: bytes


@dataclass(frozen=True, slots=True)
class Imprint:
    """Which version of which agreement a document shows.

    `identity`: the SHA-256 of its canonical form, in hexadecimal digits. `dated`: the day the document bears, taken
    from the agreement and never from the clock, so that the same agreement gives the same bytes; None when the
    agreement names no first day.
    """

    identity: str
    dated: date | None
    reference: str | None = None
    attachments: tuple[Attachment, ...] = ()

    @property
    def short_identity(self) -> str:
        """The first sixteen digits in groups of four, enough to compare two sheets of paper.

        >>> Imprint("0123456789abcdef" * 4, date(2026, 1, 1)).short_identity
        '0123 4567 89ab cdef'
        """
        return " ".join(self.identity[start : start + 4] for start in range(0, 16, 4))


def imprint_of(agreement: Agreement) -> Imprint:
    """Return the imprint of an agreement, with its source and its canonical form to be attached.

    Raises EvenhandError where there is no canonical form: two names look alike, or holidays are not known.
    """
    ending = "json" if PurePath(agreement.file or "").suffix == ".json" else "yaml"
    attachments = [
        Attachment(
            "canonical.json",
            "application/json",
            "The canonical form of the agreement",
            "data",
            canonical_bytes(agreement),
        )
    ]
    if agreement.text:
        what = "The agreement as it was written"
        source = Attachment(
            f"agreement.{ending}", f"application/{ending}", what, "source", agreement.text.encode()
        )
        attachments.insert(0, source)
    return Imprint(identity(agreement), agreement.starts, agreement.reference, tuple(attachments))
