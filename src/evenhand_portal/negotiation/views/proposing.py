"""Another wording: to the own draft at a clause, and the changes of a draft brought onto a newer text."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.terms.document import read_agreement
from evenhand_portal.access import scoped
from evenhand_portal.agreements.editing.live import pieces_of
from evenhand_portal.agreements.editing.pages import page_at
from evenhand_portal.agreements.models import Draft
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.services.drafts import StaleRevision
from evenhand_portal.agreements.services.versions import FILE
from evenhand_portal.agreements.views.drafts import frame, latest_of, of_draft, shown
from evenhand_portal.negotiation.carrying import Choice
from evenhand_portal.negotiation.models import Negotiation
from evenhand_portal.negotiation.page import name_of
from evenhand_portal.negotiation.selectors import Table, table_of, under_way
from evenhand_portal.negotiation.services.proposing import (
    Clashes,
    behind,
    onto_table,
    proposal_begin,
    proposal_carry,
)
from evenhand_portal.negotiation.views.acts import at_table
from evenhand_portal.parties.forms import first_error


@scoped("agreement", desk_at, "manager")
@require_POST
@at_table
def propose(request: HttpRequest, desk: Desk, negotiation: Negotiation) -> HttpResponse:
    """Go to the own draft of this negotiation, at the form of a clause; it is begun when there is none."""
    try:
        own = proposal_begin(negotiation=negotiation, desk=desk, now=timezone.now())
    except Clashes as clash:
        return redirect("draft-carry", agreement_id=desk.agreement.pk, draft_id=clash.draft.pk)
    page = page_at(request.POST.get("clause", "")[:400] or "-")
    link = reverse("clause" if page else "draft", args=(desk.agreement.pk, own.pk))
    return redirect(f"{link}?{urlencode({'at': page.address})}" if page else link)


@scoped("agreement", desk_at, "manager")
@of_draft
@require_http_methods(["GET", "POST"])
def carry(request: HttpRequest, desk: Desk, found: Draft) -> HttpResponse:
    """Bring a draft's changes onto the text on the table; where both changed a clause, choose."""
    here = redirect("draft", agreement_id=desk.agreement.pk, draft_id=found.pk)
    negotiation = under_way(desk.agreement)
    table = table_of(negotiation) if negotiation else None
    if table is None or found.state != Draft.State.OPEN or not behind(found, table):
        return redirect("draft-send", agreement_id=desk.agreement.pk, draft_id=found.pk) if table else here
    chosen = _chosen(request)
    try:
        if request.method == "POST":
            proposal_carry(draft=found, number=shown(request), desk=desk, chosen=chosen, now=timezone.now())
            messages.success(request, "Your changes stand on the newer text. Look at them, then send it.")
            return here
        return _both(request, desk, found, table, chosen)
    except Clashes:
        messages.error(request, "Choose one of both for each clause.")
        return _both(request, desk, found, table, chosen)
    except StaleRevision:
        messages.error(request, "Somebody saved the draft in between. Look at both again.")
        return _both(request, desk, Draft.objects.get(pk=found.pk), table, {})
    except ValidationError as error:
        messages.error(request, first_error(error))
        return here


def _chosen(request: HttpRequest) -> dict[str, Choice]:
    sent = {name.removeprefix("of-"): value for name, value in request.POST.items() if name.startswith("of-")}
    return {clause: cast("Choice", value) for clause, value in sent.items() if value in ("mine", "theirs")}


def _both(
    request: HttpRequest, desk: Desk, found: Draft, table: Table, chosen: dict[str, Choice]
) -> HttpResponse:
    """Both wordings of every clause that both sides changed."""
    revision = latest_of(found)
    done = onto_table(found, revision.number, table, {})
    texts = [read_agreement(text, file=FILE)[0] for text in (table.latest.text, revision.text)]
    clashes = []
    for clause in done.clashes:
        page = page_at(clause)
        theirs, mine = ([*pieces_of(page, one)] if page and one else [] for one in texts)
        clashes.append(
            {
                "clause": clause,
                "name": name_of(clause),
                "theirs": theirs,
                "mine": mine,
                "chosen": chosen.get(clause),
            }
        )
    facts = {
        **frame(desk, found),
        "revision": revision,
        "latest": table.latest,
        "clashes": clashes,
        "changes": [name_of(clause) for clause in done.changes],
    }
    status = 409 if clashes else 200
    return render(request, "negotiation/carry.html", facts, status=status)
