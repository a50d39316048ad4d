"""Pages about people and organisations."""

from __future__ import annotations

from uuid import UUID

from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core.internal.ratelimit import consume
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from evenhand_portal.access import everybody, people, scoped
from evenhand_portal.events import tell
from evenhand_portal.parties import services
from evenhand_portal.parties.events import LinkAsked
from evenhand_portal.parties.forms import InvitationForm, LinkForm, OrganisationForm, first_error
from evenhand_portal.parties.links import person_of, token_for
from evenhand_portal.parties.models import Person, Role
from evenhand_portal.parties.selectors import (
    Seat,
    invitation_by_secret,
    invitations_of,
    members_of,
    seat_at,
    seats_of,
)

EVERY_ROLE = tuple(role.value for role in Role)


@people
@require_http_methods(["GET"])
def you(request: HttpRequest) -> HttpResponse:
    """The person's own page: ways to sign in, and organisations."""
    return render(request, "parties/you.html", {"seats": seats_of(request.user)})


@people
@require_http_methods(["GET", "POST"])
def organisation_new(request: HttpRequest) -> HttpResponse:
    """Found an organisation."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisation = services.organisation_found(
            name=form.cleaned_data["name"], by=person_signed_in(request), now=timezone.now()
        )
        return redirect("organisation", organisation_id=organisation.pk)
    return render(request, "parties/organisation_new.html", {"form": form}, status=_status(form))


@scoped("organisation", seat_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def organisation(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Who belongs to the organisation, and who is invited."""
    now = timezone.now()
    invited = [(one, services.state_of(one, now)) for one in invitations_of(seat.organisation)]
    facts = {"seat": seat, "members": members_of(seat.organisation), "invited": invited}
    return render(request, "parties/organisation.html", facts)


@scoped("organisation", seat_at, "manager")
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Invite somebody, or correct and repeat an invitation."""
    form = InvitationForm(request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            services.invitation_send(
                organisation=seat.organisation, **form.cleaned_data, by=seat.person, now=timezone.now()
            )
        except ValidationError as error:
            form.add_error(None, first_error(error))
        else:
            messages.success(request, f"An invitation goes to {form.cleaned_data['email']}.")
            return redirect("organisation", organisation_id=seat.organisation.pk)
    return render(request, "parties/invite.html", {"seat": seat, "form": form}, status=_status(form))


@scoped("organisation", seat_at, "manager")
@require_POST
def invitation_withdraw(request: HttpRequest, seat: Seat, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    invitation = get_object_or_404(seat.organisation.invitations, pk=invitation_id)
    services.invitation_withdraw(invitation=invitation, now=timezone.now())
    messages.success(request, f"The invitation of {invitation.email} is withdrawn; its link no longer works.")
    return redirect("organisation", organisation_id=seat.organisation.pk)


@scoped("organisation", seat_at, *EVERY_ROLE)
@require_POST
def membership_end(request: HttpRequest, seat: Seat, membership_id: int) -> HttpResponse:
    """End a role: one's own, or as a manager anybody's."""
    membership = get_object_or_404(seat.organisation.memberships, pk=membership_id, until=None)
    if not (seat.manages or membership.person_id == seat.person.pk):
        raise Http404
    try:
        services.membership_end(membership=membership, by=seat.person, now=timezone.now())
    except ValidationError as error:
        messages.error(request, first_error(error))
    else:
        messages.success(request, f"{membership.person} is no longer {membership.role} here.")
    if any(one.organisation == seat.organisation for one in seats_of(seat.person)):
        return redirect("organisation", organisation_id=seat.organisation.pk)
    return redirect("home")


@everybody
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """What one is invited to; joining takes a button, so that no mail scanner joins."""
    found = invitation_by_secret(secret)
    facts = {"invitation": found, "state": services.state_of(found, timezone.now()), "refusal": None}
    if request.method == "POST" and isinstance(request.user, Person):
        try:
            services.invitation_accept(invitation=found, person=request.user, now=timezone.now())
        except ValidationError as error:
            facts["refusal"] = first_error(error)
            return render(request, "parties/invitation.html", facts, status=409)
        messages.success(request, f"You belong to {found.organisation} now.")
        return redirect("home")
    return render(request, "parties/invitation.html", facts)


@everybody
@require_http_methods(["GET", "POST"])
def link_ask(request: HttpRequest) -> HttpResponse:
    """Ask for a link by mail; the answer is the same whether the address is known or not, or asked too often."""
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        email = form.cleaned_data["email"].lower()
        person = Person.objects.filter(email=email, is_active=True).first()
        if person is not None and consume(request, app="allauth.account", action="reset_password", key=email):
            tell(LinkAsked(person, token_for(person, now), now))
        return render(request, "parties/link_sent.html", {"email": form.cleaned_data["email"]})
    return render(request, "parties/link_ask.html", {"form": form}, status=_status(form))


@everybody
@require_http_methods(["GET", "POST"])
def link_use(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in by a mailed link; it takes a button, so that no mail scanner signs in.

    It stands for the password: whoever turned a second step on is asked for it next.
    """
    person = person_of(token, timezone.now())
    if person is None:
        return render(request, "parties/link_spent.html", status=410)
    if request.method == "POST":
        record_authentication(request, person, method="link", email=person.email)
        mailed = EmailVerificationMethod.NONE  # the link has come to the address
        answer: HttpResponse = perform_login(
            request, person, email_verification=mailed, redirect_url=reverse("home"), email=person.email
        )
        return answer
    return render(request, "parties/link_use.html", {"person": person})


def person_signed_in(request: HttpRequest) -> Person:
    """The person who signed in; views for people alone call this."""
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def _status(form: OrganisationForm | InvitationForm | LinkForm) -> int:
    return 422 if form.errors else 200
