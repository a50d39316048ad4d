"""Figures as pages show them: written out once for each answer, as a question is answered once and for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from evenhand.figures.explanation.wall import zone_rules
from evenhand.figures.explanation.wording import moment_text
from evenhand_portal.agreements.kept import Shelf
from evenhand_portal.tracking.figures.pages import answer_sentence, clauses
from evenhand_portal.tracking.figures.published import digest_of
from evenhand_portal.tracking.models import Reckoning

CHARACTERS: Final = 16_000_000
"""How much is kept: three years of 300 clauses come to five million characters, an ordinary agreement to 100,000.

A character takes two bytes at most in our words, and four in some scripts of the parties.
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """Figures written out: the rows of all promises, their periods, and `rest`, what stands beside them.

    `digest` is that by which the ledger names them; empty for those of a draft, which are not published.
    """

    clauses: bool
    promises: SafeString
    periods: SafeString
    sentence: str
    as_of: str
    digest: str
    rest: Mapping[str, Any]


_SHOWN: Shelf[Shown] = Shelf(CHARACTERS)


def shown_of(reckoning: Reckoning, *, draft: str = "") -> Shown | None:
    """Return figures as they are shown, where there are some; `draft` is the query that names one.

    What was answered stays as it is under its key, so an answer is read from the database only when it is not kept.
    """
    if reckoning.state != Reckoning.State.READY:
        return None
    key = (reckoning.agreement_id, reckoning.key, reckoning.what, draft)
    return _SHOWN.get(key, lambda: _shown(reckoning, draft), _weight)


def _shown(reckoning: Reckoning, draft: str) -> Shown:
    result: Mapping[str, Any] = reckoning.result or {"rows": ()}
    found = clauses(result["rows"], draft)
    facts = {"clauses": found, "agreement_id": reckoning.agreement_id, "draft": draft, "result": result}
    as_of = result.get("as_of")
    return Shown(
        bool(found),
        render_to_string("tracking/promise_rows.html", facts),
        render_to_string("tracking/periods.html", facts),
        answer_sentence(result, draft=bool(draft)) if reckoning.result else "",
        moment_text(as_of, zone_rules("UTC"), year=True) if as_of is not None else "",
        digest_of(result["measurement"]) if not draft and "measurement" in result else "",
        {name: result.get(name, ()) for name in ("left_out", "notes")},
    )


def _weight(shown: Shown) -> int:
    return len(shown.promises) + len(shown.periods)
