"""`evenhand show --format html|pdf`: documents that people keep."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from evenhand.cli.show import _placed
from evenhand.errors import Problem
from evenhand.terms.canonical import canonical_bytes
from evenhand.terms.document import read_agreement
from tests.unit.render.pdf.reading import body, opened, outside, pages

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "harbour-dental.yaml"


def test_a_pdf_carries_the_agreement(evenhand, tmp_path):
    done = evenhand("show", EXAMPLE, "--format", "pdf", "--output", tmp_path / "a.pdf")
    assert (done.code, done.err) == (0, f"{tmp_path / 'a.pdf'} is written.\n")
    paper = (tmp_path / "a.pdf").read_bytes()
    agreement, _ = read_agreement(EXAMPLE.read_bytes(), file="a.yaml")
    form = canonical_bytes(agreement)
    held = {name: contents[0] for name, contents in opened(paper).attachments.items()}
    assert held == {"agreement.yaml": EXAMPLE.read_bytes(), "canonical.json": form}
    assert hashlib.sha256(form).hexdigest() in pages(paper)[0]
    assert opened(paper).metadata["/CreationDate"] == "D:20260101000000Z"
    assert 9 <= len(pages(paper)) <= 16
    assert outside(paper) == []


def test_what_the_text_says_the_pdf_says(evenhand, tmp_path):
    """Every word of `--format text` is on the paper, as often; paper adds contents and the heads of long tables."""
    evenhand("show", EXAMPLE, "--format", "pdf", "--output", tmp_path / "a.pdf")
    text, paper = (
        Counter(re.findall(r"\w+", said))
        for said in (evenhand("show", EXAMPLE).out, body((tmp_path / "a.pdf").read_bytes()))
    )
    assert sum(text.values()) > 2000
    assert text - paper == Counter()


@pytest.mark.parametrize("kind", ["pdf", "html"])
def test_the_same_file_whatever_the_machine_is_set_to(evenhand, tmp_path, kind):
    evenhand("show", EXAMPLE, "--format", kind, "--output", tmp_path / "here")
    program = Path(sys.executable).with_name("evenhand")
    setting = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4711"}
    subprocess.run(
        [program, "show", EXAMPLE, "--format", kind, "--output", "there"],
        cwd=tmp_path,
        env={**os.environ, **setting},
        check=True,
        capture_output=True,
    )
    assert (tmp_path / "here").read_bytes() == (tmp_path / "there").read_bytes()


def test_a_canonical_form_is_attached_once_as_it_was_read(evenhand, tmp_path):
    agreement, _ = read_agreement(EXAMPLE.read_bytes(), file="a.yaml")
    (tmp_path / "a.json").write_bytes(canonical_bytes(agreement))
    assert evenhand("show", tmp_path / "a.json", "--format", "pdf", "--output", tmp_path / "a.pdf").code == 0
    held = opened((tmp_path / "a.pdf").read_bytes()).attachments
    assert held["agreement.json"] == held["canonical.json"]


def test_html_goes_to_a_file_or_to_the_screen(evenhand, tmp_path):
    screen = evenhand("show", EXAMPLE, "--format", "html")
    assert screen.out.startswith("<!doctype html>")
    evenhand("show", EXAMPLE, "--format", "html", "--output", tmp_path / "a.html")
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == screen.out


def test_a_pdf_wants_a_file(evenhand):
    done = evenhand("show", EXAMPLE, "--format", "pdf")
    assert (done.code, done.out) == (2, "")
    assert done.err == "evenhand: A PDF is written to a file. Name it with --output agreement.pdf.\n"


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_a_document_is_the_whole_agreement(evenhand, tmp_path, kind):
    done = evenhand("show", EXAMPLE, "--format", kind, "--clause", "standards", "--output", tmp_path / "a")
    assert done.code == 2
    assert f"A document ({kind}) is the whole agreement." in done.err
    assert not (tmp_path / "a").exists()


def test_a_sign_without_a_font_is_named_with_its_place_and_nothing_is_written(evenhand, tmp_path):
    text = EXAMPLE.read_text(encoding="utf-8").replace("name: Harbour", "name: \U0001f680 Harbour")
    text = text.replace("agreement: Managed", "agreement: \U0001f680 Managed")
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    done = evenhand("show", tmp_path / "a.yaml", "--format", "pdf", "--output", tmp_path / "a.pdf")
    title, client = done.err.splitlines()
    line = next(number for number, words in enumerate(text.splitlines(), 1) if "client:" in words)
    assert title.startswith(
        f"{tmp_path / 'a.yaml'}: missing-glyph: No font here can write “🚀” (U+1F680) on the title"
    )
    assert client.startswith(f"{tmp_path / 'a.yaml'}:{line}:3: missing-glyph: ")
    assert done.code == 1
    assert not (tmp_path / "a.pdf").exists()


def test_a_problem_below_what_is_written_stands_at_what_is_around_it():
    agreement, _ = read_agreement(EXAMPLE.read_bytes(), file="a.yaml")
    deep = Problem("missing-sign", "x", clause="standards.resolve-critical.counting.rule")
    placed = _placed(deep, agreement)
    assert (placed.line, placed.column) == agreement.place("standards.resolve-critical")
    assert _placed(Problem("missing-sign", "x", clause="nowhere"), agreement).line is None
