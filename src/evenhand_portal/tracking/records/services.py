"""Uploading records, looking at them, taking them over, removing them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import F

from evenhand.errors import EvenhandError, NotationError, RecordError, UsageError
from evenhand.sources.own_columns import OWN
from evenhand.terms.agreement import Agreement as Terms
from evenhand_portal.agreements.files import plain_name
from evenhand_portal.agreements.models import Agreement
from evenhand_portal.agreements.selectors import Desk, versions_agreed
from evenhand_portal.tracking.models import Upload
from evenhand_portal.tracking.records.matching import columns_guessed, columns_of, guess, text_of
from evenhand_portal.tracking.records.preview import preview, refused
from evenhand_portal.tracking.records.shown import Report, showable
from evenhand_portal.tracking.records.storing import SMALL_BYTES, keep, measured, path_of
from evenhand_portal.tracking.telling import records_removed, records_told

State = Upload.State
NOT_SHOWN = "The file was read in another way since, so nothing was taken over. Look at what was found now."
NO_COLUMNS = "It is not known yet what the columns mean. Say so below."


class PreviewStale(ValidationError):  # noqa: N818 - the name says what was found
    """The preview is not the one that was shown: somebody had the file read in another way since."""


def upload_receive(
    *,
    desk: Desk,
    kind: str,
    file: File[bytes],
    name: str,
    timezone: str,
    now: datetime,
    mapping: str | None = None,
    vouches: str = "",
) -> Upload:
    """Store a file as it was sent. Raise ValidationError when it is empty, too large, or counts already.

    `mapping` is the YAML of a mapping, empty for our own columns; None to have it guessed.
    """
    digest, size = measured(file)
    reading = {"mapping": mapping or "", "timezone": timezone} | ({"vouches": vouches} if vouches else {})
    upload = Upload(
        agreement=desk.agreement,
        side=desk.side,
        by=desk.person,
        at=now,
        kind=kind,
        name=plain_name(name, "records"),
        sha256=digest,
        bytes=size,
        reading=reading,
        report={} if mapping is None else {"said": True},
    )
    _not_twice(upload)
    keep(upload, file)
    try:
        with transaction.atomic():
            Agreement.objects.select_for_update().get(pk=desk.agreement.pk)
            _not_twice(upload)
            upload.save()
    except ValidationError:  # somebody sent the same file while this one was stored
        upload.file.delete(save=False)
        raise
    return upload


def _not_twice(upload: Upload) -> None:
    known = Upload.objects.filter(
        agreement=upload.agreement, sha256=upload.sha256, kind=upload.kind, side=upload.side
    )
    if known.filter(state__in=(State.TAKEN, State.PREVIEW, State.READING)).exists():
        raise ValidationError("This very file is here already. Look for it in the list.")


def small(upload: Upload) -> bool:
    """Whether a file is read while the person waits."""
    return upload.bytes <= SMALL_BYTES


def upload_read(
    *, upload: Upload, terms: Sequence[Terms], progress: Callable[[int], None] | None = None
) -> None:
    """Read a file for its preview. What cannot be read is refused with the reason; nothing counts yet."""
    report: Report
    state = State.PREVIEW
    said = bool(upload.report.get("said"))
    try:
        named = _matched(upload, said=said)
        if named is None:
            report = {"unmatched": True, "problems": []}
        else:
            report = preview(upload.kind, path_of(upload), upload.reading, terms, progress) | {
                "mapping": named
            }
    except RecordError as error:
        report = refused(error)
        state = State.PREVIEW if said or upload.kind == Upload.Kind.OUTAGES else State.REFUSED
        report["unmatched"] = state == State.PREVIEW
    except (UsageError, NotationError) as error:
        report = {"unmatched": True, "problems": [_problem(error)]}
    _read_as(upload, report | {"said": said}, state)


def _matched(upload: Upload, *, said: bool) -> str | None:
    """Return the name of the mapping and put its text into the reading; None when none fits."""
    if said or upload.kind == Upload.Kind.OUTAGES:
        return str(upload.report.get("named", ""))
    if upload.kind in OWN:
        text = columns_guessed(upload.kind, columns_of(path_of(upload)))
        upload.reading = upload.reading | {"mapping": text or ""}
        return None if text is None else ""
    name = guess(path_of(upload))
    if not name:
        return None
    upload.reading = upload.reading | {"mapping": text_of(name)}
    return name


def _problem(error: EvenhandError) -> dict[str, object]:
    return {"code": "reading", "severity": "error", "line": None, "message": str(error), "mend": ""}


def _read_as(upload: Upload, report: Report, state: str) -> None:
    """Write down what was found, unless somebody read the file anew in between."""
    report = showable(report)
    upload.report, upload.state, upload.done, upload.lease_until = report, state, 100, None
    mine = Upload.objects.filter(pk=upload.pk, fence=upload.fence, state=State.READING)
    mine.update(report=report, state=state, reading=upload.reading, done=100, lease_until=None)


@transaction.atomic
def upload_match(*, upload: Upload, mapping: str, named: str, timezone: str, vouches: str = "") -> None:
    """Say what the columns mean; the file is read again. Raise ValidationError once it was taken."""
    reading = {"mapping": mapping, "timezone": timezone} | ({"vouches": vouches} if vouches else {})
    report = {"said": True, "named": named}
    waiting = Upload.objects.filter(pk=upload.pk, state__in=(State.PREVIEW, State.REFUSED, State.READING))
    changed = waiting.update(
        reading=reading, report=report, state=State.READING, done=0, lease_until=None, fence=F("fence") + 1
    )
    if not changed:
        raise ValidationError("These records were taken over. Remove them, then upload the file again.")
    upload.refresh_from_db()


@transaction.atomic
def upload_take(*, upload: Upload, desk: Desk, digest: str, partial: bool, now: datetime) -> None:
    """Take the records over: from now on they count. Where a version is agreed both sides are told.

    `digest` is that of the preview that was looked at; PreviewStale where another is there by now. All or nothing,
    unless `partial` says that rows which cannot be used are left out. Raise ValidationError.
    """
    held = _held(upload)
    if held.digest != digest:
        raise PreviewStale(NOT_SHOWN)
    if held.state == State.TAKEN:
        return
    if held.state != State.PREVIEW or held.report.get("unmatched"):
        raise ValidationError("There is nothing to take over yet. Look at the preview first.")
    if held.report.get("dropped") and not partial:
        left = held.report["dropped"]
        raise ValidationError(
            f"{left:,} rows cannot be used. Mend the file and upload it again, or say that they are left out."
        )
    held.state = State.TAKEN
    if versions_agreed(desk.agreement):
        held.told_at = now
        records_told(upload=held, desk=desk, now=now)
    held.save(update_fields=["state", "told_at"])


@transaction.atomic
def upload_share(*, upload: Upload, desk: Desk, now: datetime) -> None:
    """Put records that were one's own on the record for both. Raise ValidationError while nothing is agreed."""
    held = _held(upload)
    if held.told_at is not None:
        return
    if held.state != State.TAKEN or not versions_agreed(desk.agreement):
        raise ValidationError("Records are for both once a version is agreed and they are taken over.")
    records_told(upload=held, desk=desk, now=now)
    held.told_at = now
    held.save(update_fields=["told_at"])


@transaction.atomic
def upload_refuse(*, upload: Upload) -> None:
    """Refuse a preview: the file is deleted, as it was never taken. Raise ValidationError when it was."""
    held = _held(upload)
    if held.state in (State.TAKEN, State.REMOVED):
        raise ValidationError("These records were taken over. Remove them instead.")
    held.delete()
    store, name = held.file.storage, str(held.file.name)
    transaction.on_commit(lambda: store.delete(name))


@transaction.atomic
def upload_remove(*, upload: Upload, desk: Desk, now: datetime) -> None:
    """Let records no longer count. What both were told stays in the ledger, and so does the file, as evidence."""
    held = _held(upload)
    if held.state != State.TAKEN:
        raise ValidationError("Only records that count can be removed.")
    held.state = State.REMOVED
    held.save(update_fields=["state"])
    if held.told_at is not None:
        records_removed(upload=held, desk=desk, now=now)


def _held(upload: Upload) -> Upload:
    """Lock an upload as it is now; raise ValidationError when somebody refused it in between."""
    held = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if held is None:
        raise ValidationError("This file was refused in between, and is deleted.")
    return held
