"""Every check fires where it should and is silent where it should be, on small changes of the example.

`cases/CODE.yaml` holds two lists, `fires` and `silent`. A case changes the example agreement:

    - it: what the case is about, a few words
      set: {services.practice-system.availability.target: 99.95% per month}   # address: new value (added if absent)
      remove: [services.service-desk]                                          # addresses
      clause: services.practice-system.availability.credits.1                  # fires: where
      says: 99.95%                                                             # fires: part of the sentence

Items of a list count from 1 in an address, as everywhere. `agreement: |` gives a whole document instead.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from evenhand.terms.agreement import Agreement
from evenhand.terms.checks.registry import CHECKS, findings
from evenhand.terms.document import read_agreement
from tests.unit.terms.helping import EXAMPLE

CASES = Path(__file__).parent / "cases"


def cases(code: str) -> dict[str, list[dict[str, Any]]]:
    path = CASES / f"{code}.yaml"
    return yaml.load(path.read_text("utf-8"), yaml.CBaseLoader) if path.is_file() else {}


def changed(case: dict[str, Any]) -> Agreement:
    """The agreement of a case; it has to be one that reads."""
    unknown = case.keys() - {"it", "set", "remove", "agreement", "clause", "says"}
    assert not unknown, f"unknown keys of a case: {unknown}"
    text = case.get("agreement")
    if text is None:
        tree = yaml.load(EXAMPLE.read_text("utf-8"), yaml.CBaseLoader)
        for address in case.get("remove", []):
            holder, key = _holder(tree, address)
            del holder[key]
        for address, value in case.get("set", {}).items():
            holder, key = _holder(tree, address)
            if isinstance(key, int) and key == len(holder):
                holder.append(value)
            else:
                holder[key] = value
        text = yaml.dump(tree, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
    agreement, problems = read_agreement(text, file="case.yaml")
    assert agreement is not None, [str(problem) for problem in problems]
    return agreement


def _holder(tree: Any, address: str) -> tuple[Any, Any]:
    *path, last = (int(part) - 1 if part.isdigit() else part for part in address.split("."))
    for part in path:
        tree = tree[part] if isinstance(part, int) else tree.setdefault(part, {})
    return tree, last


def every(kind: str) -> list[Any]:
    return [
        pytest.param(code, case, id=f"{code}: {case['it']}")
        for code in sorted(CHECKS)
        for case in cases(code).get(kind, [])
    ]


@pytest.mark.parametrize(("code", "case"), every("fires"))
def test_it_fires(code: str, case: dict[str, Any]) -> None:
    agreement = changed(case)
    found = [(one.clause, one.message) for one in findings(agreement) if one.code == code]
    assert any(clause == case["clause"] and case["says"] in message for clause, message in found), found


@pytest.mark.parametrize(("code", "case"), every("silent"))
def test_it_is_silent(code: str, case: dict[str, Any]) -> None:
    assert [str(one) for one in findings(changed(case)) if one.code == code] == []


@pytest.mark.parametrize("code", sorted(CHECKS))
def test_each_check_has_both_and_its_words(code: str) -> None:
    assert cases(code).get("fires"), f"cases/{code}.yaml needs a case that fires"
    assert cases(code).get("silent"), f"cases/{code}.yaml needs a case that stays silent"
    check = CHECKS[code]
    first, *more = check.page.split("\n\n")
    assert first.endswith(".")
    assert more, f"the docstring of {code} is its page: a sentence, an empty line, why and what to do"


def test_no_cases_of_checks_that_are_gone() -> None:
    assert {path.stem for path in CASES.glob("*.yaml")} == set(CHECKS)


def test_the_example_is_clean() -> None:
    agreement, _ = read_agreement(EXAMPLE.read_bytes(), file="harbour-dental.yaml")
    assert agreement is not None
    assert [str(one) for one in findings(agreement)] == []
