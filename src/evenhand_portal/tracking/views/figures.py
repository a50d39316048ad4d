"""Figures, their explanations, the desk's word beside ours, a draft tried over the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.errors import RecordError
from evenhand_portal.access import scoped
from evenhand_portal.agreements.models import Draft
from evenhand_portal.agreements.selectors import Desk, desk_at, draft_seen, drafts_seen
from evenhand_portal.agreements.views.drafts import of_draft
from evenhand_portal.agreements.views.home import EVERY_ROLE
from evenhand_portal.parties.forms import first_error
from evenhand_portal.tracking.figures.answers import reckoned, reckoning_retry
from evenhand_portal.tracking.figures.explaining import UNNAMED
from evenhand_portal.tracking.figures.published import published_last
from evenhand_portal.tracking.figures.questions import Question, question
from evenhand_portal.tracking.figures.shown import shown_of
from evenhand_portal.tracking.figures.trying import effects
from evenhand_portal.tracking.models import Reckoning, Upload
from evenhand_portal.tracking.records.matching import columns_of
from evenhand_portal.tracking.records.shown import showable
from evenhand_portal.tracking.records.storing import path_of
from evenhand_portal.tracking.selectors import tickets_taken
from evenhand_portal.tracking.telling import figures_told
from evenhand_portal.tracking.views.records import of_upload

ASKED = {
    "ticket": ("ticket",),
    "figure": ("clause", "day", "service", "priority", "instance"),
    "desk": ("column", "standard", "true_means"),
}


@dataclass(frozen=True, slots=True)
class Basis:
    """What figures are made from: what was agreed, or a draft of one's own side."""

    draft: Draft | None

    @property
    def query(self) -> str:
        """The part of an address that names it."""
        return f"draft={self.draft.pk}" if self.draft else ""


def basis_of(request: HttpRequest, desk: Desk) -> Basis:
    """Return the draft that the address names, else what was agreed; else the newest open draft of this side."""
    named = request.GET.get("draft", "")
    if named:
        try:
            return Basis(draft_seen(desk, UUID(named)))
        except ValueError:
            raise Http404 from None
    if desk.agreement.versions.exclude(agreed_at=None).exists():
        return Basis(None)
    return Basis(drafts_seen(desk).filter(state__in=(Draft.State.OPEN, Draft.State.OFFERED)).first())


def about_of(request: HttpRequest, what: str) -> dict[str, str]:
    """Return what the address asks about; names are data, cut to what a name can be.

    Raises Http404 for a NUL character, as nothing is called so.
    """
    about = {name: value[:300] for name in ASKED[what] if (value := request.GET.get(name, ""))}
    if any("\0" in value for value in about.values()):
        raise Http404
    return about


