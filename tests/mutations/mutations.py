"""Ways in which the counting could be wrong: each replaces one fragment of the source, and must not go unnoticed.

`cases` are the files of truth tables in which a wrong answer is expected; at least one of their cases must fail.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutation:
    """One fault: in `file` of the package the fragment `old`, found exactly once, becomes `new`."""

    name: str
    file: str
    old: str
    new: str
    cases: tuple[str, ...]


OF_CLOCKS = (
    # Rules 3 and 4: hours.
    Mutation(
        "gap lost",
        "calendars/zones.py",
        "np.maximum(local - self.offsets[stretch], since[stretch])",
        "local - self.offsets[stretch]",
        ("rule_03_hours",),
    ),
    Mutation(
        "fold lost: closes at the first occurrence",
        "calendars/hours.py",
        "else zone.closing_instant(",
        "else zone.opening_instant(",
        ("rule_03_hours",),
    ),
    Mutation(
        "a day ends at 23:59",
        "calendars/hours.py",
        "_midnights(zone, days + 1)\n",
        "_midnights(zone, days + 1) - 60\n",
        ("worked",),
    ),
    Mutation(
        "holiday not removed",
        "calendars/hours.py",
        ".subtraction(closed)",
        ".subtraction(closed_parts)",
        ("rule_04_closures",),
    ),
    Mutation(
        "holiday kept in the night shift",
        "calendars/hours.py",
        "dict.fromkeys(calendar.closed, _WHOLE_DAY)",
        "dict.fromkeys(calendar.closed, ((21600, DAY_SECONDS),))",
        ("rule_04_closures",),
    ),
    Mutation(
        "closure wins over an explicit opening",
        "calendars/hours.py",
        ".union(extra)",
        ".union(extra.subtraction(closed))",
        ("rule_04_closures",),
    ),
    # Rules 5 and 6: due and business days.
    Mutation(
        "off by one at due",
        "calendars/table.py",
        "np.where(seconds == 0, self._rest[piece], filled) + self.start",
        "np.where(seconds == 0, self._rest[piece], filled) + self.start + 1",
        ("rule_05_due",),
    ),
    Mutation(
        "due at the next opening instead of the closing",
        "calendars/table.py",
        "np.where(seconds == 0, self._rest[piece], filled)",
        "filled",
        ("rule_05_due",),
    ),
    Mutation(
        "a short day weighs less than a business day",
        "calendars/table.py",
        "weight = [per_day // lengths[i] for i in of_date]",
        "weight = [per_day // max(lengths) for i in of_date]",
        ("rule_06_business_days",),
    ),
    # Rule 8: histories.
    Mutation(
        "irregular tickets are scored",
        "figures/measure.py",
        "odd = irregular(log) > 0",
        "odd = irregular(log) > 9",
        ("rule_08_history",),
    ),
    Mutation(
        "the last service is taken from the last record",
        "figures/judging.py",
        "service = said.service[state.final]",
        "service = said.service[log.first[1:] - 1]",
        ("rule_08_history",),
    ),
    # Rule 9: start and stop.
    Mutation(
        "resolved is not the response",
        "clocks/states.py",
        "RESPONDED: (RESPONDED, RESOLVED, CLOSED)",
        "RESPONDED: (RESPONDED,)",
        ("rule_09_start_and_stop",),
    ),
    Mutation(
        "closed is not resolved",
        "clocks/states.py",
        "RESOLVED: (RESOLVED, CLOSED)}",
        "RESOLVED: (RESOLVED,)}",
        ("rule_09_start_and_stop",),
    ),
    Mutation(
        "a cancelled ticket starts when it is closed",
        "clocks/states.py",
        "& ~_idle(log, rule))",
        ")",
        ("rule_09_start_and_stop",),
    ),
    # Rule 10: pauses.
    Mutation(
        "pause limit ignored",
        "figures/frames.py",
        "result[reasons.index(reason)] = limit",
        "result[reasons.index(reason)] = None",
        ("rule_10_pauses",),
    ),
    Mutation(
        "pause limit begins again",
        "clocks/states.py",
        "same[1:] = waits[1:] & (code[1:] == code[:-1])",
        "same[1:] = False",
        ("rule_10_pauses",),
    ),
    Mutation(
        "resumed ignored",
        "clocks/states.py",
        "_ENDS_WAITING = (RESUMED, ",
        "_ENDS_WAITING = (",
        ("rule_10_pauses",),
    ),
    Mutation(
        "every reason pauses",
        "figures/facts.py",
        "reason, reasons)\n",
        "np.where(reason >= 0, 0, reason), reasons)\n",
        ("rule_10_pauses",),
    ),
    # Rule 11: reopened.
    Mutation(
        "reopening ignored",
        "clocks/states.py",
        "reopening = (log.event == REOPENED) & (rows > start[ticket])",
        "reopening = (log.event == REOPENED) & (rows < start[ticket])",
        ("rule_11_reopened",),
    ),
    Mutation(
        "the time spent resolved always counts",
        "clocks/clock.py",
        "states.resumed & counts",
        "states.resumed",
        ("rule_11_reopened",),
    ),
    Mutation(
        "restarts taken for resumes",
        "clocks/states.py",
        "fresh |= reopening & (before >= STOPPED)",
        "fresh |= reopening & (before > ENDED)",
        ("rule_11_reopened",),
    ),
    # Rule 12: reprioritised.
    Mutation(
        "change after the stop counted",
        "clocks/states.py",
        "np.where(state[last] >= STOPPED, deciding[last], last)",
        "last",
        ("rule_12_reprioritised",),
    ),
    Mutation(
        "raise decided at the next record",
        "clocks/verdicts.py",
        "instant = log.at[rows[over]].copy()",
        "instant = course.until[rows[over]].copy()",
        ("rule_12_reprioritised",),
    ),
    Mutation(
        "from change ignored",
        "clocks/states.py",
        "restarted = changed & (before == RUNNING)",
        "restarted = changed & (before > ENDED)",
        ("rule_12_reprioritised",),
    ),
    Mutation(
        "the first priority said is a change",
        "figures/judging.py",
        " & (priority[:-1] != NOT_SAID)",
        "",
        ("rule_12_reprioritised",),
    ),
    # Rule 13: versions.
    Mutation(
        "version of the last record instead of the opening",
        "figures/measure.py",
        "opened = log.at[log.first[:-1]]\n        governed",
        "opened = log.at[log.first[1:] - 1]\n        governed",
        ("rule_13_versions",),
    ),
    # Rule 14: the test.
    Mutation(
        "at the time frame missed already",
        "clocks/verdicts.py",
        "(reckoned.after > within)",
        "(reckoned.after >= within)",
        ("rule_14_verdict",),
    ),
    Mutation(
        "missed a second too late",
        "calendars/table.py",
        "seconds + (self.start + 1)",
        "seconds + (self.start + 2)",
        ("rule_15_counted",),
    ),
    Mutation(
        "cancelled scored as met",
        "clocks/verdicts.py",
        "[MISSED, UNSCORED, MET, CANCELLED]",
        "[MISSED, UNSCORED, MET, MET]",
        ("rule_14_verdict",),
    ),
    Mutation(
        "the record of that very second left out",
        "figures/measure.py",
        "piece.at <= self.as_of",
        "piece.at < self.as_of",
        ("rule_14_verdict",),
    ),
)
