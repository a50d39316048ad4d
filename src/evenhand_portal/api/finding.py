"""What an address names, found for whoever calls: what is the other side's alone is not there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.selectors import Desk, draft_seen, version_seen
from evenhand_portal.api.selectors import Caller
from evenhand_portal.conversations.models import Thread
from evenhand_portal.conversations.selectors import thread_seen
from evenhand_portal.masters.models import Master
from evenhand_portal.masters.selectors import master_seen
from evenhand_portal.parties.selectors import Seat
from evenhand_portal.tracking.models import Upload
from evenhand_portal.tracking.selectors import upload_own, upload_seen


class Called(HttpRequest):
    """A request that came through the door.

    `caller` is who calls, `now` the moment, `desk` or `seat` where they sit; a draft, version, upload, thread or
    standard text that the address names was found by then. `sent` is the JSON of an act.
    """

    caller: Caller
    now: datetime
    desk: Desk
    seat: Seat
    draft: Draft
    version: Version
    upload: Upload
    thread: Thread
    master: Master
    sent: Any


def find(request: Any, parts: Mapping[str, Any], *, own: bool) -> None:
    """Find what the address names; raise Http404. With `own` an upload must be one's own side's."""
    if "draft_id" in parts:
        request.draft = draft_seen(request.desk, number_in(parts["draft_id"]))
    if "version_id" in parts:
        request.version = version_seen(request.desk, number_in(parts["version_id"]))
    if "upload_id" in parts:
        seen = upload_own if own else upload_seen
        request.upload = seen(request.desk, number_in(parts["upload_id"]))
    if "thread_id" in parts:
        request.thread = thread_seen(request.desk, number_in(parts["thread_id"]))
    if "master_id" in parts:
        request.master = master_seen(request.caller.organisation, number_in(parts["master_id"]))


def number_in(written: str) -> UUID:
    """Return the number that stands in an address; raise Http404."""
    try:
        return UUID(written)
    except ValueError:
        raise Http404 from None
