"""What every test may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

# Slow machines are not wrong answers; the same examples every time, so that a red run can be repeated.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


@dataclass(frozen=True)
class Outcome:
    """What a command line left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def evenhand(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run `evenhand WORDS…` in this process: `evenhand("due", file, "--opened", "2026-03-02T16:10")`."""
    from evenhand.cli.main import run

    def call(*words: object) -> Outcome:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            run([str(word) for word in words])
        heard = capsys.readouterr()
        return Outcome(int(left.value.code or 0), heard.out, heard.err)

    return call


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-snapshots` writes the snapshots anew; look at what git says differs."""
    parser.addoption("--update-snapshots", action="store_true", help="write the snapshots anew")


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with `snapshots/NAME` beside the test: `snapshot("diff.txt", text)`."""

    def compare(name: str, text: str) -> None:
        file = Path(request.path).parent / "snapshots" / name
        if request.config.getoption("--update-snapshots"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8"), f"{file} differs; see pytest --update-snapshots"

    return compare
