"""Search over what was said and decided: every word, in any case, escaped, and nothing of the other side alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evenhand_portal.agreements.models import Version
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.signing import version_decline
from evenhand_portal.conversations.decisions import MOST_WORDS, folded, mentioned, words_of
from evenhand_portal.conversations.marking import marked
from evenhand_portal.conversations.models import Comment
from evenhand_portal.conversations.search import found_page
from evenhand_portal.conversations.stream import entries_of
from evenhand_portal.ledger.services import payload_erase
from evenhand_portal.parties.models import Person

Say = Callable[..., Comment]


def found(desk: Desk, query: str, show: str = "all") -> list[str]:
    words = words_of(query)
    return [str(one.words) for one in entries_of(found_page(desk, words, show, 1).object_list, words)]


def test_all_words_are_required_in_any_case_and_order(provider: Desk, say: Say) -> None:
    say(provider, "The Straße is closed; Café credits are LATE.")
    say(provider, "Credits are on time.")
    assert len(found(provider, "late credits")) == 1
    assert len(found(provider, "credits")) == 2
    assert len(found(provider, "STRASSE")) == 1
    assert len(found(provider, "cafe\u0301")) == 1
    assert found(provider, "credits nothing") == []
    assert found(provider, "100% _ \\") == []


def test_signs_that_a_database_might_read_are_words_like_others(provider: Desk, say: Say) -> None:
    say(provider, "At 100% of a_b\\c")
    for query in ("100%", "a_b", "b\\c", "%"):
        assert len(found(provider, query)) == 1, query
    assert found(provider, "a%b") == []


def test_names_of_files_and_decisions_are_found(
    offered: Version, provider: Desk, client_desk: Desk, say: Say, now: datetime
) -> None:
    say(provider, "Look", files=[ContentFile(b"x", "Heron plan.pdf")])
    assert len(found(provider, "heron")) == 1
    reason = "The heron clause is too dear."
    version_decline(version=offered, side="client", person=client_desk.person, reason=reason, now=now)
    assert len(found(provider, "heron dear")) == 1
    assert "to sign version 1" in found(client_desk, "declined harbour-manager")[0]
    assert found(client_desk, "declined", "own") == []


def test_what_was_erased_by_law_is_not_found(provider: Desk, client_desk: Desk, now: datetime) -> None:
    leaf = provider.agreement.ledger.leaves.get(kind="other-side-came")
    assert found(provider, "Harbour came")
    payload_erase(leaf=leaf, why="asked for by law", actor="operator", now=now)
    assert not any("Harbour" in each for each in found(provider, "came"))


def test_what_is_the_other_sides_own_is_never_found(provider: Desk, client_desk: Desk, say: Say) -> None:
    say(client_desk, "Our heron limit", audience="client")
    say(client_desk, "Your heron limit")
    assert len(found(client_desk, "heron")) == 2
    assert len(found(client_desk, "heron", "own")) == 1
    assert found(provider, "heron") == ["Your <mark>heron</mark> limit"]
    assert found(provider, "our limit") == ["Y<mark>our</mark> heron <mark>limit</mark>"]
    assert found(provider, "heron", "own") == []


def test_it_needs_as_many_queries_for_much_as_for_little(
    provider: Desk, client_desk: Desk, say: Say, now: datetime
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as done:
            assert found(provider, "heron")
        return len(done)

    say(client_desk, "A heron @Tidewater-reader", files=[ContentFile(b"x", "a.txt")])
    few = queries()
    for number in range(40):
        text = f"A heron {number} @Tidewater-reader @Harbour-reader"
        say(client_desk, text, files=[ContentFile(b"x", "a.txt")], now=now + timedelta(hours=number))
    assert queries() == few
    assert found_page(provider, ("heron",), "all", 2).object_list


def test_the_page_of_search(provider: Desk, browser: Callable[[Person | None], Client], say: Say) -> None:
    say(provider, "A <script>alert(1)</script> heron")
    ours, at = browser(provider.person), reverse("said", args=(provider.agreement.pk,))
    page = ours.get(at, {"q": "heron"}).content.decode()
    assert "1 found" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>heron</mark>" in page
    page = ours.get(at, {"q": '"><script>x'}).content.decode()
    assert "<script>x" not in page
    assert "Nothing has all of these words" in page
    assert ours.get(at, {"q": "\0", "page": "x" * 50}).status_code == 200


def test_words_are_few_and_each_once() -> None:
    assert words_of("a A b  a") == ("a", "b")
    assert len(words_of(" ".join(str(number) for number in range(50)))) == MOST_WORDS
    assert words_of("x" * 1_000) == ("x" * 300,)
    assert words_of(" ") == ()


@pytest.mark.parametrize(
    ("text", "words", "html"),
    [
        ("a & b", [], "a &amp; b"),
        ("x" * 500, [], "x" * 400 + "…"),
        ("late <b>", ["late", "lat"], "<mark>late</mark> &lt;b&gt;"),
        ("before " * 80 + "heron", ["heron"], None),
    ],
)
def test_excerpts(text: str, words: list[str], html: str | None) -> None:
    said = str(marked(text, words))
    assert said == html if html else said.startswith("… before ") and said.endswith("<mark>heron</mark>")


PEOPLE: dict[Any, tuple[str, str]] = {
    1: ("Anna Berg", "anna@x.org"),
    2: ("Bo Berg", "bo@x.org"),
    3: ("Bo Dahl", "bd@x.org"),
    4: ("", "nameless@x.org"),
}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("@Anna", (1,)),
        ("@anna berg's", (1,)),
        ("@Annabel", ()),
        ("@Bo", ()),
        ("@Bo Dahl and @bo@x.org and @Bo Dahl", (3, 2)),
        ("(@Anna)", (1,)),
        ("mail y@anna", ()),
        ("@nameless@x.org", (4,)),
        ("@", ()),
        ("@@Anna", ()),
    ],
)
def test_who_is_meant(text: str, meant: tuple[int, ...]) -> None:
    assert mentioned(text, PEOPLE) == meant


def test_folding_takes_what_is_written_in_two_ways_for_one() -> None:
    assert folded(" Cafe\u0301\n STRASSE") == folded("café straße")
