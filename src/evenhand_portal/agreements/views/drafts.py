"""A draft as a document, and what becomes of it: offered for signature, given up, its last change undone."""

from __future__ import annotations

from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.errors import DocumentError
from evenhand_portal.access import View, scoped
from evenhand_portal.agreements.amendments.selectors import change_by
from evenhand_portal.agreements.editing.document import document_of
from evenhand_portal.agreements.editing.pages import page_at, readable
from evenhand_portal.agreements.models import Draft, Revision
from evenhand_portal.agreements.selectors import Desk, desk_at, draft_seen
from evenhand_portal.agreements.services.drafts import draft_drop
from evenhand_portal.agreements.services.undoing import draft_undo, undoing_of
from evenhand_portal.agreements.services.versions import open_reasons, text_checked, version_offer
from evenhand_portal.agreements.views.home import EVERY_ROLE
from evenhand_portal.parties.forms import first_error

NOT_OPEN = "This draft is not open. Withdraw the version it became, or begin an amendment."


def of_draft(view: View) -> View:
    """Give a view the draft in place of its id; to the other side and to others it is not there."""

    @wraps(view)
    def with_draft(request: HttpRequest, desk: Desk, draft_id: UUID, **more: Any) -> HttpResponseBase:
        return view(request, desk, draft_seen(desk, draft_id), **more)

    return with_draft


@scoped("agreement", desk_at, *EVERY_ROLE)
@of_draft
@require_http_methods(["GET"])
def draft(request: HttpRequest, desk: Desk, found: Draft) -> HttpResponse:
    """The draft as a document, with what is open in it; one that cannot be read shows what is wrong, and where."""
    revision = latest_of(found)
    terms, problems = text_checked(revision.text)
    facts = {
        **frame(desk, found),
        "revision": revision,
        "reasons": open_reasons(found.agreement, terms, problems),
        "undoing": undoing_of(found),
        "change": change_by(found.agreement, terms, timezone.now()) if terms else None,
    }
    if terms is None:
        placed = [(one, _page(one.clause, revision.text)) for one in problems]
        return render(request, "agreements/editing/unreadable.html", {**facts, "problems": placed})
    return render(request, "agreements/editing/draft.html", {**facts, "document": document_of(revision.text)})


def latest_of(found: Draft) -> Revision:
    """Return the latest revision of a draft."""
    return found.revisions.select_related("author").get(number=found.latest)


def frame(desk: Desk, found: Draft) -> dict[str, object]:
    """What every page of a draft knows."""
    edits = desk.manages and found.state == Draft.State.OPEN
    return {"desk": desk, "draft": found, "edits": edits, "here": "overview"}


def _page(clause: str | None, text: str) -> str:
    """The address of the form that mends a mistake; none where the parts cannot be told apart."""
    try:
        page = page_at(clause) if clause and readable(text) else None
    except DocumentError:
        return ""
    return page.address if page else ""


@scoped("agreement", desk_at, "manager")
@of_draft
@require_POST
def offer(request: HttpRequest, desk: Desk, found: Draft) -> HttpResponse:
    """Offer the revision that was shown for signature by both."""
    try:
        version = version_offer(
            draft=found, number=shown(request), side=desk.side, person=desk.person, now=timezone.now()
        )
    except (ValidationError, Revision.DoesNotExist) as error:
        messages.error(request, first_error(error) if isinstance(error, ValidationError) else NOT_OPEN)
        return redirect("draft", agreement_id=desk.agreement.pk, draft_id=found.pk)
    messages.success(
        request, f"Version {version.number} is offered for signature. Both sides have been told."
    )
    return redirect("version", agreement_id=desk.agreement.pk, version_id=version.pk)


@scoped("agreement", desk_at, "manager")
@of_draft
@require_POST
def drop(request: HttpRequest, desk: Desk, found: Draft) -> HttpResponse:
    """Give a draft up; its revisions stay."""
    try:
        draft_drop(draft=found)
    except ValidationError as error:
        messages.error(request, first_error(error))
        return redirect("draft", agreement_id=desk.agreement.pk, draft_id=found.pk)
    messages.success(request, "The draft is given up. Its revisions are kept.")
    return redirect("agreement", agreement_id=desk.agreement.pk)


@scoped("agreement", desk_at, "manager")
@of_draft
@require_POST
def undo(request: HttpRequest, desk: Desk, found: Draft) -> HttpResponse:
    """Undo the last change."""
    try:
        revision = draft_undo(draft=found, number=shown(request), author=desk.person, now=timezone.now())
    except ValidationError as error:
        messages.error(request, first_error(error))
    else:
        messages.success(request, f"Undone: revision {revision.number} goes {revision.note}.")
    return redirect("draft", agreement_id=desk.agreement.pk, draft_id=found.pk)


def shown(request: HttpRequest) -> int:
    """The number of the revision that the person saw; 0, which no revision has, where none was sent."""
    sent = request.POST.get("based_on", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0
