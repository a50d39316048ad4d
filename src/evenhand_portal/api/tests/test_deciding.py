"""Choosing how news comes, renaming a clause, and deciding about what guests sent, once each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from evenhand.client import Portal, PortalRefused
from evenhand.terms.editing import value_of
from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.selectors import desk_at
from evenhand_portal.agreements.services.drafts import StaleRevision
from evenhand_portal.agreements.tests.conftest import EXAMPLE, draft, offered, shared  # noqa: F401 - fixtures
from evenhand_portal.api.tests.conftest import Program
from evenhand_portal.conftest import House
from evenhand_portal.conversations.models import Comment
from evenhand_portal.guests.models import Held, Link
from evenhand_portal.guests.services.links import Wish, link_make
from evenhand_portal.notices.models import Choice

CRITICAL, URGENT = "standards.resolve-critical", "standards.resolve-urgent"


def test_news_comes_as_somebody_chose_and_what_is_left_out_stays(
    enter: Callable[..., Portal], harbour: House, tidewater: House
) -> None:
    mine, other = enter(harbour, "reader"), enter(tidewater, "reader")
    before = mine.notice_choices()
    assert (before.daily, before.hour, before.zone) == (True, 7, "UTC")
    assert {one.kind: one.way for one in before.kinds}["table-sent"] == "once"
    assert not {"daily", "invitation", "password_changed"} & {one.kind for one in before.kinds}
    chosen = mine.choose_notices({"table-sent": "inbox"}, zone="Europe/London")
    assert {one.kind: one.way for one in chosen.kinds}["table-sent"] == "inbox"
    assert (chosen.daily, chosen.hour, chosen.zone) == (True, 7, "Europe/London")
    assert mine.choose_notices(daily=False, hour=18).daily is False
    last = mine.choose_notices(daily=True)
    assert (last.daily, last.hour, last.zone) == (True, 18, "Europe/London")
    assert last.kinds == chosen.kinds
    assert other.notice_choices() == before


@pytest.mark.parametrize(
    ("ways", "more"),
    [
        ({"daily": "inbox"}, {}),
        ({"password_changed": "inbox"}, {}),
        ({"no-kind": "inbox"}, {}),
        ({"table-sent": "never"}, {}),
        ({"table-sent": "inbox"}, {"hour": 24}),
        ({"table-sent": "inbox"}, {"zone": "Nowhere/Town"}),
    ],
    ids=str,
)
def test_what_cannot_be_chosen_is_refused_and_nothing_is_kept(
    enter: Callable[..., Portal], harbour: House, ways: dict[str, str], more: dict[str, object]
) -> None:
    with pytest.raises(PortalRefused, match="invalid"):
        enter(harbour).choose_notices(ways, **more)  # type: ignore[arg-type]  # wrong on purpose
    assert not Choice.objects.exists()


def test_a_token_that_reads_chooses_nothing(program: Callable[..., Program], harbour: House) -> None:
    caller = program(harbour.manager, harbour.organisation, "read")
    assert caller.get("/notices/choices").status_code == 200
    assert caller.post("/notices/choices", {"daily": False}).status_code == 403


def test_a_clause_is_renamed_and_what_names_it_follows(
    enter: Callable[..., Portal],
    tidewater: House,
    draft: Draft,  # noqa: F811 - a fixture
) -> None:
    desk = enter(tidewater).at(draft.agreement_id)
    saved = desk.rename(draft.pk, CRITICAL, " resolve-urgent ", seen=1)
    assert (saved.number, saved.note) == (2, f"{CRITICAL} is called resolve-urgent")
    text = desk.draft(draft.pk).text
    assert value_of(text, URGENT) == value_of(EXAMPLE, CRITICAL)
    assert value_of(text, CRITICAL) is None
    assert not [one for one in desk.checks(draft.pk).findings if one.severity == "error"]
    for clause, name, seen, said in (
        (URGENT, "again", 1, "stale"),
        ("term", "time", 2, "no name of its own"),
        ("standards.nothing", "again", 2, "refused"),
        (URGENT, "a.b", 2, "refused"),
        (URGENT, "respond-critical", 2, "refused"),
        (URGENT, "", 2, "refused"),
    ):
        with pytest.raises(PortalRefused, match=said):
            desk.rename(draft.pk, clause, name, seen=seen)
    assert desk.draft(draft.pk).number == 2


def test_a_clause_is_not_renamed_in_what_somebody_saves_at_the_same_moment(
    enter: Callable[..., Portal],
    tidewater: House,
    draft: Draft,  # noqa: F811 - a fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def saved_first(**given: object) -> None:
        raise StaleRevision(draft.revisions.get())

    monkeypatch.setattr("evenhand_portal.api.operations.clauses.clause_rename", saved_first)
    with pytest.raises(PortalRefused, match="stale"):
        enter(tidewater).at(draft.agreement_id).rename(draft.pk, CRITICAL, "urgent", seen=1)


def test_a_draft_that_was_offered_keeps_its_names(
    enter: Callable[..., Portal],
    tidewater: House,
    offered: Version,  # noqa: F811 - a fixture
) -> None:
    desk = enter(tidewater).at(offered.agreement_id)
    with pytest.raises(PortalRefused, match="refused"):
        desk.rename(offered.draft_id, CRITICAL, "urgent", seen=1)


@pytest.fixture
def held(tidewater: House, offered: Version) -> Held:  # noqa: F811 - a fixture
    now = timezone.now()
    desk = desk_at(tidewater.manager, offered.agreement_id, frozenset({"manager"}))
    wish = Wish("M. Mediator", "", "both", True, 14)
    link, _ = link_make(desk=desk, paper=offered, wish=wish, now=now)
    return kept(link, "Is a bank holiday a business day?", now)


def kept(link: Link, text: str, now: datetime) -> Held:
    said = {"name": "Mira", "email": "mira@example.org", "text": text, "reason": "Too fast.", "at": now}
    return Held.objects.create(link=link, **said)


def test_a_reply_is_let_through_once_however_often_the_request_comes(
    program: Callable[..., Program], harbour: House, held: Held
) -> None:
    caller = program(harbour.manager, harbour.organisation)
    at = f"/agreements/{held.link.agreement_id}/guests/held"
    first, second = (caller.post(f"{at}/{held.pk}/release", key="one") for _ in range(2))
    assert first.status_code == 200
    assert first.content == second.content
    assert Comment.objects.count() == 1
    for number in (held.pk, 0, -1, 1 << 70):
        assert caller.post(f"{at}/{number}/release").status_code == 404
        assert caller.post(f"{at}/{number}/drop").status_code == 404
    assert caller.post(f"{at.replace('held', 'proposed')}/{1 << 70}/take").status_code == 404


def test_held_replies_come_in_pages(program: Callable[..., Program], harbour: House, held: Held) -> None:
    for minutes in range(1, 4):
        kept(held.link, f"Number {minutes}", held.at + timedelta(minutes=minutes))
    caller = program(harbour.reader, harbour.organisation)
    at = f"/agreements/{held.link.agreement_id}/guests/held"
    first = caller.get(at, limit="3").json()
    rest = caller.get(at, limit="3", cursor=first["next"]).json()
    assert [len(one["items"]) for one in (first, rest)] == [3, 1]
    assert rest["items"][0]["text"] == "Number 3"


def test_a_guest_is_invited_by_mail(
    enter: Callable[..., Portal],
    harbour: House,
    offered: Version,  # noqa: F811 - a fixture
) -> None:
    talks = enter(harbour).at(offered.agreement_id).talks
    with pytest.raises(PortalRefused, match="email"):
        talks.invite_guest("M. Mediator", "", audience="both", version=offered.pk)
    assert not Link.objects.exists()
