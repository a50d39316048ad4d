"""Forms about agreements; every error says what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from evenhand_portal.parties.models import Organisation


class OtherSideForm(forms.Form):
    """Whom to ask to the table."""

    email = forms.EmailField(
        label="E-mail address",
        error_messages={
            "required": "Write the address of somebody on the other side.",
            "invalid": "E-mail address invalid. Write it like name@example.org.",
        },
    )
    name = forms.CharField(max_length=200, required=False, label="Name")
    note = forms.CharField(
        required=False,
        label="A few words of your own",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
    )


class JoinForm(forms.Form):
    """For which organisation somebody comes to the table."""

    NEW: ClassVar[str] = "new"
    organisation = forms.ChoiceField(label="Your organisation", widget=forms.RadioSelect)
    name = forms.CharField(
        max_length=200, required=False, label="Its name", help_text="When it is not here yet."
    )

    def __init__(self, houses: Iterable[Organisation], *args: Any, **kwargs: Any) -> None:
        """Offer the organisations that the person manages, and a new one."""
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), one.name) for one in houses]
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*choices, (self.NEW, "Another one, not here yet")]
        field.initial = choices[0][0] if choices else self.NEW

    def clean(self) -> dict[str, Any]:
        """A new organisation needs a name."""
        cleaned = super().clean() or {}
        if cleaned.get("organisation") == self.NEW and not cleaned.get("name", "").strip():
            self.add_error("name", "Write the organisation's name.")
        return cleaned


class SignForm(forms.Form):
    """Yes to exactly one text."""

    consent = forms.BooleanField(
        required=False, label="I have read the text above and agree to be bound by it."
    )
    name = forms.CharField(
        required=False,
        max_length=200,
        label="Your name, as you sign",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    shown = forms.CharField(widget=forms.HiddenInput)


class DeclineForm(forms.Form):
    """No, and why."""

    reason = forms.CharField(
        required=False,
        label="Why not",
        help_text="The other side reads it, and the draft is open again.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5_000,
    )
