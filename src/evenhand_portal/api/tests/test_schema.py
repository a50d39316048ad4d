"""Schemathesis over the whole OpenAPI document: no server error, and every answer is one that the document names.

A short form here; EVENHAND_SOAK_CASES sets how many cases each operation gets in the long one.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from evenhand_portal.api.interface import interface
from evenhand_portal.api.tests.conftest import Program
from evenhand_portal.config.tests.test_matrix import subjects  # noqa: F401 - a fixture
from evenhand_portal.config.wsgi import application
from evenhand_portal.conftest import House

CASES = int(os.environ.get("EVENHAND_SOAK_CASES", "4"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
GROUPS = list(dict.fromkeys(str(router.tags[0]) for _, router in interface._routers if router.tags))


def operations(group: str) -> Iterator[Any]:
    document = interface.get_openapi_schema(path_prefix="/api/v1/")
    schema = schemathesis.openapi.from_dict(document)
    schema.app = application
    for found in schema.get_all_operations():
        operation = found.ok()
        if group in operation.tags:
            yield operation


@pytest.mark.parametrize("group", GROUPS)
def test_no_case_breaks_the_interface(
    group: str,
    subjects: dict[str, Any],  # noqa: F811 - the fixture
    harbour: House,
    tidewater: House,
    program: Callable[..., Program],
    in_process: None,
    settings: Any,
) -> None:
    settings.API_CALLS_A_MINUTE = 10**9
    sitting = {
        "organisation_id": harbour,
        "endpoint_id": harbour,
        "master_id": harbour,
        "rollout_id": harbour,
    }
    asked = 0
    for operation in operations(group):
        names = {part.name for part in operation.path_parameters}
        house = next((sitting[name] for name in names if name in sitting), tidewater)
        roles = interface_roles(operation)
        person = house.signatory if "manager" not in roles else house.manager
        token = program(person, house.organisation).secret
        asked += tried(operation, {name: str(subjects[name]) for name in names}, token)
    assert asked >= CASES


def interface_roles(operation: Any) -> list[str]:
    return list(operation.definition.raw["x-roles"])


def tried(operation: Any, known: dict[str, str], token: str) -> int:
    asked = 0
    modes = [
        operation.as_strategy(generation_mode=mode, path_parameters=known or None)
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        if mode == GenerationMode.POSITIVE or operation.body or operation.query
    ]

    @settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        derandomize=CASES < 100,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=st.one_of(*modes, operation.as_strategy()))
    def every(case: Any) -> None:
        nonlocal asked
        asked += 1
        headers = {"Authorization": f"Bearer {token}"}
        if case.method.upper() == "POST":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        with transaction.atomic():
            answer = case.call(base_url="http://localhost", headers=headers)
            transaction.set_rollback(True)
        case.validate_response(answer, checks=CHECKS)

    every()
    return asked
