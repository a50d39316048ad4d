"""Pieces of our pages that stand in the frame of another page: what one section says, and what changed in it."""

from __future__ import annotations

from markupsafe import Markup

from evenhand.render.anchors import Anchors
from evenhand.render.html.comparison import differs
from evenhand.render.html.page import template
from evenhand.wording.blocks import Section
from evenhand.wording.change_words import told
from evenhand.wording.comparison import Part
from evenhand.wording.redline import MarkedSection


def section_html(section: Section, anchors: Anchors) -> Markup:
    """Return the blocks of a section as HTML, without its heading and without the sections below it."""
    pieces = template("blocks.html").make_module({"anchors": anchors})
    return Markup("\n").join(Markup(pieces.block(each)) for each in section.blocks)  # type: ignore[attr-defined]  # a macro of the template


def part_html(part: Part) -> Markup:
    """Return a part of a comparison as a `section` with its heading, its changes and its marked words."""
    pieces = template("marked.html").make_module({"told": told, "differs": differs})
    return Markup(pieces.marked(part))  # type: ignore[attr-defined]  # a macro of the template


def marked_html(section: MarkedSection) -> Markup:
    """Return all blocks of a section with what was deleted and inserted, without its heading and those below it."""
    pieces = template("marked.html").make_module({"told": told, "differs": differs})
    return Markup("\n").join(Markup(pieces.block(each)) for each in section.blocks)  # type: ignore[attr-defined]  # a macro of the template
