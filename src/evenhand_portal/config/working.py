"""The worker: sends mails, reads large files, reminds; one thing at a time, and safe to stop at any moment."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import close_old_connections
from django.utils import timezone

from evenhand_portal.agreements.services.reminding import reminders_due
from evenhand_portal.api.hooks.services import deliver_once
from evenhand_portal.api.once import forget_once
from evenhand_portal.masters.sending import send_once
from evenhand_portal.notices.gathering import gather_once
from evenhand_portal.notices.sending import notice_lease, notice_send
from evenhand_portal.tracking.jobs import work_once as records_once

PAUSE_SECONDS: Final = 2.0
log = logging.getLogger(__name__)


def mail_once(now: datetime) -> bool:
    """Send one mail that is due; whether there was one."""
    notice = notice_lease(now=now)
    if notice is None:
        return False
    notice_send(notice=notice, now=now)
    return True


def remind_once(now: datetime) -> bool:
    """Remind whoever has a version to sign; whether somebody was reminded."""
    return reminders_due(now=now) > 0


WORK: tuple[Callable[[datetime], bool], ...] = (
    gather_once,
    mail_once,
    records_once,
    send_once,
    remind_once,
    deliver_once,
    forget_once,
)
"""What the worker does, in this order; each does one piece and says whether there was one."""


def work(stop: threading.Event) -> None:
    """Work until `stop` is set. An error in one piece is written down and does not stop the others."""
    while not stop.is_set():
        close_old_connections()
        busy = False
        for piece in WORK:
            try:
                busy = piece(timezone.now()) or busy
            except Exception:
                log.exception("The worker could not finish a piece of work: %s", piece.__name__)
        if not busy:
            stop.wait(PAUSE_SECONDS)
