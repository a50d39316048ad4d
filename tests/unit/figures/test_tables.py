"""The compiled calendars of one version, and what two versions may share."""

import pytest

from evenhand.figures.tables import Tables
from evenhand.units import Unit
from tests.logs import agreement, at

TEXT = """
agreement: Test
timezone: Europe/London
calendars: {office: {hours: {mon-fri: 09:00-17:00}}}
"""
SPAN = at("2026-01-01T00:00"), at("2026-12-31T00:00")


def test_versions_with_the_same_calendars_share_what_is_compiled():
    first, second = Tables(agreement(TEXT), *SPAN), Tables(agreement(TEXT + "currency: GBP\n"), *SPAN)
    second.share(first)
    assert second.table("office", Unit.SECONDS) is first.table("office", Unit.SECONDS)


@pytest.mark.parametrize(("old", "new"), [("17:00", "18:00"), ("Europe/London", "Europe/Paris")])
def test_versions_with_other_calendars_share_nothing(old, new):
    first, second = Tables(agreement(TEXT), *SPAN), Tables(agreement(TEXT.replace(old, new)), *SPAN)
    second.share(first)
    assert second.table("office", Unit.SECONDS) is not first.table("office", Unit.SECONDS)
