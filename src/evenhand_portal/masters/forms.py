"""The forms of standard texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml
from django import forms

from evenhand_portal.agreements.models import Agreement
from evenhand_portal.masters.services import Particulars

DAY = forms.DateInput(attrs={"type": "date"})


class MasterForm(forms.Form):
    """Whose words become the standard text."""

    agreement = forms.ChoiceField(
        label="Which agreement’s words become the standard text?",
        help_text="They are copied. The agreement itself stays as it is.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an agreement."},
    )

    def __init__(self, agreements: Iterable[Agreement], *args: Any, **kwargs: Any) -> None:
        """Offer the agreements that there are."""
        super().__init__(*args, **kwargs)
        field = self.fields["agreement"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), str(one)) for one in agreements]


class AttachForm(MasterForm):
    """An agreement that there is already."""

    def __init__(self, agreements: Iterable[Agreement], *args: Any, **kwargs: Any) -> None:
        """Offer those that are under no standard text yet."""
        super().__init__(agreements, *args, **kwargs)
        field = self.fields["agreement"]
        field.label = "Which agreement is made on this text?"
        field.help_text = "What it has otherwise are its exceptions. Nothing in it changes."


class ClientForm(forms.Form):
    """A client's own particulars."""

    name = forms.CharField(label="Its name", max_length=200, error_messages={"required": "Write its name."})
    reference = forms.CharField(label="Reference", max_length=100, required=False)
    first = forms.DateField(
        label="First day",
        widget=DAY,
        error_messages={"required": "Write the first day.", "invalid": "Write it like 2026-04-01."},
    )
    last = forms.DateField(
        label="Last day",
        widget=DAY,
        required=False,
        help_text="Included. Without it the agreement runs on.",
        error_messages={"invalid": "Write it like 2026-12-31."},
    )
    exceptions = forms.CharField(
        label="Clauses that this client has otherwise",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "class": "mono"}),
        help_text="One clause a line, with what it says instead, such as "
        "<code>standards.resolve-critical.within: 2 hours</code>. You can also change the draft afterwards.",
    )

    def clean_exceptions(self) -> dict[str, Any]:
        """The clauses by address; every value is a text, a list or a map of texts."""
        try:
            found = yaml.load(self.cleaned_data["exceptions"], yaml.CBaseLoader) or {}
        except yaml.YAMLError:
            found = None
        if not isinstance(found, dict) or not all(isinstance(key, str) for key in found):
            raise forms.ValidationError(
                "Write one clause a line, its address and a colon before what it says: "
                "standards.resolve-critical.within: 2 hours"
            )
        return {key: None if value == "" else value for key, value in found.items()}

    def clean(self) -> dict[str, Any]:
        """The last day comes after the first."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", "The last day is before the first. Correct one of them.")
        return cleaned

    def particulars(self) -> Particulars:
        """What was written, once the form is valid."""
        return Particulars(**self.cleaned_data)


class SendForm(forms.Form):
    """From when a change is in force, and what is said of it to every client."""

    start = forms.DateField(
        label="In force from",
        widget=DAY,
        error_messages={"required": "Write the first day.", "invalid": "Write it like 2026-07-01."},
    )
    note = forms.CharField(
        label="A few words to every client",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Why it changes. They stand in the mail and on the table.",
    )
