from __future__ import annotations

import io

from rich.console import Console
from rich.padding import Padding

from evenhand.errors import Problem
from evenhand.render.checking.table import table
from evenhand.terms.checks.overview import Overview, overview
from evenhand.terms.document import read_agreement, unmeasured
from tests.unit.terms.helping import EXAMPLE

DRAFT = """\
agreement: Draft
timezone: UTC
calendars:
  spare: {hours: always}
  office: {hours: {mon-fri: 09:00-17:00}, holidays: {country: GB}}
services:
  mail:
    name: Mail
    description: Mailboxes for everyone.
    hours: office
    availability:
      target: 99.95% per month
      measured: {by: provider, at: the gateway, every: 1 minute}
      counts as down: No mail can be sent.
      minimum: 99.96%
      credits: [{below: 99.9%, points: 1}]
accepted:
  credits-dead-band: |
    Between the two
    we talk.
"""


def seen(text: str, file: str = "draft.yaml") -> Overview:
    agreement, problems = read_agreement(text, file=file)
    return overview(file, agreement, (*problems, *(unmeasured(agreement) if agreement else ())))


def printed(text: str, width: int = 80) -> list[str]:
    screen = Console(file=io.StringIO(), width=width, color_system=None, highlight=False, markup=False)
    for line in table(seen(text)):
        screen.print(line)
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue().splitlines()


def test_findings_stand_by_weight_with_their_mends() -> None:
    lines = [line.rstrip() for line in printed(DRAFT)]
    assert lines[:5] == [
        "✕ Errors",
        "  15:7  services.mail.availability.minimum  [minimum-beyond-target]",
        "    The minimum is 99.96% and the target 99.95%: the minimum is the stricter of",
        "    the two.",
        "    → Exchange them, or write a minimum that is easier to keep than 99.95%.",
    ]
    assert lines.index("✕ Errors") < lines.index("! Warnings") < lines.index("· Advice")
    at = lines.index("✓ Accepted by both parties")
    assert lines[at + 1 : at + 5] == [
        "  16:17  services.mail.availability.credits.1  [credits-dead-band]",
        "    The target is 99.95%, and credits begin below 99.9%: what lies between is",
        "    missed without a credit.",
        "    Accepted: Between the two we talk.",
    ]
    said = " ".join(lines[-2:])
    assert said.startswith("draft.yaml: 1 error, ")
    assert said.endswith("1 accepted; 1 service, 0 standards.")


def test_it_fits_eighty_columns() -> None:
    assert max(len(line) for line in printed(DRAFT)) <= 80
    assert max(len(line) for line in printed(EXAMPLE.read_text("utf-8"))) <= 80


def test_the_nine_elements() -> None:
    lines = [line.rstrip() for line in printed(DRAFT)]
    at = lines.index("The nine elements")
    assert lines[at + 3 : at + 6] == [
        "✓  1  Services          mail",
        "✓  2  Availability      99.95% per month",
        "○  3  Standards         missing",
    ]
    whole = printed(EXAMPLE.read_text("utf-8"))
    assert "✓  5  Escalation        critical (4 steps)" in [line.rstrip() for line in whole]
    assert "Nothing is missing." in [line.rstrip() for line in whole]
    lacking = EXAMPLE.read_text("utf-8").replace("    hours: office\n    charge", "    charge")
    assert "    missing: hours of service-desk" in [line.rstrip() for line in printed(lacking)]


def test_a_document_that_cannot_be_read_has_no_table() -> None:
    lines = printed("agreement: A\ncurency: GBP\n")
    assert "The nine elements" not in lines
    assert lines[-1] == "draft.yaml: 1 error; it cannot be read."


def test_a_problem_without_a_place_or_a_mend() -> None:
    found = Overview("draft.yaml", None, (Problem("more-problems", "There are more."),))
    assert [str(line.renderable) for line in table(found) if isinstance(line, Padding)] == [
        "[more-problems]",
        "There are more.",
    ]
