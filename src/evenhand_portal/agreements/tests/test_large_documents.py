"""A document that is too large is refused before it is in memory."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile

from evenhand_portal.agreements.forms import DocumentForm


def test_of_a_document_too_large_only_what_is_allowed_is_read() -> None:
    with TemporaryUploadedFile("huge.yaml", "text/yaml", 60_000_000, None) as file:
        with Path(file.temporary_file_path()).open("r+b") as sparse:
            sparse.truncate(60_000_000)
        form = DocumentForm({}, {"document": file})
        tracemalloc.start()
        try:
            assert form.errors["document"] == ["The document is too large. At most 2,000,000 bytes are read."]
            assert tracemalloc.get_traced_memory()[1] < 10_000_000
        finally:
            tracemalloc.stop()


def test_a_document_is_read_from_its_beginning_however_often_it_is_looked_at() -> None:
    with TemporaryUploadedFile("small.yaml", "text/yaml", 13, None) as file:
        file.write(b"agreement: A\n")
        for _ in range(2):
            form = DocumentForm({}, {"document": file})
            assert form.is_valid()
            assert form.cleaned_data["document"] == "agreement: A\n"
