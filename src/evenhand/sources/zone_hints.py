"""Names of time zones as people write them, and the names that the zone rules know."""

import difflib
import re

from evenhand.calendars.zones import zone_names
from evenhand.errors import UsageError

# Abbreviations and the names of Windows, with the place that most who write them mean.
_MEANT = {
    "mez": "Europe/Berlin", "mesz": "Europe/Berlin", "cest": "Europe/Berlin", "bst": "Europe/London",
    "w. europe standard time": "Europe/Berlin", "romance standard time": "Europe/Paris",
    "gmt standard time": "Europe/London", "wez": "Europe/Lisbon", "oez": "Europe/Athens", "eest": "Europe/Athens",
    "edt": "America/New_York", "eastern": "America/New_York", "eastern standard time": "America/New_York",
    "cst": "America/Chicago", "cdt": "America/Chicago", "central standard time": "America/Chicago",
    "mdt": "America/Denver", "mountain standard time": "America/Denver", "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles", "pacific standard time": "America/Los_Angeles", "ist": "Asia/Kolkata",
    "jst": "Asia/Tokyo", "sgt": "Asia/Singapore", "aest": "Australia/Sydney", "aedt": "Australia/Sydney",
    "nzst": "Pacific/Auckland", "nzdt": "Pacific/Auckland", "z": "Etc/UTC",
}  # fmt: skip
_WRITE = "Write it like Europe/London."
_OFFSET = re.compile(r"(gmt|utc)? ?[+-] ?\d+(:\d+)?")


def zone_mend(name: str) -> str:
    """What to write instead of a zone that is not known.

    >>> zone_mend("MEZ"), zone_mend("Berlin"), zone_mend("Europe/Lundon")
    ('Did you mean "Europe/Berlin"?', 'Did you mean "Europe/Berlin"?', 'Did you mean "Europe/London"?')
    """
    asked = " ".join(name.split()).casefold()
    if _OFFSET.fullmatch(asked):
        return "Write the place of the clock, like Europe/London: an offset knows nothing of summer time."
    names = {each.casefold(): each for each in zone_names()}
    cities = {each.rpartition("/")[2]: each for each in sorted(names, reverse=True)}
    place = asked.replace(" ", "_")
    if meant := _MEANT.get(asked) or names.get(place) or names.get(cities.get(place, "")):
        return f'Did you mean "{meant}"?'
    near = difflib.get_close_matches(place, names, n=1, cutoff=0.7)
    near = near or [cities[each] for each in difflib.get_close_matches(place, cities, n=1, cutoff=0.8)]
    return f'Did you mean "{names[near[0]]}"?' if near else _WRITE


def known_zone(name: str) -> str:
    """The name of a zone that was asked for; raises UsageError when there is none."""
    if name not in zone_names():
        raise UsageError(f'There is no time zone named "{name}". {zone_mend(name)}')
    return name
