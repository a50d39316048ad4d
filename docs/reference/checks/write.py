"""`make docs`: write the reference of the checks, one page for each, from the checks and their test cases.

The text is the docstring of the check; the examples are its cases (`tests/unit/terms/checks/cases/CODE.yaml`), and
what each of them says is what the check really says of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from evenhand.render.checking.pages import WEIGHTS, first_sentence, page
from evenhand.terms.checks.check import THEMES, Check
from evenhand.terms.checks.reading import READING
from evenhand.terms.checks.registry import CHECKS, findings
from tests.unit.terms.checks.test_cases import cases, changed

HERE = Path(__file__).parent


def pages() -> dict[str, str]:
    """The text of every page by the name of its file."""
    found = {f"{check.code}.md": _page(check) for check in CHECKS.values()}
    return {"index.md": _index(), "reading.md": _reading(), **found}


def _page(check: Check) -> str:
    kinds = cases(check.code)
    fires = "\n\n".join(_fires(check, case) for case in kinds["fires"])
    silent = "\n".join(f"- {_sentence(case['it'])}" for case in kinds["silent"])
    return (
        f"{page(check)}\n\n## It fires\n\nThe [example agreement](../../../examples/harbour-dental.yaml), changed:"
        f"\n\n{fires}\n\n## It is silent\n\n{silent}\n\n[All checks](index.md)\n"
    )


def _fires(check: Check, case: dict[str, Any]) -> str:
    said = [
        each for each in findings(changed(case)) if each.code == check.code and case["says"] in each.message
    ]
    found = next(each for each in said if each.clause == case["clause"])
    return f"**{_sentence(case['it'])}**\n\n```yaml\n{_change(case)}```\n\n> {found.message}\n>\n> → {found.mend}"


def _change(case: dict[str, Any]) -> str:
    if "agreement" in case:
        return str(case["agreement"])
    without = [f"# without {address}\n" for address in case.get("remove", [])]
    changes = [_dump({address: value}) for address, value in case.get("set", {}).items()]
    return "".join([*without, *changes])


def _dump(value: dict[str, Any]) -> str:
    text: str = yaml.dump(value, sort_keys=False, allow_unicode=True, width=100, Dumper=_Plain)
    return text


class _Plain(yaml.SafeDumper):
    """Writes every value as text, as the format reads it: numbers and dates need no quotation marks."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the library wants it on the class


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")


def _index() -> str:
    lines = [
        "# Checks", "",
        "What makes agreements go wrong, each with a page of its own. `evenhand check AGREEMENT.yaml` looks for all",
        "of them, and `evenhand check --explain CODE` shows a page. These pages are written by `make docs`.", "",
        *(f"- {weight}" for weight in WEIGHTS.values()),
        "",
        "What both parties mean so can be [accepted](../format.md#accepted-findings) with a reason, errors excepted.",
        "What the reader itself says of a document that it cannot read stands under [reading](reading.md).",
    ]  # fmt: skip
    for theme, heading in THEMES.items():
        lines += ["", f"## {heading}", "", "| code | | what it finds |", "|---|---|---|"]
        lines += [_row(check) for check in CHECKS.values() if check.theme == theme]
    return "\n".join([*lines, ""])


def _row(check: Check) -> str:
    return f"| [{check.code}]({check.code}.md) | {check.severity} | {_cell(first_sentence(check))} |"


def _reading() -> str:
    lines = [
        "# What the reader says", "",
        "Codes of problems that are found while a document is read, in what it rests on, and in what it accepts.",
        "Each problem says itself where it stands and how it is mended. These lines are written by `make docs`.", "",
        "| code | what it means |", "|---|---|",
        *(f"| `{code}` | {_cell(text)} |" for code, text in READING.items()),
        "", "[All checks](index.md)",
    ]  # fmt: skip
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def stale() -> Iterator[str]:
    """The names of pages that are not as they would be written now, or should not be there."""
    written = {path.name: path.read_text("utf-8") for path in HERE.glob("*.md")}
    now = pages()
    yield from sorted(name for name in written.keys() | now.keys() if written.get(name) != now.get(name))


def main() -> None:
    """Write all pages, and remove those of checks that are gone."""
    now = pages()
    for path in HERE.glob("*.md"):
        if path.name not in now:
            path.unlink()
    for name, text in now.items():
        (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
