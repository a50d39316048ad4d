"""Every template with every two answers: read without a word, nothing found by the checks, measured, credited."""

from __future__ import annotations

import pytest

from evenhand.render.prose.markdown import agreement_markdown
from evenhand.templates.catalogue import TEMPLATES
from evenhand.templates.filling import document
from evenhand.templates.interview import completed
from evenhand.terms.checks.registry import findings
from evenhand.wording.agreement import written
from tests.unit.templates.helping import TODAY, agreed, all_pairs, clauses, everything_missed, told

CHOICES = {
    "criticality": ("ordinary", "important", "vital"),
    "hours": ("office", "extended", "always", "mon-thu 08:30-17:00, fri 08:30-12:00 and 13:00-16:00"),
    "on call": ("yes", "no"),
    "country": ("GB-ENG", "DE-BY", "US"),
    "money": ("credits", "charges", "none"),
    "length": ("12 months", "open"),
}


def _rows() -> list[dict[str, str]]:
    """Each optional service is there or not, in all pairs with each other and with every other answer."""
    rows = []
    for template in TEMPLATES.values():
        for row in all_pairs({**dict.fromkeys(template.optional, ("there", "left out")), **CHOICES}):
            chosen = [name for name in template.optional if row.pop(name) == "there"]
            if row["hours"] == "always":
                del row["on call"]
            rows.append({"template": template.name, "services": ", ".join(chosen) or "none", **row})
    return rows


@pytest.mark.parametrize("row", _rows(), ids=lambda row: " | ".join(row.values()))
def test_every_pair_of_answers_gives_an_agreement_that_is_clean_and_can_be_measured(row):
    whole, problems = completed(row, TODAY)
    assert problems == ()
    agreement = agreed(document(whole))
    assert told(findings(agreement)) == []
    shown = agreement_markdown(written(agreement))
    assert all(service.name in shown for service in agreement.services.values())
    measured = everything_missed(agreement)
    promised = clauses(agreement)
    assert {figure.clause for figure in measured.figures if figure.result == "missed"} == set(promised)
    costly = {address for address, terms in promised.items() if terms.credits and terms.credits.tiers}
    assert {figure.clause for figure in measured.figures if figure.credit} == costly
    assert bool(costly) == (row["money"] == "credits")
