"""Recording a contract signed elsewhere, once its clauses are transcribed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from evenhand_portal.access import scoped
from evenhand_portal.agreements.models import Draft
from evenhand_portal.agreements.paper.models import Original
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.services.versions import text_checked, version_record
from evenhand_portal.agreements.views.drafts import frame, latest_of, of_draft, shown
from evenhand_portal.agreements.views.home import EVERY_ROLE
from evenhand_portal.agreements.views.paper import pdf_file
from evenhand_portal.parties.forms import first_error


@scoped("agreement", desk_at, *EVERY_ROLE)
@of_draft
@require_http_methods(["GET"])
def original(request: HttpRequest, desk: Desk, found: Draft) -> HttpResponse:
    """The contract beside the draft, as it was uploaded."""
    kept = Original.objects.filter(draft=found).first()
    if kept is None:
        messages.error(request, "No contract was uploaded beside this draft.")
        return redirect("draft", agreement_id=desk.agreement.pk, draft_id=found.pk)
    return pdf_file(bytes(kept.body), "contract.pdf")


@scoped("agreement", desk_at, "manager")
@of_draft
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, desk: Desk, found: Draft) -> HttpResponse:
    """Record the contract: it counts from its first day, and is marked until the other side confirms it."""
    kept = Original.objects.filter(draft=found).first()
    if kept is None:
        messages.error(request, "Upload the signed contract first: begin a new agreement with it.")
        return redirect("draft", agreement_id=desk.agreement.pk, draft_id=found.pk)
    latest, problem = latest_of(found), ""
    if request.method == "POST":
        try:
            if shown(request) != latest.number:
                raise ValidationError("Somebody saved the draft in between. Read the latest revision first.")
            version = version_record(
                draft=found,
                number=latest.number,
                side=desk.side,
                person=desk.person,
                paper=bytes(kept.body),
                paper_name=kept.name,
                now=timezone.now(),
            )
        except ValidationError as error:
            problem = first_error(error)
        else:
            messages.success(
                request, "The contract is recorded. It is marked until the other side confirms it."
            )
            return redirect("version", agreement_id=desk.agreement.pk, version_id=version.pk)
    terms, problems = text_checked(latest.text)
    facts = {
        **frame(desk, found),
        "original": kept,
        "revision": latest,
        "terms": terms,
        "mistakes": [one for one in problems if one.severity == "error"],
        "problem": problem,
    }
    return render(request, "agreements/record.html", facts, status=422 if problem else 200)
