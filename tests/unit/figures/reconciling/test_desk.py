"""What a desk writes, and how it is read."""

import numpy as np
import pytest

from evenhand.clocks.verdicts import NEVER
from evenhand.figures.reconciling.desk import DeskColumn, likely_meaning
from tests.unit.figures.reconciling.helpers import at, log, times


def column(name="made_sla", true_means=None):
    return DeskColumn(name, times, true_means)


def said(*values, name="made_sla"):
    """One ticket for each value."""
    return log(
        *((f"T{number}", "2026-03-02T10:00", "opened", {name: value}) for number, value in enumerate(values))
    )


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("made_sla", "met"), ("SLA met?", "met"), ("ontime", "met"), ("within target", "met"), ("template", "met"),
        ("sla_breached", "missed"), ("Violated", "missed"), ("missed", "missed"), ("isOverdue", "missed"),
        ("is_late", "missed"), ("Late", "missed"),
    ],
)  # fmt: skip
def test_the_name_of_the_column_says_what_true_means(name, meaning):
    assert likely_meaning(name) == meaning


def test_true_and_false_by_the_name_of_the_column():
    assert column().says(said("True", "FALSE", "yes", "0")).missed.tolist() == [False, True, False, True]
    assert column("breached").says(said("true", "n", name="breached")).missed.tolist() == [True, False]


def test_true_and_false_as_the_caller_says():
    desk = column(true_means="missed")
    assert desk.says(said("true", "false")).missed.tolist() == [True, False]
    assert desk.read_as == 'In the column "made_sla", true is read as missed and false as met.'


def test_words_mean_the_same_in_any_column():
    desk = column("breach", true_means="missed")
    words = said("ONTIME", "OVERDUE", "Within SLA", "violated", "Not breached", "in progress", name="breach")
    assert desk.says(words).missed.tolist() == [False, True, False, True, False, False]
    assert desk.read_as == 'The column "breach" is read as the desk\'s verdicts.'
    assert desk.kind == "verdict"


def test_nothing_said():
    desk = column()
    answer = desk.says(said("", "n/a", "-", "NULL"))
    assert not answer.given.any()
    assert desk.kind is None
    assert desk.read_as == 'The column "made_sla" is empty.'
    assert not column("absent").says(said("true")).given.any()


def test_the_last_value_of_a_ticket_counts():
    history = log(
        ("T1", "2026-03-02T10:00", "opened", {"made_sla": "true"}),
        ("T1", "2026-03-02T11:00", "changed", {"made_sla": "false"}),
        ("T1", "2026-03-02T12:00", "closed"),
    )
    assert column().says(history).missed.tolist() == [True]


def test_due_times_to_the_minute_or_the_second():
    desk = column("due")
    answer = desk.says(said("2026-03-02T10:00", "", "2026-03-02T11:00:00", name="due"))
    assert answer.due.tolist() == [at("2026-03-02T10:00"), NEVER, at("2026-03-02T11:00")]
    assert answer.given.tolist() == [True, False, True]
    assert (desk.kind, desk.precision_seconds) == ("due", 60)
    assert desk.read_as == 'The column "due" is read as the desk\'s due times, compared to the minute.'
    exact = column("due")
    exact.says(said("2026-03-02T10:00:01", "2026-03-02T11:00", name="due"))
    assert exact.precision_seconds == 1
    assert exact.read_as.endswith("compared to the second.")


def test_values_that_are_no_verdict_are_counted():
    desk = column()
    desk.says(said("true", "maybe", "maybe", "perhaps"))
    assert desk.kind == "verdict"
    assert desk.trouble.startswith(
        'The column "made_sla" has values that are not a verdict: "maybe" (2), "perhaps" (1). Known verdicts are'
    )


def test_values_that_are_no_due_time_are_counted():
    desk = column("due")
    desk.says(said("2026-03-02T10:00", "2026-03-03T10:00", "met", "soon", name="due"))
    assert desk.unreadable == {"met": 1, "soon": 1}
    assert "not a due time" in desk.trouble


def test_only_the_most_frequent_unreadable_values_are_listed():
    desk = column()
    desk.says(said(*(f"odd {letter}" for letter in "abcdefghijkl")))
    assert desk.trouble.count("odd") == 10
    assert "and 2 more" in desk.trouble


def test_what_the_first_log_decides_holds_for_the_others():
    desk = column()
    desk.says(said("true"))
    answer = desk.says(said("2026-03-02T10:00"))
    assert desk.unreadable == {"2026-03-02T10:00": 1}
    assert np.array_equal(answer.due, [NEVER])
