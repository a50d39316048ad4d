"""Small changes that one party makes by telling the other, as far as the agreement in force allows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from evenhand.terms.agreement import Agreement
from evenhand.terms.canonical.carrying import CarriedForm
from evenhand.terms.difference import Change, difference
from evenhand.trees.tree import Path

Small = Literal["contacts", "holidays", "number of users"]

NUMBERED: Final = frozenset({("version",), ("in force from",)})
"""What every new version says of itself; no change of what was agreed."""

_DATES: Final = frozenset({"closed", "open"})


def small_changes(before: Agreement, after: Agreement) -> tuple[Change, ...]:
    """Return what differs between two versions, without what each says of itself.

    Raises DocumentError for an agreement with two names that look alike.
    """
    found = difference(before, after)
    return tuple(change for change in found if change.was not in NUMBERED and change.now not in NUMBERED)


def reasons_against_notifying(
    before: Agreement, after: Agreement, side: Literal["client", "provider"]
) -> tuple[str, ...]:
    """Say why `side` may not make `after` of the version in force by telling the other; nothing when it may.

    Every change has to be of a kind that `before` lists under `review.amendments.notified`: contacts are a party's
    own, holidays are dates of a calendar, the number of users is that of a service. What the version carries of
    public holidays and zones has to stay as it was. Raises DocumentError as `difference` does.
    """
    amendments = before.review.amendments if before.review else None
    allowed = amendments.notified if amendments else ()
    if not allowed:
        return ("The agreement in force lets nobody change anything by telling: both have to sign.",)
    changes = small_changes(before, after)
    if not changes:
        return ("Nothing is changed.",)
    reasons = tuple(_reason(change, side) for change in changes if _kind(change, side) not in allowed)
    return (*reasons, *_carried_otherwise(before, after))


def _carried_otherwise(before: Agreement, after: Agreement) -> Iterator[str]:
    """Signed versions carry dates beside their terms; those cannot change by telling."""
    one, other = before.carried, after.carried
    if one and other and CarriedForm.of(one) != CarriedForm.of(other):
        yield "The public holidays or time zones that the version carries are others: both have to sign them."


def _kind(change: Change, side: str) -> Small | None:
    """Which kind of small change it is; a clause that moved is one when it was and stays one."""
    kinds = {_kind_at(path, side) for path in (change.was, change.now)}
    return kinds.pop() if len(kinds) == 1 else None


def _kind_at(path: Path, side: str) -> Small | None:
    match path:
        case ("parties", str(whose), "contacts", _, *_) if whose == side:
            return "contacts"
        case ("calendars", _, str(key), *_) if key in _DATES:
            return "holidays"
        case ("calendars", _, "holidays", "dates", *_):
            return "holidays"
        case ("services", _, "users"):
            return "number of users"
        case _:
            return None


def _reason(change: Change, side: str) -> str:
    if change.address.startswith("parties.") and not change.address.startswith(f"parties.{side}."):
        return f"`{change.address}` is the other side's: it tells its own changes."
    return f"`{change.address}` is not among the changes that may be told: both have to sign it."
