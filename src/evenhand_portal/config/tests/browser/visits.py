"""How every page is reached. A new page needs no line here unless the subjects of the matrix do not lead to it.

Each row of the matrix that answers GET is visited as somebody who may, at its address with the `subjects` of the
matrix. `VISITS` says it where that is no page, because the address needs a question; or where there is more to see
elsewhere, above all in the demonstration, which has a year of records. `more.py` has states without a row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evenhand_portal.config.tests.browser.world import CRITICAL, World
from evenhand_portal.config.tests.matrix import EVERYBODY, PEOPLE, TABLE
from evenhand_portal.conftest import PASSWORD
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Person

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass(frozen=True)
class Visit:
    """An address, who goes there, what is done there before looking, and how it then answers.

    `leads_on` says of an address that it leads to a page at another one.
    """

    path: str
    person: Person | None
    act: Callable[[Page], None] | None = None
    status: int = 200
    leads_on: bool = False


Way = Callable[[World], Visit]


def visit_of(name: str, world: World) -> Visit:
    """How the page with this name is reached."""
    if name in VISITS:
        return VISITS[name](world)
    row = TABLE[name]
    path = world.at(name, known=world.subjects)
    if row.subject == EVERYBODY:
        return Visit(path, None)
    if row.subject == PEOPLE:
        return Visit(path, world.tidewater.manager)
    house = world.tidewater if row.subject == "agreement" and "provider" in row.sides else world.harbour
    role = next(one for one in ("manager", "signatory", "reader", "auditor") if one in row.roles)
    return Visit(path, getattr(house, role))


def demo(name: str, query: str = "", **more: Any) -> Way:
    """A page of the demonstration, as the provider's director."""
    return lambda world: Visit(world.at(name, query), world.director, **more)


def of(known: str, name: str, query: str = "", **more: Any) -> Way:
    """A page of a contract signed elsewhere, or of the negotiation, as a manager of the provider."""
    return lambda world: Visit(world.at(name, query, getattr(world, known)), world.tidewater.manager, **more)


def start(name: str, more: str = "") -> Way:
    """A way to begin an agreement, as the provider."""

    def way(world: World) -> Visit:
        house = world.tidewater
        return Visit(
            world.at(name, f"organisation={house.organisation.pk}&side=provider{more}"), house.manager
        )

    return way


def _compared(world: World) -> Visit:
    query = f"before={world.demo['version_id']}&after={world.declined.pk}"
    return Visit(world.at("versions-compare", query), world.director)


def proving(password: str = PASSWORD, first: str = "") -> Callable[[Page], None]:
    """Say once more who one is, after following the link `first`."""

    def prove(page: Page) -> None:
        if first:
            page.get_by_role("link", name=first).click()
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Go on").click()

    return prove


def _signing(world: World) -> Visit:
    """The page for signing, by somebody who has just proved who they are."""
    where = world.at("version-sign", known=world.subjects)
    return Visit(where, world.tidewater.signatory, proving(first="Prove it is me"))


def _notice(world: World) -> Visit:
    """A notice, as the person whose it is."""
    newest = Notice.objects.filter(person=world.owner).order_by("-made_at")[0]
    return Visit(world.at("notice", known={"notice_id": newest.pk}), world.owner)


VISITS: Mapping[str, Way] = {
    "ready": lambda world: Visit(world.at("ready"), None, status=503),  # no worker runs here
    "home": demo("home"),
    "notice": _notice,
    "token-new": lambda world: Visit(
        world.at("token-new", known=world.subjects), world.harbour.manager, proving()
    ),
    "agreement": demo("agreement"),
    "versions": demo("versions"),
    "version": demo("version"),
    "version-sign": _signing,
    "versions-compare": _compared,
    "version-amend": demo("version-amend"),
    "version-contract": of("recorded", "version-contract"),
    "draft": demo("draft"),
    "draft-changes": demo("draft-changes"),
    "draft-tried": demo("draft-tried"),
    "draft-effect": demo("draft-effect", f"clause={CRITICAL}"),
    "draft-text": demo("draft-text"),
    "draft-notify": demo("draft-notify"),
    "draft-send": demo("draft-send"),
    "draft-carry": of("table", "draft-carry", status=409),
    "table": of("table", "table"),
    "table-accept-all": of("table", "table-accept-all"),
    "table-effect": of("table", "table-effect", f"clause={CRITICAL}"),
    "table-end": of("table", "table-end"),
    "draft-original": of("transcript", "draft-original"),
    "draft-record": of("transcript", "draft-record"),
    "clause": demo("clause", f"at={CRITICAL}"),
    "clause-new": demo("clause-new", "in=standards&name=answer", leads_on=True),
    "new-template": start("new-template", "&template=managed-workplace"),
    "new-document": start("new-document"),
    "new-contract": start("new-contract"),
    "records": demo("records"),
    "upload": demo("upload"),
    "figures": demo("figures"),
    "figure": demo("figure", f"clause={CRITICAL}&day=2026-02-01"),
    "ticket": demo("ticket", "ticket=HD-2249"),
    "reconcile": demo("reconcile"),
    "proof": demo("proof"),
}
