"""What does not count as downtime: agreed causes, and planned maintenance that keeps to its terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from evenhand.terms.availability import Allowance, Availability, Exclusion, Maintenance
from evenhand.terms.canonical.notations import counted, duration_form
from evenhand.units import tidy
from evenhand.wording.blocks import Block, Bullets, Words
from evenhand.wording.phrases import Piece, listed, own, paragraph, quoted, say, sentence
from evenhand.wording.values import in_each, window_words

_PLANNED: Final = "planned maintenance"
_REMOVED: Final = {
    "removed": "time left out is taken from both sides: it is neither service time nor downtime",
    "counted as up": "time left out stays in the agreed service time and counts as time in which it was up",
}
_SAID_BY: Final = {"both": "both parties have", "client": "the client has", "provider": "the provider has"}


def excluded_blocks(clause: Availability, address: str) -> Iterator[Block]:
    """What is left out of the reckoning of one clause."""
    if clause.excludes:
        yield paragraph(sentence("time is left out when the reason for it is:"))
        items = tuple(_exclusion(each, clause) for each in clause.excludes)
        yield Bullets(items, address=f"{address}.excludes")
    else:
        yield paragraph(sentence("no reason for being down is left out"), address=f"{address}.excludes")
    for place, terms in enumerate(clause.maintenance, start=1):
        where = f"{address}.maintenance" + (f".{place}" if len(clause.maintenance) > 1 else "")
        yield paragraph(*_maintenance(terms), address=where)
    yield paragraph(sentence(_REMOVED[clause.excluded_time]), address=f"{address}.excluded time")


def _exclusion(each: Exclusion, clause: Availability) -> Words:
    if tidy(each.cause) == _PLANNED:
        cause = say(own(each.cause), ", as the terms below allow it" if clause.maintenance else "")
    else:
        cause = say(own(each.cause))
    said = f", once {_SAID_BY[each.decided_by]} said that this was the reason" if each.decided_by else ""
    shown = ", if evidence is recorded with it" if each.evidence else ""
    return say(cause, said, shown)


def _maintenance(terms: Maintenance) -> Iterator[Words]:
    kind = say(" of the kind ", quoted(terms.kind)) if terms.kind else ()
    conditions: list[Piece] = []
    if terms.windows:
        windows = [window_words(window) for window in terms.windows]
        conditions.append(say("is done on ", listed(windows, "or")))
    if terms.notice:
        conditions.append(f"is announced at least {duration_form(terms.notice)} before")
    if terms.at_most:
        conditions.append(say("takes no more than ", listed([*_allowances(terms.at_most)])))
    if not conditions:
        yield sentence(
            "planned maintenance", kind, " is left out, whenever it is done and however long it takes"
        )
        return
    yield sentence("planned maintenance", kind, " is left out when it ", listed(conditions))
    yield sentence("what goes beyond this counts as downtime")


def _allowances(allowances: Sequence[Allowance]) -> Iterator[str]:
    for each in allowances:
        if each.windows is not None:
            yield f"{counted(each.windows, 'window')} {in_each(each.period)}"
        else:
            assert each.length is not None
            yield f"{duration_form(each.length)} {in_each(each.period)}"
