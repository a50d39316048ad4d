"""Versions as both sides see them: the list, one as a document, any two beside each other, and amending one."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from evenhand_portal.access import scoped
from evenhand_portal.agreements.amendments.selectors import change_of, may_object
from evenhand_portal.agreements.document import reading_of_version
from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.overview import terms_of
from evenhand_portal.agreements.selectors import Desk, desk_at, version_seen, versions_seen
from evenhand_portal.agreements.services.amending import amendment_begin
from evenhand_portal.agreements.validity import last_days
from evenhand_portal.agreements.views.drafts import frame, latest_of, of_draft
from evenhand_portal.agreements.views.home import EVERY_ROLE
from evenhand_portal.agreements.views.revisions import changes_between
from evenhand_portal.parties.forms import first_error


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def versions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All versions: who offered what, who signed, in force from and to; any two can be compared."""
    found = list(versions_seen(desk).defer("text", "canonical"))
    ends = last_days(found)
    rows = [(one, ends.get(one.pk)) for one in found]
    return render(request, "agreements/versions.html", {"desk": desk, "rows": rows, "here": "agreement"})


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def version(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """One version as a document, with its signatures."""
    found = version_seen(desk, version_id)
    terms = terms_of(found)
    facts = {
        "desk": desk,
        "version": found,
        "reading": reading_of_version(found),
        "change": None if found.agreed_at else change_of(found),
        "objectable": desk.manages and may_object(found, desk, terms, timezone.now()),
        "here": "agreement",
    }
    return render(request, "agreements/version.html", facts)


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def compare(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Two versions beside each other: what differs, whom it favours, and the words."""
    before, after = (_named(desk, request.GET.get(key, "")) for key in ("before", "after"))
    if before is None or after is None:
        return redirect("versions", agreement_id=desk.agreement.pk)
    facts = {"desk": desk, "before": before, "after": after, "here": "agreement"}
    return render(request, "agreements/compare.html", {**facts, **changes_between(before.text, after.text)})


@scoped("agreement", desk_at, *EVERY_ROLE)
@of_draft
@require_http_methods(["GET"])
def draft_changes(request: HttpRequest, desk: Desk, found: Draft) -> HttpResponse:
    """A draft beside the version that it amends."""
    before = found.based_on
    if before is None:
        return redirect("draft", agreement_id=desk.agreement.pk, draft_id=found.pk)
    facts = {**frame(desk, found), "before": before, "after": None}
    changes = changes_between(before.text, latest_of(found).text)
    return render(request, "agreements/compare.html", {**facts, **changes})


@scoped("agreement", desk_at, "manager")
@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """Begin a draft of the next version from one that was agreed."""
    found = version_seen(desk, version_id)
    problem = ""
    if request.method == "POST":
        try:
            draft = amendment_begin(version=found, desk=desk, now=timezone.now())
        except ValidationError as error:
            problem = first_error(error)
        else:
            return redirect("draft", agreement_id=desk.agreement.pk, draft_id=draft.pk)
    facts = {"desk": desk, "version": found, "problem": problem, "here": "agreement"}
    return render(request, "agreements/amend.html", facts, status=422 if problem else 200)


def _named(desk: Desk, written: str) -> Version | None:
    try:
        return version_seen(desk, UUID(written))
    except (ValueError, Http404):
        return None
