"""Documents are read whole and replaced in one step."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from evenhand.cli.files import read_text, replace_file
from evenhand.errors import DocumentError, UsageError


def test_a_file_is_replaced_with_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old", "utf-8")
    path.chmod(0o640)
    replace_file(path, "n\u00e9w\r\n")
    assert path.read_bytes() == b"n\xc3\xa9w\r\n"
    assert path.stat().st_mode & 0o777 == 0o640
    replace_file(tmp_path / "b", b"\x00")
    assert sorted(os.listdir(tmp_path)) == ["a.yaml", "b"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "a.yaml", tmp_path / "link.yaml"
    path.write_text("old", "utf-8")
    link.symlink_to(path)
    replace_file(link, "new")
    assert link.is_symlink()
    assert path.read_text("utf-8") == "new"


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old", "utf-8")
    with pytest.raises(UnicodeEncodeError):
        replace_file(path, "\ud800")
    assert path.read_text("utf-8") == "old"
    assert os.listdir(tmp_path) == ["a.yaml"]


def test_texts_are_read_with_their_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: b\r\n")
    assert read_text(path) == "\ufeffa: b\r\n"
    path.write_bytes(b"\xff")
    with pytest.raises(DocumentError, match="not-utf-8"):
        read_text(path)
    path.write_bytes(b"x" * 2_000_001)
    with pytest.raises(DocumentError, match="too-large"):
        read_text(path)
    with pytest.raises(UsageError, match="There is no file"):
        read_text(tmp_path / "none.yaml")
