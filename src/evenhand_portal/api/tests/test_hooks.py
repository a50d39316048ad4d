"""Webhooks: sent to the public internet alone, signed, at least once, under one number; nothing of one side's own."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from standardwebhooks import Webhook, WebhookVerificationError

from evenhand_portal.agreements.models import Draft
from evenhand_portal.agreements.services.drafts import draft_save
from evenhand_portal.agreements.tests.conftest import draft, offered, shared  # noqa: F401 - fixtures
from evenhand_portal.api.hooks.addresses import check_url
from evenhand_portal.api.hooks.services import (
    deliver_once,
    delivery_again,
    endpoint_end,
    endpoint_make,
    secret_change,
    secret_of,
    trial_send,
)
from evenhand_portal.api.hooks.transport import post
from evenhand_portal.api.models import Delivery, Endpoint
from evenhand_portal.api.tests.hook import Hook
from evenhand_portal.conftest import House
from evenhand_portal.parties.selectors import Seat, seats_of


def public(host: str, port: int) -> Sequence[str]:
    return ["93.184.215.14"]


@pytest.fixture
def hook(settings: Any) -> Iterator[Hook]:
    settings.HOOKS_ON_LOOPBACK = True
    server = Hook()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def seat(house: House) -> Seat:
    return seats_of(house.manager)[0]


@pytest.fixture
def endpoint(hook: Hook, harbour: House, now: datetime) -> Endpoint:
    return endpoint_make(seat=seat(harbour), url=hook.url, kinds=[], now=now)


def delivered(now: datetime) -> int:
    return sum(deliver_once(now) for _ in range(10))


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "fe80::1", "fc00::1", "ff02::1", "::"),
        *(
            "64:ff9b::7f00:1",
            "64:ff9b::808:808",
            "2002:7f00:1::",
            "::ffff:10.0.0.1",
            "2001:db8::1",
            "fe80::1%eth0",
        ),
    ],
)
def test_addresses_behind_walls_are_refused_when_saved_and_when_connected(address: str) -> None:
    with pytest.raises(ValidationError):
        check_url("https://hooks.example.org/", resolve=lambda host, port: [address])
    with pytest.raises(ValidationError):
        check_url("https://hooks.example.org/", resolve=lambda host, port: ["93.184.215.14", address])
    with pytest.raises(OSError, match="public internet"):
        post("https://hooks.example.org/", b"", {}, resolve=lambda host, port: [address])


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://example.org/",
            "https://me:secret@example.org/",
            "https://",
            "ftp://example.org/",
            "nothing",
        ),
        *(
            "https://example.org:99999/",
            "https://[::1/",
            "https://example.org/#part",
            "gopher://example.org/",
        ),
    ],
)
def test_only_https_without_a_password_is_taken(url: str) -> None:
    with pytest.raises(ValidationError):
        check_url(url, resolve=public)
    check_url("https://example.org/hook?x=1", resolve=public)


def test_a_name_that_leads_elsewhere_later_is_refused_when_it_connects(
    harbour: House, now: datetime, db: None
) -> None:
    made = endpoint_make(seat=seat(harbour), url="https://example.org/", kinds=[], now=now, resolve=public)
    trial_send(endpoint=made, now=now)
    assert deliver_once(now, resolve=lambda host, port: ["127.0.0.1"])
    attempt = Delivery.objects.get().tries.get()
    assert (attempt.status, attempt.trouble) == (
        None,
        "example.org is not an address of the public internet.",
    )


def test_what_both_may_know_is_sent_to_both_and_nothing_else(
    hook: Hook,
    harbour: House,
    tidewater: House,
    shared: Draft,  # noqa: F811 - a fixture
    now: datetime,
) -> None:
    from evenhand_portal.agreements.services.versions import version_offer

    ours = endpoint_make(seat=seat(tidewater), url=hook.url, kinds=["version-offered"], now=now)
    theirs = endpoint_make(seat=seat(harbour), url=hook.url + "2", kinds=[], now=now)
    secret = "our bottom line is 95 %"
    text = shared.revisions.get().text
    draft_save(draft=shared, based_on_number=1, text=f"{text}# {secret}\n", author=tidewater.manager, now=now)
    draft_save(draft=shared, based_on_number=2, text=text, author=tidewater.manager, now=now)
    assert not Delivery.objects.exists()
    version_offer(draft=shared, number=3, side="provider", person=tidewater.manager, now=now)
    assert {(one.endpoint, one.kind) for one in Delivery.objects.all()} == {
        (ours, "version-offered"),
        (theirs, "version-offered"),
    }
    assert delivered(now) == 2
    for headers, body in hook.got:
        assert secret.encode() not in body
        assert tidewater.manager.email.encode() not in body
        news = json.loads(body)
        assert (news["type"], news["data"]["side"]) == ("version-offered", "provider")
        assert news["data"]["facts"]["number"] == 1
        assert headers["webhook-id"].startswith("msg_")


def test_before_the_other_side_is_there_nothing_goes_to_it(
    hook: Hook,
    harbour: House,
    tidewater: House,
    draft: Draft,  # noqa: F811 - a fixture
    now: datetime,
) -> None:
    from evenhand_portal.agreements.selectors import desk_at
    from evenhand_portal.agreements.services.joining import other_side_invite

    endpoint_make(seat=seat(harbour), url=hook.url, kinds=[], now=now)
    here = desk_at(tidewater.manager, draft.agreement_id, frozenset({"manager"}))
    other_side_invite(desk=here, email=harbour.manager.email, name="", note="", now=now)
    assert not Delivery.objects.exists()


def test_a_delivery_is_signed_as_the_standard_says(hook: Hook, endpoint: Endpoint) -> None:
    now = datetime.now(UTC)
    trial_send(endpoint=endpoint, now=now)
    before = secret_of(endpoint)
    secret_change(endpoint=endpoint)
    assert delivered(now) == 1
    ((headers, body),) = hook.got
    for secret in (before, secret_of(endpoint)):
        assert Webhook(secret).verify(body, headers)["type"] == "test"
    with pytest.raises(WebhookVerificationError):
        Webhook(secret_of(endpoint, -1)).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(before).verify(body + b" ", headers)


def test_what_does_not_arrive_is_tried_again_under_the_same_number(
    hook: Hook, endpoint: Endpoint, now: datetime
) -> None:
    trial_send(endpoint=endpoint, now=now)
    hook.status = 302
    assert delivered(now) == 1
    assert not deliver_once(now + timedelta(seconds=4))
    hook.status = 500
    assert deliver_once(now + timedelta(seconds=6))
    hook.status = 204
    assert deliver_once(now + timedelta(hours=1))
    one = Delivery.objects.get()
    assert (one.state, one.attempts) == ("delivered", 3)
    assert [each.status for each in one.tries.all()] == [302, 500, 204]
    assert len({headers["webhook-id"] for headers, _ in hook.got}) == 1
    delivery_again(delivery=one, now=now)
    assert deliver_once(now)
    assert len({headers["webhook-id"] for headers, _ in hook.got}) == 1


def test_it_is_given_up_after_three_days(hook: Hook, endpoint: Endpoint, now: datetime) -> None:
    trial_send(endpoint=endpoint, now=now)
    hook.status = 503
    at, tries = now, 0
    while deliver_once(at):
        tries += 1
        at = Delivery.objects.get().due_at
    assert (tries, Delivery.objects.get().state) == (10, "failed")
    assert timedelta(days=3) < at - now < timedelta(days=4)


def test_an_end_that_is_gone_gets_no_more(hook: Hook, endpoint: Endpoint, now: datetime) -> None:
    for _ in range(2):
        trial_send(endpoint=endpoint, now=now)
    hook.status = 410
    assert delivered(now) == 1
    endpoint.refresh_from_db()
    assert endpoint.ended_at == now
    assert {one.state for one in Delivery.objects.all()} == {"failed"}
    with pytest.raises(ValidationError):
        trial_send(endpoint=endpoint, now=now)
    with pytest.raises(ValidationError):
        delivery_again(delivery=Delivery.objects.all()[0], now=now)


def test_a_worker_that_died_is_replaced_and_its_late_word_does_not_count(
    hook: Hook, endpoint: Endpoint, now: datetime
) -> None:
    from evenhand_portal.api.hooks import services

    trial_send(endpoint=endpoint, now=now)
    lost = services._lease(now)
    assert lost is not None
    assert not deliver_once(now + timedelta(minutes=1))
    assert deliver_once(now + timedelta(minutes=3))
    services._written_down(lost, 500, "It answered 500.", now)
    assert Delivery.objects.get().state == "delivered"


def test_a_wrong_kind_or_a_second_hook_of_the_same_address_is_refused(
    hook: Hook, endpoint: Endpoint, harbour: House, now: datetime
) -> None:
    for url, kinds in ((hook.url + "3", ["nothing"]), (hook.url, [])):
        with pytest.raises(ValidationError):
            endpoint_make(seat=seat(harbour), url=url, kinds=kinds, now=now)
    endpoint_end(endpoint=endpoint, reason="", now=now)
    assert endpoint_make(seat=seat(harbour), url=hook.url, kinds=[], now=now)


def test_the_interface_and_the_pages_show_what_was_sent(
    hook: Hook,
    endpoint: Endpoint,
    harbour: House,
    now: datetime,
    browser: Callable[..., Any],
    program: Callable[..., Any],
) -> None:
    trial_send(endpoint=endpoint, now=now)
    delivered(now)
    here = f"/organisations/{harbour.organisation.pk}/webhooks/{endpoint.pk}/"
    page = browser(harbour.manager).get(here)
    assert secret_of(endpoint) in page.text
    assert "answered 200" in page.text
    caller = program(harbour.manager, harbour.organisation)
    listed = caller.get(f"/webhooks/{endpoint.pk}/deliveries").json()["items"]
    assert [each["attempts"][0]["status"] for each in listed] == [200]
    assert caller.get(f"/webhooks/{endpoint.pk}/secret").json() == {"secret": secret_of(endpoint)}
    again = caller.post(f"/webhooks/{endpoint.pk}/deliveries/{listed[0]['id']}/again")
    assert again.status_code == 200
    assert delivered(datetime.now(UTC)) == 1
