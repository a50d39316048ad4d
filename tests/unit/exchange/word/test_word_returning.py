"""A Word file that comes back: edited as word processors do it, through LibreOffice too, and with bad intent."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from lxml import etree

from evenhand.errors import DocumentError
from evenhand.exchange.word import Edit, Remark, came_back, identity_in, package, taken_over
from evenhand.render.comparison.word import comparison_word_file
from evenhand.terms.canonical import identity
from evenhand.terms.difference import difference
from evenhand.terms.document import read_agreement
from evenhand.wording.agreement import written
from evenhand.wording.comparison import compared

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EXAMPLE = (Path(__file__).parents[4] / "examples" / "harbour-dental.yaml").read_text(encoding="utf-8")
TWO_LINES = "We answer every telephone call.\n\n        And every letter."


def terms(text: str) -> Any:
    agreement, _ = read_agreement(text, file="agreement.yaml")
    assert agreement is not None
    return agreement


def word_file(text: str, before: str | None = None) -> bytes:
    pair = terms(before or text), terms(text)
    both = compared(written(pair[0]), written(pair[1]), difference(*pair))
    return comparison_word_file(both, identity=identity(pair[1]))


def changed(file: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """The file with one of its parts rewritten."""
    raw = io.BytesIO()
    with ZipFile(io.BytesIO(file)) as source, ZipFile(raw, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, change(data.decode()).encode() if name == part else data)
    return raw.getvalue()


def replaced(file: bytes, old: str, new: str) -> bytes:
    def change(text: str) -> str:
        assert text.count(old) == 1, (old, text.count(old))
        return text.replace(old, new)

    return changed(file, change)


GIVEN = word_file(EXAMPLE)
BOOKING = "services.practice-system.description"
DESCRIPTION = terms(EXAMPLE).services["practice-system"].description


def test_a_file_that_nobody_changed_brings_nothing_back() -> None:
    assert came_back(GIVEN, GIVEN, EXAMPLE) == came_back(GIVEN, word_file(EXAMPLE), EXAMPLE)
    assert came_back(GIVEN, GIVEN, EXAMPLE).edits == ()
    assert came_back(GIVEN, GIVEN, EXAMPLE).remarks == ()
    assert identity_in(GIVEN) == identity(terms(EXAMPLE))


def test_our_own_tracked_changes_are_no_changes_of_theirs() -> None:
    earlier = EXAMPLE.replace("resolve-critical", "resolve-urgent").replace(
        "within: 4 hours", "within: 5 hours"
    )
    assert earlier != EXAMPLE
    assert came_back(GIVEN, word_file(EXAMPLE, earlier), EXAMPLE).edits == ()


def test_words_of_the_parties_are_taken_over_as_a_value() -> None:
    """Tracked as Word does it: the old words in `w:del`, the new ones in `w:ins`."""
    first, _, rest = DESCRIPTION.partition(" ")
    tracked = (
        f'<w:del w:id="901" w:author="A. Lawyer"><w:r><w:delText>{first}</w:delText></w:r></w:del>'
        f'<w:ins w:id="902" w:author="A. Lawyer"><w:r><w:t>Our own</w:t></w:r></w:ins>'
        f'<w:r><w:t xml:space="preserve"> {rest}</w:t></w:r>'
    )
    whole = f'<w:r><w:t xml:space="preserve">{DESCRIPTION}</w:t></w:r>'
    back = replaced(GIVEN, whole, tracked)
    [edit] = came_back(GIVEN, back, EXAMPLE).edits
    assert edit == Edit(BOOKING, (DESCRIPTION,), (f"Our own {rest}",), f"Our own {rest}")
    text = taken_over(EXAMPLE, [edit])
    assert terms(text).services["practice-system"].description == f"Our own {rest}"
    assert [line for line in text.splitlines() if line not in EXAMPLE.splitlines()] != []


def test_a_sentence_that_is_written_from_fields_is_a_proposal_in_words() -> None:
    back = changed(GIVEN, lambda text: text.replace("> must be <", "> shall be <"))
    edits = came_back(GIVEN, back, EXAMPLE).edits
    assert edits
    for edit in edits:
        assert edit.value is None
        assert edit.clause.startswith("standards.")
        assert [line.replace("shall be", "must be") for line in edit.after] == list(edit.before)
    assert taken_over(EXAMPLE, edits) == EXAMPLE


def test_paragraphs_that_go_run_into_the_next_and_rows_that_go_are_gone() -> None:
    def lose(text: str) -> str:
        tree = etree.fromstring(text.encode())
        for element in (*tree.iter(f"{W}p"), *tree.iter(f"{W}tr")):
            properties = element.find(f"{W}pPr") if element.tag == f"{W}p" else element.find(f"{W}trPr")
            if properties is None:
                properties = etree.Element(f"{W}pPr" if element.tag == f"{W}p" else f"{W}trPr")
                element.insert(0, properties)
            mark = etree.SubElement(properties, f"{W}rPr") if element.tag == f"{W}p" else properties
            etree.SubElement(mark, f"{W}del")
        return etree.tostring(tree).decode()

    edits = came_back(GIVEN, changed(GIVEN, lose), EXAMPLE).edits
    assert edits
    assert not any(edit.after for edit in edits)  # no paragraph ends any more, so nothing is read as one


def test_several_lines_stay_several_lines() -> None:
    text = EXAMPLE.replace(f"description: {DESCRIPTION}", f"description: |\n        {TWO_LINES}")
    assert text != EXAMPLE
    given = word_file(text)
    back = replaced(given, "And every letter.", "And every letter within a day.")
    [edit] = came_back(given, back, text).edits
    assert edit.value == "We answer every telephone call.\n\nAnd every letter within a day."
    gone = replaced(given, "We answer every telephone call.", "")
    [edit] = came_back(given, gone, text).edits
    assert edit.value == "And every letter."
    empty = replaced(gone, "And every letter.", "")
    [edit] = came_back(given, empty, text).edits
    assert (edit.after, edit.value) == ((), None)


def test_a_heading_that_changed_with_the_words_is_no_value() -> None:
    word = next(iter(terms(EXAMPLE).glossary))
    given = came_back(GIVEN, GIVEN, EXAMPLE)
    assert given.edits == ()
    back = changed(
        GIVEN, lambda text: text.replace(f">{word}<", ">Another word<").replace(f" {word}<", " Other<")
    )
    edits = [edit for edit in came_back(GIVEN, back, EXAMPLE).edits if edit.clause == f"glossary.{word}"]
    assert [edit.value for edit in edits] == [None]


def test_remarks_come_back_with_their_clause() -> None:
    remarks = (
        f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="77" w:author="A. Lawyer"><w:p><w:r><w:t>Too '
        "vague.</w:t></w:r></w:p><w:p><w:r><w:t>Say more.</w:t></w:r></w:p></w:comment></w:comments>"
    )
    with_reference = replaced(
        GIVEN,
        f">{DESCRIPTION}</w:t></w:r>",
        f'>{DESCRIPTION}</w:t></w:r><w:r><w:commentReference w:id="77"/><w:commentReference w:id="78"/>'
        '<w:bookmarkStart w:id="99" w:name="theirs"/></w:r>',
    )
    back = io.BytesIO()
    with ZipFile(io.BytesIO(with_reference)) as source, ZipFile(back, "w") as target:
        for name in source.namelist():
            if name != "word/comments.xml":
                target.writestr(name, source.read(name))
        target.writestr("word/comments.xml", remarks)
    assert came_back(GIVEN, back.getvalue(), EXAMPLE).remarks == (
        Remark(BOOKING, "A. Lawyer", "Too vague.\nSay more."),
    )


def test_our_own_notes_are_no_remarks_of_theirs() -> None:
    file = word_file(EXAMPLE, EXAMPLE.replace("within: 4 hours", "within: 5 hours"))
    assert came_back(file, file, EXAMPLE).remarks == ()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_and_saves_it_and_nothing_moves(tmp_path: Path) -> None:
    earlier = EXAMPLE.replace("within: 4 hours", "within: 5 hours")
    file = replaced(word_file(EXAMPLE, earlier), DESCRIPTION, "Another description.")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "agreement.docx").write_bytes(file)
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
            "--convert-to", "docx", "--outdir", str(tmp_path), str(tmp_path / "in" / "agreement.docx"),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    back = (tmp_path / "agreement.docx").read_bytes()
    assert came_back(GIVEN, back, EXAMPLE).edits == (
        Edit(BOOKING, (DESCRIPTION,), ("Another description.",), "Another description."),
    )


def test_a_file_of_another_text_is_refused() -> None:
    other = word_file(EXAMPLE.replace("within: 4 hours", "within: 5 hours"))
    with pytest.raises(DocumentError, match="word-file-other-text"):
        came_back(GIVEN, other, EXAMPLE)


def archive(**parts: str) -> bytes:
    raw = io.BytesIO()
    with ZipFile(raw, "w", ZIP_DEFLATED) as target:
        for name, text in parts.items():
            target.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return raw.getvalue()


@pytest.mark.parametrize(
    ("back", "code"),
    [
        (b"PK nothing", "word-file-unreadable"),
        (b"", "word-file-unreadable"),
        (archive(word__other_xml="<a/>"), "word-file-unreadable"),
        (archive(word__document_xml="<a>"), "word-file-unreadable"),
        (archive(word__document_xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "word-file-entities"),
        (archive(word__document_xml="<a/>"), "word-file-foreign"),
        (archive(word__document_xml="<a/>", customXml__item1_xml="<other/>"), "word-file-foreign"),
    ],
)
def test_what_is_no_word_file_of_ours_is_refused(back: bytes, code: str) -> None:
    with pytest.raises(DocumentError, match=code):
        came_back(GIVEN, back, EXAMPLE, file="back.docx")


def test_what_is_too_large_is_refused_before_it_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_BYTES", 5_000)
    with pytest.raises(DocumentError, match=r"word-file-large: The file is larger"):
        identity_in(b"0" * 5_001)
    with pytest.raises(DocumentError, match=r"word-file-large: word/document\.xml"):
        identity_in(archive(word__document_xml=f"<a>{'0' * 100_000}</a>"))
    assert identity_in(archive(word__document_xml="<a/>")) is None
