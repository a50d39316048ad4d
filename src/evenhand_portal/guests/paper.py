"""The paper that a link shows: its text now, the version before it, and the texts a Word file may be made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from evenhand.terms.agreement import Agreement as Terms
from evenhand.terms.canonical import identity
from evenhand.terms.document import read_agreement
from evenhand_portal.agreements.document import Reading, reading_of
from evenhand_portal.agreements.kept import kept
from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.services.versions import FILE, text_checked
from evenhand_portal.guests.models import Link
from evenhand_portal.negotiation.models import Negotiation

MOST_TEXTS = 200
"""So many earlier texts are looked at for the one that a Word file was made from."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a link is about, said in words, with its texts, the newest first, and the version it would amend."""

    words: str
    texts: QuerySet[Any, str]
    before: Version | None

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self.texts[0]

    @property
    def terms(self) -> Terms | None:
        """The terms of it; None when it cannot be read."""
        return text_checked(self.text)[0]

    def text_with(self, wanted: str) -> str | None:
        """Return the text that has an identity; None when none of the latest has."""
        return next((text for text, found in self._identities() if found == wanted), None)

    def _identities(self) -> Iterator[tuple[str, str]]:
        for text in self.texts[:MOST_TEXTS]:
            terms, _ = read_agreement(text, file=FILE)
            if terms is not None:
                yield text, identity(terms)


@kept
def reading_of_text(text: str) -> Reading | None:
    """Write a text out for a page; None when it cannot be read."""
    terms, _ = text_checked(text)
    return reading_of(terms) if terms else None


def paper_of(link: Link) -> Paper:
    """Return the paper that a link shows."""
    if link.version is not None:
        return paper_of_version(link.version)
    if link.draft is not None:
        return paper_of_draft(link.draft)
    assert link.negotiation is not None  # the database holds one of the three
    return paper_of_table(link.negotiation)


def paper_of_version(version: Version) -> Paper:
    """Return a version as a paper."""
    texts = Version.objects.filter(pk=version.pk).values_list("text", flat=True)
    return Paper(f"version {version.number}", texts, version.draft.based_on)


def paper_of_draft(draft: Draft) -> Paper:
    """Return a draft as a paper: its latest revision."""
    texts = draft.revisions.order_by("-number").values_list("text", flat=True)
    return Paper("a draft", texts, draft.based_on)


def paper_of_table(negotiation: Negotiation) -> Paper:
    """Return what lies on the table as a paper."""
    texts = negotiation.tabled.order_by("-number").values_list("text", flat=True)
    return Paper("what lies on the table", texts, negotiation.base)
