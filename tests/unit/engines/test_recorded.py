"""Records as they were taken: one way to read them again, without presets and without zones of the machine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evenhand.calendars.zones import Zone
from evenhand.engines.beside import Recorded
from evenhand.engines.local import measure_files
from evenhand.engines.recorded import measure_recorded
from evenhand.errors import RecordError
from evenhand.sources import instants
from evenhand.sources.readings import read_readings
from evenhand.terms.agreement import Agreement
from evenhand.terms.canonical import canonical_bytes
from evenhand.terms.document import read_agreement
from tests.logs import agreement

TEXT = """
agreement: Test
version: 1
timezone: Europe/London
term: {from: 2026-01-01, to: 2026-12-31}
calendars: {office: {hours: {mon-fri: 09:00-17:00}}}
services:
  desk: {hours: office}
  shop: {hours: office, availability: {target: 99% per month}}
standards:
  fix: {clock: {starts: opened, stops: resolved}, within: 4 hours, target: 90% per month}
  liked: {measure: mean rating, target: at least 4 per month}
"""
EVENTS = [
    line
    for number in range(12)
    for line in (
        f"T{number},2026-03-{number + 9:02} 09:00:00,opened,desk",
        f"T{number},2026-03-{number + 9:02} {11 + number % 6}:30:00,resolved,",
    )
]
LONDON = {"timezone": "Europe/London"}
HEAD = "ticket,at,event,service"


def csv(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return csv(tmp_path / "all.csv", HEAD, *EVENTS)


def figures(recorded: list[Recorded], terms: Agreement | None = None, **more: object) -> list[object]:
    done = measure_recorded([terms or agreement(TEXT)], recorded, **more)  # type: ignore[arg-type]  # a test's own words
    return done.measurement.to_json()["figures"]


def test_one_file_as_it_would_be_measured_by_itself(whole: Path, tmp_path: Path) -> None:
    liked = csv(tmp_path / "readings.csv", "name,at,value", "rating,2026-03-10T09:00:00Z,4.5")
    recorded = [Recorded("tickets", whole, LONDON), Recorded("readings", liked, {})]
    ratings, _ = read_readings(liked)
    alone = measure_files([agreement(TEXT)], whole, timezone="Europe/London", readings=ratings)
    assert figures(recorded) == alone.measurement.to_json()["figures"]


def test_a_history_in_two_files_is_one_history(whole: Path, tmp_path: Path) -> None:
    march = csv(tmp_path / "march.csv", HEAD, *EVENTS[::2])
    april = csv(tmp_path / "april.csv", HEAD, *EVENTS[1::2], *EVENTS[:4])
    parts = [Recorded("tickets", path, LONDON) for path in (march, april)]
    assert figures(parts) == figures([Recorded("tickets", whole, LONDON)])
    assert figures(parts, as_of=1_776_000_000) == figures(
        [Recorded("tickets", whole, LONDON)], as_of=1_776_000_000
    )


def test_outages_alone_with_a_mapping_and_a_length(tmp_path: Path) -> None:
    checks = csv(
        tmp_path / "checks.csv",
        "monitor,when,state",
        *(
            f"Shop,2026-03-02 {9 + at // 12:02}:{at % 12 * 5:02}:00,{'bad' if at < 6 else 'fine'}"
            for at in range(36)
        ),
    )
    mapping = (
        "kind: checks\ntimezone: Europe/London\ncolumns: {}\nat: when\ncomponent: monitor\nstate: state\n"
        "states: {bad: down, fine: up}\n"
    ).replace("columns: {}\n", "")
    recorded = [Recorded("outages", checks, {"mapping": mapping, "vouches": "5 minutes"})]
    shop = [each for each in figures(recorded) if each["service"] == "shop"]  # type: ignore[index]  # JSON
    assert [each["period"]["start"] for each in shop] == ["2026-01-01", "2026-02-01", "2026-03-01"]  # type: ignore[index]  # JSON
    assert shop[-1]["numerator"] != shop[-1]["denominator"]  # type: ignore[index]  # JSON


def test_the_mapping_is_the_one_that_was_taken(tmp_path: Path, whole: Path) -> None:
    foreign = csv(tmp_path / "foreign.csv", "No,When,What,Service", *EVENTS)
    words = ", ".join(f"{word}: {word}" for word in ("opened", "resolved"))
    mapping = (
        "kind: events\nticket: No\nat: When\nevent: What\ntimezone: Europe/London\n"
        f"dates: ['%Y-%m-%d %H:%M:%S']\nevents: {{{words}}}\nattributes: {{service: Service}}\n"
    )
    assert figures([Recorded("tickets", foreign, {"mapping": mapping})]) == figures(
        [Recorded("tickets", whole, LONDON)]
    )


@pytest.mark.parametrize("kind", ["tickets", "outages"])
def test_a_reading_that_makes_no_sense(whole: Path, kind: str) -> None:
    with pytest.raises(RecordError):
        figures([Recorded(kind, whole, {"mapping": "kind: nonsense"})])


def test_times_are_read_by_the_zone_that_the_version_carries(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another year's tzdata moves London by three hours: the figures of the signed version stay."""
    signed, problems = read_agreement(canonical_bytes(agreement(TEXT)), file="agreement.json")
    assert signed is not None, problems
    before = figures([Recorded("tickets", whole, LONDON)], signed)

    def moved(name: str, first: int, last: int) -> Zone:
        nothing = np.array([], np.int64)
        return Zone(name, nothing, np.array([10_800], np.int64), -(2**40), 2**40, "moved")

    monkeypatch.setattr(instants, "load_zone", moved)
    assert figures([Recorded("tickets", whole, LONDON)], signed) == before
    assert figures([Recorded("tickets", whole, LONDON)]) != before
    far = csv(whole.with_name("far.csv"), HEAD, "T1,1999-05-03 09:00:00,opened,desk", *EVENTS)
    counts = measure_recorded([signed], [Recorded("tickets", far, LONDON)]).measurement.counts
    assert counts["outside the time in force"] == 1
