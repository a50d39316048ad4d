"""What a program proves: the password, and the code of the second step of whoever turned one on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from evenhand.client import Portal
from evenhand_portal.agreements.models import Signature, Version
from evenhand_portal.agreements.tests.conftest import draft, offered, shared  # noqa: F401 - fixtures
from evenhand_portal.api.tests.conftest import Program
from evenhand_portal.conftest import PASSWORD, House
from evenhand_portal.parties.tests.test_signing_in import code as shown_code

SECRET = "JBSWY3DPEHPK3PXP"
Signing = Callable[..., Any]


@pytest.fixture
def sign(
    program: Callable[..., Program],
    offered: Version,  # noqa: F811 - a fixture
    harbour: House,
) -> Signing:
    """Sign as the client's signatory, who has an authenticator app and recovery codes."""
    TOTP.activate(harbour.signatory, SECRET)
    RecoveryCodes.activate(harbour.signatory)
    caller = program(harbour.signatory, harbour.organisation)
    yes = {"password": PASSWORD, "name": "A. Name", "consent": True, "shown": offered.identity}

    def make(key: str | None = None, **more: Any) -> Any:
        at = f"/agreements/{offered.agreement_id}/versions/{offered.pk}/sign"
        return caller.post(at, yes | more, key=key)

    return make


@pytest.mark.parametrize("more", [{}, {"code": ""}, {"code": "000000"}, {"code": "nonsense"}, {"code": None}])
def test_the_password_alone_does_not_sign_where_the_second_step_is_on(
    sign: Signing, more: dict[str, Any]
) -> None:
    answer = sign(**more)
    assert (answer.status_code, answer.json()["code"]) == (403, "code-wrong")
    assert "authenticator app" in answer.json()["detail"] + answer.json()["mend"]
    assert not Signature.objects.exists()


def test_the_code_without_the_password_does_not_sign(sign: Signing) -> None:
    answer = sign(password="no", code=shown_code(SECRET))
    assert (answer.status_code, answer.json()["code"]) == (403, "password-wrong")
    assert sign(code=shown_code(SECRET)).status_code == 200, "a wrong password spends no code"


def test_the_code_of_the_app_signs_and_the_request_can_be_repeated(sign: Signing) -> None:
    now = shown_code(SECRET)
    first, second = (sign(key="one", code=now) for _ in range(2))
    assert first.status_code == 200
    assert (second.status_code, second["Idempotency-Replayed"]) == (200, "true")
    assert first.content == second.content
    assert Signature.objects.count() == 1
    assert sign(key="two", code=now).json()["code"] == "code-wrong", "a code is good once"


def test_a_recovery_code_signs(sign: Signing, harbour: House) -> None:
    kept = Authenticator.objects.get(user=harbour.signatory, type="recovery_codes").wrap()
    assert sign(code=kept.get_unused_codes()[0]).status_code == 200


def test_guessing_codes_is_stopped(sign: Signing) -> None:
    for _ in range(5):
        assert "not right" in sign(code="000000").json()["detail"]
    held = sign(code=shown_code(SECRET))
    assert (held.status_code, held.json()["code"]) == (403, "code-wrong")
    assert "Too many" in held.json()["detail"]


def test_who_has_no_second_step_need_not_send_a_code(
    enter: Callable[..., Portal],
    offered: Version,  # noqa: F811 - a fixture
    harbour: House,
) -> None:
    desk = enter(harbour, "signatory").at(offered.agreement_id)
    signed = desk.sign(desk.version(offered.pk), name="A. Name", password=PASSWORD)
    assert [one.side for one in signed.signatures] == ["client"]


def test_the_client_sends_the_code(
    enter: Callable[..., Portal],
    offered: Version,  # noqa: F811 - a fixture
    harbour: House,
) -> None:
    TOTP.activate(harbour.signatory, SECRET)
    desk = enter(harbour, "signatory").at(offered.agreement_id)
    signed = desk.sign(desk.version(offered.pk), name="A. Name", password=PASSWORD, code=shown_code(SECRET))
    assert [one.side for one in signed.signatures] == ["client"]
