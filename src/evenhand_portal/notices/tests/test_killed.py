"""A real worker killed at random moments: every notice recorded once, sent at least once, always under one name.

With EVENHAND_SOAK_SEEDS set, as `make soak` does, there are that many rounds of many kills; else one of a few.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest

HERE = Path(__file__).parent
SEEDS = range(int(os.environ.get("EVENHAND_SOAK_SEEDS", "1")))
KILLS = 12 if "EVENHAND_SOAK_SEEDS" in os.environ else 3
PEOPLE, EACH = 4, 6
PREPARE = f"""
from evenhand_portal.config.starting import set_up
set_up()
from datetime import timedelta
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from django.utils import timezone
from evenhand_portal.notices.kinds import Kind, declare
from evenhand_portal.notices.letter import Letter
from evenhand_portal.notices.services import choices_save, notice_queue
from evenhand_portal.parties.models import Person
declare(Kind("must", "", must=True), Kind("urgent", "", urgent=True), Kind("calm", ""))
now = timezone.now()
for who in range({PEOPLE}):
    email = f"person{{who}}@example.org"
    person = Person.objects.filter(email=email).first() or Person.objects.create_user(email, name=f"Person {{who}}")
    choices_save(person=person, ways={{}}, hour=0, zone="UTC")
    for number in range({EACH}):
        for kind in ("must", "urgent", "urgent-late", "calm"):
            key = f"{{who}}-{{kind}}-{{number}}"
            at = now - timedelta(hours=9) if kind == "urgent-late" else now
            notice_queue(key=key, kind=kind.partition("-")[0], person=person, email=email, subject=f"Subject {{key}}",
                letter=Letter(f"News {{key}}."), now=at)
"""


class Row(NamedTuple):
    """A notice as it is recorded."""

    id: UUID
    key: str
    kind: str
    state: str
    gathered_in: UUID | None
    subject: str


class Portal:
    """A portal with a data folder and a database of its own, a mail server, and processes that can be killed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.running = folder, list[subprocess.Popen[str]]()
        self.settings = {"EVENHAND_DEMO": "on", "EVENHAND_DATA": str(folder)}
        self.taken = folder / "taken"
        self.taken.touch()

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name in ("PATH", "HOME", "LANG", "PYTHONPATH")
        }
        process = subprocess.Popen(
            [sys.executable, *arguments],
            env={**kept, **self.settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.running.append(process)
        return process

    def run(self, script: str) -> str:
        process = self.start("-c", script)
        said, _ = process.communicate(timeout=120)
        assert process.returncode == 0, said
        return said

    def serve_mail(self, seconds: str) -> None:
        process = self.start(str(HERE / "mailserver.py"), seconds, str(self.taken))
        assert process.stdout
        self.settings["EMAIL_URL"] = f"smtp://127.0.0.1:{process.stdout.readline().strip()}"

    def work(self) -> subprocess.Popen[str]:
        """Start a worker, and return once it works."""
        process = self.start(str(Path(sys.executable).with_name("evenhand")), "worker")
        assert process.stdout
        assert "works" in process.stdout.readline()
        return process

    def mails(self) -> list[list[str]]:
        """The Message-ID and subject of every mail that the server has taken, in whatever order."""
        return [line.split("\t") for line in self.taken.read_text(encoding="utf-8").splitlines()]

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask the database itself, without the portal."""
        if "DATABASE_URL" in self.settings:
            import psycopg

            with psycopg.connect(self.settings["DATABASE_URL"], autocommit=True) as connection:
                cursor = connection.execute(statement.encode())
                return cursor.fetchall() if cursor.description else []
        with closing(sqlite3.connect(self.folder / "evenhand.sqlite3", timeout=20)) as database, database:
            return database.execute(statement).fetchall()

    def lapse(self) -> None:
        """Let five minutes pass for whatever was leased."""
        self.sql(
            "UPDATE notices_notice SET lease_until = '2026-01-01 00:00:00' WHERE lease_until IS NOT NULL"
        )

    def close(self) -> None:
        for process in self.running:
            process.kill()
            process.communicate()


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    """A portal on the kind of database on which the tests run."""
    made = Portal(tmp_path)
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        yield made
        made.close()
        return
    import psycopg

    name = f"killed_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        before, _, after = server.partition("?")
        made.settings["DATABASE_URL"] = f"{before.rpartition('/')[0]}/{name}{'?' if after else ''}{after}"
        yield made
        made.close()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def eventually(true: Callable[[], Any], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait(30)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_worker_killed_at_random_moments(portal: Portal, seed: int) -> None:
    chance = random.Random(seed)
    portal.run(PREPARE)
    portal.serve_mail("0.02")
    for number in range(KILLS):
        wanted = len(portal.mails()) + chance.randint(1, 6) * (number % 2)
        worker = portal.work()
        eventually(partial(has_mails, portal, wanted))
        time.sleep(chance.uniform(0, 0.3))
        kill(worker)
        if number == 1:
            portal.run(PREPARE)
        if chance.random() < 0.8:
            portal.lapse()
    portal.lapse()
    last = portal.work()
    eventually(lambda: not portal.sql("SELECT 1 FROM notices_notice WHERE state IN ('waiting', 'daily')"))
    last.send_signal(signal.SIGTERM)
    assert last.wait(60) == 0
    look(portal)


def has_mails(portal: Portal, wanted: int) -> bool:
    return len(portal.mails()) >= min(wanted, PEOPLE * EACH * 2)


def look(portal: Portal) -> None:
    found = portal.sql("SELECT id, key, kind, state, gathered_in_id, subject FROM notices_notice")
    rows = [Row(UUID(str(one[0])), *one[1:4], one[4] and UUID(str(one[4])), one[5]) for one in found]
    assert len({row.key for row in rows}) == len(rows)
    news = [row for row in rows if row.kind not in ("daily", "late")]
    mails = [row for row in rows if row.state == "sent"]
    assert len(news) == PEOPLE * EACH * 4
    assert Counter(row.kind for row in rows if row not in news) == {"daily": PEOPLE, "late": PEOPLE}
    for row in news:
        late = row.kind == "calm" or "late" in row.key
        assert row.state == ("gathered" if late else "sent"), row
        assert not late or row.gathered_in in {mail.id for mail in mails}, row
    taken = {(name, subject) for name, subject in portal.mails()}
    assert taken == {(f"<{mail.id}@evenhand>", mail.subject) for mail in mails}


def test_killed_after_the_server_took_it(portal: Portal) -> None:
    """Between the server's yes and our note of it: the mail goes out again, under the same name, and is done once."""
    one = "notice_queue(key='one', kind='test', email='a@example.org', subject='S', letter=Letter('T'), now=now)"
    portal.run(PREPARE.partition("for who in")[0] + one)

    def row() -> tuple[Any, ...]:
        [found] = portal.sql("SELECT state, fence, lease_until IS NOT NULL FROM notices_notice")
        return found

    portal.serve_mail("3600")
    first = portal.work()
    eventually(lambda: len(portal.mails()) == 1)
    kill(first)
    assert row() == ("waiting", 1, True)
    portal.lapse()
    portal.serve_mail("0")
    second = portal.work()
    eventually(lambda: row()[0] == "sent")
    assert row() == ("sent", 2, False)
    second.send_signal(signal.SIGTERM)
    assert second.wait(30) == 0
    assert len(portal.mails()) == 2
    assert len({name for name, _ in portal.mails()}) == 1
