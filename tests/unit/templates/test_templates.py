"""The four templates as they stand: whole, clean, and what the interview gives when nothing is answered."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest

from evenhand.templates.catalogue import TEMPLATES
from evenhand.terms.checks.registry import findings
from tests.unit.templates.helping import agreed, filled, told

NAMES = tuple(TEMPLATES)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_clean_as_it_stands(name):
    assert told(findings(agreed(TEMPLATES[name].text))) == []


@pytest.mark.parametrize("name", NAMES)
def test_all_nine_elements_are_there(name):
    agreement = agreed(TEMPLATES[name].text)
    assert all(
        (
            agreement.services,
            any(service.availability for service in agreement.services.values()),
            agreement.standards,
            agreement.responsibilities.client and agreement.responsibilities.provider,
            agreement.escalations,
            agreement.tracking.sources,
            agreement.reporting and agreement.reporting.improvement and agreement.credits,
            agreement.disagreements,
            agreement.review and agreement.review.amendments,
        )
    )


@pytest.mark.parametrize("name", NAMES)
def test_without_answers_it_is_the_template_with_a_reference_of_its_own(name):
    before, after = TEMPLATES[name].text.splitlines(), filled(template=name).splitlines()
    changed = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    assert [re.sub(":.*", "", line) for line in changed] == ["- reference", "+ reference"]
    assert len(TEMPLATES[name].text.splitlines()) == len(after)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_changed_elsewhere_is_not_repeated_in_a_remark(name):
    """The interview moves numbers; a remark that repeats one would become untrue."""
    moved = {value for values in TEMPLATES[name].levels.values() for value in values.values()}
    words = {word for value in moved for word in re.findall(r"[0-9.]+%|[0-9.]+ (?:hours?|minutes?)", value)}
    remarks = re.findall(r"#(.*)", TEMPLATES[name].text)
    assert [remark for remark in remarks for word in words if word in remark] == []


@pytest.mark.parametrize("name", NAMES)
def test_remarks_stay_and_nothing_is_left_ragged(name):
    text = filled(
        template=name, criticality="vital", hours="always", money="none", length="open", services="none"
    )
    before = {remark.strip() for remark in re.findall("#.*", TEMPLATES[name].text)}
    after = {remark.strip() for remark in re.findall("#.*", text)}
    assert after <= before
    assert {"# reports, notices and stages are counted in these", "# in this order"} <= after
    assert "\n\n\n" not in text
    assert not any(line.endswith(" ") for line in text.splitlines())
    assert text.endswith("\n")


def test_the_tutorial_names_every_template():
    page = (Path(__file__).parents[3] / "docs" / "tutorial" / "first-agreement.md").read_text("utf-8")
    assert re.findall(r"^\| `([a-z-]+)`", page, flags=re.MULTILINE) == list(NAMES)
