"""What a file seems to be by its first bytes."""

from importlib import resources
from pathlib import Path

import pytest

from evenhand.sources.contents import content_of, taken_for
from evenhand.sources.preset_files import preset_text, presets

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "harbour-dental.yaml"


@pytest.mark.parametrize(
    ("head", "content"),
    [
        (b"PAR1\0\0", "records"),
        (b"PK\x03\x04", "records"),
        (b"", ""),
        (b"\n# nothing\n", ""),
        (b"\xef\xbb\xbfagreement: Harbour\nservices: {}\n", "agreement"),
        (b"# ours\n---\nreference: 7\nstandards:\n  a: {}\n", "agreement"),
        (b'{\n  "agreement": "Harbour"\n}', "agreement"),
        (b'{\n  "id": 7\n}', ""),
        (b'{"agreement": "Harbour", "id": 7}\n{"id": 8}\n', "records"),
        (b'{"kind": "wide", "ticket": "id"}', ""),
        (b"{kind: wide,\n ticket: id}", ""),
        (b"about: Ours, and more\nkind: states\n", "mapping"),
        (b"title: a,b\nbody: c\n", ""),
        (b"ticket,opened\n1,2\n", "records"),
        (b"ticket\topened\n1\t2\n", "records"),
        (b"ticket,opened\n", ""),
        (b"- a, b\n- c, d\n", ""),
        (b"[a, b]\n[c, d]\n", ""),
        (b"ticket\n1\n", ""),
        (b'id,note\n1,"see\nagreement: x"\n', "records"),
    ],
)
def test_contents(head, content):
    assert content_of(head) == content


def test_files_that_come_with_the_project():
    assert content_of(EXAMPLE.read_bytes()[:4096]) == "agreement"
    for name in presets():
        assert content_of(preset_text(name).encode()) == "mapping"
    folder = resources.files("evenhand.sources") / "outage_presets"
    for each in folder.iterdir():
        if each.name.endswith(".yaml"):
            assert content_of(each.read_bytes()) == "mapping"


def test_what_is_said():
    message, mend = taken_for("records", "mapping")
    assert message == "This looks like a file of records, not a mapping."
    assert "evenhand mapping" in mend
    assert "--tickets" in taken_for("agreement", "records")[1]
