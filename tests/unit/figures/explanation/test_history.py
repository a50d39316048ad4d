"""The state machine: which event does what to which clock (rules 8 to 12)."""

import pytest

from evenhand.figures.explanation.history import ClockRules, State, history, plain
from tests.unit.figures.explanation.helpers import at, rows, shown

B, X, R, S, C = State.BEFORE, State.BARRED, State.RUNNING, State.STOPPED, State.CANCELLED


def rules(
    starts: str = "opened", stops: str = "resolved", reopened: str = "resumes", change: bool = False
) -> ClockRules:
    return ClockRules(starts, stops, reopened, change)


@pytest.mark.parametrize(
    ("clock", "events", "states"),
    [
        (rules(), ["opened", "waiting", "resolved", "closed"], [R, R, S, S]),
        (rules(), ["opened", "responded", "closed", "reopened", "resolved"], [R, R, S, R, S]),
        (rules(), ["opened", "reopened", "cancelled", "closed", "reopened", "merged"], [R, R, C, C, R, C]),
        (rules(), ["opened", "resolved", "cancelled"], [R, S, S]),
        (rules(stops="responded"), ["opened", "closed", "reopened"], [R, S, S]),
        (rules(stops="responded"), ["opened", "cancelled", "reopened"], [R, C, R]),
        (rules(stops="responded", reopened="restarts"), ["opened", "responded", "reopened"], [R, S, R]),
        (rules(stops="closed"), ["opened", "resolved", "closed", "reopened"], [R, R, S, R]),
        (rules("responded"), ["opened", "responded", "resolved"], [B, R, S]),
        (rules("responded"), ["opened", "closed"], [B, S]),
        (rules("resolved", "closed"), ["opened", "closed", "reopened"], [B, S, R]),
        (rules("responded"), ["opened", "cancelled", "closed", "reopened", "closed"], [B, X, X, B, S]),
        (rules("reopened"), ["opened", "merged", "reopened", "resolved"], [B, X, R, S]),
        (rules("waiting", "resumed"), ["opened", "waiting", "resumed", "reopened"], [B, R, S, S]),
    ],
)
def test_states(clock: ClockRules, events: list[str], states: list[State]) -> None:
    state, found = State.BEFORE, []
    for event in events:
        state = clock.after(state, event)
        found.append(state)
    assert found == states


def test_runs_and_legs() -> None:
    lines = [
        "02-02 10:00 opened p=a",
        "02-02 11:00 changed p=b",
        "02-02 12:00 resolved",
        "02-02 13:00 reopened p=c",
    ]
    priority = lambda held: held.get("p", "")  # noqa: E731 - a name for the reader
    for change, reopened, starts in (
        (False, "resumes", [(0, "02-02 10:00")]),
        (True, "resumes", [(0, "02-02 10:00"), (0, "02-02 11:00")]),
        (True, "restarts", [(0, "02-02 10:00"), (0, "02-02 11:00"), (1, "02-02 13:00")]),
    ):
        past = history(rows(*lines), rules(reopened=reopened, change=change), priority, at("02-02 15:00"))
        assert [(leg.run, shown(leg.start)) for leg in past.legs] == starts
        assert shown(past.legs[-1].end) == "02-02 15:00"


def test_waitings() -> None:
    lines = [
        "02-02 10:00 opened",
        "02-02 10:10 waiting Client",
        "02-02 10:20 responded",
        "02-02 10:30 waiting client",
        "02-02 10:40 waiting vendor",
        "02-02 10:50 waiting",
        "02-02 11:00 waiting vendor",
        "02-02 11:10 closed",
        "02-02 11:20 waiting client",
    ]
    past = history(rows(*lines), rules(), lambda _: "", at("02-02 15:00"))
    assert [(each.reason, each.words, shown(each.start), shown(each.end)) for each in past.waitings] == [
        ("client", "Client", "02-02 10:10", "02-02 10:40"),
        ("vendor", "vendor", "02-02 10:40", "02-02 10:50"),
        ("", "", "02-02 10:50", "02-02 11:00"),
        ("vendor", "vendor", "02-02 11:00", "02-02 11:10"),
        ("client", "client", "02-02 11:20", ""),
    ]


def test_reasons_are_compared_without_case_and_spaces() -> None:
    assert plain("  Waiting   on Client ") == plain("waiting on client")
