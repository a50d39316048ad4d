"""What pages of other apps show of notices: how many are new, and whose address takes no mails."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from evenhand_portal.notices.models import Unreachable
from evenhand_portal.notices.selectors import unreachable_among, unread_of
from evenhand_portal.parties.models import Membership, Person

register = template.Library()


@register.simple_tag
def unread_notices(person: Person) -> int:
    """Return how many notices a person has not read."""
    return unread_of(person)


@register.simple_tag
def mail_trouble_of(person: Person) -> Unreachable | None:
    """Return why a person's address takes no mails, if it does not."""
    return unreachable_among([person]).get(person.email)


@register.simple_tag
def mail_troubles_of(members: Iterable[Membership]) -> dict[str, Unreachable]:
    """Return those of members' addresses that take no mails, by address; one question for all."""
    return unreachable_among([one.person for one in members])


@register.filter
def at(troubles: dict[str, Any], email: str) -> Any:
    """Return what is known of an address."""
    return troubles.get(email)
