"""Every page at both widths, light and dark: nothing for axe to find, nothing cut off, nothing from elsewhere.

With EVENHAND_PICTURES naming a folder, a picture of each is left there to look at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error

from evenhand_portal.config.demonstration import demonstrate
from evenhand_portal.config.tests.browser.more import MORE
from evenhand_portal.config.tests.browser.visits import Visit, visit_of
from evenhand_portal.config.tests.browser.window import DESK, HEIGHTS, PHONE, Window, faults
from evenhand_portal.config.tests.browser.world import World, world_of
from evenhand_portal.config.tests.matrix import TABLE, TOKEN, Row
from evenhand_portal.conftest import House

if TYPE_CHECKING:
    from playwright.sync_api import Page

PICTURES = os.environ.get("EVENHAND_PICTURES")
LOOKS = [(DESK, "light"), (PHONE, "dark"), *([(DESK, "dark"), (PHONE, "light")] if PICTURES else [])]
"""How a page is looked at: each width and each scheme once; with pictures, every one of both."""
GROUPS = {
    "drafts": re.compile("draft|clause|new|table"),
    "figures": re.compile("figure|ticket|upload|record|reconcile|proof|alive|ready"),
    "people": re.compile(
        "account|link|home|you|organisation|invit|other|not|inbox|notice|said|thread|guest|api"
    ),
}


def group_of(name: str) -> str:
    return next((group for group, names in GROUPS.items() if names.match(name)), "others")


def is_page(row: Row) -> bool:
    """Whether people open what is at an address."""
    return "GET" in row.methods and row.subject != TOKEN


@pytest.fixture
def world(window: Any, request: pytest.FixtureRequest) -> World:
    now = datetime.now(UTC)
    demonstrate("", now)
    houses: list[House] = [request.getfixturevalue(name) for name in ("harbour", "tidewater")]
    return world_of(request.getfixturevalue("subjects"), *houses, now)


@pytest.mark.parametrize("group", [*GROUPS, "others"])
def test_every_page(world: World, window: Callable[..., Window], group: str) -> None:
    """All pages of the matrix that answer GET, and the states in `MORE`."""
    ways = [(name, visit_of(name, world)) for name, row in TABLE.items() if is_page(row)]
    ways += [(name, way(world)) for name, way in MORE.items()]
    mine = window()
    wrong = [
        f"{name}: {one}"
        for name, visit in ways
        if group_of(name) == group
        for one in walked(mine, name, visit)
    ]
    assert not wrong, "\n".join(wrong)


def walked(window: Window, name: str, visit: Visit) -> Iterator[str]:
    """Everything that is wrong with one page; a page that cannot be reached does not end the walk."""
    try:
        yield from looked_at(window, name, visit)
    except Error as error:
        yield f"{window.page.url}: {error}"


def looked_at(window: Window, name: str, visit: Visit) -> Iterator[str]:
    """Everything that is wrong with what is at an address."""
    window.let_in(visit.person)
    answer = window.arrive(visit.path, visit.status)
    if answer is None:
        return
    if visit.act:
        with window.page.expect_navigation() as coming:
            visit.act(window.page)
        answer = coming.value
    elif not visit.leads_on and urlsplit(answer.url).path != urlsplit(visit.path).path:
        yield f"{visit.path} leads to {answer.url}; say in visits.py how the page is reached"
    if answer.status != visit.status:
        yield f"{answer.url} answers {answer.status}"
    yield from seen(window.page, name)


def seen(page: Page, name: str) -> Iterator[str]:
    """Everything that is wrong with a page as it looks on a phone and on a desk, light and dark."""
    if page.locator("[hx-trigger^=load]").count():
        page.wait_for_load_state("networkidle")
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        page.emulate_media(color_scheme=scheme)
        if PICTURES:
            page.screenshot(path=Path(PICTURES, f"{name}-{width}-{scheme}.png"), full_page=True)
        yield from (f"{width} {scheme}: {one}" for one in faults(page))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield f"{width}: it is wider than the window"
    if found := re.search(r"\bplease\b|placeholder=", page.content(), re.IGNORECASE):
        yield f"it says {found.group()!r}"
