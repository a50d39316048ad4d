"""The agreement as one HTML file: accessible, for light and dark and paper, with no script and no request."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from evenhand.render.anchors import Anchors
from evenhand.render.cut import cut, data_url
from evenhand.render.fonts import SANS, SERIF, families
from evenhand.render.imprint import Imprint
from evenhand.render.markup.html import to_html
from evenhand.render.markup.reading import cleaned
from evenhand.render.texts import bound, texts
from evenhand.wording.blocks import Block, WrittenAgreement, text_of

_FACES = (
    (SERIF, 0, "normal", (400, 700)),
    (SERIF, 1, "italic", (400, 400)),
    (SANS, 0, "normal", (400, 600)),
)
"""Family, file (upright, italic), style and weights of the fonts that travel inside."""


def to_html_page(written: WrittenAgreement, imprint: Imprint) -> str:
    """Return the whole page; its fonts travel inside, cut to the signs in use."""
    style = look((text for _, text in texts(written)), "agreement.css")
    page = template("agreement.html")
    return page.render(written=written, imprint=imprint, anchors=Anchors(written), style=style)


def look(said: Iterable[str], *sheets: str) -> Markup:
    """The style of a page that says these texts: its fonts, cut to the signs in use, and style sheets by name."""
    signs = frozenset("".join(said)) | _OURS
    return Markup(_faces(signs) + "".join(map(_text, sheets)))


_OURS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("–·")
"""Signs that the page itself uses, and the digits and letters of every text."""


def _faces(signs: frozenset[str]) -> str:
    fonts = families(east=False)
    return "".join(
        f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {weights[0]} {weights[1]}; '
        f'src: url("{data_url(cut(fonts[family][file], signs, weights))}"); }}\n'
        for family, file, style, weights in _FACES
    )


@cache
def template(name: str) -> Template:
    """The template of a page, in which every value is escaped and cleaned."""
    loader = FunctionLoader(_text)
    made = Environment(
        autoescape=True, loader=loader, undefined=StrictUndefined, trim_blocks=False, finalize=_shown
    )
    made.filters |= {"kind": _kind, "markup": _markup, "bound": bound, "words": text_of}
    return made.get_template(name)


def _text(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _shown(value: object) -> object:
    """Every text of the agreement loses its control characters on the way to the page."""
    return cleaned(value) if type(value) is str else value


def _kind(block: Block) -> str:
    return type(block).__name__


def _markup(markdown: str) -> Markup:
    return Markup(to_html(markdown))
