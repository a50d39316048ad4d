"""Forms about people; every error says what to do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from evenhand_portal.parties.models import Person, Role


class SignUpForm(forms.Form):
    """What a new person tells besides address and password."""

    name = forms.CharField(
        max_length=200,
        label="Your name",
        help_text="As others read it, and as you sign.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Write your name."},
    )

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Keep the name; called once the account is made."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class OrganisationForm(forms.Form):
    """The name of an organisation."""

    name = forms.CharField(
        max_length=200,
        label="Name of your organisation",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": "Write the organisation's name."},
    )


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label="E-mail address",
        error_messages={
            "required": "Write the address of the person to invite.",
            "invalid": "E-mail address invalid. Write it like name@example.org.",
        },
    )
    name = forms.CharField(max_length=200, required=False, label="Name")
    role = forms.ChoiceField(choices=Role, label="Role", widget=forms.RadioSelect, initial=Role.READER)


class LinkForm(forms.Form):
    """The address to which a link for signing in is sent."""

    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Write your e-mail address.",
            "invalid": "E-mail address invalid. Write it like name@example.org.",
        },
    )


def first_error(error: Any) -> str:
    """Return the first sentence of a ValidationError."""
    return str(error.messages[0])
