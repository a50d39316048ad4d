"""The inbox, what is mailed, and the addresses that mail programs and mail servers ask."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from evenhand_portal.access import everybody, people
from evenhand_portal.notices import selectors, services
from evenhand_portal.notices.addresses import unsubscribe_read
from evenhand_portal.notices.forms import ChoicesForm
from evenhand_portal.notices.kinds import DAILY, kind_named
from evenhand_portal.parties.views import person_signed_in

ON_A_PAGE = 25


@people
@require_http_methods(["GET"])
def inbox(request: HttpRequest) -> HttpResponse:
    """All notices of the person, newest first, or those not read yet."""
    person = person_signed_in(request)
    found, unread = selectors.inbox_of(person), request.GET.get("show") == "unread"
    page = Paginator(found.filter(read_at=None) if unread else found, ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    facts = {"page": page, "unread": unread, "now": timezone.now(), "count": selectors.unread_of(person)}
    return render(request, "notices/inbox.html", facts)


@people
@require_http_methods(["GET"])
def notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """One notice in full; opening it is reading it."""
    told = selectors.notice_seen(person_signed_in(request), notice_id)
    services.notice_read(notice=told.notice, now=timezone.now())
    facts = {"told": told, "letter": services.letter_of(told.notice)}
    return render(request, "notices/notice.html", facts)


@people
@require_POST
def inbox_read(request: HttpRequest) -> HttpResponse:
    """Mark as read what the page showed; what came since stays new."""
    until = _moment(request.POST.get("until", "")) or timezone.now()
    count = services.notices_read(person=person_signed_in(request), until=until, now=timezone.now())
    messages.success(
        request, "1 notice is marked as read." if count == 1 else f"{count} notices are marked as read."
    )
    return redirect("inbox")


@people
@require_http_methods(["GET", "POST"])
def notice_choices(request: HttpRequest) -> HttpResponse:
    """How each kind of news comes, and when the daily mail goes out."""
    person = person_signed_in(request)
    themes = selectors.choices_of(person)
    chosen = [one for _, group in themes for one in group]
    form = ChoicesForm(
        chosen, selectors.habits_of(person), selectors.daily_wanted(person), request.POST or None
    )
    if request.method == "POST" and form.is_valid():
        daily = "once" if form.cleaned_data["wanted"] else "inbox"
        services.choices_save(
            person=person,
            ways={**form.ways(), DAILY: daily},
            hour=form.cleaned_data["hour"],
            zone=form.cleaned_data["zone"],
        )
        messages.success(request, "Your choices are kept.")
        return redirect("notice-choices")
    fields = [(theme, [form[f"way-{one.kind.name}"] for one in group]) for theme, group in themes]
    return render(
        request, "notices/choices.html", {"form": form, "themes": fields}, status=422 if form.errors else 200
    )


@people
@require_POST
def address_retry(request: HttpRequest) -> HttpResponse:
    """Mail the person's address again, which refused mails."""
    person = person_signed_in(request)
    services.address_try_again(email=person.email)
    messages.success(request, f"Mails go to {person.email} again.")
    return redirect("you")


@csrf_exempt
@everybody
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, subscription: str) -> HttpResponse:
    """Stop mails of one kind, by the link that stands in each of them; mail programs post here by themselves.

    It asks no session and no token against forged forms (RFC 8058): what its signed address may do is this alone.
    """
    found = unsubscribe_read(subscription)
    if found is None or kind_named(found[1]).must:
        raise Http404
    person, kind = found
    if request.method == "POST":
        services.choice_make(person=person, kind=kind, way="inbox")
    facts = {"kind": kind_named(kind), "done": request.method == "POST"}
    return render(request, "notices/unsubscribe.html", facts)


def _moment(written: str) -> datetime | None:
    try:
        moment = parse_datetime(written)
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
