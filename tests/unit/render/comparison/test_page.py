"""A comparison as a page: every change on it, text escaped, and in a browser nothing for axe to find."""

from __future__ import annotations

import re
import shutil

import pytest

from evenhand.render.html.comparison import comparison_html
from tests.unit.render.comparison.comparing import comparison, example, without_standards

CHROMIUM = shutil.which("chromium")


def body(page: str) -> str:
    return re.sub("<style>.*?</style>", "<style></style>", page, flags=re.DOTALL)


def test_an_amendment(snapshot):
    snapshot("amendment.html", body(comparison_html(example())))


def test_every_change_is_said():
    found = without_standards()
    page = body(comparison_html(found))
    assert page.count('class="why"') == len(found.difference)
    assert found.sentence in page
    assert "<thead>" in page


def test_text_is_data():
    attack = "<img src=x onerror=alert(1)> {{ 7 * 7 }} </style><script>"
    found = comparison("agreement: A\nglossary: {up: x}\n", f"agreement: A\nglossary: {{up: '{attack}'}}\n")
    page = comparison_html(found)
    assert "<img" not in page
    assert "<script" not in page
    assert "{{ 7 * 7 }}" in page


@pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt-get install chromium")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(tmp_path, scheme, width):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    for name, found in (("amendment", example()), ("elements", without_standards())):
        (tmp_path / f"{name}.html").write_text(comparison_html(found), encoding="utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
        )  # the policy of the page lets nothing run, axe included
        page = context.new_page()
        for name in ("amendment", "elements"):
            page.goto((tmp_path / f"{name}.html").as_uri())
            violations = Axe().run(page).response["violations"]
            assert [(each["id"], each["nodes"][0]["html"]) for each in violations] == []
            assert page.evaluate("document.documentElement.scrollWidth") == width
        browser.close()
