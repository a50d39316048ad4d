"""`evenhand reconcile` from files to reasons, and everything a person may get wrong on the way."""

from __future__ import annotations

import csv
import io
import json

import pytest

AGREEMENT = """\
agreement: Small office
timezone: Europe/London
calendars:
  office: {hours: {mon-fri: 09:00-17:00}}
priorities: {P1: {name: High}, P2: {name: Low}}
services:
  desk: {name: Desk, hours: office}
standards:
  resolve:
    clock: {starts: opened, stops: resolved}
    within: 8 hours
    target: 90% per month
"""
SECOND = """\
  respond:
    clock: {starts: opened, stops: responded}
    within: 1 hour
    target: none
"""
SPLIT = AGREEMENT.replace("    within: 8 hours", "    applies to: {priority: P1}\n    within: 8 hours") + (
    "  resolve-low:\n    clock: {starts: opened, stops: resolved}\n    applies to: {priority: P2}\n"
    "    within: 8 hours\n    target: none\n"
)

# One hour on Friday, seven on Monday 25 May, a bank holiday: due Mon 16:00, or Tue 16:00 without it.
TICKETS = """\
ticket,at,event,priority,in_time,due,kind
A,2026-05-22 16:00,opened,P1,,2026-05-26 16:00,wish
A,2026-05-26 12:00,resolved,,true,,
B,2026-03-02 10:00,opened,P2,,2026-03-03 10:00,fault
B,2026-03-02 12:00,resolved,,true,,
C,2026-03-02 10:00,opened,P2,,2026-03-03 10:00,fault
C,2026-03-02 12:00,closed,,,,
"""


@pytest.fixture
def files(tmp_path):
    terms, tickets = tmp_path / "terms.yaml", tmp_path / "tickets.csv"
    terms.write_text(AGREEMENT, "utf-8")
    tickets.write_text(TICKETS, "utf-8")
    return terms, tickets


@pytest.fixture
def reconcile(evenhand, files):
    terms, tickets = files

    def call(column, *words, timezone="Europe/London"):
        return evenhand(
            "reconcile", terms, "--tickets", tickets, "--timezone", timezone, "--verdict", column, *words
        )

    return call


def lines(text):
    return [line.rstrip() for line in text.splitlines()]


def cells(text):
    """The words of a table, without its rules and spaces."""
    return " ".join(text.split())


def test_a_difference_is_told_with_its_reason(reconcile):
    outcome = reconcile("in_time")
    assert outcome.code == 1
    assert lines(outcome.out) == [
        "Small office. 2 tickets compared: 1 agrees, 1 differs.",
        "Compared with standards.resolve.",
        'In the column "in_time", true is read as met and false as missed.',
        "",
        "Why they differ",
        "  1 ticket: Only this one ticket shows it, so it is a guess: the desk stopped the clock over public "
        "holidays of GB and the agreement does not. It is A.",
        "",
        "Ticket  Priority  Desk   Agreement      Counted  Allowed",
        "────────────────────────────────────────────────────────",
        "A       P1        ✓ met  ✕ missed   12 h 00 min  8 hours",
        "    The desk stopped the clock over public holidays of GB (Mon 25 May 2026, Spring Bank Holiday) and the "
        "agreement does not.",
        "",
        "Not compared",
        "  1 ticket: no verdict in the export.",
    ]


def test_due_times_side_by_side(reconcile):
    outcome = reconcile("due")
    assert outcome.code == 1
    shown = cells(outcome.out)
    assert "3 tickets compared: 2 agree, 1 differs." in shown
    assert "Ticket Priority Due: desk Due: agreement ─" in shown
    assert "A P1 Tue 26 May 2026 16:00 Mon 25 May 2026 16:00 The desk stopped the clock over" in shown
    assert shown.endswith("agreement does not. 12 h 00 min counted, 8 hours allowed.")


def test_a_due_time_without_a_reason(reconcile, files):
    _, tickets = files
    tickets.write_text(TICKETS.replace("2026-05-26 16:00", "2026-05-26 16:00:10"), "utf-8")
    assert cells(reconcile("due").out).endswith("explains it: 12 hours counted, 8 hours allowed.")


