"""An edited Word file: each changed clause a proposal with a comment; taken over into a draft, or set aside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction

from evenhand.errors import DocumentError
from evenhand.exchange.word import Edit, Remark, Returned, came_back, identity_in
from evenhand.terms.document import read_agreement
from evenhand.terms.editing import edited, value_of
from evenhand_portal.agreements.editing.pages import page_at
from evenhand_portal.agreements.models import Draft, Revision
from evenhand_portal.agreements.selectors import Desk, versions_agreed
from evenhand_portal.agreements.services.amending import amendment_begin
from evenhand_portal.agreements.services.drafts import draft_save
from evenhand_portal.agreements.services.versions import FILE
from evenhand_portal.conversations.authors import Author
from evenhand_portal.conversations.decisions import LONGEST_TEXT, Subject
from evenhand_portal.conversations.models import Comment
from evenhand_portal.conversations.services import comment_make
from evenhand_portal.guests.models import Link, Proposed
from evenhand_portal.guests.paper import paper_of
from evenhand_portal.guests.services.links import link_held
from evenhand_portal.guests.word import NOTES_BY, word_file
from evenhand_portal.negotiation.selectors import under_way
from evenhand_portal.negotiation.services.proposing import Clashes, proposal_begin

MOST_CHANGES: Final = 200


@dataclass(frozen=True, slots=True)
class Brought:
    """How much an edited Word file brought: proposals by clause, and remarks beside clauses."""

    proposed: int
    remarks: int


def words_take(*, link: Link, data: bytes, file: str, author: Author, now: datetime) -> Brought:
    """Take an edited Word file of the paper: every changed clause and every remark becomes a comment there.

    What came by the link already and is still open is not said twice. Raises ValidationError for a file that cannot
    be read, was made from another text, or brings nothing new, and for a link that is not open any more.
    """
    try:
        text, returned = _returned(link, data, file)
    except DocumentError as error:
        problem = error.problems[0]
        raise ValidationError(f"{problem.message} {problem.mend}") from None
    if not returned.edits and not returned.remarks:
        raise ValidationError("Nothing in this file differs from the text that was taken.")
    if len(returned.edits) + len(returned.remarks) > MOST_CHANGES:
        raise ValidationError(f"More than {MOST_CHANGES} changes are a new agreement. Talk about it first.")
    return _brought(link, text, returned, author, now)


@transaction.atomic
def _brought(link: Link, text: str, returned: Returned, author: Author, now: datetime) -> Brought:
    """Write down what a file brings; it was read before, so that nothing else waits for that."""
    link_held(link, now)
    open_ones = link.proposed.filter(state=Proposed.State.OPEN)
    known = {(one.clause, tuple(one.after)) for one in open_ones}
    edits = [edit for edit in returned.edits if (edit.clause, tuple(edit.after)) not in known]
    here = Comment.objects.filter(thread__guest_links=link, person=None)
    said = set(here.values_list("thread__key", "text"))
    remarks = [
        (remark.clause or "", words)
        for remark in returned.remarks
        if (_place(remark.clause or "").key, words := _remark_words(remark, author)) not in said
    ]
    if not edits and not remarks:
        raise ValidationError("This file was taken already. What it says stands below.")
    for edit in edits:
        comment = _said(link, edit.clause, _proposal_words(edit), author, now)
        Proposed.objects.create(
            link=link,
            comment=comment,
            clause=edit.clause,
            before=list(edit.before),
            after=list(edit.after),
            value=edit.value,
            replaces=None if edit.value is None else value_of(text, edit.clause),
        )
    for clause, words in remarks:
        _said(link, clause, words, author, now)
    return Brought(len(edits), len(remarks))


def _returned(link: Link, data: bytes, file: str) -> tuple[str, Returned]:
    paper = paper_of(link)
    made_from = identity_in(data, file=file)
    text = paper.text_with(made_from) if made_from else None
    terms = read_agreement(text, file=FILE)[0] if text is not None else None
    if text is None or terms is None:
        raise ValidationError(
            "This file was not made from this text. Take the Word file from this page, change it, and send it back."
        )
    found = came_back(word_file(terms, None, ""), data, text, file=file)
    return text, replace(found, remarks=tuple(one for one in found.remarks if one.author != NOTES_BY))


def _said(link: Link, clause: str, text: str, author: Author, now: datetime) -> Comment:
    comment = comment_make(
        agreement=link.agreement,
        subject=_place(clause),
        audience=link.audience,
        author=author,
        text=_cut(text),
        now=now,
    )
    link.threads.add(comment.thread)
    return comment


def _place(clause: str) -> Subject:
    page = page_at(clause) if clause else None
    return Subject("clause", page.address) if page else Subject()


def _remark_words(remark: Remark, author: Author) -> str:
    who = f" ({remark.author})" if remark.author and remark.author != author.name else ""
    return _cut(f"{remark.text}{who}").strip()


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def _proposal_words(edit: Edit) -> str:
    if not edit.after:
        return "\n\n".join(("I propose to take this out:", *(f"> {line}" for line in edit.before)))
    before, after = list(edit.before), list(edit.after)
    while before and after and before[0] == after[0]:
        del before[0], after[0]
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    parts = []
    if before:
        parts += ["In place of:", *(f"> {line}" for line in before)]
    if after:
        parts += ["I propose:", *(f"> {line}" for line in after)]
    return "\n\n".join(parts)


@transaction.atomic
def proposed_take(*, proposed: Proposed, desk: Desk, now: datetime) -> Draft:
    """Take proposed words over into this side's draft, and return it. Raises ValidationError.

    The draft is the one the link shows, the one that goes on from the table, or a new amendment.
    """
    if proposed.value is None:
        raise ValidationError("These words are written from fields. Change them by the form of the clause.")
    draft = _draft(proposed.link, desk, now)
    latest = Revision.objects.filter(draft=draft).order_by("-number")[0]
    if value_of(latest.text, proposed.clause) != proposed.replaces:
        raise ValidationError(
            "The clause says something else by now. Compare both, and change it by its form."
        )
    text = edited(latest.text, proposed.clause, proposed.value)
    note = f"{proposed.clause} as {proposed.link.name} proposed"[:300]
    draft_save(draft=draft, based_on_number=latest.number, text=text, author=desk.person, now=now, note=note)
    _decide(proposed, Proposed.State.TAKEN, desk, now)
    return draft


@transaction.atomic
def proposed_set_aside(*, proposed: Proposed, desk: Desk, now: datetime) -> None:
    """Set a proposal aside, or note that it was put in by the form. Raises ValidationError."""
    _decide(proposed, Proposed.State.ASIDE, desk, now)


def _decide(proposed: Proposed, state: str, desk: Desk, now: datetime) -> None:
    undecided = Proposed.objects.filter(pk=proposed.pk, state=Proposed.State.OPEN)
    if not undecided.update(state=state, decided_at=now, decided_by=desk.person):
        raise ValidationError("Somebody decided about this proposal already.")


def _draft(link: Link, desk: Desk, now: datetime) -> Draft:
    if link.draft is not None:
        return link.draft
    negotiation = under_way(desk.agreement)
    if negotiation is not None:
        try:
            return proposal_begin(negotiation=negotiation, desk=desk, now=now)
        except Clashes as clash:
            raise ValidationError(
                "Bring your draft onto the text on the table first: both sides changed the same clauses."
            ) from clash
    own = desk.agreement.drafts.filter(side=desk.side, state=Draft.State.OPEN).first()
    if own is not None:
        return own
    agreed = versions_agreed(desk.agreement)
    if not agreed:
        raise ValidationError("There is no draft to take it over into. Begin one first.")
    return amendment_begin(version=agreed[-1], desk=desk, now=now)
