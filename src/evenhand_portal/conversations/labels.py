"""The title of a clause, as those to whom it is said know it."""

from __future__ import annotations

from evenhand_portal.agreements.document import titles_of
from evenhand_portal.agreements.models import Agreement, Draft
from evenhand_portal.agreements.overview import terms_of
from evenhand_portal.agreements.services.versions import text_checked
from evenhand_portal.conversations.decisions import BOTH, Subject

LONGEST = 200


def label_of(agreement: Agreement, subject: Subject, audience: str) -> str:
    """Return the title of a clause in the newest version; for one side alone also in its newest draft.

    Empty for other subjects, and for a clause that is in neither.
    """
    if subject.kind != "clause":
        return ""
    version = agreement.versions.order_by("-offered_at").first()
    title = titles_of(terms_of(version)).get(subject.key, "") if version else ""
    if not title and audience != BOTH:
        title = _in_draft(agreement.drafts.filter(side=audience).first(), subject.key)
    return title[:LONGEST]


def _in_draft(draft: Draft | None, address: str) -> str:
    revision = draft.revisions.first() if draft else None
    terms = text_checked(revision.text)[0] if revision else None
    return titles_of(terms).get(address, "") if terms else ""
