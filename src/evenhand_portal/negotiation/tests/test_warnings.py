"""What the checks find in the text on the table is read there: beside its clause, and before anybody accepts it."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evenhand_portal.agreements.models import Draft
from evenhand_portal.agreements.services.drafts import draft_save
from evenhand_portal.conftest import House
from evenhand_portal.negotiation.tests.conftest import Room
from evenhand_portal.negotiation.tests.test_pages import at, browsers, page  # noqa: F401 - a fixture
from evenhand_portal.parties.models import Person

LENIENT = {"standards.resolve-critical.target": "20% per month"}
BOTH_TIERS = "A figure of 20% meets the target of 20% per month, and gets 5% all the same."
MEND = "Let the tier hold below 20% only."


def test_an_open_warning_stands_beside_its_clause_and_the_banner_leads_there(
    room: Room,
    shared: Draft,
    browsers: tuple[Client, Client],  # noqa: F811 - a fixture
) -> None:
    client, provider = browsers
    room.send(room.set(shared, LENIENT))
    room.accept_all("client")
    for browser in (client, provider):
        table = " ".join(page(browser, at(room, "table")).split())
        assert "2 warnings must be mended" in table
        assert '<a href="#open-1">2 open warnings</a>' in table
        assert table.index('id="open-1"') > table.index('id="standards.resolve-critical"')
        assert table.count(BOTH_TIERS) == table.count("gets 10% all the same") == 1
        assert MEND in table


def test_a_warning_about_nothing_that_is_there_stands_before_the_text(
    room: Room,
    shared: Draft,
    browsers: tuple[Client, Client],  # noqa: F811 - a fixture
) -> None:
    client, _ = browsers
    text = shared.revisions.get(number=1).text
    without = text[: text.index("\nescalations:")] + text[text.index("\ntracking:") :]
    draft_save(
        draft=shared, based_on_number=1, text=without, author=room.desk("provider").person, now=room.later()
    )
    room.send(shared)
    table = page(client, at(room, "table"))
    assert "Element 5 is missing" in table
    assert 'id="open-1"' in table


def test_a_warning_is_said_before_a_clause_or_all_are_accepted(
    room: Room,
    shared: Draft,
    browsers: tuple[Client, Client],  # noqa: F811 - a fixture
) -> None:
    client, _ = browsers
    room.send(room.set(shared, LENIENT))
    table = " ".join(page(client, at(room, "table")).split())
    card = table[table.index('id="standards.resolve-critical"') :]
    assert card.index(BOTH_TIERS) < card.index("Before it can be signed") < card.index("Accept<span")
    every = " ".join(page(client, at(room, "table-accept-all")).split())
    assert every.index("2 open warnings") < every.index("Accept all 27</button>")
    assert BOTH_TIERS in every
    assert MEND in every


def test_nothing_is_said_of_warnings_where_there_are_none(
    room: Room,
    shared: Draft,
    browsers: tuple[Client, Client],  # noqa: F811 - a fixture
) -> None:
    client, _ = browsers
    room.send(shared)
    for name in ("table", "table-accept-all"):
        assert "open warning" not in page(client, at(room, name))


def test_warnings_cost_no_query(
    room: Room,
    shared: Draft,
    browsers: tuple[Client, Client],  # noqa: F811 - a fixture
) -> None:
    client, _ = browsers

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            page(client, at(room, "table"))
        return len(found)

    room.send(shared)
    page(client, at(room, "table"))
    few = queries()
    room.send(room.set(shared, LENIENT | {"standards.resolve-critical.within": "100 days"}))
    page(client, at(room, "table"))
    assert queries() == few


def test_either_side_can_propose_another_wording_or_to_accept_the_warning(
    room: Room,
    shared: Draft,
    browsers: tuple[Client, Client],  # noqa: F811 - a fixture
) -> None:
    room.send(room.set(shared, LENIENT))
    room.accept_all("client")
    for browser in browsers:
        table = page(browser, at(room, "table"))
        assert 'name="clause" value="standards.resolve-critical"' in table
        assert 'name="clause" value="accepted"' in table
        form = browser.post(at(room, "table-propose"), {"clause": "accepted"})
        assert form.headers["Location"].endswith("?at=accepted")
        assert browser.get(form.headers["Location"]).status_code == 200
        assert "tier-for-met-target at standards.resolve-critical" in table


def test_who_only_reads_is_shown_the_warnings_and_no_way_to_mend_them(
    room: Room, shared: Draft, browser: Callable[[Person | None], Client], harbour: House
) -> None:
    room.send(room.set(shared, LENIENT))
    table = page(browser(harbour.reader), at(room, "table"))
    assert BOTH_TIERS in table
    assert "Propose another wording" not in table
    assert "Propose to accept" not in table
