"""The same request many times at once: one act, one answer for all, on either database."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connection

from evenhand_portal.agreements.models import Agreement
from evenhand_portal.agreements.tests.conftest import EXAMPLE
from evenhand_portal.api.models import Answer
from evenhand_portal.api.tests.conftest import Program
from evenhand_portal.conftest import House

AT_ONCE = 6


def test_the_same_request_at_once_is_done_once(
    real_database: None, program: Callable[..., Program], tidewater: House
) -> None:
    secret = program(tidewater.manager, tidewater.organisation).secret
    body = {"side": "provider", "text": EXAMPLE}
    together, answers = threading.Barrier(AT_ONCE), list[tuple[int, bytes]]()

    def ask() -> None:
        try:
            together.wait(timeout=30)
            answer = Program(secret).post("/agreements", body, key="one")
            answers.append((answer.status_code, answer.content))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert len(answers) == AT_ONCE
    assert {status for status, _ in answers} == {201}
    assert len({content for _, content in answers}) == 1
    assert Agreement.objects.count() == Answer.objects.count() == 1
