"""The Word file: accepted it reads as the later agreement, rejected as the earlier; text is data; same bytes."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
from hypothesis import given, settings
from lxml import etree

from evenhand.render.comparison.word import comparison_word_file
from evenhand.terms.difference import difference
from evenhand.wording.agreement import written
from evenhand.wording.blocks import OwnText, Paragraph, Run, Section, WrittenAgreement
from evenhand.wording.comparison import Comparison, compared
from evenhand.wording.redline import WORD_CLAUSES
from tests.unit.terms.difference.editing import EXAMPLE
from tests.unit.terms.difference.test_favours import agreed
from tests.unit.wording.amended import amended
from tests.unit.wording.written import edits, texts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def xml(file: bytes, name: str) -> Any:
    return etree.fromstring(ZipFile(io.BytesIO(file)).read(name))


def decided(file: bytes, *, accept: bool) -> list[str]:
    """The lines of the document once every change is accepted, or every one rejected, without empty ones.

    By the standard (ISO/IEC 29500-1, 17.13.5): what goes are the runs in `w:del` or `w:ins`, rows so marked, and
    paragraphs whose mark is; what lies in the others stays.
    """
    going = "del" if accept else "ins"
    body = xml(file, "word/document.xml").find(f"{W}body")
    for row in [*body.iter(f"{W}tr")]:
        if row.find(f"{W}trPr/{W}{going}") is not None:
            row.getparent().remove(row)
    return [text for paragraph in body.iter(f"{W}p") if (text := "".join(_left(paragraph, going)))]


def _left(element: Any, going: str) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}{going}" and child.getparent().tag == f"{W}p":
            continue
        if child.tag in (f"{W}t", f"{W}delText"):
            yield child.text or ""
        elif child.tag == f"{W}br":
            yield "\n"
        else:
            yield from _left(child, going)


def compare(pair: tuple[WrittenAgreement, WrittenAgreement]) -> Comparison:
    return compared(*pair, ())


@given(edits())
@settings(max_examples=60)
def test_accepted_it_is_the_later_and_rejected_the_earlier(pair):
    file = comparison_word_file(compare(pair))
    assert decided(file, accept=True) == texts(pair[1])
    assert decided(file, accept=False) == texts(pair[0])


def page(*sections: Section, title: str = "Care") -> WrittenAgreement:
    return WrittenAgreement(title, "de", "Harbour", "Tidewater", (("Term", "2026"),), sections)


HOSTILE = '</w:t><w:del>&amp; \x07 <script>alert(1)</script> "quoted" \N{RIGHT-TO-LEFT OVERRIDE}back'
PAIR = (
    page(
        Section(
            "1", "Restoration", "standards.a", (Paragraph((Run("Within 4 hours."),), "standards.a.within"),)
        )
    ),
    page(
        Section("1", "Response", "standards.b", (OwnText(f"{HOSTILE}\nsecond line"),)),
        Section(
            "2", "Restoration", "standards.a", (Paragraph((Run("Within 8\nhours."),), "standards.a.within"),)
        ),
    ),
)


def test_the_same_comparison_gives_the_same_bytes():
    files = {
        comparison_word_file(compare(PAIR), author="Tidewater", date="2026-03-01T00:00:00Z") for _ in range(2)
    }
    assert len(files) == 1
    [file] = files
    assert {entry.date_time for entry in ZipFile(io.BytesIO(file)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert ZipFile(io.BytesIO(file)).namelist()[0] == "[Content_Types].xml"


def test_changes_bear_their_author_and_their_date():
    for author, date in (("Tidewater", "2026-03-01T00:00:00Z"), ("Harbour & Sons", None)):
        body = xml(comparison_word_file(compare(PAIR), author=author, date=date), "word/document.xml")
        marks = [*body.iter(f"{W}ins", f"{W}del")]
        assert {mark.get(f"{W}author") for mark in marks} == {author}
        assert {mark.get(f"{W}date") for mark in marks} == {date}
        numbers = [mark.get(f"{W}id") for mark in marks]
        assert len(set(numbers)) == len(numbers) > 5


def test_later_changes_are_tracked_too():
    settings = [each.tag for each in xml(comparison_word_file(compare(PAIR)), "word/settings.xml")]
    place = settings.index(f"{W}trackRevisions")
    assert settings[place + 1] == f"{W}defaultTabStop"


def test_text_of_the_parties_is_text_and_nothing_else():
    file = comparison_word_file(compare(PAIR))
    lines = decided(file, accept=True)
    assert '</w:t><w:del>&amp; � <script>alert(1)</script> "quoted" back' in lines
    assert "second line" in lines


def test_numbers_of_clauses_are_text():
    file = comparison_word_file(compare(PAIR))
    assert "1 Restoration" in decided(file, accept=False)
    assert {"1 Response", "2 Restoration"} <= set(decided(file, accept=True))
    headings = [style.get(f"{W}val") for style in xml(file, "word/document.xml").iter(f"{W}pStyle")]
    assert headings.count("Heading1") == 2


def test_bookmarks_lead_back_to_clauses():
    file = comparison_word_file(compare(PAIR))
    parts = [name for name in ZipFile(io.BytesIO(file)).namelist() if name.startswith("customXml/item")]
    clauses = [xml(file, name) for name in parts]
    [ours] = [each for each in clauses if each.tag == f"{{{WORD_CLAUSES}}}clauses"]
    named = {each.get("bookmark"): each.get("address") for each in ours}
    assert [*named.values()] == ["standards.b", "standards.a.within", "standards.a"]
    body = xml(file, "word/document.xml")
    starts = {start.get(f"{W}name"): start.get(f"{W}id") for start in body.iter(f"{W}bookmarkStart")}
    assert starts.keys() == named.keys()
    assert {end.get(f"{W}id") for end in body.iter(f"{W}bookmarkEnd")} == set(starts.values())


def test_what_changed_stands_in_comments_too():
    text = (
        "agreement: A\ntimezone: UTC\nstandards: {a: {measure: mean rating, target: at least 4 per month}}\n"
    )
    other = text.replace("at least 4 ", "at least 5 ").replace("}}", "}, b: {measure: mean x}}")
    before, after = agreed(text), agreed(other)
    section = Section("1", "Rating", "standards.a")
    found = compared(page(section), page(section), difference(before, after))
    for date in ("2026-03-01T00:00:00Z", None):
        [comment] = xml(comparison_word_file(found, date=date), "word/comments.xml")
        assert comment.get(f"{W}date") == date
        words = "".join(text.text for text in comment.iter(f"{W}t"))
        assert words == (
            "target: at least 4 per month → at least 5 per month. "
            "Stronger for the client: the target is harder to reach."
        )


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Let LibreOffice turn a Word file into another kind of file."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("soffice (Debian: libreoffice-writer-nogui) is not installed here")
    home = tmp_path_factory.mktemp("office")

    def convert(file: bytes, kind: str) -> bytes:
        (home / "changes.docx").write_bytes(file)
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        done = subprocess.run(
            [program, "--headless", profile, "--convert-to", kind, "--outdir", home, home / "changes.docx"],
            capture_output=True, check=False, timeout=180,
        )  # fmt: skip
        assert (home / f"changes.{kind}").exists(), done.stderr
        return (home / f"changes.{kind}").read_bytes()

    return convert


TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def office_decided(flat: bytes, *, accept: bool) -> list[str]:
    """The same question to LibreOffice: its own file format lists the changes and marks where they stand."""
    root = etree.fromstring(flat)
    regions = root.find(f".//{TEXT}tracked-changes")
    going = f"{TEXT}deletion" if accept else f"{TEXT}insertion"
    gone = {each.get(f"{TEXT}id") for each in regions if each.find(going) is not None}
    body = regions.getparent()
    body.remove(regions)
    etree.strip_elements(
        body, "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation", with_tail=False
    )
    lines, left = [], set()
    for paragraph in body.iter(f"{TEXT}p", f"{TEXT}h"):
        line = []
        for event, element in etree.iterwalk(paragraph, events=("start", "end")):
            change = element.get(f"{TEXT}change-id")
            if event == "start":
                if element.tag == f"{TEXT}change-start" and change in gone:
                    left.add(change)
                elif element.tag == f"{TEXT}change-end":
                    left.discard(change)
                elif element.tag == f"{TEXT}s":
                    line.append("" if left else " " * int(element.get(f"{TEXT}c", "1")))
                line.append("" if left or element.tag == f"{TEXT}note" else element.text or "")
            elif element is not paragraph:
                line.append("" if left else element.tail or "")
        lines.append("".join(line).strip())
    return [line for line in lines if line]


def test_libreoffice_reads_both_agreements_out_of_it(office):
    before, after = (agreed(EXAMPLE.read_text("utf-8")), agreed(amended()))
    both = written(before), written(after)
    file = comparison_word_file(compared(*both, difference(before, after)), author="Tidewater IT Services")
    flat = office(file, "fodt")
    assert office_decided(flat, accept=True) == [line.strip() for line in texts(both[1])]
    assert office_decided(flat, accept=False) == [line.strip() for line in texts(both[0])]
    pages = pypdfium2.PdfDocument(office(file, "pdf"))
    words = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "3.2 Restoration after critical incidents" in words
    assert len(pages) > 5
