"""Whose the records of a monitor are that name none of the services of an agreement."""

from pathlib import Path

import pytest

from evenhand.cli.outages import outages_of
from tests.logs import agreement

HEAD = "agreement: Test\ntimezone: UTC\ncalendars: {whole: {hours: always}}\nservices:\n"
PROMISED = "{hours: whole, availability: {target: 99% per month}}"
CHECKS = "checked_at_utc,site,status\n" + "".join(
    f"2026-03-02 09:{minute:02}:00+00:00,Front page,{'down' if 10 <= minute < 20 else 'up'}\n"
    for minute in range(0, 60, 5)
)


@pytest.mark.parametrize(
    ("services", "named"),
    [
        (f"  shop: {PROMISED}\n  desk: {{hours: whole}}\n", {"shop"}),
        (f"  shop: {PROMISED}\n  desk: {PROMISED}\n", {"Front page"}),
    ],
)
def test_they_are_the_only_promised_service_s_and_nobody_s_where_there_are_several(
    tmp_path: Path, services: str, named: set[str]
) -> None:
    path = tmp_path / "checks.csv"
    path.write_text(CHECKS, encoding="utf-8")
    outages, _ = outages_of([path], [agreement(HEAD + services)], "UTC")
    assert outages is not None
    assert set(outages.service.names) == named
