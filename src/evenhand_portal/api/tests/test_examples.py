"""The examples of the documentation, run as they stand against a portal that listens."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from evenhand_portal.agreements.models import Agreement, Draft, Version
from evenhand_portal.agreements.services.drafts import agreement_begin
from evenhand_portal.agreements.services.versions import version_offer
from evenhand_portal.agreements.tests.conftest import EXAMPLE
from evenhand_portal.api.examples import EXAMPLES, Example, shown
from evenhand_portal.api.tests.conftest import Program
from evenhand_portal.api.tests.test_client import TICKETS
from evenhand_portal.conftest import PASSWORD, House

SHELL = [example for example in EXAMPLES if example.curl]
PYTHON = [example for example in EXAMPLES if example.anchor != "webhook"]


@pytest.fixture
def run(
    real_database: None,
    live_server: Any,
    harbour: House,
    tidewater: House,
    program: Callable[..., Program],
    tmp_path: Path,
) -> Callable[[Example, list[str]], str]:
    """Run a script in a folder with a file of tickets, with the variables that the examples take."""
    now = timezone.now()
    given = {
        "title": "Managed IT services",
        "side": "provider",
        "organisation": tidewater.organisation,
        "text": EXAMPLE,
        "person": tidewater.manager,
        "now": now,
    }
    draft = agreement_begin(**given)
    Agreement.objects.update(client=harbour.organisation, shared_at=now)
    (tmp_path / "tickets.csv").write_text(TICKETS)

    def act(example: Example, command: list[str]) -> str:
        person = tidewater.manager
        variables = {"AGREEMENT": str(draft.agreement_id), "DRAFT": str(draft.pk), "PASSWORD": PASSWORD}
        if example.anchor == "sign":
            person = tidewater.signatory
            version: Version = version_offer(
                draft=draft, number=1, side="provider", person=tidewater.manager, now=now
            )
            variables |= {"VERSION": str(version.pk), "IDENTITY": version.identity}
        assert set(example.names) <= set(variables)
        variables["EVENHAND_TOKEN"] = program(person, tidewater.organisation).secret
        done = subprocess.run(  # noqa: PLW1510 - the return code is asserted, with what was said
            command, capture_output=True, text=True, cwd=tmp_path, env={**os.environ, **variables}, timeout=60
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return act


def told(example: Example) -> str:
    return {
        "see": "Managed IT services",
        "records": "3",
        "draft": "",
        "sign": "",
    }[example.anchor]


@pytest.mark.parametrize("example", SHELL, ids=lambda one: one.anchor)
def test_the_examples_for_curl_run(example: Example, run: Callable[..., str], live_server: Any) -> None:
    said = run(example, ["sh", "-c", shown(example, live_server.url).curl])
    assert told(example) in said
    assert_done(example)


@pytest.mark.parametrize("example", PYTHON, ids=lambda one: one.anchor)
def test_the_examples_in_python_run(example: Example, run: Callable[..., str], live_server: Any) -> None:
    said = run(example, [sys.executable, "-c", shown(example, live_server.url).python])
    assert told(example) in said
    assert_done(example)


def assert_done(example: Example) -> None:
    if example.anchor == "draft":
        assert Draft.objects.get().latest == 2
    if example.anchor == "sign":
        assert Version.objects.get().signatures.get().name == "Ann Reed"