def answered(
    request: HttpRequest,
    desk: Desk,
    asked: Question,
    template: str,
    facts: Mapping[str, object],
    *,
    basis: Basis,
    reckoning: Reckoning | None = None,
) -> HttpResponse:
    """Show an answer; the page that waits for it, or the reason why there is none."""
    whole: dict[str, object] = {"desk": desk, "here": "figures", "basis": basis, "question": asked, **facts}
    if not asked.uploads or not (asked.versions or asked.revision):
        return render(request, "tracking/nothing_yet.html", whole)
    if reckoning is None:
        reckoning = reckoned(asked, desk.agreement, timezone.now())
    whole["reckoning"] = reckoning
    if "result" not in facts:
        whole["result"] = reckoning.result
    if reckoning.state == Reckoning.State.WAITING:
        return render(request, "tracking/waiting.html", whole)
    if reckoning.state == Reckoning.State.FAILED:
        if reckoning.trouble == UNNAMED:
            return render(request, "tracking/no_ticket.html", whole, status=422)
        whole["tries"] = bool(desk.roles - {"auditor"})
        return render(request, "tracking/no_answer.html", whole, status=422)
    return render(request, template, whole)


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def figures(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the agreement gave, or what a draft would have given."""
    basis = basis_of(request, desk)
    asked = question(desk, "figures", draft=basis.draft)
    facts: dict[str, object] = {}
    reckoning = None
    if asked.uploads and (asked.versions or asked.revision):
        reckoning = reckoned(asked, desk.agreement, timezone.now(), later=True)
        shown = shown_of(reckoning, draft=basis.query)
        if shown:
            last = published_last(desk.agreement) if shown.digest else None
            same = last is not None and last.digest == shown.digest
            facts = {"shown": shown, "result": shown.rest, "published": last if same else None}
    facts["drafts"] = drafts_seen(desk).filter(state__in=(Draft.State.OPEN, Draft.State.OFFERED))
    return answered(request, desk, asked, "tracking/figures.html", facts, basis=basis, reckoning=reckoning)


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def figure(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where one figure comes from."""
    about = about_of(request, "figure")
    if not {"clause", "day"} <= set(about):
        return redirect("figures", agreement_id=desk.agreement.pk)
    basis = basis_of(request, desk)
    asked = question(desk, "figure", draft=basis.draft, about=about)
    return answered(request, desk, asked, "tracking/figure.html", {"about": about}, basis=basis)


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def ticket(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Why a ticket was met or missed."""
    about = about_of(request, "ticket")
    if not about:
        return redirect("figures", agreement_id=desk.agreement.pk)
    basis = basis_of(request, desk)
    asked = question(desk, "ticket", draft=basis.draft, about=about)
    return answered(request, desk, asked, "tracking/ticket.html", {"about": about}, basis=basis)


@scoped("agreement", desk_at, *EVERY_ROLE)
@of_upload(tickets_taken)
@require_http_methods(["GET"])
def reconcile(request: HttpRequest, desk: Desk, upload: Upload) -> HttpResponse:
    """The desk's own verdicts or due times in one file, beside ours."""
    basis, about = basis_of(request, desk), about_of(request, "desk")
    try:
        columns = columns_of(path_of(upload))
    except RecordError:
        columns = ()
    whole = question(desk, "desk", draft=basis.draft, about=about)
    asked = Question(whole.what, whole.versions, whole.revision, (upload,), whole.about)
    facts = {"upload": upload, "columns": columns, "about": about}
    if "column" not in about:
        empty = {"desk": desk, "here": "figures", "basis": basis, **facts}
        return render(request, "tracking/reconcile.html", empty)
    return answered(request, desk, asked, "tracking/reconcile.html", facts, basis=basis)


@scoped("agreement", desk_at, *EVERY_ROLE)
@of_draft
@require_http_methods(["GET"])
def backtest(request: HttpRequest, desk: Desk, draft: Draft) -> HttpResponse:
    """A draft held against what is in force, over the whole history."""
    asked = question(desk, "backtest", draft=draft)
    return answered(request, desk, asked, "tracking/backtest.html", {"draft": draft}, basis=Basis(draft))


@scoped("agreement", desk_at, *EVERY_ROLE)
@of_draft
@require_http_methods(["GET"])
def effect(request: HttpRequest, desk: Desk, draft: Draft) -> HttpResponse:
    """What a draft's clause would have done to the history: beside its form, or as a page without script."""
    clause = request.GET.get("clause", "")[:300]
    asked = question(desk, "backtest", draft=draft)
    facts: dict[str, object] = {"desk": desk, "draft": draft, "clause": clause}
    if asked.uploads:
        reckoning = reckoned(asked, desk.agreement, timezone.now())
        facts |= {"reckoning": reckoning, "effects": effects(reckoning.result or {}, clause)}
    within = "HX-Request" in request.headers
    return render(request, "tracking/effect.html" if within else "tracking/effect_page.html", facts)


@scoped("agreement", desk_at, "manager", "signatory", "reader")
@require_POST
def again(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Try once more to answer a question that could not be answered; then back to where it was asked."""
    given = {name: showable(request.POST.get(name, "")[:64]) for name in ("key", "what")}
    reckoning_retry(agreement=desk.agreement, **given)
    back = request.POST.get("back", "")
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("figures", agreement_id=desk.agreement.pk)


@scoped("agreement", desk_at, "manager")
@require_POST
def publish(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Put the figures of what was agreed into the ledger, so that both can prove them later."""
    asked = question(desk, "figures")
    back = redirect("figures", agreement_id=desk.agreement.pk)
    if not asked.versions or not asked.uploads:
        messages.error(request, "Figures are published once a version is agreed and records are for both.")
        return back
    reckoning = reckoned(asked, desk.agreement, timezone.now())
    if reckoning.state != Reckoning.State.READY or not reckoning.result:
        messages.error(request, "The figures are not ready. Look at them first.")
        return back
    try:
        with transaction.atomic():
            figures_told(
                agreement=desk.agreement,
                versions=asked.versions,
                uploads=asked.uploads,
                figures=reckoning.result["measurement"],
                asked={},
                desk=desk,
                now=timezone.now(),
            )
    except ValidationError as error:
        messages.error(request, first_error(error))
    except ValueError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The figures stand in the ledger; both sides can prove them.")
    return back
