"""The mails about changes that one side tells: to both sides, what changes, from when, and what may be done."""

from __future__ import annotations

from typing import Final

from evenhand.figures.dates import day_words
from evenhand.terms.notified import small_changes
from evenhand_portal.agreements.events import ChangeNotified, ChangeObjected
from evenhand_portal.agreements.models import Agreement, Side
from evenhand_portal.agreements.overview import terms_of
from evenhand_portal.agreements.selectors import people_of
from evenhand_portal.notices.kinds import Kind, declare
from evenhand_portal.notices.letter import Letter
from evenhand_portal.notices.letters import address
from evenhand_portal.notices.services import notice_queue

SIDES: Final[tuple[Side, ...]] = ("client", "provider")

declare(
    Kind("change-notified", "a side changes something by telling the other", must=True),
    Kind("change-objected", "a side objects to a change that was told", urgent=True),
)


def notified(event: ChangeNotified) -> None:
    """Tell both sides what changes and from when; the other side also until when it may object."""
    version, agreement = event.version, event.version.agreement
    link = address("versions-compare", agreement.pk) + f"?before={event.before.pk}&after={version.pk}"
    day = day_words(version.in_force_from)
    headline = f"{event.person} changes something in “{agreement}”, in force from {day}."
    allowed = "The agreement lets one side change it by telling the other; nobody signs it."
    for side in SIDES:
        mine = side == version.offered_by
        object_ = () if mine else ("If you do not agree, object before that day, and say why.",)
        letter = Letter(
            headline,
            (*_changes(event), allowed, *object_),
            by="" if mine else f"before {day}",
            button="See what changes",
            link=address("version", agreement.pk, version.pk) if not mine else link,
            why=f"You act for the {side}.",
        )
        _send(
            agreement, side, "change-notified", f"notified-{version.pk}", f"Changed from {day}", letter, event
        )


def objected(event: ChangeObjected) -> None:
    """Tell both sides that a change does not come into force, and why."""
    version, agreement = event.refusal.version, event.refusal.version.agreement
    for side in SIDES:
        letter = Letter(
            f"{event.refusal.person} objects to a change of “{agreement}”. It does not come into force.",
            ("The draft is open again: change it, or offer it for signature by both.",),
            quote=event.refusal.reason,
            quoted=str(event.refusal.person),
            button="Open the version",
            link=address("version", agreement.pk, version.pk),
            why=f"You act for the {side}.",
        )
        key = f"objected-{event.refusal.pk}"
        _send(agreement, side, "change-objected", key, "A change was objected to", letter, event)


def _changes(event: ChangeNotified) -> tuple[str, ...]:
    """What differs, clause by clause, as short as a mail should be."""
    found = small_changes(terms_of(event.before), terms_of(event.version))
    return tuple(f"{change.address}: {change.kind}." for change in found[:12])


def _send(
    agreement: Agreement,
    side: Side,
    kind: str,
    key: str,
    subject: str,
    letter: Letter,
    event: ChangeNotified | ChangeObjected,
) -> None:
    for person in people_of(agreement.party(side), "manager", "signatory"):
        notice_queue(
            key=f"{key}-{person.pk}",
            kind=kind,
            person=person,
            email=person.email,
            subject=f"{subject}: {agreement}",
            letter=letter,
            about=agreement.pk,
            now=event.at,
        )
