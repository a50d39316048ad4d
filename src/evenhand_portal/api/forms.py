"""Forms about tokens and webhooks; every error says what to do."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms

from evenhand_portal.api.decisions import LASTS, SCOPES, scopes_open
from evenhand_portal.api.hooks.services import kinds_known


class TokenForm(forms.Form):
    """What a token is for, what it allows, and for how long."""

    name = forms.CharField(
        max_length=100,
        label="What is it for?",
        help_text="Such as: tickets from the service desk. You see it in the list of tokens.",
        error_messages={"required": "Write what the token is for."},
    )
    scopes = forms.MultipleChoiceField(
        label="What does it allow?",
        help_text="As little as will do. It never allows more than your own roles do at the time.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
        initial=["read"],
    )
    lasts = forms.ChoiceField(
        label="For how long is it good?",
        choices=[(days, f"{days} days") for days in LASTS],
        initial="90",
        widget=forms.RadioSelect,
    )

    def __init__(self, roles: Collection[str], *args: Any, **kwargs: Any) -> None:
        """Offer the scopes that these roles open."""
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(scope, SCOPES[scope]) for scope in scopes_open(roles)]


class EndpointForm(forms.Form):
    """Where news is sent, and which."""

    url = forms.URLField(
        max_length=500,
        assume_scheme="https",
        label="Address",
        help_text="A public https address that answers with a status of 200 to 299. Redirects are not followed.",
        error_messages={
            "required": "Write the address.",
            "invalid": "This is no address. Write it like https://example.org/hook.",
        },
    )
    kinds = forms.MultipleChoiceField(
        label="Which news?",
        help_text="None ticked means all, also kinds that are added later.",
        choices=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every kind of news."""
        super().__init__(*args, **kwargs)
        field = self.fields["kinds"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(kind, kind.replace("-", " ")) for kind in kinds_known()]
