"""A browser, and a portal with two parties in it that the browser can reach."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.cache import cache

from evenhand_portal.config.tests.browser.window import Window
from evenhand_portal.config.tests.test_matrix import subjects  # noqa: F401 - a fixture
from evenhand_portal.look.fonts import make_fonts

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder open a browser."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="needs a browser: apt-get install chromium"))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for the tests of one file; its own loop is no reason to refuse the database."""
    from playwright.sync_api import sync_playwright

    make_fonts(Path(settings.DATA) / "made")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as play:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "on")
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def window(
    chromium: Browser, real_database: None, live_server: Any, settings: Any
) -> Iterator[Callable[..., Window]]:
    """Open windows of the browser; at the end none of them has anything to complain about."""
    cache.clear()
    settings.ORIGIN = url = live_server.url.replace("127.0.0.1", "localhost")
    opened: list[Window] = []

    def make(**how: Any) -> Window:
        opened.append(Window(chromium, url, **how))
        return opened[-1]

    yield make
    wrong = [one for each in opened for one in each.wrong]
    for each in opened:
        each.context.close()
    assert not wrong, "\n".join(wrong)
