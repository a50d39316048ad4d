"""The examples of the documents are read as they stand there."""

import re
from pathlib import Path

import pytest

from evenhand.sources.mapping_reading import read_mapping
from evenhand.sources.preset_files import presets

DOCS = Path(__file__).resolve().parents[3] / "docs"
REFERENCE = (DOCS / "reference" / "mappings.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", REFERENCE, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_of_the_reference_can_be_used(example):
    whole = example if "kind:" in example else f"kind: wide\nticket: id\nevents: {{opened: a}}\n{example}"
    mapping, problems = read_mapping(whole, file="mappings.md", name="example")
    assert problems == ()
    assert mapping is not None


def test_every_preset_is_in_the_reference():
    assert set(re.findall(r"^\| `([a-z-]+)` \| an? (?:update|ticket|change|issue)", REFERENCE, re.M)) == set(
        presets()
    )
