"""Whose the records of a monitor are that name none of the services of an agreement."""

from pathlib import Path

import pytest

from evenhand.cli.outages import outages_of
from evenhand.errors import RecordError
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


OUTAGES = "service,start,end,state\n"
SAMPLES = (
    '{"data": {"resultType": "matrix", "result": [{"metric": {"job": "shop"}, "values": [["x", "0"]]}]}}'
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"{OUTAGES}shop,2026-03-02T10:00Z,2026-03-02T09:00Z,down\n", "Correct its start or its end"),
        (f"{OUTAGES}shop,2026-03-02T10:00Z,2026-03-02T11:00Z,broken\n", "Known are down"),
        (SAMPLES, "sample without a usable time"),
    ],
)
def test_a_file_of_which_nothing_can_be_used_does_not_pass_for_no_outage(
    tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "records"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RecordError, match=f"no-usable-row: No row can be used.*{said}"):
        outages_of([path], [agreement(f"{HEAD}  shop: {PROMISED}\n")], "UTC")


def test_a_heading_alone_says_that_there_was_none(tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    path.write_text(OUTAGES, encoding="utf-8")
    outages, problems = outages_of([path], [agreement(f"{HEAD}  shop: {PROMISED}\n")], "UTC")
    assert outages is not None
    assert (len(outages), [each.code for each in problems]) == (0, ["no-records"])
