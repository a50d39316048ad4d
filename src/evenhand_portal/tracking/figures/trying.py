"""A draft tried over the history: both figures, changed verdicts, credits, and what would have been enough."""

from __future__ import annotations

from collections.abc import Mapping

from evenhand.engines.recorded import open_recorded
from evenhand.figures.backtest.compared import pairs, total
from evenhand.figures.backtest.frontiers import Reached, frontier
from evenhand.figures.backtest.measuring import Backtest, Backtesting, Side
from evenhand.figures.backtest.sentences import sentences
from evenhand_portal.tracking.figures.measuring import (
    Answer,
    Progress,
    credits_of,
    left_shown,
    recorded_of,
    row,
)
from evenhand_portal.tracking.figures.questions import Question, terms_asked, undated

MOST_NAMED = 40


def backtest(question: Question, progress: Progress | None) -> Answer:
    """Return what is in force beside the draft; where nothing is agreed yet, the draft alone."""
    agreed, draft = terms_asked(question)
    current, proposed = (agreed, draft) if agreed else ([undated(draft)] if draft else [], None)
    everything = [*current, *([proposed] if proposed else [])]
    with open_recorded(everything, recorded_of(question), progress=progress) as opened:
        work = Backtesting(current, proposed, opened.latest)
        for log in opened.logs:
            work.take(log)
        done = work.done(
            tickets=opened.tickets, readings=opened.readings, outages=opened.outages, records=opened.credits
        )
        left = left_shown(question, opened.problems())
    side = done.draft or done.current
    titles = {figure.clause: figure.title for figure in side.measurement.figures}
    return {
        "as_of": opened.latest,
        "beside": done.draft is not None,
        "totals": [_total(each) for each in (done.current, done.draft) if each],
        "pairs": (every := _pairs(done)),
        "differing": [pair for pair in every if _differs(pair)],
        "changed": [
            {
                "clause": each.clause,
                "title": titles.get(each.clause, each.clause),
                "before": each.before,
                "after": each.after,
                "number": each.number,
                "tickets": list(each.examples[:MOST_NAMED]),
            }
            for each in done.changed
        ],
        "frontier": [
            _reached(each, titles) for each in frontier(side.measure.versions, side.measurement, side.reaches)
        ],
        "notes": list(side.measurement.notes),
        "left_out": left,
    }


def _total(side: Side) -> Answer:
    whole = total(side.measurement)
    return {"met": whole.met, "missed": whole.missed, "credits": credits_of(side.measurement)}


def _pairs(done: Backtest) -> list[Answer]:
    found = pairs(done.current.measurement, done.draft.measurement if done.draft else None)
    return [
        {
            "either": row(pair.either),
            "current": row(pair.current) if pair.current else None,
            "draft": row(pair.draft) if pair.draft else None,
            "turned": pair.turned,
        }
        for pair in found
    ]


def _differs(pair: Answer) -> bool:
    """Whether the draft changes the value, the verdict or the credit of a figure."""
    mine, theirs = pair["current"], pair["draft"]
    if mine is None or theirs is None:
        return True
    return any(mine[name] != theirs[name] for name in ("value", "result", "credit"))


def _reached(reached: Reached, titles: Mapping[str, str]) -> Answer:
    best = reached.attained
    return {
        "clause": best.clause,
        "title": titles.get(best.clause, best.clause),
        "names": [name for name in (best.service, best.priority, best.instance) if name],
        "sentences": list(sentences(reached)),
    }


def effects(result: Answer, clause: str) -> list[tuple[str, str]]:
    """Return what a back-test says of a clause and its parts: what it is about, and the most useful sentence."""
    mine = [each for each in result.get("frontier", []) if f"{each['clause']}.".startswith(f"{clause}.")]
    return [(", ".join(each["names"]), each["sentences"][0]) for each in mine if each["sentences"]]
