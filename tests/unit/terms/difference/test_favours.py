"""Whom a change favours, rule by rule: certain in both directions, or not decidable."""

from __future__ import annotations

import pytest

from evenhand.terms.agreement import Agreement
from evenhand.terms.base import Clause
from evenhand.terms.difference import Change, difference
from evenhand.terms.difference.favours.judging import RULES
from evenhand.terms.document import read_agreement
from tests.unit.terms.difference.editing import EVERYTHING

TEXT = EVERYTHING.read_text("utf-8")
OTHER = {"client": "provider", "provider": "client", "neither": "neither", "not decidable": "not decidable"}

INSTANCE = (
    "      instance: {target: 99% per quarter, degraded: as recorded, components: {any of: [one, two]}}\n"
)

# What stands in the document, what stands there instead, and whom that favours.
CASES = [
    # standards
    ("within: 15 minutes", "within: 30 minutes", "provider"),
    ("within: 15 minutes", "within: 1 business day", "not decidable"),
    ("within: 15 minutes", "within: as agreed on the ticket", "not decidable"),
    ("P2: 2 business days", "P2: 1.5 business days", "client"),
    ("target: 95% per month", "target: 96% per month", "client"),
    ("target: 95% per month", "target: 96% per quarter", "not decidable"),
    ("    target: 95% per month\n", "", "provider"),
    ("at most 30 per month", "at most 20 per month", "client"),
    ("at most 30 per month", "at least 30 per month", "not decidable"),
    ("    minimum: 90%\n", "", "provider"),
    ("minimum: 90%", "minimum: 91%", "client"),
    ("at least: 1 ticket", "at least: 5 tickets", "provider"),
    ("    or at most: 1 missed\n", "", "client"),
    ("or at most: 1 missed", "or at most: 2 missed", "provider"),
    ("when reopened: counts", "when reopened: resumes", "provider"),
    ("when reopened: counts", "when reopened: restarts", "provider"),
    ("when reprioritised: from opening", "when reprioritised: from change", "not decidable"),
    ("waiting on client: at most 2 b", "waiting on client: at most 3 b", "provider"),
    ("{waiting on client: at most 2 business days}", "waiting on client", "provider"),
    ("{waiting on client: at most 2 business days}, ", "", "client"),
    (", waiting on third party]", ", waiting on a supplier]", ("client", "provider")),
    ("waiting on client: at most 2 business days", "waiting on client: at most 2 days", "not decidable"),
    ("service: [desk, system]", "service: desk", "not decidable"),
    ("title: Response", "title: Answers", "neither"),
    ("calendar: always", "calendar: office", "provider"),
    ("    calendar: always\n", "", "not decidable"),
    ("{P1: always, P2: office, P3: office}", "{P1: always, P2: always, P3: office}", "not decidable"),
    ("    credits: none\n", "", "neither"),
    ("    credits: none\n", "    credits: [{below: 90%, credit: 1%}]\n", "client"),
    ("  wait: {measure: 95th percentile of waiting time, target: at most 30 per month}\n", "", "provider"),
    # money
    ("      base: total charge\n", "      base: charge of the service\n", "provider"),
    ("      base: total charge\n", "", ()),  # the base of the agreement is the same
    ("{below: 90%, credit: 5%}, ", "", "provider"),
    ("{below: 90%, credit: 5%}", "{below: 91%, credit: 5%}", "client"),
    ("{below: 90%, credit: 5%}", "{below: 90%, credit: 6%}", "client"),
    ("{at or below: 99%, points: 2}", "{at or below: 98%, points: 2}", "provider"),
    ("{at or below: 99%, points: 2}", "{at or below: 99%, points: 3}", "client"),
    ("{above: 4.5, points: 1}", "{above: 5, points: 1}", "provider"),
    ("P2: 1 hour}, credit", "P2: 2 hours}, credit", "provider"),
    (", P2: 1 hour}, credit", "}, credit", "provider"),
    ("{in proportion: 1.5}", "{in proportion: 2}", "client"),
    ("      conditions: [invoices paid]\n", "", "client"),
    ("figure cut to: 0.01%", "figure cut to: 0.1%", "not decidable"),
    ("30% of the total charge per month", "20% of the total charge per month", "provider"),
    ("30% of the total charge per month", "1 month's charge per 12 months", "not decidable"),
    ("  at most: 30% of the total charge per month\n", "", "client"),
    ("half up to 0.01", "up to 0.01", "client"),
    ("half up to 0.01", "half up to 1.00", "not decidable"),
    ("half up to 0.01", "half even to 0.01", "provider"),
    ("  repeated: {consecutive: 2, times: 2}\n", "", "provider"),
    ("  repeated: {consecutive: 2, times: 2}\n", "  repeated: {consecutive: 3, times: 2}\n", "provider"),
    ("times: 2}", "times: 3}", "client"),
    ("  claimed: within 30 days of the report\n", "", "client"),
    ("claimed: within 30 days", "claimed: within 60 days", "client"),
    ("claimed: within 30 days of the report", "claimed: before the last day", "not decidable"),
    ("  base: total charge\n  rounding", "  rounding", ("neither", "provider")),
    ("  conditions: [invoices paid]\ndis", "dis", "client"),
    ("2400.00 per month", "2500.00 per month", "provider"),
    ("2400.00 per month", "metered per month", "not decidable"),
    ("    charge: 2400.00 per month\n", "", "client"),
    # availability
    ("target: 99.9% per month", "target: 99.8% per month", "provider"),
    ("minimum: 99.5%", "minimum: 99.6%", "client"),
    ("degraded: 50%", "degraded: 60%", "client"),
    ("degraded: 50%", "degraded: as recorded", "not decidable"),
    ("shortest outage: 2 minutes", "shortest outage: 3 minutes", "provider"),
    ("unknown: up", "unknown: down", "client"),
    ("excluded time: counted as up", "excluded time: removed", "client"),
    (", {cause: force majeure, decided by: both, evidence: required}]", "]", "client"),
    ("excludes: [planned maintenance, ", "excludes: [", "not decidable"),
    ("decided by: both", "decided by: client", "provider"),
    ("decided by: both", "decided by: provider", "provider"),
    (", evidence: required}]\n        maint", "}]\n        maint", "provider"),
    ("above: 10%", "above: 20%", "provider"),
    ("below: 90%}]", "below: 80%}]", "provider"),
    ("for: 10 minutes", "for: 5 minutes", "client"),
    ("4 hours per month", "5 hours per month", "provider"),
    ("4 hours per month", "5 hours per week", "not decidable"),
    ("1 window per month", "2 windows per month", "provider"),
    (", 1 window per month]", "]", "provider"),
    ("notice: 5 days", "notice: 6 days", "not decidable"),
    ("kind: emergency, notice: 4 hours", "kind: emergency, notice: 6 hours", "client"),
    (INSTANCE, "", "provider"),
    ("counts as down: Appointments cannot be opened.", "counts as down: Nothing works.", "not decidable"),
    # services
    ("includes: [server, ", "includes: [", "provider"),
    ("vendor's own software defects]", "vendor's own software defects, paper]", "provider"),
    ("    name: Practice management system\n", "    name: The system\n", "neither"),
    ("hours: surgery", "hours: office", "not decidable"),
    ("includes: [server,", "includes: [two servers,", "not decidable"),
    # responsibilities
    ("every: quarter, due: 10", "every: month, due: 10", "client"),
    ("every: quarter, due: 10", "every: trailing 9 days, due: 10", "not decidable"),
    ("due: 10 business days after", "due: 12 business days after", "provider"),
    (", evidence: required}\n  client", "}\n  client", "provider"),
    ("within: 1 business day,", "within: 2 business days,", "client"),
    ("    caller: {text: Names one person., due: before the first day}\n", "", "client"),
    ("due: before the first day", "due: 2 days before the first day", "not decidable"),
    ("due: before the first day", "due: 2026-01-31", "not decidable"),
    (", if not met: {pauses: [resolve], reason: waiting on client}", "", "client"),
    ("    restore: {text", "    one more: {text: Says hello.}\n    restore: {text", "client"),
    # escalation, reports, reviews
    (", acknowledge within: 3 minutes", ", acknowledge within: 4 minutes", "provider"),
    ("  every: month\n", "  every: quarter\n", "provider"),
    ("due: 5 business days after", "due: 3 business days after", "client"),
    ("improvement: {when: [{target missed: 2", "improvement: {when: [{target missed: 3", "provider"),
    ("plan within: 10 business", "plan within: 20 business", "provider"),
    ("target missed: 2, of the last: 3 periods", "target missed: 3, of the last: 3 periods", "not decidable"),
    # the end
    ("target missed: 3, of the last: 6", "target missed: 2, of the last: 6", "client"),
    ("target missed: 3, of the last: 6", "target missed: 3, of the last: 5", "provider"),
    ("{points: 9, in: 3 months}", "{points: 8, in: 3 months}", "provider"),
    ("{points: 9, in: 3 months}", "{points: 9, in: 4 months}", "provider"),
    ("{plan overdue: 10 business days}, n", "{plan overdue: 12 business days}, n", "not decidable"),
    ("by: client, notice: 30 days", "by: client, notice: 60 days", "provider"),
    ("by: client, notice: 30 days", "by: either, notice: 30 days", "provider"),
    ("by: client, notice: 30 days", "by: provider, notice: 30 days", "provider"),
    ("notice: 1 week", "notice: 2 weeks", "not decidable"),
    ("    - {when: {points: 9, in: 3 months}, by: provider, notice: 2 months}\n", "", "client"),
    ("    - {when: {plan overdue: 10 business days}, notice: 1 week}\n", "", "not decidable"),
    ("  notice: 90 days", "  notice: 60 days", "not decidable"),
    # names
    ("role: Practice manager", "role: Manager", "neither"),
    ("telephone: \"020 7946 0000\", ", "", "neither"),
    ("name: Tidewater IT Services", "name: Tidewater Ltd", "not decidable"),
    ("reference: ALL-1", "reference: ALL-2", "neither"),
    ("resolved: The affected person confirms", "resolved: The person confirms", "not decidable"),
]  # fmt: skip