def test_agreement_leaves_nothing_to_list(reconcile, files):
    terms, _ = files
    terms.write_text(AGREEMENT.replace("09:00-17:00}", "09:00-17:00}, holidays: {country: GB}"), "utf-8")
    outcome = reconcile("in_time")
    assert outcome.code == 0
    assert "2 tickets compared: the desk and the agreement say the same of all of them." in outcome.out
    assert "Why" not in outcome.out


def test_one_ticket_that_agrees(reconcile, files):
    _, tickets = files
    tickets.write_text("".join(line for line in TICKETS.splitlines(True) if line[0] in "tB"), "utf-8")
    assert "1 ticket compared: the desk and the agreement say the same of it." in reconcile("in_time").out


def test_nothing_to_compare(reconcile, files):
    _, tickets = files
    tickets.write_text(TICKETS.replace("true", ""), "utf-8")
    outcome = reconcile("in_time")
    assert outcome.code == 0
    assert outcome.out.startswith(
        "Small office. No ticket could be compared.\nCompared with standards.resolve.\n"
        'The column "in_time" is empty.\n'
    )


def test_json(reconcile):
    outcome = reconcile("in_time", "--format", "json")
    assert outcome.code == 1
    whole = json.loads(outcome.out)
    assert (whole["tickets"], whole["compared"], whole["agree"], whole["differ"]) == (3, 2, 1, 1)
    assert whole["not_compared"] == {"no verdict in the export": 1}
    assert whole["differences"][0]["due"] == "2026-05-25T15:00:00Z"
    assert json.loads(reconcile("in_time", "--format", "json", "--limit", "0").out)["differences"] == []


def test_csv_with_the_summary_beside_it(reconcile):
    outcome = reconcile("in_time", "--format", "csv")
    [row] = csv.DictReader(io.StringIO(outcome.out))
    assert (row["ticket"], row["desk"], row["ours"], row["elapsed_seconds"]) == (
        "A",
        "met",
        "missed",
        "43200",
    )
    assert row["code"] == "holidays of GB"
    assert lines(outcome.err) == [
        "2 tickets compared: 1 agrees, 1 differs.",
        "- 1 ticket: Only this one ticket shows it, so it is a guess: the desk stopped the clock over public "
        "holidays of GB and the agreement does not.",
        "- 1 ticket not compared: no verdict in the export.",
        "- Compared with standards.resolve.",
        '- In the column "in_time", true is read as met and false as missed.',
    ]


def test_true_may_mean_missed(reconcile):
    shown = cells(reconcile("in_time", "--true-means", "missed").out)
    assert "2 tickets compared: 1 agrees, 1 differs." in shown
    assert "B P2 ✕ missed ✓ met" in shown


def test_a_column_read_the_wrong_way_round_is_noticed(reconcile, files):
    _, tickets = files
    tickets.write_text(
        TICKETS.replace("C,2026-03-02 12:00,closed,,,", "C,2026-03-02 12:00,closed,,true,"), "utf-8"
    )
    outcome = reconcile("in_time", "--true-means", "missed", "--limit", "1")
    assert "More tickets differ than agree. If true means met, say so with --true-means met." in outcome.out
    assert "… and 1 more. A greater --limit lists more, --format csv lists all." in outcome.out
    tickets.write_text(TICKETS.replace("true", "false").replace(",closed,,,", ",closed,,false,"), "utf-8")
    assert "If true means missed, say so with --true-means missed." in reconcile("in_time").out


