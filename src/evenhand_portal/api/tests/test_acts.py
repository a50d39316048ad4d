"""Acts by the interface: done once, never on what somebody else changed, never signed by a token alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError

from evenhand_portal.agreements.models import Draft, Signature, Version
from evenhand_portal.agreements.tests.conftest import EXAMPLE, draft, offered, shared  # noqa: F401 - fixtures
from evenhand_portal.api.models import Answer, Token
from evenhand_portal.api.once import forget_once
from evenhand_portal.api.tests.conftest import Program
from evenhand_portal.conftest import PASSWORD, House
from evenhand_portal.parties.models import Membership

Programs = Callable[..., Program]


@pytest.fixture
def at(shared: Draft) -> str:  # noqa: F811 - a fixture
    return f"/agreements/{shared.agreement_id}/drafts/{shared.pk}"


@pytest.fixture
def mine(program: Programs, tidewater: House) -> Program:
    return program(tidewater.manager, tidewater.organisation)


def code(answer: object) -> str:
    return answer.json()["code"]  # type: ignore[attr-defined]  # an answer of the test client


def test_an_agreement_is_begun_once_however_often_the_request_comes(mine: Program) -> None:
    body = {"side": "provider", "text": EXAMPLE}
    first, second = (mine.post("/agreements", body, key="one") for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert second["Idempotency-Replayed"] == "true"
    assert Draft.objects.count() == 1
    other = mine.post("/agreements", body | {"side": "client"}, key="one")
    assert (other.status_code, code(other)) == (422, "idempotency-key-reused")
    assert mine.post("/agreements", body, key="two").json()["id"] != first.json()["id"]


def test_a_post_without_a_key_is_refused(mine: Program) -> None:
    headers = {"Authorization": f"Bearer {mine.secret}"}
    answer = mine.client.post("/api/v1/agreements", "{}", "application/json", headers=headers)
    assert (answer.status_code, code(answer)) == (400, "idempotency-key-missing")


def test_refusals_are_repeated_too_and_what_they_began_is_taken_back(mine: Program, at: str) -> None:
    first, second = (
        mine.post(f"{at}/revisions", {"text": EXAMPLE, "based_on": 7}, key="k") for _ in range(2)
    )
    assert first.status_code == 409
    assert first.content == second.content


def test_a_busy_database_keeps_nothing(mine: Program, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(**given: object) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr("evenhand_portal.api.operations.drafts.draft_drop", locked)
        answer = mine.post(f"{at}/drop", key="k")
    assert (answer.status_code, code(answer), answer["Retry-After"]) == (503, "busy", "5")
    assert mine.post(f"{at}/drop", key="k").status_code == 200


def test_keys_are_forgotten_after_a_day(mine: Program, at: str) -> None:
    assert mine.post(f"{at}/drop", key="k").status_code == 200
    kept = Answer.objects.get()
    assert not forget_once(kept.at + timedelta(hours=23))
    assert forget_once(kept.at + timedelta(hours=25))
    assert code(mine.post(f"{at}/drop", key="k")) == "refused"


def test_what_somebody_changed_in_between_is_answered_with_the_difference(mine: Program, at: str) -> None:
    theirs = EXAMPLE.replace("Harbour Dental Group", "Harbour Dental")
    assert mine.post(f"{at}/revisions", {"text": theirs, "based_on": 1}).json()["number"] == 2
    answer = mine.post(f"{at}/revisions", {"text": EXAMPLE, "based_on": 1})
    assert (answer.status_code, code(answer)) == (409, "stale")
    assert answer.json()["latest"]["number"] == 2
    assert answer.json()["difference"]["changes"][0]["clause"] == "parties.client.name"
    assert mine.get(at).json()["text"] == theirs
    assert mine.post(f"{at}/revisions/1/return", {"revision": 1}).status_code == 409
    assert mine.post(f"{at}/revisions/1/return", {"revision": 2}).json()["number"] == 3
    assert mine.post(f"{at}/revisions", {"text": theirs, "based_on": 3}).json()["number"] == 4
    assert mine.post(f"{at}/undo", {"revision": 4}).json()["note"] == "back to revision 3"
    assert [one["number"] for one in mine.get(f"{at}/revisions").json()["items"]] == [5, 4, 3, 2, 1]


def test_signing_takes_the_password_the_identity_and_consent(
    program: Programs,
    offered: Version,  # noqa: F811 - a fixture
    harbour: House,
    tidewater: House,
) -> None:
    path = f"/agreements/{offered.agreement_id}/versions/{offered.pk}"
    yes = {"password": PASSWORD, "name": "A. Name", "consent": True, "shown": offered.identity}
    first = program(harbour.signatory, harbour.organisation, "sign read")
    for wrong, status in (
        ({"password": "no"}, 403),
        ({"shown": "0" * 64}, 422),
        ({"consent": False}, 422),
        ({"name": " "}, 422),
    ):
        assert first.post(f"{path}/sign", yes | wrong).status_code == status, wrong
    assert code(first.post(f"{path}/sign", {**yes, "password": None})) == "invalid"
    assert not Signature.objects.exists()
    assert first.get(f"{path}/signing").json()["identity"] == offered.identity
    signed = first.post(f"{path}/sign", yes)
    assert [one["side"] for one in signed.json()["signatures"]] == ["client"]
    assert signed.json()["draft"] is None
    last = program(tidewater.signatory, tidewater.organisation).post(f"{path}/sign", yes).json()
    assert (last["state"], last["draft"]) == ("agreed", str(offered.draft_id))
    assert program(tidewater.reader, tidewater.organisation).post(f"{path}/sign", yes).status_code == 404


def test_somebody_without_a_password_signs_in_the_portal(
    program: Programs,
    offered: Version,  # noqa: F811 - a fixture
    harbour: House,
) -> None:
    harbour.signatory.set_unusable_password()
    harbour.signatory.save()
    path = f"/agreements/{offered.agreement_id}/versions/{offered.pk}/confirm"
    answer = program(harbour.signatory, harbour.organisation).post(path, {"password": "x"})
    assert (answer.status_code, code(answer)) == (403, "password-wrong")


def test_a_token_is_no_better_than_its_person(program: Programs, tidewater: House, at: str) -> None:
    caller = program(tidewater.manager, tidewater.organisation)
    Membership.objects.filter(person=tidewater.manager, role="manager").delete()
    Membership.objects.create(
        organisation=tidewater.organisation,
        person=tidewater.manager,
        role="reader",
        since="2026-01-01T00:00Z",
    )
    assert caller.get(at).status_code == 200
    assert caller.post(f"{at}/drop").status_code == 404
    Membership.objects.filter(person=tidewater.manager).update(until="2027-01-01T00:00Z")
    assert caller.get(at).status_code == 401


@pytest.mark.parametrize(
    "change", [{"revoked_at": "2026-01-01T00:00Z"}, {"expires_at": "2026-01-01T00:00Z"}], ids=str
)
def test_a_token_ends(program: Programs, tidewater: House, change: dict[str, str]) -> None:
    caller = program(tidewater.manager, tidewater.organisation)
    assert caller.get("/me").json()["person"]["name"] == "Tidewater-manager"
    assert Token.objects.get().used_at is not None
    Token.objects.update(**change)
    answer = caller.get("/me")
    assert (answer.status_code, code(answer), answer["WWW-Authenticate"]) == (401, "token-needed", "Bearer")


def test_a_person_who_is_shut_out_has_no_token(program: Programs, tidewater: House) -> None:
    caller = program(tidewater.manager, tidewater.organisation)
    tidewater.manager.is_active = False
    tidewater.manager.save()
    assert caller.get("/me").status_code == 401


def test_too_many_requests_are_told_to_wait(mine: Program, settings: object) -> None:
    settings.API_CALLS_A_MINUTE = 2  # type: ignore[attr-defined]  # the settings of the test
    assert [mine.get("/me").status_code for _ in range(3)] == [200, 200, 429]
    assert mine.get("/me")["Retry-After"] == "60"


def test_methods_and_addresses_that_are_not_there_are_answered_in_problems(mine: Program) -> None:
    answer = mine.ask("DELETE", "/me")
    assert (answer.status_code, code(answer), answer["Allow"]) == (405, "method-not-allowed", "GET")
    for path in ("/nothing", "/", "/agreements/no-number", "/agreements/no-number/drafts"):
        assert (mine.get(path).status_code, code(mine.get(path))) == (404, "not-found")
    assert mine.ask("PUT", "/nothing", {}).status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b'{"revision": 1, "revision": 2}', 422, "no-json"),
        (b'{"revision": NaN}', 422, "no-json"),
        (b'{"revision": 1e400}', 422, "no-json"),
        (b'{"revision": ' + b"9" * 5_000 + b"}", 422, "no-json"),
        (b'{"revision": "\\ud800"}', 422, "no-json"),
        (b'{"revision": "\\u0000"}', 422, "no-json"),
        (b"[" * 200_000, 422, "no-json"),
        (b'{"revision": 1', 422, "no-json"),
        (b"\xff", 422, "no-json"),
        (b"[]", 422, "invalid"),
        (b"", 422, "invalid"),
        (b'{"revision": 1, "more": 1}', 422, "invalid"),
        (b'{"revision": "' + b"x" * 3_000_000 + b'"}', 413, "too-large"),
    ],
    ids=range(13),
)
def test_json_has_one_meaning_or_is_refused(
    mine: Program, at: str, body: bytes, status: int, said: str
) -> None:
    answer = mine.ask("POST", f"{at}/offer", body)
    assert (answer.status_code, code(answer)) == (status, said)
    assert json.loads(answer.content)["detail"]


def test_another_type_of_body_is_refused(mine: Program, at: str) -> None:
    for path, given in ((f"{at}/offer", "text/plain"), (f"{at}/record", "application/json")):
        answer = mine.ask("POST", path, b"x", content_type=given)
        assert (answer.status_code, code(answer)) == (415, "media-type")
