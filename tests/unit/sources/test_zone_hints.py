"""Names of time zones as people write them."""

import pytest

from evenhand.calendars.zones import zone_names
from evenhand.errors import UsageError
from evenhand.sources.zone_hints import _MEANT, known_zone, zone_mend


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("MEZ", "Europe/Berlin"),
        ("W. Europe  Standard Time", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("Berlni", "Europe/Berlin"),
        ("Europe/Lundon", "Europe/London"),
    ],
)
def test_the_zone_that_is_meant(written, meant):
    assert zone_mend(written) == f'Did you mean "{meant}"?'


def test_what_nobody_can_guess():
    assert zone_mend("xyzzy") == "Write it like Europe/London."
    assert "summer time" in zone_mend("GMT+1")
    assert "summer time" in zone_mend("+02:00")


def test_every_zone_that_is_offered_is_one():
    assert set(_MEANT.values()) <= set(zone_names())


def test_a_zone_that_is_asked_for():
    assert known_zone("Europe/Paris") == "Europe/Paris"
    with pytest.raises(UsageError, match=r'no time zone named "CEST"\. Did you mean "Europe/Berlin"'):
        known_zone("CEST")
