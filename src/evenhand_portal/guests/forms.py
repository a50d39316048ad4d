"""The forms about guests, and the one that guests write in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.core import signing

from evenhand_portal.conversations.decisions import LONGEST_TEXT
from evenhand_portal.guests.decisions import LONGEST_DAYS, Reply
from evenhand_portal.guests.services.links import Wish

REQUIRED: Final = {"required": "Required field missing"}
_SALT: Final = "guest-form"
LARGEST_FILE: Final = 20_000_000


class LinkForm(forms.Form):
    """For whom a link shall be, what it shows, and for how long."""

    name = forms.CharField(
        max_length=200,
        label="For whom",
        help_text="Their name, as you will find the link again.",
        error_messages={"required": "Say for whom the link is."},
    )
    email = forms.EmailField(
        required=False,
        label="E-mail address",
        help_text="With an address we mail the link. Without one you pass it on yourself.",
        error_messages={"invalid": "Email address invalid. Write it like name@example.org, or leave it out."},
    )
    paper = forms.ChoiceField(label="What they read", error_messages={"required": "Choose what they read."})
    audience = forms.ChoiceField(
        label="For whom they speak", widget=forms.RadioSelect, error_messages={"required": "Choose for whom."}
    )
    speaks = forms.BooleanField(required=False, initial=True, label="They may comment")
    days = forms.IntegerField(
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=14,
        label="Good for how many days",
        error_messages={
            "required": "Say for how many days.",
            "invalid": "Write a number of days, such as 14.",
            "min_value": f"A link is good for 1 to {LONGEST_DAYS} days.",
            "max_value": f"A link is good for 1 to {LONGEST_DAYS} days.",
        },
    )

    def __init__(
        self, papers: list[tuple[str, str]], audiences: list[tuple[str, str]], data: Any = None
    ) -> None:
        """Offer those papers and audiences."""
        super().__init__(data)
        for name, choices in (("paper", papers), ("audience", audiences)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
            field.initial = choices[-1][0] if choices else None

    def wish(self) -> Wish:
        """Return what was asked for, once it is valid."""
        return Wish(
            **{name: self.cleaned_data[name] for name in ("name", "email", "audience", "speaks", "days")}
        )


class ReplyForm(forms.Form):
    """What a guest writes: name, e-mail, website if they like, and the comment."""

    name = forms.CharField(
        max_length=200,
        label="Your name",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages=REQUIRED,
    )
    email = forms.EmailField(
        label="E-mail",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={**REQUIRED, "invalid": "Email address invalid"},
    )
    website = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        label="Website",
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
        error_messages={"invalid": "Website address invalid", "max_length": "Website address invalid"},
    )
    text = forms.CharField(
        max_length=LONGEST_TEXT,
        label="Comment",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            **REQUIRED,
            "max_length": f"This is longer than {LONGEST_TEXT:,} characters. Shorten it.",
        },
    )
    company = forms.CharField(
        required=False,
        label="Leave this empty",
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    began = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_website(self) -> str:
        """Refuse addresses that lead nowhere on the web."""
        website = str(self.cleaned_data["website"])
        if website and not website.lower().startswith(("http://", "https://")):
            raise forms.ValidationError("Website address invalid")
        return website

    def reply(self, now: datetime) -> Reply:
        """Return what was written, once it is valid."""
        return Reply(
            name=self.cleaned_data["name"],
            text=self.cleaned_data["text"],
            website=self.cleaned_data["website"],
            trap=self.cleaned_data["company"],
            took=_took(self.cleaned_data["began"], now),
        )


class WordForm(forms.Form):
    """An edited Word file, and who edited it."""

    name = ReplyForm.base_fields["name"]
    email = ReplyForm.base_fields["email"]
    file = forms.FileField(
        label="The Word file",
        help_text="The one that you took from this page, with your changes and remarks in it.",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={**REQUIRED, "empty": "This file is empty. Choose it again."},
    )

    def clean_file(self) -> Any:
        """Refuse what is larger than any agreement."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError("This file is larger than any agreement. Send the Word file alone.")
        return file


def began(now: datetime) -> str:
    """Return a sign of the moment at which a form was opened, which only we can make."""
    return signing.dumps(now.timestamp(), salt=_SALT)


def _took(sign: str, now: datetime) -> timedelta | None:
    try:
        return timedelta(seconds=now.timestamp() - float(signing.loads(sign, salt=_SALT)))
    except signing.BadSignature:
        return None
