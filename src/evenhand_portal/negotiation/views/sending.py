"""Sending an own draft to the other side: what it changes, a note, and the text is on the table."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from evenhand.terms.document import read_agreement
from evenhand_portal.access import scoped
from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.overview import terms_of
from evenhand_portal.agreements.selectors import Desk, desk_at, versions_agreed
from evenhand_portal.agreements.services.versions import FILE
from evenhand_portal.agreements.views.drafts import NOT_OPEN, frame, latest_of, of_draft, shown
from evenhand_portal.agreements.views.revisions import changes_between
from evenhand_portal.negotiation.clauses import Digests, changed, digests_of
from evenhand_portal.negotiation.forms import NoteForm
from evenhand_portal.negotiation.selectors import Table, table_of, under_way
from evenhand_portal.negotiation.services.common import TableMoved
from evenhand_portal.negotiation.services.proposing import behind
from evenhand_portal.negotiation.services.sending import table_send
from evenhand_portal.parties.forms import first_error


@scoped("agreement", desk_at, "manager")
@of_draft
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, desk: Desk, found: Draft) -> HttpResponse:
    """Show what the other side will see, and put it on the table."""
    if found.state != Draft.State.OPEN:
        messages.error(request, NOT_OPEN)
        return redirect("draft", agreement_id=desk.agreement.pk, draft_id=found.pk)
    negotiation = under_way(desk.agreement)
    table = table_of(negotiation) if negotiation else None
    if table and behind(found, table):
        return redirect("draft-carry", agreement_id=desk.agreement.pk, draft_id=found.pk)
    form = NoteForm(request.POST or None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            tabled = table_send(
                draft=found,
                number=shown(request),
                desk=desk,
                note=form.cleaned_data["note"],
                now=timezone.now(),
            )
        except TableMoved:
            return redirect("draft-carry", agreement_id=desk.agreement.pk, draft_id=found.pk)
        except ValidationError as error:
            problem = first_error(error)
        else:
            messages.success(
                request,
                f"Sent. It lies on the table as text {tabled.number}; the {desk.other} has been told.",
            )
            return redirect("table", agreement_id=desk.agreement.pk)
    revision = latest_of(found)
    base = _base(desk)
    before = table.latest.text if table else base.text if base else ""
    terms, _ = read_agreement(revision.text, file=FILE)
    facts = {
        **frame(desk, found),
        "revision": revision,
        "table": table,
        "base": base,
        "form": form,
        "problem": problem,
        "readable": terms is not None,
        "same": terms is not None and bool(before) and not changed(_clauses(table, base), digests_of(terms)),
        **(changes_between(before, revision.text) if before else {}),
    }
    return render(request, "negotiation/send.html", facts, status=422 if problem or form.errors else 200)


def _clauses(table: Table | None, base: Version | None) -> Digests:
    if table:
        return table.talks.table
    return digests_of(terms_of(base)) if base else {}


def _base(desk: Desk) -> Version | None:
    return max(versions_agreed(desk.agreement), key=lambda version: version.number, default=None)
