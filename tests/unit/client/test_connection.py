"""The client against a portal that is made up: repeated requests, refusals, pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from evenhand.client import Portal, PortalRefused

Answer = Callable[[httpx.Request], httpx.Response]
ME = {
    "person": {"id": "00000000-0000-0000-0000-000000000001", "name": "Ann", "email": "ann@example.org"},
    "organisation": {"id": "00000000-0000-0000-0000-000000000002", "name": "Harbour"},
    "roles": ["manager"],
    "scopes": ["read"],
    "token": "00000000-0000-0000-0000-000000000003",
    "token_name": "A test",
    "expires_at": "2027-01-01T00:00:00Z",
    "later": "a key that this release does not know",
}
PROBLEM = {
    "type": "/api/#stale",
    "title": "Somebody changed it in between",
    "status": 409,
    "code": "stale",
    "detail": "Ann saved revision 2 in between.",
    "mend": "Look at it.",
    "places": [],
    "latest": {"number": 2},
}


class World:
    """Answers requests one after the other, and keeps them and the waits."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers, self.asked, self.waits = list(answers), list[httpx.Request](), list[float]()

    def portal(self, **more: Any) -> Portal:
        transport = httpx.MockTransport(self.answer)
        given = {"transport": transport, "pause": self.waits.append} | more
        return Portal("https://sla.example.org/", "evenhand_token", **given)

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_a_value_is_asked_for_with_the_token_and_read_into_a_type() -> None:
    world = World(httpx.Response(200, json=ME))
    with world.portal() as portal:
        assert portal.me().person.name == "Ann"
    (asked,) = world.asked
    assert str(asked.url) == "https://sla.example.org/api/v1/me"
    assert asked.headers["Authorization"] == "Bearer evenhand_token"
    assert "Idempotency-Key" not in asked.headers


def test_a_lost_or_busy_act_is_repeated_with_the_same_key() -> None:
    done = httpx.Response(200, json={"sentence": "Done."})
    world = World(httpx.ReadTimeout("lost"), httpx.Response(503, headers={"Retry-After": "5"}), done)
    assert world.portal().mark_notice("1").sentence == "Done."
    assert world.waits == [1.0, 5.0]
    assert len({each.headers["Idempotency-Key"] for each in world.asked}) == 1
    again = World(httpx.Response(200, json={"sentence": "Done."}))
    again.portal().mark_notice("1")
    assert again.asked[0].headers["Idempotency-Key"] != world.asked[0].headers["Idempotency-Key"]


def test_it_is_not_repeated_for_ever() -> None:
    world = World(*[httpx.ConnectError("away")] * 4)
    with pytest.raises(httpx.ConnectError):
        world.portal().me()
    assert world.waits == [1.0, 1.0, 1.0]
    busy = World(*[httpx.Response(429, headers={"Retry-After": "3600"}) for _ in range(2)])
    with pytest.raises(PortalRefused, match="not-the-portal"):
        busy.portal(attempts=2).me()
    assert busy.waits == [60.0]


def test_a_refusal_says_the_code_what_happened_and_the_mend() -> None:
    problem = httpx.Response(
        409, content=json.dumps(PROBLEM), headers={"Content-Type": "application/problem+json"}
    )
    with pytest.raises(
        PortalRefused, match=r"stale: Ann saved revision 2 in between. Look at it."
    ) as refused:
        World(problem).portal().at("1").drop("2")
    assert refused.value.problem.model_dump()["latest"] == {"number": 2}


def test_lists_are_followed_from_page_to_page() -> None:
    one = {"id": ME["token"], "name": "Harbour", "roles": []}
    pages = [{"items": [one, one], "next": "abc"}, {"items": [one], "next": None}]
    world = World(*(httpx.Response(200, json=page) for page in pages))
    assert len(list(world.portal().organisations())) == 3
    assert [each.url.params.get("cursor") for each in world.asked] == [None, "abc"]


def test_a_list_of_values_is_read() -> None:
    line = {
        "at": "2026-01-01T00:00:00Z",
        "who": "Ann",
        "side": "",
        "words": "Hello",
        "own": False,
        "thread": None,
    }
    world = World(httpx.Response(200, json=[line]))
    assert world.portal().at("1").talks.said("Hello")[0].who == "Ann"


def test_an_agreement_is_joined_by_the_secret_of_the_mail() -> None:
    agreement = {
        "id": ME["token"],
        "title": "T",
        "side": "client",
        "roles": [],
        "client": None,
        "provider": None,
        "begun_by": "provider",
        "begun_at": "2026-01-01T00:00:00Z",
        "shared": True,
    }
    world = World(httpx.Response(201, json=agreement), httpx.Response(200, content=b"%PDF"))
    desk = world.portal().join("secret")
    assert desk.paper("7") == b"%PDF"
    assert world.asked[1].url.path == f"/api/v1/agreements/{ME['token']}/versions/7/agreement.pdf"