def test_standards_that_share_no_ticket_are_compared_together(reconcile, files):
    terms, tickets = files
    terms.write_text(SPLIT, "utf-8")
    tickets.write_text(TICKETS.replace("resolved,,true", "resolved,,false"), "utf-8")
    shown = cells(reconcile("in_time", "--as-of", "2026-06-01").out)
    assert "2 tickets compared: 1 agrees, 1 differs." in shown
    assert "B P2 ✕ missed ✓ met" in shown
    tickets.write_text(
        TICKETS.replace("B,2026-03-02 12:00,resolved,,true", "B,2026-03-02 12:00,resolved,,false"), "utf-8"
    )
    shown = cells(reconcile("in_time").out)
    assert "Compared with standards.resolve and standards.resolve-low." in shown
    assert "8 hours resolve: " in shown
    assert "8 hours resolve-low: " in shown


def test_tickets_without_a_priority(reconcile, files):
    _, tickets = files
    tickets.write_text(TICKETS.replace(",P1,", ",,").replace(",P2,", ",,"), "utf-8")
    assert "Ticket Desk Agreement" in cells(reconcile("in_time").out)


def test_reasons_without_tickets(reconcile):
    shown = reconcile("in_time", "--limit", "0").out
    assert "Why they differ" in shown
    assert "Counted" not in shown
    assert "more" not in shown


def test_a_standard_by_name(reconcile, files):
    terms, _ = files
    terms.write_text(AGREEMENT + SECOND, "utf-8")
    assert "8 hours" in reconcile("in_time").out
    assert "1 hour" in reconcile("in_time", "--standard", "respond").out
    outcome = reconcile("in_time", "--standard", "solve")
    assert outcome.code == 2
    assert outcome.err.endswith(
        'evenhand: There is no standard "solve" with a clock. Those with one: resolve, respond.\n'
    )


def test_a_column_that_is_not_there(reconcile, tmp_path):
    outcome = reconcile("in_tme")
    assert outcome.code == 2
    assert outcome.err == (
        'evenhand: There is no column "in_tme". Near to it: in_time, kind. A file written by import has no column '
        "of the desk's own: give the export itself, with the --mapping it was imported with.\n"
    )
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("kind: events\nticket: ticket\nat: at\nevent: event\n", "utf-8")
    assert reconcile("in_tme", "--mapping", mapping).err.endswith("Near to it: in_time, kind.\n")


def test_a_missing_file(reconcile, files):
    files[1].unlink()
    outcome = reconcile("in_time")
    assert (outcome.code, outcome.err) == (2, f'evenhand: There is no file "{files[1]}".\n')


def test_several_tickets_with_one_reason(reconcile, files):
    _, tickets = files
    more = [line.replace("A,", "D,", 1) for line in TICKETS.splitlines(True) if line[0] == "A"]
    tickets.write_text(TICKETS + "".join(more), "utf-8")
    shown = cells(reconcile("in_time").out)
    assert (
        "2 tickets: The desk stopped the clock over public holidays of GB and the agreement does not."
        in shown
    )
    assert "For example A, D." in shown


def test_values_that_are_no_verdict(reconcile):
    outcome = reconcile("kind")
    assert outcome.code == 2
    assert 'The column "kind" has values that are not a verdict: "fault" (2), "wish" (1).' in outcome.err


def test_an_attribute_of_the_mapping_is_taken_by_its_name(evenhand, files, tmp_path):
    terms, tickets = files
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(
        "kind: events\nticket: ticket\nat: at\nevent: event\nagreed due: due\ntimezone: Europe/London\n"
        "attributes: {priority: priority, verdict: in_time}\n",
        "utf-8",
    )
    words = ["reconcile", terms, "--tickets", tickets, "--mapping", mapping, "--verdict"]
    assert "2 tickets compared" in evenhand(*words, "verdict").out
    assert "3 tickets compared: 2 agree, 1 differs." in evenhand(*words, "agreed due").out
    assert "3 tickets compared: 2 agree, 1 differs." in evenhand(*words, "due").out


def test_due_times_without_a_zone_are_those_of_the_stated_zone(reconcile):
    """Tickets and due times are read in one zone; in winter London and UTC are the same, in summer not."""
    assert "2 agree, 1 differs" in reconcile("due").out
    shown = cells(reconcile("due", timezone="UTC").out)
    assert "Tue 26 May 2026 17:00" in shown
