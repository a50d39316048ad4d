"""Search over everything that was said and decided about an agreement; all words are required."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conversations.decisions import folded
from evenhand_portal.conversations.stream import ACT, COMMENT, PAGE_ENTRIES, acts_seen, comments_seen
from evenhand_portal.ledger.selectors import told
from evenhand_portal.ledger.sentences import sentence, who


def found_page(desk: Desk, words: Sequence[str], show: str, number: str | int) -> Page[Any]:
    """Return a page of the keys of what was found, newest first. Two queries, however much was said.

    What a desk may not see is no part of what is searched.
    """
    keys = [*_comments(desk, words, show), *(_acts(desk, words) if show != "own" else ())]
    return Paginator(sorted(keys, reverse=True), PAGE_ENTRIES).get_page(number)


def _comments(desk: Desk, words: Sequence[str], show: str) -> Iterator[tuple[datetime, int, int]]:
    seen = comments_seen(desk, show)
    for word in words:
        seen = seen.filter(folded__contains=word)
    for at, pk in seen.order_by().values_list("at", "pk"):
        yield at, COMMENT, pk


def _acts(desk: Desk, words: Sequence[str]) -> Iterator[tuple[datetime, int, int]]:
    """Acts are read as people read them, and what was erased by law is not there to be found.

    A ledger holds no copy of its words that could be searched by the database, and needs none: an agreement has some
    thousands of entries at most.
    """
    for leaf in acts_seen(desk).select_related("payload", "receipt").order_by():
        each = told(leaf)
        said = folded(" ".join([who(each), sentence(each), *map(str, _texts(each.said))]))
        if all(word in said for word in words):
            yield leaf.received_at, ACT, leaf.pk


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield value
