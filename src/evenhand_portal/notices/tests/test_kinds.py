"""Kinds of news: all that are sent are declared, and the reference says of each how it comes."""

from __future__ import annotations

from pathlib import Path

from evenhand_portal.notices.kinds import GATHERINGS, KINDS, kind_named

PORTAL = Path(__file__).parents[2]
REFERENCE = (PORTAL.parents[1] / "docs" / "reference" / "notices.md").read_text(encoding="utf-8")


def test_every_mail_about_an_account_is_declared() -> None:
    letters = {
        one.name.removesuffix("_message.txt") for one in PORTAL.glob("look/templates/**/*_message.txt")
    }
    assert letters - {"base"} <= set(KINDS)


def test_what_was_not_declared_is_mailed() -> None:
    assert kind_named("something-else").must


def test_the_reference_names_every_kind() -> None:
    for kind in KINDS.values():
        if kind.name not in GATHERINGS and kind.theme != "Tests":
            way = "always at once" if kind.must else "at once" if kind.urgent else "daily mail"
            assert f"| {kind.title} | {way} |" in REFERENCE, kind
