"""What people write in negotiations: a note with a text, a reason for an end."""

from __future__ import annotations

from django import forms


class NoteForm(forms.Form):
    """What goes along with a text."""

    note = forms.CharField(
        max_length=4_000,
        required=False,
        label="A note to the other side",
        help_text="What you changed and why. It stands beside your clauses, and in the mail.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReasonForm(forms.Form):
    """Why a negotiation ends."""

    reason = forms.CharField(
        max_length=4_000,
        label="Why you end it",
        help_text="The other side reads it, and it stands in the ledger.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why you end it, so that the other side knows."},
    )
