"""Addresses that take no mails: marked when a server says so, and left alone until somebody says otherwise."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from evenhand_portal.events import tell
from evenhand_portal.notices.events import NoticeBounced
from evenhand_portal.notices.forgetting import forgotten
from evenhand_portal.notices.models import Notice, Unreachable


@transaction.atomic
def notice_bounce(*, mine: QuerySet[Notice], notice: Notice, reason: str, now: datetime) -> bool:
    """Note that the address of a mail was refused for good, and tell it; False when `mine` is nobody's any more."""
    changed = mine.update(
        state=Notice.State.BOUNCED, lease_until=None, trouble=reason[:500], **forgotten(notice)
    )
    if not changed:
        return False
    Unreachable.objects.get_or_create(
        email=notice.email.lower(), defaults={"reason": reason[:500], "since": now}
    )
    tell(NoticeBounced(notice, reason[:500], now))
    return True
