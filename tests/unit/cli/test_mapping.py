"""`evenhand mapping`: the presets as a list, and one of them as a file to begin with."""

import json

import pytest

from evenhand.sources.mapping_reading import read_mapping
from evenhand.sources.preset_files import preset_text, presets


def test_every_preset_has_a_line_with_the_columns_it_looks_for(evenhand):
    outcome = evenhand("mapping")
    assert outcome.code == 0
    lines = {line.split()[0]: line for line in outcome.out.splitlines() if line}
    assert set(presets()) <= lines.keys()
    assert "a ticket" in lines["halopsa"]
    assert "id, dateoccurred " in lines["halopsa"]
    assert "responsedate, dateclosed, fixbydate, slaholdtime, priority.name" in lines["halopsa"]
    assert "an update" in lines["servicenow"]
    assert "evenhand mapping NAME > my-desk.yaml" in outcome.out


def test_the_list_for_programs(evenhand):
    rows = json.loads(evenhand("mapping", "--format", "json").out)
    assert [row["name"] for row in rows] == list(presets())
    assert rows[list(presets()).index("jira")]["needs"] == "Issue key, Created"


@pytest.mark.parametrize("name", presets())
def test_a_preset_is_printed_as_a_mapping_that_can_be_used(evenhand, name):
    outcome = evenhand("mapping", name)
    assert (outcome.code, outcome.out) == (0, preset_text(name))
    mapping, problems = read_mapping(outcome.out, file="my-desk.yaml", name="my-desk")
    assert problems == ()
    assert mapping is not None


def test_names_that_are_none(evenhand):
    outcome = evenhand("mapping", "halo")
    assert (outcome.code, outcome.out) == (2, "")
    assert 'There is no mapping "halo". Near to it: halopsa.' in outcome.err
    outcome = evenhand("mapping", "canonical")
    assert outcome.code == 2
    assert "needs no mapping" in outcome.err
