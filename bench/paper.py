"""An agreement from its text to a PDF, beside a bare run of typst over the same pages.

The bare run sets our template with its data from a folder, with the same fonts and standards: what is left is
reading, wording with its examples, and everything that makes it safe. Every run has a process of its own, since
typst remembers what it has set; what it takes to load the programs is told apart.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.check import EXAMPLE, written
from bench.report import Promise, Section, Speed

TIMES, TURNS = 3, 5
TYPST = """
import json, sys, time
import typst
folder, paper, *fonts = sys.argv[1:]
started = time.perf_counter()
known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=fonts)
typst.compile(folder + "/main.typ", output=paper, root=folder, font_paths=known, pdf_standards=["a-3a", "ua-1"])
print(json.dumps({"seconds": time.perf_counter() - started}))
"""


def run() -> Iterator[Section]:
    """The example of a practice, and an agreement of hundreds of clauses."""
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large.yaml"
        large.write_text(written(), encoding="utf-8")
        for name, agreement in (("the example", EXAMPLE), ("300 clauses with targets", large)):
            yield _compared(name, agreement, Path(folder) / agreement.stem)


def _compared(name: str, agreement: Path, folder: Path) -> Section:
    from evenhand.render.fonts import folders

    ours, bare = folder / "ours.pdf", folder / "bare.pdf"
    (folder / "attachments").mkdir(parents=True)
    subprocess.run([sys.executable, "-m", "bench.paper", "sources", agreement, folder], check=True)
    commands: dict[str, list[Any]] = {
        "evenhand": ["-m", "bench.paper", "paper", agreement, ours],
        "typst": ["-c", TYPST, folder, bare, *folders(east=False)],
    }
    runs = [{who: _seconds(command) for who, command in commands.items()} for _ in range(TURNS)]
    least = {who: min(turn[who] for turn in runs) for who in commands}
    whole = [_shown(agreement, ours) for _ in range(TURNS)]
    times, same = least["evenhand"] / least["typst"], ours.read_bytes() == bare.read_bytes()
    pages = _pages(ours)
    return Section(
        f"An agreement as a PDF: {name}",
        "pages",
        [
            Speed("evenhand, from text to PDF", pages, least["evenhand"]),
            Speed("typst alone", pages, least["typst"], "the same bytes" if same else "other bytes"),
        ],
        [Promise(f"at most {TIMES} times typst alone", f"{times:.2f} times", times <= TIMES)],
        [f"The whole command, with what it takes to load the program: {min(whole):.2f} s."],
    )


def _seconds(command: list[Any]) -> float:
    done = subprocess.run([sys.executable, *map(str, command)], check=True, capture_output=True, text=True)
    return float(json.loads(done.stdout)["seconds"])


def _shown(agreement: Path, paper: Path) -> float:
    started = time.perf_counter()
    program = Path(sys.executable).with_name("evenhand")
    command = [str(part) for part in (program, "show", agreement, "--format", "pdf", "--output", paper)]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def _pages(paper: Path) -> int:
    import pypdf

    return len(pypdf.PdfReader(paper).pages)


def _work(what: str, agreement: Path, place: Path) -> None:
    import holidays.countries  # noqa: F401 - part of loading the program: it comes with the first calendar

    from evenhand.render.imprint import imprint_of
    from evenhand.render.pdf.document import sources, to_pdf
    from evenhand.terms.document import read_agreement
    from evenhand.wording.agreement import written as in_words

    started = time.perf_counter()
    read, _ = read_agreement(agreement.read_bytes(), file=agreement.name)
    assert read is not None
    if what == "paper":
        place.write_bytes(to_pdf(in_words(read), imprint_of(read)))
        print(json.dumps({"seconds": time.perf_counter() - started}))
    else:
        for name, content in sources(in_words(read), imprint_of(read)).items():
            (place / name).write_bytes(content)


if __name__ == "__main__":
    _work(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
