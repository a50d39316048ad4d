"""No body larger than the largest upload is taken in, whoever sends it and wherever."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from evenhand_portal.conversations.attachments import MOST_BYTES as MOST_ATTACHED
from evenhand_portal.conversations.attachments import MOST_FILES
from evenhand_portal.tracking.records.storing import MOST_BYTES

FORM = "multipart/form-data; boundary=x"


class Unread(BytesIO):
    """A body that nobody may read."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise AssertionError


def test_the_largest_upload_fits() -> None:
    assert max(MOST_BYTES, MOST_FILES * MOST_ATTACHED) + 1_000_000 <= settings.LARGEST_BODY


@pytest.mark.django_db
def test_a_larger_body_is_refused_in_words_before_it_is_read() -> None:
    more = {"CONTENT_LENGTH": str(settings.LARGEST_BODY + 1), "wsgi.input": Unread()}
    for at in (reverse("account_login"), reverse("home")):
        answer = Client().post(at, b"", FORM, **more)
        assert answer.status_code == 413
        assert "That is too large" in answer.content.decode()
        assert "default-src" in answer["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_program_gets_the_code_of_what_is_too_large() -> None:
    more = {"CONTENT_LENGTH": str(settings.LARGEST_BODY + 1), "wsgi.input": Unread()}
    answer = Client().post("/api/v1/agreements", b"", FORM, **more)
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert answer.json()["code"] == "too-large"


@pytest.mark.django_db
@override_settings(LARGEST_BODY=5)
def test_what_is_no_length_is_no_body() -> None:
    assert Client().post(reverse("account_login"), b"", FORM, CONTENT_LENGTH="many").status_code < 500
    assert Client().get(reverse("alive")).status_code == 200
