"""`evenhand diff`: one sentence, four formats, and no difference where both mean the same."""

from __future__ import annotations

import json
from zipfile import is_zipfile

import pytest
from lxml import etree

from tests.unit.terms.difference.editing import EXAMPLE
from tests.unit.wording.amended import amended

SENTENCE = (
    "11 clauses differ: 4 weaker for the client, 2 stronger, 3 the same for both sides, 2 not decidable."
)


@pytest.fixture
def files(tmp_path):
    after = tmp_path / "after.yaml"
    after.write_text(amended(), encoding="utf-8")
    return EXAMPLE, after


def test_the_sentence_comes_first(evenhand, files):
    done = evenhand("diff", *files)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == SENTENCE
    assert "  within: 4 hours → 8 hours\n    Weaker for the client: the time frame is longer.\n" in done.out


def test_the_same_meaning_is_no_difference(evenhand, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text(
        EXAMPLE.read_text("utf-8").replace("within: 4 hours", "within:   240 minutes  # the same")
    )
    done = evenhand("diff", EXAMPLE, other, "--exit-code")
    assert (done.code, done.out) == (0, "Both agreements mean the same.\n")


def test_a_difference_is_no_failure_unless_asked(evenhand, files):
    assert evenhand("diff", *files, "--exit-code").code == 1


def test_json(evenhand, files, snapshot):
    done = evenhand("diff", *files, "--format", "json")
    found = json.loads(done.out)
    assert found["sentence"] == SENTENCE
    assert sum(found["counts"].values()) == len(found["changes"])
    within = next(each for each in found["changes"] if each["clause"].endswith("restore-critical.within"))
    assert within == {
        "clause": "standards.restore-critical.within",
        "clause_before": "standards.resolve-critical.within",
        "kind": "changed",
        "before": "4 hours",
        "after": "8 hours",
        "favours": "provider",
        "why": "The time frame is longer.",
    }
    snapshot("diff.json", done.out)


def test_files_are_written(evenhand, files, tmp_path):
    for name in ("changes.txt", "changes.html", "changes.json", "changes.docx"):
        kind = {"txt": "text"}.get(name[8:], name[8:])
        done = evenhand("diff", *files, "--format", kind, "--output", tmp_path / name)
        assert (done.code, done.out) == (0, "")
        assert done.err == f"{SENTENCE} {tmp_path / name} is written.\n"
    assert (tmp_path / "changes.txt").read_text("utf-8").startswith(SENTENCE)
    assert (tmp_path / "changes.html").read_text("utf-8").startswith("<!doctype html>")
    assert is_zipfile(tmp_path / "changes.docx")


@pytest.mark.parametrize(
    ("given", "shown"),
    [("2026-03-01", "2026-03-01T00:00:00Z"), ("2026-03-01T14:30+02:00", "2026-03-01T12:30:00Z")],
)
def test_tracked_changes_bear_author_and_date(evenhand, files, tmp_path, given, shown):
    import zipfile

    file = tmp_path / "changes.docx"
    evenhand("diff", *files, "--format", "docx", "--output", file, "--author", "Tidewater", "--date", given)
    body = etree.fromstring(zipfile.ZipFile(file).read("word/document.xml"))
    [mark, *_] = body.iter("{*}ins")
    assert [value for name, value in mark.items() if name.endswith(("author", "date"))] == [
        "Tidewater",
        shown,
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--format", "docx"), "A Word file is written to a file. Name it with --output changes.docx."),
        (("--date", "soon"), '"soon" is not a date. Write it like 2026-03-01, or 2026-03-01T14:30Z.'),
        (("--output", EXAMPLE), f"--output {EXAMPLE} would be written over {EXAMPLE}, which is read."),
    ],
)
def test_wrong_use_is_said(evenhand, files, options, message):
    done = evenhand("diff", *files, *options)
    assert done.code == 2
    assert message in done.err


def test_mistakes_in_both_documents_are_said_together(evenhand, tmp_path):
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text("agreement: A\nstandarts: {}\n")
    done = evenhand("diff", tmp_path / "one.yaml", tmp_path / "two.yaml")
    assert done.code == 1
    assert done.err.count("unknown-key") == 2
