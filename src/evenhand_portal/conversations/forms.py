"""The form in which one says something."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from evenhand_portal.conversations.attachments import MOST_BYTES, MOST_FILES
from evenhand_portal.conversations.decisions import LONGEST_TEXT


class SeveralFiles(forms.ClearableFileInput):
    """A box for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """None, one or several files."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """Return all files that were chosen."""
        several = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in several if one]


class CommentForm(forms.Form):
    """What one says; to whom, say the buttons below it."""

    text = forms.CharField(
        label="Your comment",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Write what you want to say.",
            "max_length": f"This is longer than {LONGEST_TEXT:,} characters. Shorten it, or attach it as a file.",
        },
    )
    attached = FilesField(
        label="Files",
        required=False,
        help_text=f"At most {MOST_FILES}, of {MOST_BYTES // 1_000_000} MB each.",
        widget=SeveralFiles(),
        error_messages={"empty": "This file is empty. Attach it again."},
    )
