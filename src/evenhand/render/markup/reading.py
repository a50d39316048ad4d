"""Markdown of the parties to tokens: no raw HTML, no images, no links but to the web, to mail and to telephones.

What is shown is what was written: link definitions stay visible, and text that nests beyond reason or is as long
as a book is shown as it stands instead of being read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

DEEPEST = 12
"""How deep lists, quotes and emphasis may nest, in tokens; deeper text is shown as it stands."""
LONGEST = 50_000
"""Characters that are read as Markdown; a longer text is shown as it stands."""
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_UNSEEN = re.compile("[\u00ad\u202a-\u202e\u2066-\u2069\ufeff\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):\S", re.IGNORECASE)


def cleaned(text: str) -> str:
    """Return the text without signs that deceive: marks that reorder what is read go, control characters show.

    Soft hyphens go too: words are not broken, and what is copied is what was written.

    >>> cleaned("pay \\u202e0001\\u202c now\\x07")
    'pay 0001 now�'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", _UNSEEN.sub("", lines))


def one_line(text: str) -> str:
    """Return the cleaned text with every stretch of blanks as one space, as a browser shows it.

    >>> one_line(" Harbour\\n  Dental Group")
    ' Harbour Dental Group'
    """
    if text.isprintable() and "  " not in text:
        return text
    return re.sub(r"[ \t\n]+", " ", cleaned(text))


def inked(sign: str) -> bool:
    """Whether a sign is seen: blanks and marks of format leave no ink, selectors only choose between signs.

    >>> [sign for sign in "a \u200b\ufe0f✓" if inked(sign)]
    ['a', '✓']
    """
    category = unicodedata.category(sign)
    return category not in ("Cc", "Cf", "Zl", "Zp", "Zs") and not "\ufe00" <= sign <= "\ufe0f"


def safe_link(address: str) -> bool:
    """Whether a link may lead there.

    >>> safe_link("https://tidewater.example"), safe_link("javascript:alert(1)"), safe_link("../secret")
    (True, False, False)
    """
    scheme = _SCHEME.match(address)
    return scheme is not None and scheme[1].lower() in SCHEMES


def tokens(markdown: str) -> list[Token] | None:
    """Read Markdown; None when it is to be shown as it stands, being too long or too deep."""
    text = cleaned(markdown)
    if len(text) > LONGEST:
        return None
    found = _parser().parse(text)
    for token in found:
        token.children = list(_named(token.children)) if token.children else token.children
    inline = (child for token in found for child in token.children or ())
    return None if any(token.level > DEEPEST for token in (*found, *inline)) else found


def _named(children: Sequence[Token]) -> Iterator[Token]:
    """The same, with its address as the words of each link that has none to be seen."""
    link, seen = "", False
    for child in children:
        if child.type == "link_open":
            link, seen = str(child.attrs["href"]), False
        elif child.type == "link_close" and not seen:
            yield Token("text", "", 0, content=link)
        seen = seen or any(map(inked, child.content))
        yield child


def html_of(found: list[Token]) -> str:
    """HTML of tokens, not yet sanitised."""
    return str(_parser().renderer.render(found, _parser().options, {}))


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library asks by this name
        return safe_link(url)


@cache
def _parser() -> MarkdownIt:
    # Beyond `maxNesting` the parser drops text without a word, so it is set where `tokens` has long said no.
    parser = _Parser("commonmark", {"html": False, "maxNesting": DEEPEST + 8})
    return parser.enable("table").disable(["image", "reference"])
