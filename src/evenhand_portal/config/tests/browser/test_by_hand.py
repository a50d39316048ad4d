"""By keyboard alone, and without JavaScript: reading, uploading, editing a clause, signing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from evenhand_portal.agreements.models import Agreement, Draft, Version
from evenhand_portal.agreements.selectors import desk_at
from evenhand_portal.agreements.services.drafts import agreement_begin, draft_return
from evenhand_portal.agreements.services.joining import other_side_invite, other_side_join
from evenhand_portal.agreements.services.versions import version_offer
from evenhand_portal.config.tests.browser.window import Window
from evenhand_portal.config.tests.test_matrix import EXAMPLE
from evenhand_portal.conftest import PASSWORD, House
from evenhand_portal.parties.models import Membership, Person

if TYPE_CHECKING:
    from playwright.sync_api import Page

SMALL = (
    b"ticket,at,event,service,priority\nT-1,2026-01-05 09:00,opened,service-desk,P1\n"
    b"T-1,2026-01-05 09:05,responded,,\nT-1,2026-01-05 18:00,resolved,,\n"
)
CRITICAL = "Restoration after critical incidents"


@pytest.fixture
def sam(window: Callable[..., Window], tidewater: House) -> Person:
    """Somebody of the provider who may do everything."""
    sam = tidewater.manager
    EmailAddress.objects.create(user=sam, email=sam.email, verified=True, primary=True)
    Membership.objects.create(
        organisation=tidewater.organisation, person=sam, role="signatory", since=timezone.now()
    )
    return sam


@pytest.fixture
def draft(sam: Person, tidewater: House, harbour: House) -> Draft:
    """A draft of the provider, the client being at the table."""
    now = timezone.now()
    draft = agreement_begin(
        title="Managed IT services", side="provider", organisation=tidewater.organisation, text=EXAMPLE,
        person=sam, now=now,
    )  # fmt: skip
    desk = desk_at(sam, draft.agreement_id, frozenset({"manager"}))
    asked = other_side_invite(desk=desk, email=harbour.manager.email, name="", note="", now=now)
    other_side_join(invitation=asked, organisation=harbour.organisation, person=harbour.manager, now=now)
    return draft


def at(draft: Draft, name: str) -> str:
    return reverse(name, kwargs={"agreement_id": draft.agreement_id, "draft_id": draft.pk})


def test_by_keyboard_alone(window: Callable[..., Window], draft: Draft, sam: Person) -> None:
    """Sign in, change a clause, offer the draft, sign: nothing but Tab, letters, Space and Enter."""
    mine = window()
    page = mine.page
    mine.open("/account/login/")
    skips(page)
    typed(page, "E-mail address", sam.email)
    typed(page, "Password", PASSWORD)
    pressed(page, "Sign in")
    mine.says("Your agreements")
    entered(page, "Managed IT services")
    entered(page, "Go on")
    skips(page)
    entered(page, re.compile(f"Edit .*{CRITICAL}"))
    mine.says("Standard: resolve-critical")
    typed(page, re.compile("^Within"), "6 hours")
    page.locator("#said").get_by_text("6 hours").first.wait_for()
    pressed(page, "Save")
    mine.says("Ready.")
    pressed(page, "Offer it for signature")
    mine.says("waits")
    entered(page, "Read and sign")
    entered(page, "Prove it is me")
    typed(page, "Password", PASSWORD)
    pressed(page, "Go on")
    reached(page, "I have read the text above and agree to be bound by it.")
    page.keyboard.press("Space")
    typed(page, "Your name, as you sign", "Sam Reed")
    pressed(page, "Sign version 1")
    mine.says("You have signed version 1.")
    assert Version.objects.get().signatures.get().name == "Sam Reed"


def skips(page: Page) -> None:
    """The first Tab of a page shows the link that jumps over its head, and Enter follows it."""
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    first = page.locator(":focus")
    assert first.inner_text() == "To the content"
    box = first.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")


def reached(page: Page, name: str | re.Pattern[str]) -> None:
    """Press Tab until what has the name has the focus; wherever the focus is on the way, it is to be seen."""
    for _ in range(250):
        page.keyboard.press("Tab")
        label, seen = page.evaluate(FOCUSED)
        assert seen, f"{page.url}: nobody sees that {label!r} has the focus"
        if re.search(name, label) if isinstance(name, re.Pattern) else name == label:
            return
    raise AssertionError(f"{page.url}: no Tab leads to {name!r}")


FOCUSED = """() => {
  const on = document.activeElement, style = getComputedStyle(on)
  const label = on.getAttribute('aria-label') ?? on.labels?.[0]?.innerText ?? on.innerText ?? ''
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
  return [label.replace(/\\s+/g, ' ').replace(/ optional$/, '').trim(), on === document.body || outlined]
}"""


def typed(page: Page, label: str | re.Pattern[str], text: str) -> None:
    reached(page, label)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def entered(page: Page, name: str | re.Pattern[str]) -> None:
    """Follow a link, or press a button, where the focus has been brought to it."""
    reached(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


pressed = entered


def test_without_script(window: Callable[..., Window], draft: Draft, sam: Person, harbour: House) -> None:
    """Upload, read figures, change a clause and see what it would have done, comment, sign: forms and links alone."""
    mine = window(script=False)
    mine.let_in(sam)
    mine.open(reverse("upload-new", kwargs={"agreement_id": draft.agreement_id}))
    file = {"name": "export.csv", "mimeType": "text/csv", "buffer": SMALL}
    mine.page.get_by_label("File").set_input_files(file)  # type: ignore[arg-type]  # a file as a mapping
    mine.press("Look into the file")
    mine.says("1 ticket from 3 rows")
    mine.press("Take it over")
    mine.follow("Figures")
    mine.says("What this draft would have given")
    mine.open(at(draft, "draft"))
    mine.page.get_by_role("link", name=re.compile(f"Edit .*{CRITICAL}")).click()
    mine.page.get_by_label(re.compile("^Within")).first.fill("sometime")
    mine.press("Show what it says")
    mine.says("Has to be mended")
    mine.page.get_by_label(re.compile("^Within")).first.fill("10 hours")
    mine.press("Show what it says")
    mine.says("10 hours")
    mine.press("Save")
    mine.page.get_by_role("link", name=re.compile(f"Edit .*{CRITICAL}")).click()
    mine.follow("What the clause as saved would have done")
    mine.says("would have met the target in every month")
    mine.follow("Overview")
    mine.page.get_by_role("link", name=re.compile("^Comment")).first.click()
    mine.page.get_by_label("Your comment").fill("Ten hours were a slip of the pen.")
    mine.press("Say it to both sides")
    mine.says("Ten hours were a slip of the pen.")
    version = offered(draft, sam)
    signs(mine, version, "Sam Reed")
    theirs = window(script=False)
    theirs.let_in(harbour.signatory)
    theirs.open(reverse("said", kwargs={"agreement_id": draft.agreement_id}))
    theirs.says("Ten hours were a slip of the pen.")
    signs(theirs, version, "Olivia Hart")
    assert Agreement.objects.get(pk=draft.agreement_id).versions.get().agreed_at


def offered(draft: Draft, person: Person) -> Version:
    """The draft as it was first: with ten hours it has a warning, which is no matter here."""
    now = timezone.now()
    draft.refresh_from_db()
    revision = draft_return(draft=draft, number=1, author=person, now=now)
    return version_offer(draft=draft, number=revision.number, side="provider", person=person, now=now)


def signs(window: Window, version: Version, name: str) -> None:
    window.open(
        reverse("version-sign", kwargs={"agreement_id": version.agreement_id, "version_id": version.pk})
    )
    window.follow("Prove it is me")
    window.fill(Password=PASSWORD)
    window.press("Go on")
    window.page.get_by_label("I have read the text above and agree to be bound by it.").check()
    window.page.get_by_label("Your name, as you sign").fill(name)
    window.press("Sign version 1")
    window.says("You have signed version 1.")
