"""What the tests of notices share: kinds to choose from, a person, mails that come in, a mail server as told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, ClassVar

import pytest
from django.core.mail.backends.locmem import EmailBackend

from evenhand_portal.notices.kinds import KINDS, Kind, declare
from evenhand_portal.notices.letter import Letter
from evenhand_portal.notices.models import Notice
from evenhand_portal.notices.services import notice_queue
from evenhand_portal.parties.models import Person

MUST = Kind("must", "it must be said", "Tests", must=True)
URGENT = Kind("urgent", "it is urgent", "Tests", urgent=True)
CALM = Kind("calm", "it can wait", "Tests")


class Server(EmailBackend):
    """A mail server that answers as told: an error for each mail, or nothing while it is down."""

    answers: ClassVar[list[Exception]] = []
    down: ClassVar[bool] = False

    def send_messages(self, messages: Any) -> int:
        if self.down:
            raise OSError("no route")
        if self.answers:
            raise self.answers.pop(0)
        return super().send_messages(messages)


@pytest.fixture
def server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> type[Server]:
    """The server by which mails leave in this test."""
    import sys

    monkeypatch.setitem(sys.modules, __name__, sys.modules[Server.__module__])
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    Server.answers, Server.down = [], False
    return Server


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    """Three kinds, for these tests alone."""
    declare(MUST, URGENT, CALM)
    yield
    for kind in (MUST, URGENT, CALM):
        del KINDS[kind.name]


@pytest.fixture
def nora(make_person: Callable[[str], Person]) -> Person:
    """A person."""
    return make_person("Nora")


def tell(person: Person, kind: str, now: datetime, key: str = "one", **facts: Any) -> Notice:
    """Queue a notice."""
    letter = facts.pop("letter", Letter(headline=f"News {key}.", link="http://localhost:8000/x"))
    return notice_queue(
        key=key,
        kind=kind,
        person=person,
        email=person.email,
        subject=f"Subject {key}",
        letter=letter,
        now=now,
        **facts,
    )
