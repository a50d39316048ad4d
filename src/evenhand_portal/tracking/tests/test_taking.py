"""Records are taken as their preview was shown; what a colleague has read anew meanwhile is shown first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conftest import House
from evenhand_portal.parties.models import Person
from evenhand_portal.tracking.models import Upload
from evenhand_portal.tracking.records.services import (
    PreviewStale,
    upload_match,
    upload_read,
    upload_take,
)
from evenhand_portal.tracking.selectors import terms_for_reading
from evenhand_portal.tracking.tests.conftest import SMALL

Send = Callable[..., Upload]
Browser = Callable[[Person | None], Client]


def read_anew(upload: Upload, desk: Desk, timezone: str) -> None:
    """Have a colleague say another zone."""
    other = Upload.objects.get(pk=upload.pk)
    upload_match(upload=other, mapping="", named="canonical", timezone=timezone)
    upload_read(upload=other, terms=terms_for_reading(desk))


def test_what_was_read_anew_since_the_page_was_shown_is_not_taken_but_shown(
    desks: tuple[Desk, Desk], send: Send, browser: Browser, tidewater: House
) -> None:
    desk, _ = desks
    upload = send(desk, SMALL, take=False)
    ids = {"agreement_id": upload.agreement_id, "upload_id": upload.pk}
    client = browser(tidewater.manager)
    shown = client.get(reverse("upload", kwargs=ids)).content.decode()
    assert f'name="digest" value="{upload.digest}"' in shown
    read_anew(upload, desk, "America/New_York")
    answer = client.post(reverse("upload-take", kwargs=ids), {"digest": upload.digest})
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "read in another way since" in told
    assert "2026-01-05 14:00:00" in told  # nine o'clock in New York
    now = Upload.objects.get(pk=upload.pk)
    assert now.state == "preview"
    assert f'name="digest" value="{now.digest}"' in told
    answer = client.post(reverse("upload-take", kwargs=ids), {"digest": now.digest}, follow=True)
    assert "The records count from now on." in answer.content.decode()


def test_without_a_word_of_what_was_shown_nothing_is_taken(
    desks: tuple[Desk, Desk], send: Send, browser: Browser, tidewater: House
) -> None:
    upload = send(desks[0], SMALL, take=False)
    where = reverse("upload-take", args=[upload.agreement_id, upload.pk])
    assert browser(tidewater.manager).post(where, {"partial": "yes"}).status_code == 409
    assert Upload.objects.get(pk=upload.pk).state == "preview"


def test_what_was_read_anew_to_the_same_end_is_what_was_shown(
    desks: tuple[Desk, Desk], send: Send, now: datetime
) -> None:
    upload = send(desks[0], SMALL, take=False)
    for zone in ("America/New_York", "Europe/London", "Europe/London"):
        read_anew(upload, desks[0], zone)
    shown = Upload.objects.get(pk=upload.pk).digest
    read_anew(upload, desks[0], "Europe/London")
    upload_take(upload=upload, desk=desks[0], digest=shown, partial=False, now=now)
    upload_take(upload=upload, desk=desks[0], digest=shown, partial=False, now=now)  # pressed twice
    with pytest.raises(PreviewStale):
        upload_take(upload=upload, desk=desks[0], digest=upload.digest, partial=False, now=now)


def test_two_who_say_at_once_how_a_file_is_read_are_told_apart(desks: tuple[Desk, Desk], send: Send) -> None:
    upload = send(desks[0], SMALL, take=False)
    first, second = (Upload.objects.get(pk=upload.pk) for _ in range(2))
    upload_match(upload=first, mapping="", named="canonical", timezone="America/New_York")
    upload_match(upload=second, mapping="", named="canonical", timezone="Europe/London")
    upload_read(upload=first, terms=terms_for_reading(desks[0]))  # it is late: not its reading any more
    found = Upload.objects.get(pk=upload.pk)
    assert (found.state, found.reading["timezone"]) == ("reading", "Europe/London")
    upload_read(upload=second, terms=terms_for_reading(desks[0]))
    assert Upload.objects.get(pk=upload.pk).state == "preview"