def agreed(text: str) -> Agreement:
    agreement, problems = read_agreement(text, file="test.yaml")
    assert agreement is not None, [str(problem) for problem in problems]
    return agreement


def changes(old: str, new: str, text: str = TEXT) -> tuple[Change, ...]:
    assert text.count(old) == 1, (old, text.count(old))
    return difference(agreed(text), agreed(text.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "favours"),
    CASES,
    ids=[f"{old.strip()[:40]} → {new.strip()[:40]}" for old, new, _ in CASES],
)
def test_whom_it_favours(old, new, favours):
    found = changes(old, new)
    wanted = favours if isinstance(favours, tuple) else (favours,)
    assert sorted(change.favours for change in found) == sorted(wanted), found
    back = difference(agreed(TEXT.replace(old, new)), agreed(TEXT))
    assert sorted(change.favours for change in back) == sorted(OTHER[each] for each in wanted)
    assert all(change.why.endswith(".") for change in (*found, *back))


REST = """
agreement: Rest
timezone: UTC
services: {web: {availability: {target: 99% per month, excludes: [{cause: c, decided by: client}]}}}
standards:
  fix: {calendar: a, clock: {starts: opened, stops: resolved}, within: 4 hours, target: 90% per month}
calendars: {a: {hours: always}}
priorities: [P1]
responsibilities:
  client: {pay: {text: Pays., due: by the end of the 1st month after the period}}
  provider: {back: {text: Backs up., if not met: {pauses: fix}}}
parties: {client: {name: C, contacts: {x: {}, y: {}}}, provider: {name: P, contacts: {z: {}}}}
escalations: {up: {steps: [{at: 50%, notify: [client.x, provider.z], acknowledge within: 1 hour}]}}
credits: {repeated: {consecutive: 2, times: 0.5}, at most: 1 month's charge per 12 months}
reporting: {every: month}
"""


@pytest.mark.parametrize(
    ("old", "new", "favours"),
    [
        ("decided by: client", "decided by: provider", "provider"),
        ("target: 90% per month", "target: {P1: 90% per month}", "not decidable"),
        ("end of the 1st month", "end of the 2nd month", "client"),
        (", if not met: {pauses: fix}", "", "not decidable"),
        ("acknowledge within: 1 hour", "acknowledge within: 2 hours", "not decidable"),
        ("{consecutive: 2, times: 0.5}", "{consecutive: 3, times: 0.5}", "not decidable"),
        ("repeated: {consecutive: 2, times: 0.5}, ", "", "not decidable"),
        ("1 month's charge", "2 months' charge", "client"),
        (
            "every: month",
            "every: month, improvement: {when: {target missed: 1, of the last: 2 periods}}",
            "client",
        ),
        ("reporting: {every: month}\n", "", "provider"),
    ],
)
def test_rare_forms(old, new, favours):
    assert {change.favours for change in changes(old, new, REST)} >= {favours}


def test_rules_are_about_fields_that_there_are():
    assert all(issubclass(owner, Clause) and field in owner.model_fields for owner, field in RULES)
