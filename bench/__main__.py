"""`python -m bench [NAME …] [--docs]`: run the comparisons, print them, keep them as JSON.

Each file of this folder that has a function `run() -> Section` (or several, as an iterable) is a comparison.
`--docs` also writes `docs/reference/speed.md`, of which only their sections where comparisons are named.
The exit code is 1 when a promise was not kept.
"""

from __future__ import annotations

import argparse
import json
import pkgutil
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

from bench.report import Report, Section
from evenhand.cli.output import Column, show

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results" / "latest.json"
PAGE = FOLDER.parent / "docs" / "reference" / "speed.md"


def comparisons() -> list[str]:
    """The names of the comparisons: the files that can run."""
    names = sorted(module.name for module in pkgutil.iter_modules([str(FOLDER)]) if module.name != "__main__")
    return [name for name in names if hasattr(import_module(f"bench.{name}"), "run")]


def sections(names: Sequence[str]) -> Iterator[Section]:
    """Run the named comparisons one after the other, printing each as it is done."""
    for name in names:
        found = import_module(f"bench.{name}").run()
        for section in [found] if isinstance(found, Section) else found:
            _print(section)
            yield section


def _print(section: Section) -> None:
    columns = [
        Column("who", "Who"),
        Column("count", section.unit.capitalize(), "number"),
        Column("seconds", "Seconds", "number"),
        Column("rate", "A second", "number"),
        Column("note", ""),
    ]
    rows = [
        {
            "who": one.who,
            "count": f"{one.count:,}",
            "seconds": f"{one.seconds:.4g}",
            "rate": f"{one.per_second:,.0f}",
            "note": one.note,
        }
        for one in section.speeds
    ]
    print()
    show(rows, columns, title=section.title)
    for promise in section.promises:
        print(f"{'✓' if promise.kept else '✕ NOT KEPT:'} {promise.text}: {promise.measured}")
    for note in section.notes:
        print(f"- {note}")


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="comparisons to run (all when left out)")
    parser.add_argument("--docs", action="store_true", help=f"also write {PAGE.name}")
    asked = parser.parse_args()
    report = Report(list(sections(asked.names or comparisons())))
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(report.as_json(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if asked.docs:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        alone = asked.names and PAGE.exists()
        text = report.within(PAGE.read_text(encoding="utf-8")) if alone else report.as_markdown()
        PAGE.write_text(text, encoding="utf-8")
    return 0 if report.kept else 1


if __name__ == "__main__":
    sys.exit(main())
