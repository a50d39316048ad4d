"""Forms about agreements; every error says what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile

from evenhand.templates.catalogue import TEMPLATES
from evenhand.trees.tree import MOST_BYTES
from evenhand_portal.agreements.starting import uploaded_text
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
        if not choices:
            field.widget = forms.HiddenInput()
            self.fields["name"] = forms.CharField(
                max_length=200,
                label="Name of your organisation",
                error_messages={"required": "Write the organisation's name."},
            )

    def clean(self) -> dict[str, Any]:
        """A new organisation needs a name."""
        cleaned = super().clean() or {}
        if cleaned.get("organisation") == self.NEW and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", "Write the organisation's name.")
        return cleaned


class StartForm(forms.Form):
    """For whom, on which side, and with what a new agreement begins."""

    organisation = forms.ChoiceField(label="For which of your organisations?", widget=forms.RadioSelect)
    side = forms.ChoiceField(
        label="Which side is it?",
        choices=(("client", "Client: it receives the services"), ("provider", "Provider: it provides them")),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose client or provider."},
    )
    way = forms.ChoiceField(
        label="Begin with",
        choices=(
            *((one.name, f"A template: {one.about}") for one in TEMPLATES.values()),
            ("document", "A document you have: an agreement as YAML or JSON"),
            ("contract", "A contract signed elsewhere: its PDF, beside which you write its clauses down"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what to begin with."},
    )

    def __init__(self, houses: Iterable[Organisation], *args: Any, **kwargs: Any) -> None:
        """Offer the organisations that the person manages."""
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), one.name) for one in houses]
        field.initial = next(iter(field.choices))[0]


class DocumentForm(forms.Form):
    """An agreement as a file."""

    document = forms.FileField(
        label="The document",
        help_text="YAML or JSON in UTF-8. What is wrong in it is shown in the draft, and mended there.",
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty. Choose one with an agreement in it.",
        },
    )

    def clean_document(self) -> str:
        """Its text; of a file that is too large no more is read than tells so."""
        file: UploadedFile[bytes] = self.cleaned_data["document"]
        file.seek(0)
        try:
            return uploaded_text(file.read(MOST_BYTES + 1))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class ContractForm(forms.Form):
    """A contract signed elsewhere, and what its transcript begins with."""

    MOST_BYTES: ClassVar[int] = 20_000_000
    contract = forms.FileField(
        label="The signed contract, as a PDF",
        error_messages={"required": "Choose the PDF.", "empty": "The file is empty. Choose the PDF."},
    )
    template = forms.ChoiceField(
        label="It is most like",
        help_text="Its clauses are there to be changed into those of the contract.",
        choices=[(one.name, one.about) for one in TEMPLATES.values()],
        initial=next(iter(TEMPLATES)),
        widget=forms.RadioSelect,
    )

    def clean_contract(self) -> tuple[str, bytes]:
        """Its name and bytes."""
        file: UploadedFile[bytes] = self.cleaned_data["contract"]
        if (file.size or 0) > self.MOST_BYTES:
            raise forms.ValidationError(
                "The file is larger than 20 MB. Scan it with fewer dots, or in parts."
            )
        body = _bytes(file)
        if not body.startswith(b"%PDF-"):
            raise forms.ValidationError("This is no PDF. Save or scan the contract as a PDF.")
        return (file.name or "contract.pdf")[:255], body


class CopyForm(forms.Form):
    """For whom the copy is."""

    name = forms.CharField(
        max_length=200,
        label="Name of the other side",
        help_text="It stands in the copy in place of the present one.",
        error_messages={"required": "Write the name of the other side."},
    )


def _bytes(file: UploadedFile[bytes]) -> bytes:
    return b"".join(file.chunks())


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
