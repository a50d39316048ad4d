"""Everything said and done about an agreement, newest first: acts of its ledger and comments, in one stream."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import F, IntegerField, QuerySet, Value
from markupsafe import Markup

from evenhand.render.markup.plain import to_text
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conversations.decisions import BOTH
from evenhand_portal.conversations.marking import marked
from evenhand_portal.conversations.models import Comment
from evenhand_portal.ledger.models import Leaf
from evenhand_portal.ledger.selectors import told
from evenhand_portal.ledger.sentences import ERASED, sentence, who

PAGE_ENTRIES: Final = 30
SHOWS: Final = ("all", "both", "own")
SAID_HERE: Final = "comment-made"
"""Comments for both are told to the ledger, too; here they stand once, as comments."""

ACT, COMMENT = 0, 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the stream: an act in a sentence, or a comment; `words` are escaped, with what was found marked."""

    at: datetime
    who: str
    side: str
    words: Markup
    comment: Comment | None = None

    @property
    def own(self) -> bool:
        """Whether one side alone sees it."""
        return self.comment is not None and self.comment.thread.own


def comments_seen(desk: Desk, show: str = "all") -> QuerySet[Comment]:
    """Return the comments of both and of one's own side, or of one of them alone."""
    audiences = {"both": (BOTH,), "own": (desk.side,)}.get(show, (BOTH, desk.side))
    return Comment.objects.filter(thread__agreement=desk.agreement, thread__audience__in=audiences)


def acts_seen(desk: Desk) -> QuerySet[Leaf]:
    """Return the entries of the ledger that are no comments; both sides see the same."""
    return desk.agreement.ledger.leaves.exclude(kind=SAID_HERE)


def stream_page(desk: Desk, show: str, number: str | int) -> Page[Any]:
    """Return the keys of a page of the stream; `entries_of` makes them readable."""
    said = _keys(comments_seen(desk, show), COMMENT, F("at"))
    keys = said if show == "own" else said.union(_keys(acts_seen(desk), ACT, F("received_at")), all=True)
    return Paginator(keys.order_by("-moment", "-what", "-pk"), PAGE_ENTRIES).get_page(number)


def _keys(rows: QuerySet[Any], what: int, moment: F) -> QuerySet[Any, tuple[datetime, int, int]]:
    named = rows.order_by().annotate(moment=moment, what=Value(what, output_field=IntegerField()))
    keys: QuerySet[Any, tuple[datetime, int, int]] = named.values_list("moment", "what", "pk")
    return keys


def entries_of(keys: Iterable[tuple[datetime, int, int]], words: Sequence[str] = ()) -> list[Entry]:
    """Return the entries of these keys, in their order. Five queries, however many there are."""
    listed = list(keys)
    leaves = Leaf.objects.select_related("payload", "receipt").in_bulk(
        [pk for _, what, pk in listed if what == ACT]
    )
    comments = (
        Comment.objects.select_related("thread", "person")
        .prefetch_related("mentions__person", "attachments")
        .in_bulk([pk for _, what, pk in listed if what == COMMENT])
    )
    return [
        _act(leaves[pk], words) if what == ACT else _comment(comments[pk], words) for _, what, pk in listed
    ]


def _act(leaf: Leaf, words: Sequence[str]) -> Entry:
    each = told(leaf)
    return Entry(each.received_at, who(each), each.side, marked(f"{sentence(each)}.", words))


def _comment(comment: Comment, words: Sequence[str]) -> Entry:
    text = marked(ERASED if comment.erased_at else to_text(comment.text), words)
    return Entry(comment.at, comment.author, comment.side, text, comment)
