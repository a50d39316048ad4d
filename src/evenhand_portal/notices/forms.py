"""The form by which a person chooses how news comes."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms

from evenhand_portal.notices.models import Choice, Habits
from evenhand_portal.notices.selectors import Chosen

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class ChoicesForm(forms.Form):
    """One field for each kind that may be chosen, whether there is a daily mail, its hour and its zone."""

    wanted = forms.BooleanField(
        label="Send me a daily mail on days with news",
        help_text="Without it what would be in the daily mail stands only in the inbox.",
        required=False,
    )
    hour = forms.TypedChoiceField(label="At this hour", choices=HOURS, coerce=int)
    zone = forms.ChoiceField(
        label="In this zone", choices=lambda: [(one, one) for one in sorted(available_timezones())]
    )

    def __init__(self, chosen: list[Chosen], habits: Habits, wanted: bool, data: Any = None) -> None:
        """Begin with what holds now."""
        super().__init__(data, initial={"hour": habits.hour, "zone": habits.zone, "wanted": wanted})
        self.kinds = [one.kind for one in chosen]
        for one in chosen:
            title = one.kind.title[:1].upper() + one.kind.title[1:]
            self.fields[f"way-{one.kind.name}"] = forms.ChoiceField(
                label=title, choices=Choice.Way.choices, initial=one.way
            )

    def ways(self) -> dict[str, str]:
        """Return how each kind shall come."""
        return {kind.name: self.cleaned_data[f"way-{kind.name}"] for kind in self.kinds}
