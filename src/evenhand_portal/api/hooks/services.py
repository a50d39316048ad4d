"""Webhooks: made, ended, given another secret; news put into the outbox and delivered from it by the worker."""

from __future__ import annotations

import base64
import json
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from standardwebhooks import Webhook

from evenhand_portal.api.hooks.addresses import Resolve, check_url, resolved
from evenhand_portal.api.hooks.decisions import GONE, arrived, wait_after
from evenhand_portal.api.hooks.transport import post
from evenhand_portal.api.models import Attempt, Delivery, Endpoint
from evenhand_portal.ledger.sentences import SENTENCES
from evenhand_portal.parties.selectors import Seat

LEASE: Final = timedelta(minutes=2)
MOST_ENDPOINTS: Final = 20
TRIAL: Final = "test"
State = Delivery.State


def kinds_known() -> tuple[str, ...]:
    """Return every kind of news: those of the ledger's entries that tell an act of a party."""
    return tuple(kind for kind in SENTENCES if kind != "payload-erased")


@transaction.atomic
def endpoint_make(
    *, seat: Seat, url: str, kinds: Collection[str], now: datetime, resolve: Resolve = resolved
) -> Endpoint:
    """Have news sent to `url` from now on; raise ValidationError for an address or a kind that will not do."""
    check_url(url, resolve=resolve, loopback=settings.HOOKS_ON_LOOPBACK)
    if strange := sorted(set(kinds) - set(kinds_known())):
        raise ValidationError({"kinds": f"Not a kind of news: {', '.join(strange)}."})
    used = Endpoint.objects.filter(organisation=seat.organisation, ended_at=None)
    if used.filter(url=url).exists():
        raise ValidationError({"url": "News is sent there already."})
    if used.count() >= MOST_ENDPOINTS:
        raise ValidationError({"url": f"There are {MOST_ENDPOINTS} webhooks already. End one first."})
    return Endpoint.objects.create(
        organisation=seat.organisation, url=url, kinds=sorted(set(kinds)), made_by=seat.person, made_at=now
    )


@transaction.atomic
def endpoint_end(*, endpoint: Endpoint, reason: str, now: datetime) -> None:
    """Send nothing there any more; what waited is given up."""
    if Endpoint.objects.filter(pk=endpoint.pk, ended_at=None).update(ended_at=now, end_reason=reason[:300]):
        Delivery.objects.filter(endpoint=endpoint, state=State.WAITING).update(state=State.FAILED)


@transaction.atomic
def secret_change(*, endpoint: Endpoint) -> None:
    """Give a webhook another secret; for changing over, deliveries bear a signature by the one before as well."""
    Endpoint.objects.filter(pk=endpoint.pk).update(generation=F("generation") + 1)
    endpoint.refresh_from_db()


def secret_of(endpoint: Endpoint, back: int = 0) -> str:
    """Return the secret of a webhook, derived from the portal's own; `back` counts earlier ones."""
    made = salted_hmac(
        "evenhand.api.hooks", f"{endpoint.pk}.{endpoint.generation - back}", algorithm="sha256"
    )
    return "whsec_" + base64.b64encode(made.digest()).decode()


def delivery_queue(*, endpoint: Endpoint, kind: str, data: object, at: datetime) -> Delivery:
    """Put a piece of news into the outbox, in the transaction that is under way."""
    body = {"type": kind, "timestamp": at.isoformat(), "data": data}
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Delivery.objects.create(endpoint=endpoint, kind=kind, body=text, made_at=at, due_at=at)


@transaction.atomic
def trial_send(*, endpoint: Endpoint, now: datetime) -> Delivery:
    """Send something that means nothing; raise ValidationError where nothing is sent any more."""
    _check_used(endpoint)
    return delivery_queue(endpoint=endpoint, kind=TRIAL, data={}, at=now)


@transaction.atomic
def delivery_again(*, delivery: Delivery, now: datetime) -> None:
    """Send a piece of news again, under its own number; raise ValidationError where nothing is sent any more."""
    _check_used(delivery.endpoint)
    Delivery.objects.filter(pk=delivery.pk).exclude(state=State.WAITING).update(
        state=State.WAITING, due_at=now, attempts=0, lease_until=None
    )


def _check_used(endpoint: Endpoint) -> None:
    if endpoint.ended_at is not None:
        raise ValidationError("This webhook has ended. Make a new one first.")


def deliver_once(now: datetime, resolve: Resolve = resolved) -> bool:
    """Deliver one piece of news that is due; whether there was one."""
    delivery = _lease(now)
    if delivery is None:
        return False
    status, trouble = _posted(delivery, now, resolve)
    _written_down(delivery, status, trouble, now)
    return True


def _lease(now: datetime) -> Delivery | None:
    """Take what has waited longest for the time of a lease; the fence tells a late worker from the next one."""
    with transaction.atomic():
        free = Q(lease_until=None) | Q(lease_until__lt=now)
        due = Delivery.objects.select_for_update(skip_locked=True).filter(
            free, state=State.WAITING, due_at__lte=now
        )
        delivery = due.order_by("due_at").first()
        if delivery is not None:
            delivery.lease_until, delivery.fence = now + LEASE, delivery.fence + 1
            delivery.save(update_fields=["lease_until", "fence"])
    return delivery


def _posted(delivery: Delivery, now: datetime, resolve: Resolve) -> tuple[int | None, str]:
    endpoint, number = delivery.endpoint, f"msg_{delivery.pk.hex}"
    secrets = [secret_of(endpoint, back) for back in range(min(endpoint.generation, 2))]
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Evenhand",
        "webhook-id": number,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(Webhook(one).sign(number, now, delivery.body) for one in secrets),
    }
    try:
        status = post(
            endpoint.url,
            delivery.body.encode(),
            headers,
            resolve=resolve,
            loopback=settings.HOOKS_ON_LOOPBACK,
        )
    except (OSError, ValueError) as error:
        return None, str(error)[:500]
    return status, "" if arrived(status) else f"It answered {status}."


@transaction.atomic
def _written_down(delivery: Delivery, status: int | None, trouble: str, now: datetime) -> None:
    attempts = delivery.attempts + 1
    wait = wait_after(attempts)
    state = State.DELIVERED if not trouble else State.FAILED if wait is None else State.WAITING
    mine = Delivery.objects.filter(pk=delivery.pk, fence=delivery.fence, state=State.WAITING)
    if not mine.update(state=state, attempts=attempts, lease_until=None, due_at=now + (wait or timedelta(0))):
        return
    Attempt.objects.create(delivery=delivery, at=now, status=status, trouble=trouble)
    if status == GONE:
        endpoint_end(endpoint=delivery.endpoint, reason="The other end said that it is gone (410).", now=now)
