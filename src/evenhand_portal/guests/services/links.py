"""Making a link for a guest, and ending it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.telling import told
from evenhand_portal.events import tell
from evenhand_portal.guests.decisions import LONGEST_DAYS, link_state
from evenhand_portal.guests.events import LinkMade
from evenhand_portal.guests.models import Link
from evenhand_portal.negotiation.models import Negotiation
from evenhand_portal.parties.services import secret_hash


@dataclass(frozen=True, slots=True)
class Wish:
    """What a link shall be: for whom, to which audience, whether the guest may comment, and for how many days."""

    name: str
    email: str
    audience: str
    speaks: bool
    days: int


@transaction.atomic
def link_make(
    *, desk: Desk, paper: Version | Draft | Negotiation, wish: Wish, now: datetime
) -> tuple[Link, str]:
    """Make a link to a paper that this side may see, and return it with its secret, which is shown once.

    With an address it is mailed as well. Raises ValidationError with the reason against it.
    """
    _refuse(desk, paper, wish)
    secret = secrets.token_urlsafe(32)
    link = Link.objects.create(
        agreement=desk.agreement,
        side=desk.side,
        audience=wish.audience,
        version=paper if isinstance(paper, Version) else None,
        draft=paper if isinstance(paper, Draft) else None,
        negotiation=paper if isinstance(paper, Negotiation) else None,
        speaks=wish.speaks,
        name=wish.name.strip(),
        email=wish.email.lower(),
        made_by=desk.person,
        made_at=now,
        expires_at=now + timedelta(days=wish.days),
        secret_hash=secret_hash(secret),
    )
    if link.audience == Link.Audience.BOTH:
        told(
            desk.agreement,
            "guest-invited",
            person=desk.person,
            side=desk.side,
            now=now,
            facts={"link": str(link.pk), "comments": link.speaks},
            payload={"name": link.name, "email": link.email},
        )
    tell(LinkMade(link, secret, now))
    return link, secret


def link_held(link: Link, now: datetime) -> None:
    """Lock a link until what is said by it is written; raise ValidationError when it takes no comments any more."""
    held = Link.objects.select_for_update().get(pk=link.pk)
    if link_state(now=now, expires_at=held.expires_at, ended=held.ended_at is not None) != "open":
        raise ValidationError("This link was ended meanwhile. Ask whoever sent it for a new one.")
    if not held.speaks:
        raise ValidationError("This link is for reading only.")


@transaction.atomic
def link_end(*, link: Link, desk: Desk, now: datetime) -> None:
    """End a link before its time; of one for both sides either side may. Doing it twice changes nothing."""
    if not Link.objects.filter(pk=link.pk, ended_at=None).update(ended_at=now, ended_by=desk.person):
        return
    if link.audience == Link.Audience.BOTH:
        told(
            desk.agreement,
            "guest-link-ended",
            person=desk.person,
            side=desk.side,
            now=now,
            facts={"link": str(link.pk)},
            payload={"name": link.name},
        )


def _refuse(desk: Desk, paper: Version | Draft | Negotiation, wish: Wish) -> None:
    if not wish.name.strip():
        raise ValidationError("Say for whom the link is.")
    if wish.email:
        validate_email(wish.email)
    if not 1 <= wish.days <= LONGEST_DAYS:
        raise ValidationError(f"A link is good for 1 to {LONGEST_DAYS} days.")
    if wish.audience not in ("both", desk.side):
        raise ValidationError("Choose for whom the guest speaks: both sides, or your side alone.")
    if wish.audience == "both" and (isinstance(paper, Draft) or desk.agreement.shared_at is None):
        raise ValidationError("A draft is your own. A guest of both sides reads a version, or the table.")
