"""Records: upload, preview, match columns, take over, refuse, remove."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.errors import RecordError
from evenhand.sources.own_columns import OWN
from evenhand_portal.access import View, scoped
from evenhand_portal.agreements.selectors import Desk, desk_at, versions_agreed
from evenhand_portal.agreements.views.home import EVERY_ROLE
from evenhand_portal.parties.forms import first_error
from evenhand_portal.tracking.forms import ColumnsForm, MatchForm, OutageForm, UploadForm
from evenhand_portal.tracking.models import Upload
from evenhand_portal.tracking.records.matching import columns_of
from evenhand_portal.tracking.records.services import (
    PreviewStale,
    small,
    upload_match,
    upload_read,
    upload_receive,
    upload_refuse,
    upload_remove,
    upload_share,
    upload_take,
)
from evenhand_portal.tracking.records.storing import path_of
from evenhand_portal.tracking.selectors import terms_for_reading, upload_own, upload_seen, uploads_seen

ReadingForm = MatchForm | OutageForm | ColumnsForm
"""The forms that say how a file is read."""


def of_upload(find: Callable[[Desk, UUID], Upload]) -> Callable[[View], View]:
    """Give a view the upload that `find` returns in place of its id; to others it is not there."""

    def decorate(view: View) -> View:
        @wraps(view)
        def with_upload(request: HttpRequest, desk: Desk, upload_id: UUID, **more: Any) -> HttpResponseBase:
            return view(request, desk, find(desk, upload_id), **more)

        return with_upload

    return decorate


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def records(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All records this side may see, and which of them count."""
    facts = {
        "desk": desk,
        "here": "records",
        "uploads": uploads_seen(desk).defer("report", "reading"),
        "agreed": bool(versions_agreed(desk.agreement)),
    }
    return render(request, "tracking/records.html", facts)


