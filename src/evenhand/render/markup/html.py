"""The parties' own text as HTML in which nothing runs and nothing is loaded."""

from __future__ import annotations

from html import escape

import nh3
from markdown_it.token import Token

from evenhand.render.markup.reading import SCHEMES, cleaned, html_of, tokens

_TAGS = {"p", "strong", "em", "code", "pre", "a", "br", "hr", "ul", "ol", "li", "blockquote"}
_TABLES = {"table", "thead", "tbody", "tr", "th", "td"}


def to_html(markdown: str) -> str:
    """Return sanitised HTML; headings become paragraphs, since the numbered headings are the agreement's own.

    >>> to_html("**All** sites, see <b onclick=x>this</b> [page](https://tidewater.example)")
    '<p><strong>All</strong> sites, see &lt;b onclick=x&gt;this&lt;/b&gt; <a href="https://tidewater.example"
    rel="noopener noreferrer nofollow">page</a></p>\\n'
    """
    found = tokens(markdown)
    return nh3.clean(
        _as_it_stands(cleaned(markdown)) if found is None else html_of([_ours(token) for token in found]),
        tags=_TAGS | _TABLES,
        attributes={"a": {"href"}, "ol": {"start"}, "th": {"scope"}},
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer nofollow",
    )


def _as_it_stands(text: str) -> str:
    parts = (part.strip("\n").split("\n") for part in text.split("\n\n") if part.strip())
    return "".join(f"<p>{'<br>'.join(escape(line) for line in lines)}</p>\n" for lines in parts)


def _ours(token: Token) -> Token:
    token.tag = "p" if token.type.startswith("heading") else token.tag
    if token.type == "th_open":
        token.attrSet("scope", "col")
    return token
