"""Every operation for tokens of every role, with and without its scope, and for nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from evenhand_portal.api.decisions import SCOPES
from evenhand_portal.api.interface import interface
from evenhand_portal.api.tests.conftest import Program
from evenhand_portal.api.tests.matrix import TABLE, Row
from evenhand_portal.config.tests.test_matrix import subjects  # noqa: F401 - a fixture
from evenhand_portal.conftest import House

ROLES = ("manager", "signatory", "reader", "auditor")
DOCUMENT = interface.get_openapi_schema(path_prefix="/")
PATHS = {
    operation["operationId"]: (method.upper(), path)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
}
EMPTY = ("version-contract", "notice-marked")
"""What is not there for the version of the tests, whoever asks."""


def test_every_operation_is_in_the_matrix_and_every_row_has_an_operation() -> None:
    assert set(PATHS) == set(TABLE)
    assert len(interface.operations()) == len(TABLE)


@pytest.mark.parametrize("name", PATHS)
def test_every_door_is_as_the_matrix_says(name: str) -> None:
    row = TABLE[name]
    needs = {one.operation_id: one.view_func.needs for one in interface.operations()}[name]
    assert (needs.scope, needs.roles, needs.subject) == (row.scope, row.roles, row.subject)
    assert PATHS[name][0] == row.method
    assert needs.acts == (row.method == "POST")


@pytest.mark.parametrize("name", PATHS)
def test_the_matrix(
    name: str,
    subjects: dict[str, Any],  # noqa: F811 - the fixture
    harbour: House,
    tidewater: House,
    make_house: Callable[[str], House],
    program: Callable[..., Program],
) -> None:
    row, (method, path) = TABLE[name], PATHS[name]
    at = path.format(**subjects)
    houses = {"client": harbour, "provider": tidewater, "third": make_house("Third House")}
    assert asked(Program(""), method, at) == 401
    assert asked(Program("evenhand_nobodys"), method, at) == 401
    others = " ".join(scope for scope in SCOPES if scope != row.scope)
    for side, house in houses.items():
        for role in ROLES:
            person = getattr(house, role)
            status = asked(program(person, house.organisation), method, at)
            seen = f"{side} {role} {method} {at}: {status}"
            if may(row, side, role):
                assert status not in (401, 403, 405), seen
                assert status != 404 or name in EMPTY, seen
            else:
                assert status == 404, seen
            assert asked(program(person, house.organisation, others), method, at) == 403, seen


def asked(caller: Program, method: str, at: str) -> int:
    with transaction.atomic():
        answer = caller.ask(method, at, None if method == "GET" else {"password": "no"})
        status = answer.status_code
        if status >= 400:
            assert answer["Content-Type"] == "application/problem+json", answer.content
            assert answer.json()["status"] == status
        transaction.set_rollback(True)
    assert status < 500, answer.content
    if status == 403 and answer.json()["code"] != "scope-missing":
        return 422  # the password, which is asked for once the door is open
    return status


def may(row: Row, side: str, role: str) -> bool:
    return side in row.sides and role in row.roles
