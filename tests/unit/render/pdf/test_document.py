"""The PDF as a document: its structure, what it carries, and the same bytes wherever it is made."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from evenhand.render.imprint import Imprint
from evenhand.render.pdf.document import to_pdf
from evenhand.render.texts import texts
from tests.unit.render.helping import IDENTITY, IMPRINT, SAMPLE, agreement
from tests.unit.render.pdf.reading import body, fonts, letters, opened, outside, pages, tags, titles

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def paper():
    return to_pdf(SAMPLE, IMPRINT)


def test_pages_bear_reference_identity_and_their_number(paper):
    found = pages(paper)
    assert len(found) == 2
    for number, page in enumerate(found, start=1):
        assert f"HDG-2026 · identity 3f9a c0de 12ab 77e0 Page {number} of 2" in page
    assert IDENTITY in found[0]


def test_every_word_is_on_the_paper_in_its_order(paper):
    found, at = letters(body(paper)), 0
    for _, text in texts(SAMPLE):
        for line in (
            text.replace("- ", "").replace("> ", "").replace(" | ", "\n").replace("* * *", "").split("\n")
        ):
            at = found.find(letters(line), at)
            assert at >= 0, line


def test_nothing_stands_outside_the_margins(paper):
    assert outside(paper) == []


def test_sections_are_bookmarks(paper):
    assert titles(opened(paper).outline) == [
        "1 Words used here",
        "2 Service standards",
        ["2.1 Response to critical incidents", "2.2 Restoration after critical incidents"],
    ]


def test_it_is_tagged_for_reading_aloud(paper):
    root, found = opened(paper).trailer["/Root"], tags(paper)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert found[:3] == ["/Document", "/Title", "/P"]
    headings = [tag for tag in found if tag in ("/H1", "/H2", "/H3")]
    assert headings == ["/H1", "/H1", "/H2", "/H2"]
    assert (found.count("/THead"), found.count("/TH"), found.count("/Caption")) == (2, 5, 1)
    assert (found.count("/L"), found.count("/LI")) == (3, 6)
    assert found.count("/TOCI") == 2


def test_it_says_that_it_can_be_kept_and_read_aloud(paper):
    xmp = opened(paper).trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


def test_what_it_says_of_itself(paper):
    said = opened(paper).metadata
    assert said["/Title"] == "Managed IT services"
    assert said["/Author"] == "Harbour Dental Group, Tidewater IT Services"
    assert IDENTITY in said["/Subject"]
    assert said["/CreationDate"] == said["/ModDate"] == "D:20260101000000Z"


def test_the_document_for_machines_is_inside(paper):
    reader = opened(paper)
    assert {name: held[0] for name, held in reader.attachments.items()} == {
        each.name: each.content for each in IMPRINT.attachments
    }
    relations = {str(file.get_object()["/AFRelationship"]) for file in reader.trailer["/Root"]["/AF"]}
    assert relations == {"/Source", "/Data"}


def test_every_font_is_inside(paper):
    found = list(fonts(paper))
    families = {re.split(r"Roman|Italic|-", name.partition("+")[2])[0] for name, _ in found}
    assert families == {"SourceSerif4", "Inter", "JetBrainsMono"}
    assert all(inside for _, inside in found)


def test_references_lead_to_their_clauses(paper):
    reader = opened(paper)
    places = reader.named_destinations
    assert {"standards", "standards.resolve-critical", "glossary"} <= set(places)
    links = [link.get_object() for page in reader.pages for link in page.get("/Annots", ())]
    assert sum("/URI" in link.get("/A", {}) for link in links) == 1
    assert len(links) == 5  # two lines of contents, a term, a clause and an address of the web


def test_an_agreement_of_little_is_a_document_too():
    written = agreement(title="\u200b", client=None, provider=None, facts=())
    paper = to_pdf(written, Imprint(IDENTITY, None))
    found = pages(paper)
    assert "/CreationDate" not in opened(paper).metadata
    assert paper == to_pdf(written, Imprint(IDENTITY, None))
    assert len(found) == 1
    assert "between" not in found[0]
    assert "carries" not in found[0]


SCRIPT = """
import hashlib, sys
from evenhand.render.pdf.document import to_pdf
from tests.unit.render.helping import IMPRINT, SAMPLE
print(hashlib.sha256(to_pdf(SAMPLE, IMPRINT)).hexdigest())
"""


@pytest.mark.parametrize(
    ("zone", "locale", "seed"),
    [("Pacific/Kiritimati", "C", "1"), ("America/New_York", "tr_TR.UTF-8", "4711")],
)
def test_the_same_bytes_on_every_machine(paper, tmp_path, zone, locale, seed):
    setting = {
        "TZ": zone,
        "LC_ALL": locale,
        "LANG": locale,
        "PYTHONHASHSEED": seed,
        "SOURCE_DATE_EPOCH": seed,
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=tmp_path,
        env={**os.environ, **setting, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(paper).hexdigest()
