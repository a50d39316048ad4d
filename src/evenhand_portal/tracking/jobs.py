"""Work in the background: large files are read and long questions answered by the worker, one thing at a time.

A row that waits is its own job. The worker leases it, writes down how far it is, and finishes it under the fence
number of its lease, so that work done twice is told once: the same file or question gives
the same answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.tracking.figures.answers import answer
from evenhand_portal.tracking.models import Leased, Reckoning, Upload
from evenhand_portal.tracking.records.services import upload_read
from evenhand_portal.tracking.selectors import terms_for_reading

LEASE: Final = timedelta(minutes=5)
MOST_ATTEMPTS: Final = 4
GAVE_UP: Final = "It could not be finished. Try a shorter time, or tell whoever runs this portal."
_BYTES_A_ROW: Final = 60
"""About the length of a row of an export."""

AnyLeased = TypeVar("AnyLeased", bound=Leased)


def work_once(now: datetime) -> bool:
    """Read one file that waits, or answer one question; return whether there was one."""
    upload = _lease(Upload, Upload.State.READING, "at", now)
    if upload is not None:
        _read(upload)
        return True
    reckoning = _lease(Reckoning, Reckoning.State.WAITING, "made_at", now)
    if reckoning is not None:
        _answer(reckoning)
        return True
    return False


def _lease(model: type[AnyLeased], waiting: str, order: str, now: datetime) -> AnyLeased | None:
    """Take the row that has waited longest, for the time of a lease."""
    with transaction.atomic():
        free = Q(lease_until=None) | Q(lease_until__lt=now)
        due = model._default_manager.select_for_update(skip_locked=True).filter(free, state=waiting)
        row = due.order_by(order).first()
        if row is not None:
            row.lease_until, row.fence = now + LEASE, row.fence + 1
            row.save(update_fields=["lease_until", "fence"])
    return row


def _read(upload: Upload) -> None:
    if upload.fence > MOST_ATTEMPTS:
        report = {"problems": [{"severity": "error", "message": GAVE_UP, "mend": "", "line": None}]}
        Upload.objects.filter(pk=upload.pk).update(state=Upload.State.REFUSED, report=report)
        return
    agreement = upload.agreement
    organisation = agreement.party(upload.side)  # type: ignore[arg-type]  # a side, as the choices of the column say
    if organisation is None:
        return
    desk = Desk(agreement, upload.by, upload.side, organisation, frozenset())  # type: ignore[arg-type]  # as above
    mine = Upload.objects.filter(pk=upload.pk, fence=upload.fence)
    upload_read(upload=upload, terms=terms_for_reading(desk), progress=_progress(mine, upload.bytes))


def _answer(reckoning: Reckoning) -> None:
    if reckoning.fence > MOST_ATTEMPTS:
        Reckoning.objects.filter(pk=reckoning.pk).update(state=Reckoning.State.FAILED, trouble=GAVE_UP)
        return
    uploads = Upload.objects.filter(pk__in=reckoning.asked["uploads"])
    mine = Reckoning.objects.filter(pk=reckoning.pk, fence=reckoning.fence)
    answer(reckoning, _progress(mine, sum(upload.bytes for upload in uploads)))


def _progress(mine: QuerySet[Any], size: int) -> Callable[[int], None]:
    """Write down how far the work is, judged by the rows read, and keep the lease while there is progress."""
    expected, read = max(size // _BYTES_A_ROW, 1), 0

    def advance(rows: int) -> None:
        nonlocal read
        read += rows
        mine.update(done=min(99, 100 * read // expected), lease_until=timezone.now() + LEASE)

    return advance
