"""Pages and states without a row of their own in the matrix: answers to mistakes, and what is between."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from evenhand_portal.config.tests.browser.visits import Visit, Way
from evenhand_portal.config.tests.browser.world import World

if TYPE_CHECKING:
    from playwright.sync_api import Page


def _pressed(button: str, way: Way, status: int = 422, **fields: str) -> Way:
    """What a page answers to its button; nothing is filled in but `fields`, by label."""

    def act(page: Page) -> None:
        for label, value in fields.items():
            page.get_by_label(label.replace("_", " "), exact=True).fill(value)
        page.get_by_role("button", name=button, exact=True).click()

    def pressed(world: World) -> Visit:
        plain = way(world)
        return Visit(plain.path, plain.person, act, status)

    return pressed


def _mine(path: str) -> Way:
    return lambda world: Visit(path, world.director)


MORE: Mapping[str, Way] = {
    "version declined": lambda world: Visit(
        world.at("version", known={**world.demo, "version_id": world.declined.pk}), world.director
    ),
}
