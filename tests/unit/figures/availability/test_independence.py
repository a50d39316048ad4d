"""The slow walk shares nothing with the fast reckoning, so that each can be held against the other."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from evenhand.figures import availability

ROOM = Path(availability.__path__[0])
SLOW = ("plain", "roles", "allowances", "reasons", "signalled", "slow", "explained", "explaining", "telling")


@pytest.mark.parametrize("name", SLOW)
def test_the_slow_walk_uses_none_of_the_fast_rooms(name: str) -> None:
    tree = ast.parse((ROOM / f"{name}.py").read_text("utf-8"))
    used = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    used |= {each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names}
    mine = {each.rpartition(".")[2] for each in used if each.startswith("evenhand.figures.availability")}
    assert mine <= set(SLOW)
    assert not any(
        each.split(".")[0] == "numpy"
        or each.startswith(("evenhand.availability", "evenhand.intervals", "evenhand.calendars"))
        for each in used
    )
