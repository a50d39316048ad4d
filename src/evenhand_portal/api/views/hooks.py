"""Webhooks of an organisation: made, looked at, tried, ended; what was delivered, and sending it again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from evenhand_portal.access import scoped
from evenhand_portal.api.forms import EndpointForm
from evenhand_portal.api.hooks import services
from evenhand_portal.api.selectors import endpoint_seen, endpoints_with_latest
from evenhand_portal.parties.forms import first_error
from evenhand_portal.parties.selectors import Seat, seat_at

PAGE = 50


@scoped("organisation", seat_at, "manager")
@require_http_methods(["GET"])
def webhooks(request: HttpRequest, seat: Seat) -> HttpResponse:
    """All webhooks, and whether the last news arrived."""
    return render(request, "api/webhooks.html", {"seat": seat, "rows": endpoints_with_latest(seat)})


@scoped("organisation", seat_at, "manager")
@require_http_methods(["GET", "POST"])
def webhook_new(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Make a webhook."""
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.endpoint_make(seat=seat, now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("webhook", organisation_id=seat.organisation.pk, endpoint_id=made.pk)
    facts = {"seat": seat, "form": form}
    return render(request, "api/webhook_new.html", facts, status=422 if form.errors else 200)


@scoped("organisation", seat_at, "manager")
@never_cache
@require_http_methods(["GET"])
def webhook(request: HttpRequest, seat: Seat, endpoint_id: UUID) -> HttpResponse:
    """One webhook: its secret, and every delivery with its attempts."""
    found = endpoint_seen(seat, endpoint_id)
    deliveries = Paginator(found.deliveries.prefetch_related("tries"), PAGE)
    facts = {
        "seat": seat,
        "endpoint": found,
        "secret": services.secret_of(found),
        "page": deliveries.get_page(request.GET.get("page")),
    }
    return render(request, "api/webhook.html", facts)


@scoped("organisation", seat_at, "manager")
@require_POST
def webhook_secret(request: HttpRequest, seat: Seat, endpoint_id: UUID) -> HttpResponse:
    """Give it another secret."""
    services.secret_change(endpoint=endpoint_seen(seat, endpoint_id))
    messages.success(request, "The secret is another one. Put it where you verify.")
    return _back(seat, endpoint_id)


@scoped("organisation", seat_at, "manager")
@require_POST
def webhook_test(request: HttpRequest, seat: Seat, endpoint_id: UUID) -> HttpResponse:
    """Send something that means nothing."""
    try:
        services.trial_send(endpoint=endpoint_seen(seat, endpoint_id), now=timezone.now())
    except ValidationError as error:
        messages.error(request, first_error(error))
    else:
        messages.success(request, "A test is on its way. Load this page again in a moment.")
    return _back(seat, endpoint_id)


@scoped("organisation", seat_at, "manager")
@require_POST
def webhook_end(request: HttpRequest, seat: Seat, endpoint_id: UUID) -> HttpResponse:
    """Send nothing there any more."""
    found = endpoint_seen(seat, endpoint_id)
    services.endpoint_end(endpoint=found, reason="Ended by a manager.", now=timezone.now())
    messages.success(request, "Nothing is sent there any more.")
    return _back(seat, endpoint_id)


@scoped("organisation", seat_at, "manager")
@require_POST
def delivery_again(request: HttpRequest, seat: Seat, endpoint_id: UUID, delivery_id: UUID) -> HttpResponse:
    """Send a piece of news again."""
    found = get_object_or_404(endpoint_seen(seat, endpoint_id).deliveries, pk=delivery_id)
    try:
        services.delivery_again(delivery=found, now=timezone.now())
    except ValidationError as error:
        messages.error(request, first_error(error))
    else:
        messages.success(request, "It is sent again, under the same number.")
    return _back(seat, endpoint_id)


def _back(seat: Seat, endpoint_id: UUID) -> HttpResponse:
    return redirect("webhook", organisation_id=seat.organisation.pk, endpoint_id=endpoint_id)
