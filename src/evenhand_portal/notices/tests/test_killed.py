"""A worker killed between lease and finish: the mail goes out again, under the same name, and is finished once."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PREPARE = """
from evenhand_portal.config.starting import set_up
set_up()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from django.utils import timezone
from evenhand_portal.notices.services import notice_queue
notice_queue(key="one", kind="test", email="nora@example.org", subject="S", text="T", now=timezone.now())
"""


@pytest.fixture
def started() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start processes that are ended after the test."""
    running: list[subprocess.Popen[str]] = []

    def start(*arguments: str, **environment: str) -> subprocess.Popen[str]:
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
        running.append(
            subprocess.Popen(
                [sys.executable, *arguments],
                env={**kept, **environment},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        )
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


def eventually(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, "it did not happen within a minute"
        time.sleep(0.05)


def test_a_killed_worker(tmp_path: Path, started: Callable[..., subprocess.Popen[str]]) -> None:
    taken = tmp_path / "taken"
    taken.touch()
    portal = {"EVENHAND_DEMO": "on", "EVENHAND_DATA": str(tmp_path)}
    worker = str(Path(sys.executable).with_name("evenhand"))
    assert started("-c", PREPARE, **portal).wait(60) == 0

    def server(seconds: str) -> dict[str, str]:
        process = started(str(HERE / "mailserver.py"), seconds, str(taken))
        assert process.stdout
        return {**portal, "EMAIL_URL": f"smtp://127.0.0.1:{process.stdout.readline().strip()}"}

    def names() -> list[str]:
        return taken.read_text(encoding="ascii").split()

    def row() -> tuple[str, int, int]:
        with closing(sqlite3.connect(tmp_path / "evenhand.sqlite3")) as database:
            found: tuple[str, int, int] = database.execute(
                "select state, fence, lease_until is not null from notices_notice"
            ).fetchone()
        return found

    first = started(worker, "worker", **server("3600"))
    eventually(lambda: len(names()) == 1)
    first.send_signal(signal.SIGKILL)
    first.wait(30)
    assert row() == ("waiting", 1, 1)
    with closing(sqlite3.connect(tmp_path / "evenhand.sqlite3")) as database, database:
        database.execute("update notices_notice set lease_until = '2026-01-01 00:00:00'")

    second = started(worker, "worker", **server("0"))
    eventually(lambda: row()[0] == "sent")
    assert row() == ("sent", 2, 0)
    second.send_signal(signal.SIGTERM)
    assert second.wait(30) == 0
    assert len(names()) == 2
    assert len(set(names())) == 1
