"""Forms about records; every error says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms

from evenhand.errors import NotationError, RecordError
from evenhand.sources.outage_mapping import read_outage_mapping, vouched_seconds
from evenhand.sources.own_columns import OWN, guessed, read_own_columns
from evenhand_portal.tracking.models import Upload
from evenhand_portal.tracking.records.matching import (
    DATES,
    PARTS,
    UNITS,
    checked,
    columns_written,
    names,
    suggested,
    text_of,
    written,
)

LABELS = {
    "ticket": "Number of the ticket",
    "opened": "When it was opened",
    "responded": "First response",
    "resolved": "Resolved",
    "closed": "Closed",
    "cancelled": "Cancelled",
    "waiting": "Time it waited in all",
    "priority": "Priority",
    "service": "Service",
    "kind": "Kind, such as incident or request",
    "subject": "Subject",
}


def zone_checked(name: str) -> str:
    """Return the name of a zone; raise ValidationError for one that is not known."""
    if name and name not in available_timezones():
        raise forms.ValidationError("This time zone is not known. Write it like Europe/London.")
    return name


class UploadForm(forms.Form):
    """A file, and what is in it."""

    file = forms.FileField(
        label="File",
        help_text="CSV, Parquet or NDJSON. Outages may also be incidents or checks of a monitor, or a calendar.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty. Export it again."},
    )
    kind = forms.ChoiceField(
        label="What is in it",
        choices=[
            ("tickets", "Tickets: incidents and requests of the service desk"),
            ("outages", "Outages: when services were down, degraded or under maintenance"),
            ("readings", "Readings: ratings and other numbers"),
            ("charges", "Charges: users, servers or metered amounts, from a date on"),
            ("claims", "Claims: credits that the client asked for"),
            ("conditions", "Conditions: from when on those of the credits hold"),
            ("disagreements", "Disagreements that hold a credit"),
        ],
        initial=Upload.Kind.TICKETS,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what is in the file."},
    )
    timezone = forms.CharField(
        label="Time zone of times that name none",
        help_text="Such as Europe/London.",
        max_length=60,
        required=False,
    )

    def clean_timezone(self) -> str:
        """A zone that is known."""
        return zone_checked(self.cleaned_data["timezone"].strip())


class MatchForm(forms.Form):
    """What the columns of a file of tickets mean: by a mapping that is there, column by column, or in YAML."""

    BY_COLUMN: ClassVar[str] = "by column"
    IN_YAML: ClassVar[str] = "in YAML"
    how = forms.ChoiceField(label="The columns are those of")
    dates = forms.ChoiceField(
        label="Dates are written",
        choices=[
            ("iso", "year first: 2026-03-16 09:00"),
            ("day first", "day first: 16/03/2026 09:00"),
            ("month first", "month first: 3/16/2026 9:00 AM"),
        ],
        required=False,
    )
    unit = forms.ChoiceField(
        label="The time it waited is in", choices=[(unit, unit) for unit in UNITS], required=False
    )
    yaml = forms.CharField(
        label="Mapping in YAML",
        help_text="For exports with a row for each change, and for values that are called otherwise.",
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        required=False,
        max_length=200_000,
    )
    timezone = forms.CharField(label="Time zone of times that name none", max_length=60, required=False)

    def __init__(self, columns: Sequence[str], *args: Any, **kwargs: Any) -> None:
        """Offer the columns of the file, with a guess for each."""
        super().__init__(*args, **kwargs)
        how = self.fields["how"]
        assert isinstance(how, forms.ChoiceField)
        how.choices = [
            (self.BY_COLUMN, "this file: I say below what is what"),
            *((name, "Evenhand’s own columns" if name == "canonical" else name) for name in names()),
            (self.IN_YAML, "the mapping in YAML below"),
        ]
        guesses = suggested(columns)
        choices = [("", "–"), *((name, name) for name in columns)]
        for part in PARTS:
            self.fields[f"column_{part}"] = forms.ChoiceField(
                label=LABELS[part], choices=choices, initial=guesses[part], required=False
            )

    def columns_shown(self) -> list[forms.BoundField]:
        """The fields that name a column."""
        return [self[f"column_{part}"] for part in PARTS]

    def clean_timezone(self) -> str:
        """A zone that is known."""
        return zone_checked(self.cleaned_data["timezone"].strip())

    def clean(self) -> dict[str, Any]:
        """A mapping that can be used: `mapping` is its YAML, `named` what people call it."""
        cleaned = super().clean() or {}
        how = cleaned.get("how", "")
        if how == self.BY_COLUMN:
            chosen = {part: cleaned.get(f"column_{part}") or "" for part in PARTS}
            for part in ("ticket", "opened"):
                if not chosen[part]:
                    self.add_error(f"column_{part}", f"Choose the column: {LABELS[part].lower()}.")
            dates = cleaned.get("dates") or next(iter(DATES))
            cleaned["mapping"] = written(chosen, dates, cleaned.get("unit") or UNITS[0])
        else:
            cleaned["mapping"] = cleaned.get("yaml", "") if how == self.IN_YAML else how and text_of(how)
        cleaned["named"] = how
        if not self.errors and cleaned["mapping"]:
            self._check(cleaned["mapping"])
        elif how == self.IN_YAML and not cleaned["mapping"]:
            self.add_error("yaml", "Write the mapping, or choose one of the others.")
        return cleaned

    def _check(self, text: str) -> None:
        try:
            checked(text)
        except RecordError as error:
            for each in error.problems:
                place = f"Line {each.line}: " if each.line else ""
                self.add_error("yaml", f"{place}{each.message} {each.mend}".rstrip())


OWN_HINTS = {
    "amount": "What was metered for the whole period, such as 1250.40.",
    "at": "When, with a zone or in the one below.",
    "clause": "Its address, such as standards.resolve-critical.",
    "condition": "Its name, as the agreement writes it.",
    "count": "How many users, servers or other units from that date on.",
    "from": "A date such as 2026-03-01.",
    "holds": "Yes or no.",
    "incident": "The date of the incident it is about.",
    "name": "What was read, such as rating.",
    "period": "Its first day, or 2026-03, 2026-Q1, 2026.",
    "raised": "When it was raised.",
    "service": "Its key in the agreement, such as service-desk.",
    "settled": "When it was settled; empty while it is open.",
    "ticket": "The number of the ticket it is about.",
    "value": "A number such as 4.5.",
}
"""What stands in each of our own columns."""


class ColumnsForm(forms.Form):
    """Which column of a small file means what."""

    timezone = forms.CharField(label="Time zone of times that name none", max_length=60, required=False)

    def __init__(self, kind: str, columns: Sequence[str], mapping: str, *args: Any, **kwargs: Any) -> None:
        """Offer the columns of the file for each of our own; chosen are those it was read by, else a guess."""
        super().__init__(*args, **kwargs)
        self.own = OWN[kind]
        chosen = guessed(kind, columns) | {
            name: each[0] for name, each in read_own_columns(mapping, kind).items()
        }
        choices = [("", "–"), *((name, name) for name in columns)]
        for name in self.own.all:
            self.fields[f"column_{name}"] = forms.ChoiceField(
                label=name.capitalize(),
                help_text=OWN_HINTS[name],
                choices=choices,
                initial=chosen.get(name, ""),
                required=name in self.own.needed,
                error_messages={"required": f"Choose the column that holds: {name}."},
            )
        self.order_fields([*(f"column_{name}" for name in self.own.all), "timezone"])

    def clean_timezone(self) -> str:
        """A zone that is known."""
        return zone_checked(self.cleaned_data["timezone"].strip())

    def clean(self) -> dict[str, Any]:
        """A mapping: `mapping` is its YAML."""
        cleaned = super().clean() or {}
        chosen = {name: cleaned.get(f"column_{name}") or "" for name in self.own.all}
        twice = {column for column in chosen.values() if column and [*chosen.values()].count(column) > 1}
        for name in [name for name, column in chosen.items() if column in twice]:
            self.add_error(f"column_{name}", "One column cannot mean two things. Choose another one.")
        cleaned["mapping"] = columns_written(chosen)
        return cleaned


class OutageForm(forms.Form):
    """How outages are read where the file does not say it itself."""

    yaml = forms.CharField(
        label="What its words mean, in YAML",
        help_text="Only where the preview shows something wrong.",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        required=False,
        max_length=200_000,
    )
    vouches = forms.CharField(
        label="How long a check of a monitor holds",
        help_text="Such as 5 minutes.",
        max_length=40,
        required=False,
    )
    timezone = forms.CharField(label="Time zone of times that name none", max_length=60, required=False)

    def clean_timezone(self) -> str:
        """A zone that is known."""
        return zone_checked(self.cleaned_data["timezone"].strip())

    def clean_vouches(self) -> str:
        """A length of time."""
        text = str(self.cleaned_data["vouches"]).strip()
        if text:
            try:
                vouched_seconds(text)
            except NotationError as error:
                raise forms.ValidationError(f"{error.message} {error.mend}") from None
        return text

    def clean_yaml(self) -> str:
        """A mapping that can be used."""
        text = str(self.cleaned_data["yaml"])
        problems = read_outage_mapping(text, "mapping.yaml", "mapping")[1] if text.strip() else ()
        if problems:
            raise forms.ValidationError([f"{each.message} {each.mend}".rstrip() for each in problems])
        return text if text.strip() else ""
