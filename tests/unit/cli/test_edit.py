"""`evenhand edit`: what changes is shown and written in one step; a mistake is not written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from evenhand.cli.edit import edit
from evenhand.errors import DocumentError, UsageError

EXAMPLE = Path(__file__).parents[3] / "examples" / "harbour-dental.yaml"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    path.write_bytes(EXAMPLE.read_bytes())
    return path


def test_a_changed_clause_is_shown_with_its_meaning(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(document, "standards.resolve-critical.within", "8 hours")
    out = capsys.readouterr().out.splitlines()
    assert [line for line in out if line.startswith(("+", "-"))] == [
        "-    within: 4 hours",
        "+    within: 8 hours",
    ]
    assert out[-1].startswith("standards.resolve-critical.within: 4 hours → 8 hours. Weaker for the client")
    assert document.read_bytes() == EXAMPLE.read_bytes().replace(
        b"within: 4 hours\n", b"within: 8 hours\n", 1
    )


def test_a_new_notation_of_the_same_meaning(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(document, "standards.resolve-critical.within", "240 minutes")
    assert capsys.readouterr().out.endswith("It means the same as before.\n")
    edit(document, "standards.resolve-critical.within", "240 minutes")
    assert capsys.readouterr().out == "Nothing changes.\n"


def test_adding_and_removing(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(document, "reporting.to", "provider.director", add=True)
    assert ", provider.service-manager, provider.director]\n" in document.read_text("utf-8")
    edit(document, "reporting.to.4", remove=True)
    assert document.read_bytes() == EXAMPLE.read_bytes()
    edit(document, "standards.resolve-critical.warn at", "[20%, 40%]")
    assert "warn at: [20%, 40%]\n" in document.read_text("utf-8")
    assert "resolve-critical.warn at" in capsys.readouterr().out


def test_a_mistake_is_not_written(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DocumentError, match='unknown-contact: There is no contact "nobody"'):
        edit(document, "reporting.to", "nobody", add=True)
    with pytest.raises(DocumentError, match="unknown-clause: There is no clause"):
        edit(document, "reporting.too", "x")
    with pytest.raises(DocumentError, match="control-character"):
        edit(document, "standards.resolve-critical.within", "[a\x08]")
    with pytest.raises(DocumentError, match="not-yaml"):
        edit(document, "reporting.to", "[x")
    with pytest.raises(DocumentError, match="anchor"):
        edit(document, "reporting.to", "[&x y]")
    assert document.read_bytes() == EXAMPLE.read_bytes()
    assert capsys.readouterr().out == ""
    assert os.listdir(document.parent) == ["a.yaml"]


def test_a_document_with_mistakes_can_be_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("agreement: A\ntimezone: Nowhere\ncurrency: pounds\n", "utf-8")
    edit(path, "currency", "GBP")
    assert path.read_text("utf-8") == "agreement: A\ntimezone: Nowhere\ncurrency: GBP\n"
    assert capsys.readouterr().out == "@@ -3 +3 @@\n-currency: pounds\n+currency: GBP\n"


def test_another_file_can_be_written(document: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.yaml"
    edit(document, "reference", "HDG-2027", output=other)
    assert b"reference: HDG-2027\n" in other.read_bytes()
    assert document.read_bytes() == EXAMPLE.read_bytes()


def test_json_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'{"agreement": "A", "timezone": "UTC"}\r\n')
    edit(path, "timezone", "Europe/London")
    assert path.read_bytes() == b'{"agreement": "A", "timezone": "Europe/London"}\r\n'
    marked = tmp_path / "b.yaml"
    marked.write_bytes(b"\xef\xbb\xbfagreement: A\r\ntimezone: UTC")
    edit(marked, "agreement", "B")
    assert marked.read_bytes() == b"\xef\xbb\xbfagreement: B\r\ntimezone: UTC"


@pytest.mark.parametrize("options", [{}, {"value": "x", "remove": True}, {"add": True, "remove": True}])
def test_wrong_use(document: Path, options: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="Give the value that the clause shall have, or --remove"):
        edit(document, "reference", **options)  # type: ignore[arg-type]  # options of several types
