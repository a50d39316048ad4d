"""What a thread is about, in words, and where that stands."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.urls import reverse

from evenhand_portal.agreements.editing.pages import page_at

FIGURE_PARTS = ("clause", "day", "service", "priority", "instance")
"""What names a figure, in this order: the clause, the first day of its period, and what it is of."""


def figure_key(about: dict[str, str]) -> str:
    """Return the key of a figure, the same whatever the order in which it was asked for.

    >>> figure_key({"day": "2026-01-01", "clause": "standards.response", "draft": "7"})
    'clause=standards.response&day=2026-01-01'
    """
    return urlencode([(name, about[name]) for name in FIGURE_PARTS if about.get(name)])


def subject_words(kind: str, key: str, label: str = "") -> str:
    """Return what a thread is about, as it is said after "about"; a clause by its title, where `label` gives one.

    >>> subject_words("clause", "standards.response time"), subject_words("ticket", "T-1")
    ('the clause “response time” (standard)', 'ticket T-1')
    >>> subject_words("figure", "clause=standards.response+time&day=2026-01-01&priority=P1")
    'the figure of “response time” from 2026-01-01, P1'
    >>> subject_words("clause", "term"), subject_words("agreement", "")
    ('the clause “The term”', 'the agreement')
    >>> subject_words("clause", "standards.response", "First response")
    'the clause “First response”'
    """
    if kind == "clause":
        return f"the clause “{label}”" if label else f"the clause {_clause(key)}"
    if kind == "ticket":
        return f"ticket {key}"
    if kind == "figure":
        parts = dict(parse_qsl(key))
        name = parts.pop("clause", "").rpartition(".")[2]
        day = parts.pop("day", "")
        return ", ".join([f"the figure of “{name}” from {day}", *parts.values()])
    return "the agreement"


def _clause(address: str) -> str:
    page = page_at(address)
    if page is None or page.address != address:
        return f"“{address}”"
    return f"“{page.name}” ({page.kind.lower()})" if page.name else f"“{page.kind}”"


def subject_address(agreement_id: UUID, kind: str, key: str) -> str:
    """Return where the figure or ticket stands; empty for a clause, which stands in every version."""
    if kind == "ticket":
        return f"{reverse('ticket', args=(agreement_id,))}?{urlencode({'ticket': key})}"
    if kind == "figure":
        return f"{reverse('figure', args=(agreement_id,))}?{key}"
    return ""
