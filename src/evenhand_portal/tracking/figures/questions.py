"""A question to the records: which texts, which records, what is asked; its hash is where the answer is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import rfc8785

from evenhand import __version__
from evenhand.terms.agreement import Agreement as Terms
from evenhand_portal.agreements.models import Draft, Revision, Version
from evenhand_portal.agreements.overview import terms_of, terms_signed
from evenhand_portal.agreements.selectors import Desk, versions_agreed
from evenhand_portal.tracking.models import Upload
from evenhand_portal.tracking.selectors import (
    records_for_draft,
    records_of_both,
    revision_latest,
    terms_of_revision,
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of which records under which texts: the versions agreed, and a revision of a draft or none.

    `what`: figures, backtest, desk, ticket or figure. `about` says more: a ticket, a clause, a column.
    """

    what: str
    versions: tuple[Version, ...]
    revision: Revision | None
    uploads: tuple[Upload, ...]
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> dict[str, Any]:
        """The question as plain values, by which the worker finds everything again."""
        return {
            "versions": [str(version.pk) for version in self.versions],
            "revision": self.revision.pk if self.revision else None,
            "uploads": [str(upload.pk) for upload in self.uploads],
            "about": dict(self.about),
        }

    @property
    def key(self) -> str:
        """The hash of everything the answer depends on; `as of` is the latest instant in the records."""
        texts = [[version.identity, sha256(version.text.encode()).hexdigest()] for version in self.versions]
        draft = sha256(self.revision.text.encode()).hexdigest() if self.revision else None
        records = [[each.kind, each.sha256, each.reading] for each in self.uploads]
        whole = [__version__, self.what, texts, draft, records, dict(self.about)]
        return sha256(rfc8785.dumps(whole)).hexdigest()

    @property
    def bytes(self) -> int:
        """How much there is to read."""
        return sum(upload.bytes for upload in self.uploads)


def question(
    desk: Desk, what: str, *, draft: Draft | None = None, about: Mapping[str, str] | None = None
) -> Question:
    """Ask about what was agreed over the records of both, or about a draft over those that its side may see.

    The figures of a draft are made from the draft alone; a back-test holds it against what was agreed.
    """
    agreed = tuple(versions_agreed(desk.agreement))
    if draft is None:
        return Question(what, agreed, None, tuple(records_of_both(desk)), about or {})
    versions = agreed if what == "backtest" else ()
    return Question(what, versions, revision_latest(draft), tuple(records_for_draft(desk)), about or {})


def found_again(what: str, asked: Mapping[str, Any]) -> Question:
    """Return the question of plain values."""
    versions = Version.objects.in_bulk(asked["versions"])
    uploads = Upload.objects.in_bulk(asked["uploads"])
    by_text = {str(pk): version for pk, version in versions.items()}
    of_text = {str(pk): upload for pk, upload in uploads.items()}
    revision = Revision.objects.get(pk=asked["revision"]) if asked["revision"] else None
    return Question(
        what,
        tuple(by_text[pk] for pk in asked["versions"]),
        revision,
        tuple(of_text[pk] for pk in asked["uploads"]),
        json.loads(json.dumps(asked["about"])),
    )


def terms_asked(question: Question) -> tuple[list[Terms], Terms | None]:
    """Return the terms that were agreed, and those of the draft; None without one.

    Raises ValueError for a draft with mistakes: it has no figures until they are mended.
    """
    agreed = [terms_signed(version) for version in question.versions]
    if question.revision is None:
        return agreed, None
    draft = terms_of_revision(question.revision)
    if draft is None:
        raise ValueError("The draft has mistakes. Mend them first, then it has figures.")
    return agreed, draft


def undated(draft: Terms) -> Terms:
    """Return a draft as if it had always been in force: its own dates say when it would be."""
    return draft.model_copy(update={"term": None, "in_force_from": None})


def texts_of(question: Question) -> Sequence[Terms]:
    """Return the terms under which figures are made: those agreed, or the draft as if it had been in force."""
    agreed, draft = terms_asked(question)
    return agreed if draft is None else [undated(draft)]


def texts_read(question: Question) -> Sequence[Terms]:
    """Return the same terms as people read them: their clauses have the numbers that they have on every page."""
    if question.revision is None:
        return [terms_of(version) for version in question.versions]
    return texts_of(question)
