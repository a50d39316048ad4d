"""The command over files of a published agreement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.published.helping import LATE

HERE = Path(__file__).parent


@pytest.fixture
def measure(tmp_path: Path, evenhand):
    """Measure an agreement from files; the figures and credits of the period that begins on `first`."""

    def call(agreement: str, *, first: str = "2026-06-01", **files: str) -> tuple[list[Any], list[Any]]:
        words: list[object] = ["measure", HERE / f"{agreement}.yaml", "--format", "json", "--as-of", LATE]
        for name, content in files.items():
            (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
            words += [f"--{name}", tmp_path / f"{name}.csv"]
        outcome = evenhand(*words)
        assert outcome.code == 0, outcome.err
        whole = json.loads(outcome.out)
        figures = [each for each in whole["figures"] if each["period"]["start"] == first]
        return figures, [each for each in whole["credits"] if each["period"]["start"] == first]

    return call
