"""Webhooks of the organisation, what was delivered, and sending it again."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema
from pydantic import Field

from evenhand.client import values
from evenhand_portal.api.doors import acts, reads
from evenhand_portal.api.finding import Called
from evenhand_portal.api.hooks import services
from evenhand_portal.api.models import Delivery, Endpoint
from evenhand_portal.api.paging import Paged, page_of
from evenhand_portal.api.selectors import endpoint_seen

router = Router(tags=["Webhooks"])
ALL = "/webhooks"
OF = f"{ALL}/{{endpoint_id}}"
Kinds = Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=100)]


class NewEndpoint(Schema, extra="forbid"):
    """Where news is sent, and which kinds; none means all."""

    url: str = Field(max_length=500)
    kinds: Kinds = Field(default_factory=list)


@reads(router, ALL, values.Page[values.Endpoint], roles="manager", summary="All webhooks")
def webhooks(request: Called, asked: Paged) -> values.Page[values.Endpoint]:
    """Those of the organisation, also those that have ended."""
    rows = Endpoint.objects.filter(organisation=request.caller.organisation)
    return page_of(rows, ("made_at", "id"), asked, _shown)


@acts(router, ALL, values.Endpoint, scope="admin", status=201, summary="Make a webhook")
def webhook_new(request: Called, body: NewEndpoint) -> values.Endpoint:
    """Have news of the organisation's agreements sent to a public https address."""
    seat = request.caller.seat
    return _shown(services.endpoint_make(seat=seat, url=body.url, kinds=body.kinds, now=request.now))


@reads(router, f"{OF}/secret", values.Secret, scope="admin", summary="The secret of a webhook")
def webhook_secret(request: Called, endpoint_id: UUID) -> values.Secret:
    """What deliveries are signed with."""
    return values.Secret(secret=services.secret_of(_endpoint(request, endpoint_id)))


@acts(router, f"{OF}/secret", values.Done, scope="admin", summary="Change the secret of a webhook")
def webhook_secret_new(request: Called, endpoint_id: UUID) -> values.Done:
    """From now on deliveries bear two signatures: by the new secret and by the one before."""
    services.secret_change(endpoint=_endpoint(request, endpoint_id))
    return values.Done(sentence="The secret is another one. Ask for it, and put it where you verify.")


@acts(router, f"{OF}/test", values.Delivery, scope="admin", status=201, summary="Send a test")
def webhook_test(request: Called, endpoint_id: UUID) -> values.Delivery:
    """Send something that means nothing, to see whether it arrives."""
    return _delivery(services.trial_send(endpoint=_endpoint(request, endpoint_id), now=request.now))


@acts(router, f"{OF}/end", values.Done, scope="admin", summary="End a webhook")
def webhook_end(request: Called, endpoint_id: UUID) -> values.Done:
    """Send nothing there any more."""
    services.endpoint_end(
        endpoint=_endpoint(request, endpoint_id), reason="Ended by a manager.", now=request.now
    )
    return values.Done(sentence="Nothing is sent there any more.")


@reads(
    router, f"{OF}/deliveries", values.Page[values.Delivery], roles="manager", summary="What was delivered"
)
def deliveries(request: Called, endpoint_id: UUID, asked: Paged) -> values.Page[values.Delivery]:
    """Every piece of news with the attempts to deliver it, newest first."""
    rows = _endpoint(request, endpoint_id).deliveries.prefetch_related("tries")
    return page_of(rows, ("-made_at", "id"), asked, _delivery)


@acts(router, f"{OF}/deliveries/{{delivery_id}}/again", values.Done, scope="admin", summary="Send it again")
def delivery_again(request: Called, endpoint_id: UUID, delivery_id: UUID) -> values.Done:
    """Under the same `webhook-id`."""
    found = _endpoint(request, endpoint_id).deliveries.filter(pk=delivery_id).first()
    if found is None:
        raise Http404
    services.delivery_again(delivery=found, now=request.now)
    return values.Done(sentence="It is sent again.")


def _endpoint(request: Called, endpoint_id: UUID) -> Endpoint:
    return endpoint_seen(request.caller.seat, endpoint_id)


def _shown(one: Endpoint) -> values.Endpoint:
    return values.Endpoint(
        id=one.pk,
        url=one.url,
        kinds=one.kinds,
        made_at=one.made_at,
        ended_at=one.ended_at,
        end_reason=one.end_reason,
    )


def _delivery(one: Delivery) -> values.Delivery:
    tries = [values.Attempt(at=each.at, status=each.status, trouble=each.trouble) for each in one.tries.all()]
    return values.Delivery(
        id=one.pk,
        kind=one.kind,
        state=one.state,
        made_at=one.made_at,
        due_at=one.due_at,
        attempts=tries,
    )
