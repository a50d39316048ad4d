"""The page in a real browser: axe finds nothing, nothing is asked of any host, nothing is cut off on a phone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evenhand.render.html.page import to_html_page
from evenhand.render.imprint import imprint_of
from evenhand.terms.document import read_agreement
from evenhand.wording.agreement import written
from tests.unit.render.helping import IMPRINT, SAMPLE

EXAMPLE = Path(__file__).resolve().parents[4] / "examples" / "harbour-dental.yaml"
CHROMIUM = shutil.which("chromium")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt-get install chromium")


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    agreement, _ = read_agreement(EXAMPLE.read_bytes(), file="a.yaml")
    pages = {
        "sample": to_html_page(SAMPLE, IMPRINT),
        "example": to_html_page(written(agreement), imprint_of(agreement)),
    }
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["sample", "example"])
def test_axe_finds_nothing(browser, files, name, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    # The policy of the page lets nothing run, axe included.
    page = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    ).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((files / f"{name}.html").as_uri())
    page.evaluate("document.fonts.ready")
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.context.close()


def test_its_own_fonts_are_used(browser, files):
    page = browser.new_page()
    page.goto((files / "sample.html").as_uri())
    page.evaluate("document.fonts.ready")
    states = page.evaluate(
        "[...document.fonts].map(font => [font.family.replaceAll('\"', ''), font.style, font.status])"
    )
    assert states == [
        ["Source Serif 4", "normal", "loaded"],
        ["Source Serif 4", "italic", "loaded"],
        ["Inter", "normal", "loaded"],
    ]


def test_the_skip_link_comes_first_and_leads_to_the_agreement(browser, files):
    page = browser.new_page()
    page.goto((files / "sample.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the agreement"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#agreed")


def test_on_paper_nothing_is_lost(browser, files, tmp_path):
    from tests.unit.render.pdf.reading import letters, pages

    page = browser.new_page()
    page.goto((files / "example.html").as_uri())
    said = page.evaluate("document.querySelector('main').innerText")
    page.pdf(path=tmp_path / "a.pdf", prefer_css_page_size=True)
    paper = letters("".join(pages((tmp_path / "a.pdf").read_bytes())))
    assert [line for line in said.splitlines() if letters(line) not in paper] == []
