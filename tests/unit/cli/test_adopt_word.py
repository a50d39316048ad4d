"""`evenhand adopt` of a Word file that was edited: words go where they are a value, the rest is said."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from evenhand.cli.adopt import adopt
from evenhand.cli.diff import Shown, diff

EXAMPLE = Path(__file__).parents[3] / "examples" / "harbour-dental.yaml"
EXIT = "within 10 business days of the last day."


def changed(source: Path, target: Path) -> None:
    """The file with words of the parties, a sentence of ours and a remark changed."""
    with ZipFile(source) as before, ZipFile(target, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name).decode("utf-8", "surrogateescape")
            if name == "word/document.xml":
                assert data.count(EXIT) == 1
                data = data.replace(EXIT, "within 5 business days of the last day.")
                data = data.replace("is the client: it receives the services.", "is the customer.")
                data = data.replace(
                    "A.2 The provider</w:t></w:r>",
                    'A.2 The provider</w:t></w:r><w:r><w:commentReference w:id="9"/></w:r>',
                )
            if name != "word/comments.xml":
                after.writestr(name, data.encode("utf-8", "surrogateescape"))
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        after.writestr(
            "word/comments.xml",
            f'<w:comments xmlns:w="{space}"><w:comment w:id="9" w:author="Ada"><w:p><w:r><w:t>Who?</w:t></w:r></w:p>'
            "</w:comment></w:comments>",
        )


def test_edited_words_come_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given, back, draft = tmp_path / "given.docx", tmp_path / "back.docx", tmp_path / "draft.yaml"
    diff(EXAMPLE, EXAMPLE, how=Shown.DOCX, output=given)
    changed(given, back)
    adopt(back, EXAMPLE, output=draft)
    before, after = EXAMPLE.read_text("utf-8").splitlines(), draft.read_text("utf-8").splitlines()
    [line] = [new for old, new in zip(before, after, strict=True) if old != new]
    assert "within 5 business days of the last day." in line
    said = capsys.readouterr().err
    assert "warning:" in said
    assert "is the customer." in said
    assert "note:" in said
    assert "Ada: Who?" in said


def test_a_file_that_nobody_changed_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "given.docx"
    diff(EXAMPLE, EXAMPLE, how=Shown.DOCX, output=given)
    capsys.readouterr()
    adopt(given, EXAMPLE)
    assert capsys.readouterr() == (EXAMPLE.read_text("utf-8"), "")
