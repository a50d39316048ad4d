"""A small agreement, tickets written by hand, and the comparison of both with a desk's column."""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from evenhand.figures.reconciling.desk import DeskColumn
from evenhand.figures.reconciling.reconciler import Reconciler
from evenhand.records.tickets import EVENTS, Labels, ticket_log
from evenhand.terms.document import read_agreement

LONDON = ZoneInfo("Europe/London")
DEFAULTS = {
    "zone": "Europe/London",
    "more_calendars": "",
    "office": 'hours: {mon-fri: "09:00-17:00"}',
    "priorities": "[P1, P2]",
    "clock": "starts: opened, stops: resolved",
    "within": "8 hours",
    "more": "",
    "top": "",
    "services": "",
    "standards": "",
}
AGREEMENT = """
agreement: One desk
timezone: {zone}
{top}
priorities: {priorities}
calendars:
  office: {{{office}}}
  {more_calendars}
services:
  it: {{name: IT, hours: office}}
  {services}
standards:
  resolve: {{clock: {{{clock}}}, within: {within}, target: none{more}}}
  {standards}
"""


def agreement(**parts):
    found, problems = read_agreement(AGREEMENT.format(**{**DEFAULTS, **parts}), file="desk.yaml")
    assert found is not None, problems
    return found


def at(text):
    return int(datetime.fromisoformat(text).replace(tzinfo=LONDON).timestamp())


def times(texts):
    def one(text):
        try:
            return at(text)
        except ValueError:
            return None

    return [one(text) for text in texts]


def log(*rows, waiting=None):
    """Rows are (ticket, London time, event) or the same with a dict of attributes."""
    rows = [(*row, {})[:4] for row in rows]
    names = dict.fromkeys(name for row in rows for name in row[3])
    seconds = None if waiting is None else np.array([row[3].get("waiting", -1) for row in rows], np.int64)
    names.pop("waiting", None)
    made, _ = ticket_log(
        ticket=Labels.of([row[0] for row in rows]),
        at=np.array([at(row[1]) for row in rows], np.int64),
        event=np.array([EVENTS.index(row[2]) for row in rows], np.int8),
        attributes={name: Labels.of([row[3].get(name, "") for row in rows]) for name in names},
        waiting_seconds=seconds,
    )
    return made


def compare(
    terms, *logs, as_of="2026-12-31T12:00", column="desk", true_means=None, standard=None, progress=None
):
    terms = terms if isinstance(terms, list) else [terms]
    reconciler = Reconciler(terms, at(as_of), DeskColumn(column, times, true_means), standard)
    for each in logs:
        reconciler.add(each)
    return reconciler.result(progress) if progress else reconciler.result()


def only_difference(terms, *rows, waiting=None, **options):
    """The one difference among these rows."""
    outcome = compare(terms, log(*rows, waiting=waiting), **options)
    [difference] = outcome.differences
    return difference
