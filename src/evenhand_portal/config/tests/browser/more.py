"""Pages and states without a row of their own in the matrix: answers to mistakes, and what is between."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from evenhand_portal.config.demonstration import PASSWORD as DEMONSTRATED
from evenhand_portal.config.tests.browser.visits import Visit, Way, demo, of, proving, start
from evenhand_portal.config.tests.browser.world import CRITICAL, World
from evenhand_portal.parties.models import Person

if TYPE_CHECKING:
    from playwright.sync_api import Page

NOTHING: Mapping[str, str] = {}


def _pressed(button: str, way: Way, status: int = 422, fields: Mapping[str, str] = NOTHING) -> Way:
    """What a page answers to its button; nothing is filled in but `fields`, by label."""

    def act(page: Page) -> None:
        for label, value in fields.items():
            page.get_by_label(re.compile(label)).first.fill(value)
        page.get_by_role("button", name=button, exact=True).click()

    def pressed(world: World) -> Visit:
        plain = way(world)
        return Visit(plain.path, plain.person, act, status)

    return pressed


def _at(name: str, what: str, query: str = "") -> Way:
    """A page about something that is troubled."""
    return lambda world: Visit(world.at(name, query, world.troubled[what]), world.tidewater.manager)


def _newcomer(name: str, query: str = "") -> Way:
    """A page as somebody sees it who belongs to no organisation."""

    def way(world: World) -> Visit:
        person, _ = Person.objects.get_or_create(email="new@example.org", defaults={"name": "Nora New"})
        return Visit(world.at(name, query, world.subjects), person)

    return way


def _clashing(world: World) -> Visit:
    """A clause saved that somebody else saved meanwhile: the page was opened at the revision before."""

    def act(page: Page) -> None:
        page.evaluate("document.querySelector('[name=based_on]').value = '1'")
        page.get_by_label(re.compile("^Within")).first.fill("6 hours")
        page.get_by_role("button", name="Save", exact=True).click()

    where = world.at("clause", f"at={CRITICAL}", world.troubled["changed"])
    return Visit(where, world.tidewater.manager, act, 409)


def _account(path: str, *, signed_in: bool = False, act: Callable[[Page], None] | None = None) -> Way:
    return lambda world: Visit(f"/account/{path}", world.director if signed_in else None, act)


MORE: Mapping[str, Way] = {
    "version-declined": lambda world: Visit(
        world.at("version", known={**world.demo, "version_id": world.declined.pk}), world.director
    ),
    "version-recorded": of("recorded", "version"),
    "agreement-recorded": of("recorded", "agreement"),
    "version-sign-first": lambda world: Visit(
        world.at("version-sign", known=world.subjects), world.tidewater.signatory
    ),
    "agreement-client": lambda world: Visit(world.at("agreement"), world.owner),
    "home-new": _newcomer("home"),
    "new-without": _newcomer("new"),
    "other-side-new": _newcomer("other-side"),
    "invitation-new": _newcomer("invitation"),
    "other-side-invite-wrong": _pressed("Send the invitation", _at("other-side-invite", "nothing")),
    "new-wrong": _pressed("Go on", lambda world: Visit(world.at("new"), world.tidewater.manager)),
    "new-document-wrong": _pressed("Begin with it", start("new-document")),
    "new-contract-wrong": _pressed("Begin the transcript", start("new-contract")),
    "draft-lacking": _at("draft", "lacking"),
    "draft-unreadable": _at("draft", "unreadable"),
    "draft-text-unreadable": _at("draft-text", "unreadable"),
    "draft-revisions-changed": _at("draft-revisions", "changed"),
    "draft-revision-changed": lambda world: Visit(
        world.at("draft-revision", known={**world.troubled["changed"], "number": 1}), world.tidewater.manager
    ),
    "clause-wrong": _pressed(
        "Save", _at("clause", "changed", f"at={CRITICAL}"), fields={"^Within": "sometime"}
    ),
    "clause-clash": _clashing,
    "upload-unmatched": _at("upload", "unmatched"),
    "upload-faulty": _at("upload", "faulty"),
    "upload-no-table": _at("upload", "no table"),
    "upload-reading": _at("upload", "reading"),
    "upload-wrong": _pressed("Look into the file", demo("upload-new")),
    "upload-unmatched-wrong": _pressed("Read it so", _at("upload", "unmatched")),
    "records-nothing": _at("records", "nothing"),
    "figures-nothing": _at("figures", "nothing"),
    "figures-draft": lambda world: Visit(
        world.at("figures", f"draft={world.demo['draft_id']}"), world.director
    ),
    "ticket-unknown": demo("ticket", "ticket=HD-0", status=422),
    "reconcile-no-answer": demo("reconcile", "column=priority", status=422),
    "said-lived": demo("said"),
    "said-found": demo("said", "q=six+hours"),
    "thread-new-clause": demo("thread-new", f"about=clause&key={CRITICAL}"),
    "thread-erased": lambda world: Visit(world.at("thread", known=world.erased), world.director),
    "thread-new-wrong": _pressed("Say it to both sides", demo("thread-new", "about=agreement")),
    "not-here": lambda world: Visit("/agreements/nowhere/", world.director, status=404),
    "link-sent": _pressed(
        "Send the link", lambda world: Visit(world.at("link-ask"), None), 200, {"^E-mail": "x@example.org"}
    ),
    "link-spent": lambda world: Visit(f"{world.at('link-ask')}worn-out/", None, status=410),
    "account-login": _account("login/"),
    "account-login-wrong": _pressed("Sign in", _account("login/"), 200),
    "account-signup": _account("signup/"),
    "account-forgotten": _account("password/reset/"),
    "account-confirm": _account("confirm-email/"),
    "account-second-factor": _account("2fa/", signed_in=True),
    "account-emails": _account("email/", signed_in=True),
    "account-password": _account("password/change/", signed_in=True),
    "account-proving": _account("reauthenticate/", signed_in=True),
    "account-passkey": _account("2fa/webauthn/add/", signed_in=True, act=proving(DEMONSTRATED)),
    "account-app": _account("2fa/totp/activate/", signed_in=True, act=proving(DEMONSTRATED)),
}
