"""The revisions of a draft: all of them, one beside the latest, and going back to one."""

from __future__ import annotations

from difflib import unified_diff

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.render.html.pieces import part_html
from evenhand.terms.difference import difference
from evenhand.terms.document import read_agreement
from evenhand.wording.agreement import written
from evenhand.wording.comparison import compared
from evenhand_portal.access import scoped
from evenhand_portal.agreements.models import Draft, Revision
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.services.drafts import StaleRevision, draft_return
from evenhand_portal.agreements.services.versions import FILE
from evenhand_portal.agreements.views.drafts import frame, latest_of, of_draft
from evenhand_portal.agreements.views.home import EVERY_ROLE
from evenhand_portal.parties.forms import first_error


@scoped("agreement", desk_at, *EVERY_ROLE)
@of_draft
@require_http_methods(["GET"])
def revisions(request: HttpRequest, desk: Desk, found: Draft) -> HttpResponse:
    """Every saved state of the draft, the latest first."""
    listed = found.revisions.select_related("author").defer("text")
    return render(request, "agreements/editing/revisions.html", {**frame(desk, found), "revisions": listed})


@scoped("agreement", desk_at, *EVERY_ROLE)
@of_draft
@require_http_methods(["GET"])
def revision(request: HttpRequest, desk: Desk, found: Draft, number: int) -> HttpResponse:
    """What was changed since a revision: the words, with what was deleted and inserted."""
    earlier, latest = _revision(found, number), latest_of(found)
    facts = {
        **frame(desk, found),
        "earlier": earlier,
        "latest": latest,
        **changes_between(earlier.text, latest.text),
    }
    return render(request, "agreements/editing/revision.html", facts)


def changes_between(before: str, after: str) -> dict[str, object]:
    """Compare two texts: their words where both can be read as agreements, else their lines."""
    (earlier, _), (later, _) = read_agreement(before, file=FILE), read_agreement(after, file=FILE)
    if earlier is not None and later is not None:
        comparison = compared(written(earlier), written(later), difference(earlier, later))
        changed = [part for part in comparison.parts if part.changes] or comparison.parts
        return {
            "sentence": comparison.sentence,
            "parts": [part_html(part) for part in changed],
            "following": [part_html(part) for part in comparison.parts if part not in changed],
        }
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    return {
        "sentence": "One of the two cannot be read as an agreement; these lines differ.",
        "lines": [*lines][2:],
    }


@scoped("agreement", desk_at, "manager")
@of_draft
@require_POST
def return_to(request: HttpRequest, desk: Desk, found: Draft, number: int) -> HttpResponse:
    """Make an earlier revision the latest one again, as a new revision."""
    try:
        made = draft_return(
            draft=found, number=_revision(found, number).number, author=desk.person, now=timezone.now()
        )
    except ValidationError as error:
        messages.error(request, first_error(error))
    except StaleRevision as stale:
        messages.error(request, f"{stale}. Look at it before you go back.")
    else:
        messages.success(request, f"Revision {number} is the latest again, as revision {made.number}.")
    return redirect("draft", agreement_id=desk.agreement.pk, draft_id=found.pk)


def _revision(found: Draft, number: int) -> Revision:
    """Return a revision of a draft by number; raise Http404."""
    one = found.revisions.select_related("author").filter(number=number).first()
    if one is None:
        raise Http404
    return one
