"""Pages on which one side makes a small change by telling the other, and the other objects."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.figures.dates import day_words
from evenhand_portal.access import scoped
from evenhand_portal.agreements.amendments.selectors import against_telling, change_by
from evenhand_portal.agreements.amendments.services import change_notify, change_object
from evenhand_portal.agreements.models import Draft, Revision
from evenhand_portal.agreements.selectors import Desk, desk_at, version_seen
from evenhand_portal.agreements.services.versions import open_reasons, text_checked
from evenhand_portal.agreements.views.drafts import NOT_OPEN, frame, latest_of, of_draft, shown
from evenhand_portal.agreements.views.revisions import changes_between
from evenhand_portal.parties.forms import first_error


@scoped("agreement", desk_at, "manager")
@of_draft
@require_http_methods(["GET", "POST"])
def notify(request: HttpRequest, desk: Desk, found: Draft) -> HttpResponse:
    """What the draft changes and from when, whether one's side may make it by telling the other; then doing so."""
    now, problem = timezone.now(), ""
    if request.method == "POST":
        try:
            version = change_notify(draft=found, number=shown(request), desk=desk, now=now)
        except (ValidationError, Revision.DoesNotExist) as error:
            problem = first_error(error) if isinstance(error, ValidationError) else NOT_OPEN
        else:
            day = day_words(version.in_force_from)
            messages.success(request, f"Both sides have been told. It is in force from {day}.")
            return redirect("version", agreement_id=desk.agreement.pk, version_id=version.pk)
    revision = latest_of(found)
    terms, problems = text_checked(revision.text)
    change = change_by(desk.agreement, terms, now) if terms else None
    if terms is None or change is None:
        messages.error(request, "There is no version in force that this draft could change.")
        return redirect("draft", agreement_id=desk.agreement.pk, draft_id=found.pk)
    against = open_reasons(desk.agreement, terms, problems)
    facts = {
        **frame(desk, found),
        "revision": revision,
        "change": change,
        "problem": problem,
        "against": against_telling(change, terms, desk.side, against, now),
        **changes_between(change.before.text, revision.text),
    }
    return render(request, "agreements/amendments/notify.html", facts, status=422 if problem else 200)


@scoped("agreement", desk_at, "manager")
@require_POST
def objection(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """Object to a change that the other side told, before it is in force."""
    found = version_seen(desk, version_id)
    reason = request.POST.get("reason", "").replace("\0", "")  # not every database keeps that character
    try:
        change_object(version=found, desk=desk, reason=reason, now=timezone.now())
    except ValidationError as error:
        messages.error(request, first_error(error))
    else:
        messages.success(
            request, "You have objected. It does not come into force; both sides have been told why."
        )
    return redirect("version", agreement_id=desk.agreement.pk, version_id=found.pk)
