"""How an agreement stands for one side, in the words of its first page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse

from evenhand.figures.dates import day_words
from evenhand.terms.agreement import Agreement as Terms
from evenhand.terms.document import as_written, read_agreement
from evenhand_portal.agreements.kept import kept
from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.notice_day import last_day_for_notice
from evenhand_portal.agreements.selectors import (
    Desk,
    drafts_seen,
    version_in_force,
    version_waiting,
    versions_agreed,
)


@dataclass(frozen=True, slots=True)
class Move:
    """Whose move it is, in one sentence, and the one thing to do; `whose` is a side, both or nobody."""

    whose: str
    sentence: str
    act: str = ""
    link: str = ""


MOVES: list[Callable[[Sequence[Desk]], Mapping[Desk, Move]]] = []
"""What other apps know of whose move it is at these desks, such as a negotiation: the first answer counts.

Filled in `wiring`. Each asks the database equally often for one desk and for many.
"""


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose move it is at a desk."""

    desk: Desk
    move: Move


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands first on an agreement's page."""

    desk: Desk
    in_force: Version | None
    until: str
    notice_by: str
    coming: Version | None
    waiting: Version | None
    drafts: tuple[Draft, ...]
    move: Move


def turns_of(desks: Sequence[Desk]) -> tuple[Turn, ...]:
    """Return whose move it is at each desk, in five queries and those of `MOVES`, however many desks there are."""
    at = {desk.agreement.pk for desk in desks}
    versions: dict[UUID, list[Version]] = {}
    found = Version.objects.filter(agreement__in=at).defer("text", "canonical").order_by("in_force_from")
    for version in found.prefetch_related("signatures"):
        versions.setdefault(version.agreement_id, []).append(version)
    drafts: dict[tuple[UUID, str], list[Draft]] = {}
    for draft in Draft.objects.filter(agreement__in=at, state=Draft.State.OPEN):
        drafts.setdefault((draft.agreement_id, draft.side), []).append(draft)
    others = _others(desks)
    turns = []
    for desk in desks:
        of_agreement = versions.get(desk.agreement.pk, [])
        waiting = next((one for one in of_agreement if one.waits), None)
        agreed = [one for one in of_agreement if one.agreed_at]
        own = tuple(drafts.get((desk.agreement.pk, desk.side), ()))
        turns.append(Turn(desk, _move(desk, waiting, own, agreed, others.get(desk))))
    return tuple(turns)


def _others(desks: Sequence[Desk]) -> dict[Desk, Move]:
    found: dict[Desk, Move] = {}
    for moves in MOVES:
        found = {**moves(desks), **found}
    return found


def overview_of(desk: Desk, now: datetime) -> Overview:
    """Return how the agreement stands for this desk at `now`."""
    agreement = desk.agreement
    agreed = versions_agreed(agreement)
    latest_terms = terms_of(agreed[-1]) if agreed else None
    today = _today(latest_terms, now)
    in_force = version_in_force(agreement, today)
    terms = terms_of(in_force) if in_force else None
    waiting = version_waiting(agreement)
    drafts = tuple(drafts_seen(desk).filter(state=Draft.State.OPEN))
    return Overview(
        desk=desk,
        in_force=in_force,
        until=day_words(in_force.last_day) if in_force and in_force.last_day else "",
        notice_by=day_words(last) if terms and (last := last_day_for_notice(terms, today)) else "",
        coming=next((version for version in agreed if version.in_force_from > today), None),
        waiting=waiting,
        drafts=drafts,
        move=_move(desk, waiting, drafts, agreed, _others([desk]).get(desk)),
    )


def terms_of(version: Version) -> Terms:
    """Return the terms of a version as people read them: in the order and the words of the text they negotiated.

    They carry the holidays and zones of the version (rule 7). Clauses have the numbers that they had in the draft.
    """
    return terms_read(bytes(version.canonical), version.text)


def terms_signed(version: Version) -> Terms:
    """Return the terms of a version from its canonical form alone, as everybody reckons figures again."""
    return terms_read(bytes(version.canonical), "")


@kept
def terms_read(canonical: bytes, text: str) -> Terms:
    """Return the terms in the canonical form of a version, ordered as in its text: once, as both never change.

    In the order of the canonical form where there is no text. Raises ValueError for what is no canonical form.
    """
    terms, problems = read_agreement(canonical, file="agreement.json")
    if terms is None:
        raise ValueError(f"a version cannot be read: {problems[0]}")
    return as_written(terms, text) if text else terms


def _today(terms: Terms | None, now: datetime) -> date:
    return now.astimezone(ZoneInfo(terms.timezone if terms else "UTC")).date()


def _move(
    desk: Desk,
    waiting: Version | None,
    drafts: tuple[Draft, ...],
    agreed: list[Version],
    other: Move | None,
) -> Move:
    here = {"agreement_id": desk.agreement.pk}
    if waiting is not None:
        signed = {one.side for one in waiting.signatures.all()}
        link = reverse("version-sign", kwargs={**here, "version_id": waiting.pk})
        if desk.side not in signed:
            return Move(
                desk.side, f"Version {waiting.number} waits for your signature.", "Read and sign", link
            )
        return Move(
            desk.other, f"Version {waiting.number} waits for the {desk.other}'s signature.", "Look", link
        )
    unconfirmed = next((one for one in agreed if one.origin == "elsewhere" and not one.confirmed_at), None)
    if unconfirmed is not None and unconfirmed.offered_by != desk.side:
        link = reverse("version", kwargs={**here, "version_id": unconfirmed.pk})
        return Move(
            desk.side, "A contract signed elsewhere was recorded. Confirm it once.", "Look at it", link
        )
    if other is not None:
        return other
    if drafts:
        link = reverse("draft", kwargs={**here, "draft_id": drafts[0].pk})
        if desk.agreement.party(desk.other) is None:
            sentence = f"Your draft is private. Finish it, then invite the {desk.other}."
        else:
            sentence = "Your draft is open. Offer it for signature when it is ready."
        return Move(desk.side, sentence, "Go on", link)
    if not agreed:
        return Move(desk.other, f"The {desk.other} has begun; nothing is offered yet.")
    return Move("nobody", "Nothing waits for anybody.")
