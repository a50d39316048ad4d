"""Records opened for one walk through them: several files are one history, with what was noticed in them."""

from pathlib import Path

from evenhand.engines.beside import Recorded
from evenhand.engines.recorded import open_recorded
from evenhand.terms.document import read_agreement

EXAMPLE = (Path(__file__).parents[3] / "examples" / "harbour-dental.yaml").read_text(encoding="utf-8")
HEAD = "ticket,at,event,service,priority,desk\n"
LONDON = {"mapping": "", "timezone": "Europe/London"}


def test_a_ticket_that_stands_in_two_files_is_one(tmp_path: Path) -> None:
    terms, _ = read_agreement(EXAMPLE, file="x")
    assert terms is not None
    one, two, readings = (tmp_path / name for name in ("one.csv", "two.csv", "readings.csv"))
    one.write_text(f"{HEAD}T-1,2026-01-05 09:00,opened,service-desk,P1,met\n")
    two.write_text(f"{HEAD}T-1,2026-01-05 11:00,resolved,,,\nT-1,never,closed,,,\n")
    readings.write_text("name,at,value\nrating,2026-01-06T12:00:00Z,5\n")
    recorded = [Recorded("tickets", path, LONDON) for path in (one, two)]
    recorded.append(Recorded("readings", readings, LONDON))
    with open_recorded([terms], recorded, extra_columns=("desk",)) as opened:
        (log,) = opened.logs
        assert (opened.tickets, len(log), len(log.at)) == (True, 1, 2)
        assert "desk" in log.attributes
        assert opened.latest == 1_767_700_800
        assert opened.readings is not None
        assert opened.outages is None
        assert any("never" in problem.message for problem in opened.problems())


def test_without_tickets_there_is_no_log(tmp_path: Path) -> None:
    outages = tmp_path / "outages.csv"
    outages.write_text(
        "service,start,end,state\npractice-system,2026-01-05T10:00:00Z,2026-01-05T11:00:00Z,down\n"
    )
    terms, _ = read_agreement(EXAMPLE, file="x")
    assert terms is not None
    with open_recorded([terms], [Recorded("outages", outages, LONDON)]) as opened:
        assert (list(opened.logs), opened.tickets, opened.latest) == ([], False, 1_767_610_800)
