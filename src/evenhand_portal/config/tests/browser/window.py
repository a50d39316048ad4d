"""A window of a browser in which one person works, and which notes what a careful browser would complain about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.core import mail
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Error

from evenhand_portal.config.working import mail_once
from evenhand_portal.parties.models import Person

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

PHONE, DESK = 360, 1280
HEIGHTS = {PHONE: 740, DESK: 800}
SAME = "'self'"
POLICY = {
    "default-src": {"'none'"},
    "script-src": {SAME},
    "style-src": {SAME},
    "img-src": {SAME, "data:"},
    "font-src": {SAME},
    "connect-src": {SAME},
    "form-action": {SAME},
    "frame-ancestors": {"'none'"},
    "base-uri": {"'none'"},
    "manifest-src": {SAME},
}
"""What a page may load and do: nothing that is not of this host, and no words of a page as script or style."""


class Window:
    """One person's browser: its page, and what went wrong in it."""

    def __init__(self, chromium: Browser, url: str, *, width: int = DESK, script: bool = True) -> None:
        self.url = url
        self.wrong: list[str] = []
        self.context = chromium.new_context(
            viewport={"width": width, "height": HEIGHTS[width]}, java_script_enabled=script, locale="en-GB"
        )
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.context.on("request", self._asked)
        self.context.on("response", self._answered)
        self.context.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.page.url}: {error}"))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")) and _host(request.url) != _host(self.url):
            self.wrong.append(f"{self.page.url}: asks {request.url}, which is not of this host")

    def _answered(self, response: Response) -> None:
        if response.status == 500:
            self.wrong.append(f"{response.url}: {response.status}")
        if response.request.resource_type == "document" and not 300 <= response.status < 400:
            self.wrong.extend(f"{response.url}: {one}" for one in unsafe(response.headers))

    def _said(self, message: ConsoleMessage) -> None:
        """An answer such as 404, 422 or 503 is an answer; everything else that a browser says is a complaint."""
        if not re.match(
            r"Failed to load resource: the server responded with a status of (4\d\d|503)", message.text
        ):
            self.wrong.append(f"{self.page.url}: {message.text}")

    def open(self, path: str) -> Response:
        answer = self.page.goto(path if path.startswith("http") else f"{self.url}{path}")
        assert answer is not None, path
        return answer

    def arrive(self, path: str, status: int = 200) -> Response | None:
        """Open a page; None where there is a file instead, which is looked at no less."""
        try:
            answer = self.open(path)
        except Error as error:
            if "Download is starting" not in str(error):
                raise
        else:
            if answer.headers.get("content-type", "").startswith("text/html"):
                return answer
        file = self.context.request.get(f"{self.url}{path}", max_redirects=0)
        if file.status != status:
            self.wrong.append(f"{path}: {file.status}")
        self.wrong.extend(f"{path}: {one}" for one in unsafe(file.headers))
        return None

    def let_in(self, person: Person | None) -> None:
        """Sign somebody in without the pages for it, or nobody."""
        self.context.clear_cookies()
        if person is None:
            return
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        value = client.cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": value, "url": self.url}])

    def fill(self, **fields: str) -> None:
        """Fill fields by their labels, with `_` for a blank."""
        for label, value in fields.items():
            self.page.get_by_label(label.replace("_", " "), exact=True).fill(value)

    def press(self, name: str) -> None:
        """Press a button, and wait for the whole page that comes of it."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_load_state()

    def follow(self, name: str) -> None:
        """Follow a link, and wait for the whole page behind it."""
        self.page.get_by_role("link", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def says(self, *words: str) -> None:
        """The page shows each of these, once it is there."""
        for one in words:
            try:
                self.page.get_by_text(one).first.wait_for()
            except Error:
                text = self.page.locator("main").inner_text()
                raise AssertionError(f"{self.page.url} does not say {one!r}:\n{text}") from None

    def download(self, act: Callable[[], None]) -> bytes:
        """What a link or button gives to keep."""
        with self.page.expect_download() as coming:
            act()
        return coming.value.path().read_bytes()


def _host(url: str) -> str:
    return urlsplit(url).netloc


def unsafe(headers: dict[str, str]) -> list[str]:
    """What is missing in the headers of a page."""
    policy = {
        name: set(sources)
        for name, *sources in (
            part.split() for part in headers.get("content-security-policy", "").split(";") if part.strip()
        )
    }
    missing = [] if policy == POLICY else [f"the policy is {policy}"]
    for name, wanted in (
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "DENY"),
    ):
        if headers.get(name) != wanted:
            missing.append(f"{name} is {headers.get(name)}")
    return missing


def faults(page: Page, **options: Any) -> list[str]:
    """What axe finds on a page as it is shown now."""
    from axe_playwright_python.sync_playwright import Axe

    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(Axe().axe_script)
    found = page.evaluate("(options) => axe.run(options)", {"resultTypes": ["violations"], **options})
    return [
        f"{one['id']}: {one['help']}: {[node['target'] for node in one['nodes'][:3]]}"
        for one in found["violations"]
    ]


def letters(to: str = "") -> Sequence[Any]:
    """The mails to an address, after the worker has sent what waits."""
    while mail_once(timezone.now()):
        pass
    return [one for one in mail.outbox if not to or to in one.to]


def link_in(letter: Any, part: str) -> str:
    """The path of the link in a mail that has `part` in it."""
    [found] = {urlsplit(one).path for one in re.findall(r"https?://\S+", letter.body) if part in one}
    return found
