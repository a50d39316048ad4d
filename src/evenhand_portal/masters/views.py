"""The pages of standard texts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from evenhand_portal.access import scoped
from evenhand_portal.agreements.selectors import Desk, agreements_of
from evenhand_portal.agreements.views.starting import latest_text
from evenhand_portal.masters.forms import AttachForm, ClientForm, MasterForm, SendForm
from evenhand_portal.masters.models import Master
from evenhand_portal.masters.selectors import (
    behind,
    clients_of,
    edition,
    exceptions_of,
    grouped,
    master_seen,
    masters_of,
    own_text,
    previews,
    rollout_seen,
    schedules_held,
    schedules_of,
    seen_hash,
    side_of,
    start_for_all,
    title_of,
)
from evenhand_portal.masters.services import (
    PreviewStale,
    master_begin,
    rollout_begin,
    schedule_attach,
    schedule_begin,
)
from evenhand_portal.parties.forms import first_error
from evenhand_portal.parties.selectors import Seat, seat_at
from evenhand_portal.parties.views import EVERY_ROLE


@scoped("organisation", seat_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def masters(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The organisation's standard texts."""
    return render(request, "masters/masters.html", {"seat": seat, "masters": masters_of(seat.organisation)})


@scoped("organisation", seat_at, "manager")
@require_http_methods(["GET", "POST"])
def master_new(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Make the words of an agreement a standard text."""
    desks = _desks(seat)
    form = MasterForm([one.agreement for one in desks], request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        desk = _chosen(desks, form.cleaned_data["agreement"])
        try:
            made = master_begin(desk=desk, text=latest_text(desk), now=timezone.now())
        except ValidationError as error:
            form.add_error(None, first_error(error))
        else:
            return redirect("master", organisation_id=seat.organisation.pk, master_id=made.pk)
    facts = {"seat": seat, "form": form, "any": bool(desks)}
    return render(request, "masters/master_new.html", facts, status=422 if form.errors else 200)


@scoped("organisation", seat_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def master(request: HttpRequest, seat: Seat, master_id: UUID) -> HttpResponse:
    """A standard text with its clients: on which revision each stands, and its exceptions."""
    found = master_seen(seat.organisation, master_id)
    schedules = list(schedules_of(found))
    texts = {number: edition(found, number) for number in {one.edition for one in schedules}}
    rows = [
        (one, own_text(one.agreement), exceptions_of(one, texts[one.edition], clients_of(found)))
        for one in schedules
    ]
    facts = {
        **_frame(seat, found),
        "rows": rows,
        "behind": len(behind(found)) if seat.manages else 0,
        "rollouts": found.rollouts.select_related("by")[:12],
    }
    return render(request, "masters/master.html", facts)


@scoped("organisation", seat_at, "manager")
@require_http_methods(["GET", "POST"])
def client(request: HttpRequest, seat: Seat, master_id: UUID) -> HttpResponse:
    """Begin an agreement for a client from the standard text."""
    found = master_seen(seat.organisation, master_id)
    form = ClientForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = schedule_begin(
                master=found, given=form.particulars(), person=seat.person, now=timezone.now()
            )
        except ValidationError as error:
            form.add_error("exceptions", first_error(error))
        else:
            messages.success(request, f"The agreement with {form.cleaned_data['name']} has begun.")
            return redirect("agreement", agreement_id=made.agreement_id)
    facts = {**_frame(seat, found), "form": form}
    return render(request, "masters/client.html", facts, status=422 if form.errors else 200)


@scoped("organisation", seat_at, "manager")
@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, seat: Seat, master_id: UUID) -> HttpResponse:
    """Put an agreement that there is already under the standard text."""
    found = master_seen(seat.organisation, master_id)
    mine = schedules_held().filter(master__organisation=seat.organisation)
    taken = set(mine.values_list("agreement", flat=True))
    desks = [one for one in _desks(seat) if one.side == side_of(found) and one.agreement.pk not in taken]
    form = AttachForm([one.agreement for one in desks], request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            schedule_attach(
                master=found, desk=_chosen(desks, form.cleaned_data["agreement"]), now=timezone.now()
            )
        except ValidationError as error:
            form.add_error(None, first_error(error))
        else:
            return redirect("master", organisation_id=seat.organisation.pk, master_id=found.pk)
    facts = {**_frame(seat, found), "form": form, "any": bool(desks)}
    return render(request, "masters/attach.html", facts, status=422 if form.errors else 200)


@scoped("organisation", seat_at, "manager")
@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, seat: Seat, master_id: UUID) -> HttpResponse:
    """What the latest standard text changes for each client, and sending it to all of them in one act."""
    found, now = master_seen(seat.organisation, master_id), timezone.now()
    schedules = behind(found)
    sent = request.POST if request.method == "POST" else request.GET
    form = SendForm(sent if "start" in sent else {"start": start_for_all(schedules, now).isoformat()})
    stale = False
    if request.method == "POST" and form.is_valid():
        try:
            rollout = rollout_begin(
                master=found, seat=seat, seen=request.POST.get("seen", ""), now=now, **form.cleaned_data
            )
        except PreviewStale:
            stale = True
        except ValidationError as error:
            form.add_error(None, first_error(error))
        else:
            return redirect("rollout", organisation_id=seat.organisation.pk, rollout_id=rollout.pk)
    start = form.cleaned_data["start"] if form.is_valid() else start_for_all(schedules, now)
    shown = previews(found, schedules, start, now)
    facts = {
        **_frame(seat, found),
        "form": form,
        "stale": stale,
        "start": start,
        "groups": grouped(shown),
        "sent": sum(one.moves for one in shown),
        "seen": seen_hash(found, schedules, start),
    }
    return render(request, "masters/amend.html", facts, status=409 if stale else 422 if form.errors else 200)


@scoped("organisation", seat_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def rollout(request: HttpRequest, seat: Seat, rollout_id: UUID) -> HttpResponse:
    """What became of a change for each client, while it is sent and afterwards."""
    found = rollout_seen(seat.organisation, rollout_id)
    sendings = list(found.sendings.select_related("schedule__agreement", "draft"))
    names = {one.pk: own_text(one.agreement).name for one in schedules_of(found.master)}
    facts = {
        **_frame(seat, found.master),
        "rollout": found,
        "rows": [
            (one, one.schedule_id in names, names.get(one.schedule_id) or title_of(one, names))
            for one in sendings
        ],
        "waiting": sum(one.state == "waiting" for one in sendings),
        "failed": sum(one.state == "failed" for one in sendings),
        "again": any(one.state == "failed" and one.schedule_id in names for one in sendings),
    }
    return render(request, "masters/rollout.html", facts)


def _frame(seat: Seat, found: Master) -> dict[str, object]:
    """What every page of one standard text knows."""
    return {"seat": seat, "master": found, "text": found.draft, "clients": clients_of(found)}


def _desks(seat: Seat) -> list[Desk]:
    """The organisation's agreements at which the person sits for it, without standard texts."""
    texts = set(
        Master.objects.filter(organisation=seat.organisation).values_list("draft__agreement", flat=True)
    )
    return [
        desk
        for desk in agreements_of(seat.person)
        if desk.organisation == seat.organisation and desk.agreement.pk not in texts
    ]


def _chosen(desks: list[Desk], agreement_id: str) -> Desk:
    return next(desk for desk in desks if str(desk.agreement.pk) == agreement_id)