@scoped("agreement", desk_at, "manager")
@require_http_methods(["GET", "POST"])
def upload_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send a file; nothing counts before its preview was taken over."""
    terms = terms_for_reading(desk)
    initial = {"timezone": terms[-1].timezone if terms else ""}
    form = UploadForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            upload = upload_receive(
                desk=desk,
                kind=given["kind"],
                file=given["file"],
                name=given["file"].name,
                timezone=given["timezone"],
                now=timezone.now(),
            )
        except ValidationError as error:
            form.add_error("file", first_error(error))
        else:
            if small(upload):
                upload_read(upload=upload, terms=terms)
            return redirect("upload", agreement_id=desk.agreement.pk, upload_id=upload.pk)
    facts = {"desk": desk, "here": "records", "form": form}
    return render(request, "tracking/upload_new.html", facts, status=422 if form.errors else 200)


@scoped("agreement", desk_at, *EVERY_ROLE)
@of_upload(upload_seen)
@require_http_methods(["GET"])
def upload(request: HttpRequest, desk: Desk, found: Upload) -> HttpResponse:
    """One upload: how far it is read, its preview, what can be done with it."""
    return _page(request, desk, found)


def _page(
    request: HttpRequest, desk: Desk, found: Upload, form: ReadingForm | None = None, status: int = 200
) -> HttpResponse:
    mine = desk.manages and found.side == desk.side
    open_ = mine and found.state in (Upload.State.PREVIEW, Upload.State.REFUSED)
    facts = {
        "desk": desk,
        "here": "records",
        "upload": found,
        "report": found.report,
        "worst": [each for each in found.report.get("problems", ()) if each["severity"] != "note"],
        "notes": [each for each in found.report.get("problems", ()) if each["severity"] == "note"],
        "mine": mine,
        "agreed": bool(versions_agreed(desk.agreement)),
        "form": form or (_form(found) if open_ else None),
    }
    return render(request, "tracking/upload.html", facts, status=422 if form else status)


def _form(found: Upload, data: dict[str, str] | None = None) -> ReadingForm | None:
    """The form that says how a file is read; None where the file is no table."""
    reading = {name: found.reading.get(name, "") for name in ("timezone", "vouches")}
    if found.kind == Upload.Kind.OUTAGES:
        return OutageForm(data, initial=reading | {"yaml": found.reading.get("mapping", "")})
    try:
        columns = columns_of(path_of(found))
    except RecordError:
        return None
    if found.kind in OWN:
        return ColumnsForm(found.kind, columns, found.reading.get("mapping", ""), data, initial=reading)
    named = found.report.get("mapping") or found.report.get("named") or MatchForm.BY_COLUMN
    initial = reading | {"how": named, "yaml": found.reading.get("mapping", "")}
    return MatchForm(columns, data, initial=initial)


@scoped("agreement", desk_at, "manager")
@of_upload(upload_own)
@require_POST
def match(request: HttpRequest, desk: Desk, found: Upload) -> HttpResponse:
    """Say what the columns mean; the file is read again."""
    form = _form(found, request.POST.dict())
    if form is None:
        messages.error(request, "This file is read in one way only. Mend it and upload it again.")
        return redirect("upload", agreement_id=desk.agreement.pk, upload_id=found.pk)
    if not form.is_valid():
        return _page(request, desk, found, form)
    given = form.cleaned_data
    try:
        upload_match(
            upload=found,
            mapping=given["yaml"] if found.kind == Upload.Kind.OUTAGES else given["mapping"],
            named=given.get("named", ""),
            timezone=given["timezone"],
            vouches=given.get("vouches", ""),
        )
    except ValidationError as error:
        messages.error(request, first_error(error))
    else:
        if small(found):
            upload_read(upload=found, terms=terms_for_reading(desk))
    return redirect("upload", agreement_id=desk.agreement.pk, upload_id=found.pk)


@scoped("agreement", desk_at, "manager")
@of_upload(upload_own)
@require_POST
def take(request: HttpRequest, desk: Desk, found: Upload) -> HttpResponse:
    """Take the records over as their preview was shown; where another is there by now, show that one."""
    partial, digest = bool(request.POST.get("partial")), request.POST.get("digest", "")

    def act() -> None:
        upload_take(upload=found, desk=desk, digest=digest, partial=partial, now=timezone.now())

    try:
        return _done(request, desk, found, act, "The records count from now on.")
    except PreviewStale as stale:
        messages.error(request, first_error(stale))
        found.refresh_from_db()
        return _page(request, desk, found, status=409)


@scoped("agreement", desk_at, "manager")
@of_upload(upload_own)
@require_POST
def share(request: HttpRequest, desk: Desk, found: Upload) -> HttpResponse:
    """Put one's own records on the record for both."""

    def act() -> None:
        upload_share(upload=found, desk=desk, now=timezone.now())

    return _done(request, desk, found, act, "Both sides see these records from now on.")


@scoped("agreement", desk_at, "manager")
@of_upload(upload_own)
@require_POST
def refuse(request: HttpRequest, desk: Desk, found: Upload) -> HttpResponse:
    """Refuse a preview: the file is deleted."""
    return _done(request, desk, found, lambda: upload_refuse(upload=found), "The file is deleted.", "records")


@scoped("agreement", desk_at, "manager")
@of_upload(upload_own)
@require_POST
def remove(request: HttpRequest, desk: Desk, found: Upload) -> HttpResponse:
    """Let records no longer count."""

    def act() -> None:
        upload_remove(upload=found, desk=desk, now=timezone.now())

    return _done(request, desk, found, act, "The records no longer count.")


def _done(
    request: HttpRequest,
    desk: Desk,
    found: Upload,
    act: Callable[[], None],
    said: str,
    after: str = "upload",
) -> HttpResponse:
    try:
        act()
    except PreviewStale:
        raise
    except ValidationError as error:
        messages.error(request, first_error(error))
        after = "upload"
    else:
        messages.success(request, said)
    if after == "records":
        return redirect("records", agreement_id=desk.agreement.pk)
    return redirect("upload", agreement_id=desk.agreement.pk, upload_id=found.pk)
