"""Saving one clause of a draft, also when somebody else saved in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from evenhand.errors import DocumentError
from evenhand_portal.agreements.editing.pages import Page
from evenhand_portal.agreements.editing.shapes import State
from evenhand_portal.agreements.editing.spelling import Unfit
from evenhand_portal.agreements.models import Draft, Revision
from evenhand_portal.agreements.services.drafts import StaleRevision, draft_save
from evenhand_portal.parties.models import Person

TRIES = 10
"""So often the text of others is taken in before a save gives up; each time somebody else was faster."""


class Clash(Exception):  # noqa: N818 - the name says what happened
    """Somebody changed the same clause in between; `latest` is their revision, and nothing of either is lost."""

    def __init__(self, latest: Revision) -> None:
        self.latest = latest
        super().__init__(str(latest))


@dataclass(frozen=True)
class Change:
    """What a person did with one clause of revision `base`: another state, or None to take the clause out."""

    page: Page
    base: Revision
    state: State
    taken_out: bool = False

    def on(self, text: str) -> str:
        """Return a text with the change in it. Raises DocumentError."""
        return self.page.without(text) if self.taken_out else self.page.applied(text, self.state)

    def clashes(self, latest: Revision) -> bool:
        """Whether the clause is not any more what the person saw."""
        return repr(self.page.plain(latest.text)) != repr(self.page.plain(self.base.text))


def clause_save(
    *, draft: Draft, change: Change, author: Person, now: datetime, hindered: Callable[[str], bool]
) -> Revision | None:
    """Save a change of one clause on the latest text, whoever saved other clauses in between.

    Raises Clash when somebody changed this clause, DocumentError when it cannot be written, and what `draft_save`
    raises. `hindered` says whether a text has mistakes that were not there before: then nothing is saved and None
    returned, as the two changes do not go together.
    """
    base = change.base
    for _ in range(TRIES):
        text = change.on(base.text)
        if base != change.base and hindered(text):
            return None
        try:
            return draft_save(
                draft=draft,
                based_on_number=base.number,
                text=text,
                author=author,
                now=now,
                note=f"{'without ' * change.taken_out}{change.page.address}"[:300],
            )
        except StaleRevision as stale:
            base = stale.latest
        if _unreadable_or_clashing(change, base):
            raise Clash(base)
    raise Clash(base)


def _unreadable_or_clashing(change: Change, latest: Revision) -> bool:
    try:
        return change.clashes(latest)
    except (DocumentError, Unfit):
        return True
