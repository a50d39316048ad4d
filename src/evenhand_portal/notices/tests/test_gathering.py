"""The daily mail: at most one a day, nothing lost, nothing twice, whatever happens to server, choices and clocks."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenhand_portal.config.working import mail_once
from evenhand_portal.notices.decisions import APART
from evenhand_portal.notices.gathering import MOST, gather_once
from evenhand_portal.notices.kinds import DAILY, LATE
from evenhand_portal.notices.models import Choice, Habits, Notice
from evenhand_portal.notices.sending import STALE
from evenhand_portal.notices.services import choice_make, choices_save
from evenhand_portal.notices.tests.conftest import Server, tell
from evenhand_portal.parties.models import Person

BEGIN = datetime(2026, 3, 27, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ZONES = ("UTC", "Europe/London", "Pacific/Auckland", "Pacific/Honolulu", "Asia/Kolkata")


def work(now: datetime) -> None:
    """Work until nothing is left to do at that moment."""
    for _ in range(1_000):
        if not any([gather_once(now), mail_once(now)]):
            return
    raise AssertionError("the worker has no end")


def days(person: Person) -> list[Notice]:
    return list(Notice.objects.filter(person=person, kind=DAILY).order_by("made_at"))


def test_what_can_wait_comes_in_one_mail_at_the_chosen_hour(nora: Person, now: datetime) -> None:
    choices_save(person=nora, ways={}, hour=17, zone="Europe/London")
    for number in range(3):
        tell(nora, "calm", now, key=str(number))
    tell(nora, "urgent", now, key="quick")
    work(now)
    assert [one.subject for one in mail.outbox] == ["Subject quick"]
    work(now + timedelta(hours=7, minutes=59))
    assert len(mail.outbox) == 1
    work(now + timedelta(hours=8))
    [_, daily] = mail.outbox
    assert daily.subject == "Your day on Evenhand: 3 things to know"
    html = daily.alternatives[0].content
    for number in range(3):
        assert f"News {number}." in daily.body
        assert f"News {number}." in html
    tell(nora, "calm", now + timedelta(hours=9), key="later")
    work(now + timedelta(hours=12))
    assert len(mail.outbox) == 2
    work(now + timedelta(hours=32))
    assert len(mail.outbox) == 3
    assert {one.state for one in Notice.objects.filter(kind="calm")} == {"gathered"}


def test_after_a_standstill_one_labelled_mail(server: type[Server], nora: Person, now: datetime) -> None:
    server.down = True
    for number in range(4):
        tell(nora, "urgent", now + number * HOUR, key=str(number))
        work(now + number * HOUR)
    tell(nora, "must", now, key="sign")
    server.down = False
    work(now + timedelta(hours=6))
    subjects = sorted(one.subject for one in mail.outbox)
    assert subjects == ["Late: 3 mails from Evenhand", "Subject 3", "Subject sign"]
    late = next(one for one in mail.outbox if one.subject.startswith("Late"))
    assert "should have reached you earlier" in late.body
    assert "News 0." in late.body


def test_a_daily_mail_that_no_server_took_is_made_anew(
    server: type[Server], nora: Person, now: datetime
) -> None:
    tell(nora, "calm", now)
    server.down = True
    for hours in range(0, 24 * 6, 2):
        work(now + hours * HOUR)
    server.down = False
    work(now + timedelta(days=7))
    assert [one.state for one in days(nora)] == ["failed", "sent"]
    [sent] = mail.outbox
    assert "News one." in sent.body


def test_news_comes_also_when_a_day_comes_twice(nora: Person) -> None:
    """Whoever moves west has the same date again, with another daily mail; whoever moves east has none of it."""
    choices_save(person=nora, ways={}, hour=7, zone="Asia/Tokyo")
    morning = datetime(2026, 3, 16, 22, 0, tzinfo=UTC)
    tell(nora, "calm", morning - HOUR, key="one")
    work(morning)
    choices_save(person=nora, ways={}, hour=7, zone="Europe/London")
    tell(nora, "calm", morning + 2 * HOUR, key="two")
    work(morning + APART)
    first, second = mail.outbox
    assert ("News one." in first.body, "News two." in second.body) == (True, True)
    assert [one.state for one in days(nora)] == ["sent", "sent"]


def test_of_a_daily_mail_that_was_given_up_no_words_stay(
    server: type[Server], nora: Person, now: datetime
) -> None:
    tell(nora, "calm", now)
    tell(nora, "urgent", now, key="quick")
    server.down = True
    for hours in range(0, 24 * 6, 2):
        work(now + hours * HOUR)
    left = {(one.kind, one.state): (one.text, one.letter) for one in Notice.objects.all()}
    assert left["daily", "failed"] == ("", {})
    assert left["late", "failed"] == ("", {})
    assert "News one." in Notice.objects.get(key="one").text


def test_a_worker_that_died_while_it_sent_leaves_the_mail_as_it_is(nora: Person, now: datetime) -> None:
    notice = tell(nora, "urgent", now)
    Notice.objects.filter(pk=notice.pk).update(fence=1, lease_until=now)
    work(now + 2 * STALE)
    [again] = mail.outbox
    assert again.extra_headers["Message-ID"] == f"<{notice.pk}@evenhand>"


def test_a_long_day_ends_in_the_inbox(nora: Person, now: datetime) -> None:
    for number in range(MOST + 5):
        tell(nora, "calm", now, key=f"{number:03}")
    work(now)
    [daily] = mail.outbox
    assert daily.body.count("Subject ") == MOST
    assert "5 further notices stand in your inbox" in daily.body


def test_without_a_daily_mail_it_stays_in_the_inbox(nora: Person, now: datetime) -> None:
    waiting = tell(nora, "calm", now)
    choice_make(person=nora, kind=DAILY, way="inbox")
    waiting.refresh_from_db()
    assert waiting.state == "inbox"
    assert tell(nora, "calm", now, key="two").state == "inbox"
    assert tell(nora, "urgent", now, key="three").state == "waiting"


class Step(NamedTuple):
    """What happens after some hours."""

    hours: int
    act: str
    value: int


STEPS = st.lists(
    st.builds(
        Step,
        hours=st.sampled_from((0, 0, 1, 2, 5, 11, 23)),
        act=st.sampled_from(("calm", "calm", "urgent", "must", "choose", "habits", "server", "idle")),
        value=st.integers(0, 59),
    ),
    max_size=15,
)


@pytest.mark.django_db
@given(steps=STEPS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_at_most_one_a_day_nothing_lost_nothing_twice(server: type[Server], steps: list[Step]) -> None:
    with transaction.atomic():
        _live(server, steps)
        transaction.set_rollback(True)


def _live(server: type[Server], steps: list[Step]) -> None:
    person = Person.objects.create_user("ada@example.org", "x", name="Ada")
    mail.outbox.clear()
    server.down, now, moved, queued = False, BEGIN, False, {}
    down = 0
    for number, step in enumerate(steps):
        for _ in range(step.hours):
            now += HOUR
            down = down + 1 if server.down else 0
            server.down = server.down and down < 100
            work(now)
        if step.act in ("calm", "urgent", "must"):
            queued[f"{number:03}"] = tell(person, step.act, now, key=f"{number:03}").state
        elif step.act == "choose":
            kind, way = ("calm", "urgent")[step.value % 2], Choice.Way.values[step.value % 3]
            choice_make(person=person, kind=kind, way=way)
        elif step.act == "habits":
            zone = ZONES[step.value % len(ZONES)]
            moved = moved or Habits.objects.exists() or zone != "UTC"
            choices_save(person=person, ways={}, hour=step.value % 24, zone=zone)
        elif step.act == "server":
            server.down = step.value % 3 == 0
        work(now)
    server.down = False
    for _ in range(72):
        now += HOUR
        work(now)
    _look(person, queued, moved)


def _look(person: Person, queued: dict[str, str], moved: bool) -> None:
    said: Counter[str] = Counter()
    for one in mail.outbox:
        said.update(key for key in queued if f"News {key}." in one.body)
    assert said == Counter({key: 1 for key, state in queued.items() if state != "inbox"})
    assert Notice.objects.exclude(kind__in=(DAILY, LATE)).count() == len(queued)
    left = [one.sent_at for one in days(person)]
    assert all(left)
    times: list[Any] = sorted(left, key=str)
    assert all(later - earlier >= APART for earlier, later in pairwise(times))
    if not moved:
        dates = [one.astimezone(ZoneInfo("UTC")).date() for one in times]
        assert len(dates) == len(set(dates))
