"""Files of records: uploaded, looked at, matched, taken over, shared, removed."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from ninja import Router, Schema
from ninja.files import UploadedFile
from ninja.params import File, Form
from pydantic import Field

from evenhand.client import values
from evenhand.errors import RecordError
from evenhand.sources.outage_mapping import read_outage_mapping
from evenhand_portal.api.doors import acts, reads
from evenhand_portal.api.finding import Called
from evenhand_portal.api.paging import Paged, page_of
from evenhand_portal.api.problems import Refused
from evenhand_portal.api.showing import upload_shown
from evenhand_portal.tracking.forms import zone_checked
from evenhand_portal.tracking.models import Upload
from evenhand_portal.tracking.records.matching import checked, names, text_of
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
from evenhand_portal.tracking.records.storing import MOST_BYTES
from evenhand_portal.tracking.selectors import terms_for_reading, upload_seen, uploads_seen

router = Router(tags=["Records"])
Zone = Annotated[str, Field(max_length=60)]


class Described(Schema, extra="forbid"):
    """What is in a file, and the zone of times that name none."""

    kind: Literal["tickets", "outages", "readings"]
    timezone: Zone = ""


class Match(Schema, extra="forbid"):
    """How a file is read: by the name of a mapping, or by a mapping in YAML."""

    named: str = Field("", max_length=60)
    mapping: str = Field("", max_length=200_000)
    timezone: Zone = ""
    vouches: str = Field("", max_length=40)


class Take(Schema, extra="forbid"):
    """The digest of the preview that was read, and whether rows that cannot be used are left out."""

    digest: str = Field(max_length=100)
    partial: bool = False


ALL = "/agreements/{agreement_id}/records"
OF = f"{ALL}/{{upload_id}}"


@reads(router, ALL, values.Page[values.Upload], summary="Files of records")
def records(request: Called, agreement_id: UUID, asked: Paged) -> values.Page[values.Upload]:
    """Those of one's own side and those that both see, newest first."""
    rows = uploads_seen(request.desk).defer("report", "reading")
    return page_of(rows, ("-at", "id"), asked, upload_shown)


@reads(router, OF, values.Preview, summary="One file with its preview")
def upload(request: Called, agreement_id: UUID, upload_id: UUID) -> values.Preview:
    """How far it is read, what was found in it, and what is wrong with which line."""
    return _preview(request.upload)


@acts(
    router, ALL, values.Preview, scope="records", status=201, files=True, summary="Upload a file of records"
)
def upload_new(
    request: Called,
    agreement_id: UUID,
    described: Annotated[Described, Form()],
    file: Annotated[UploadedFile, File()],
) -> values.Preview:
    """Send a file; nothing counts before it is taken over. A large one is read by the worker: ask again."""
    if (file.size or 0) > MOST_BYTES:
        raise Refused("too-large", "The file is too large.", "Export a shorter time, or fewer columns.")
    made = upload_receive(
        desk=request.desk,
        kind=described.kind,
        file=file,
        name=file.name or "records",
        timezone=zone_checked(described.timezone),
        now=request.now,
    )
    return _read(request, made)


@acts(router, f"{OF}/match", values.Preview, scope="records", own=True, summary="Say how a file is read")
def upload_matched(request: Called, agreement_id: UUID, upload_id: UUID, body: Match) -> values.Preview:
    """Name a mapping (see `evenhand mapping`), or send one in YAML; the file is read again."""
    found = request.upload
    text = _mapping(found, body)
    upload_match(
        upload=found,
        mapping=text,
        named=body.named or "in YAML",
        timezone=zone_checked(body.timezone),
        vouches=body.vouches,
    )
    found.refresh_from_db()
    return _read(request, found)


@acts(router, f"{OF}/take", values.Preview, scope="records", own=True, summary="Take records over")
def upload_taken(request: Called, agreement_id: UUID, upload_id: UUID, body: Take) -> values.Preview:
    """From now on they count; once a version is agreed both sides see them, and a receipt is given."""
    try:
        upload_take(
            upload=request.upload,
            desk=request.desk,
            digest=body.digest,
            partial=body.partial,
            now=request.now,
        )
    except PreviewStale as error:
        latest = _again(request, upload_id).model_dump(mode="json")
        mend = "Look at the latest preview, and send its digest."
        raise Refused("stale", error.messages[0], mend, more={"latest": latest}) from None
    return _again(request, upload_id)


@acts(router, f"{OF}/share", values.Preview, scope="records", own=True, summary="Share records")
def upload_shared(request: Called, agreement_id: UUID, upload_id: UUID) -> values.Preview:
    """Put records that were one's own on the record for both."""
    upload_share(upload=request.upload, desk=request.desk, now=request.now)
    return _again(request, upload_id)


@acts(router, f"{OF}/refuse", values.Done, scope="records", own=True, summary="Refuse a preview")
def upload_refused(request: Called, agreement_id: UUID, upload_id: UUID) -> values.Done:
    """The file is deleted, as it was never taken."""
    upload_refuse(upload=request.upload)
    return values.Done(sentence="The file is deleted.")


@acts(
    router, f"{OF}/remove", values.Preview, scope="records", own=True, summary="Let records no longer count"
)
def upload_removed(request: Called, agreement_id: UUID, upload_id: UUID) -> values.Preview:
    """What both were told stays in the ledger, and so does the file."""
    upload_remove(upload=request.upload, desk=request.desk, now=request.now)
    return _again(request, upload_id)


def _mapping(found: Upload, body: Match) -> str:
    if found.kind == Upload.Kind.READINGS:
        raise ValidationError("This file is read in one way only. Mend it and upload it again.")
    if body.named and body.mapping:
        raise ValidationError({"named": "Name a mapping or send one, not both."})
    if body.named and body.named not in names():
        raise ValidationError({"named": f"No such mapping. Known are {', '.join(names())}."})
    if found.kind == Upload.Kind.OUTAGES:
        problems = read_outage_mapping(body.mapping, "mapping.yaml", "mapping")[1] if body.mapping else ()
        if problems:
            raise RecordError(problems)
        return body.mapping
    if body.mapping:
        checked(body.mapping)
        return body.mapping
    return text_of(body.named or "canonical")


def _read(request: Called, found: Upload) -> values.Preview:
    if small(found):
        upload_read(upload=found, terms=terms_for_reading(request.desk))
    return _again(request, found.pk)


def _again(request: Called, upload_id: UUID) -> values.Preview:
    return _preview(upload_seen(request.desk, upload_id))


def _preview(found: Upload) -> values.Preview:
    return values.Preview(
        upload=upload_shown(found), report=found.report, reading=found.reading, digest=found.digest
    )
