"""The front door: commands are listed at once, mistakes are words and not tracebacks."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys

import pytest

from evenhand import __version__
from evenhand.cli import main
from evenhand.errors import DocumentError, EvenhandError, OutOfRange, Problem, UsageError


def test_help_lists_every_command(evenhand):
    outcome = evenhand("--help")
    assert outcome.code == 0
    for name in main.COMMANDS:
        assert f"\n  {name} " in outcome.out
        assert main.SHORT[name] in outcome.out
    assert "..." not in outcome.out.split("Commands:")[1]
    assert max(len(line) for line in outcome.out.splitlines()) <= 80


def test_without_words_the_help_is_shown_as_wrong_use(evenhand):
    outcome = evenhand()
    assert outcome.code == 2
    assert "Usage: evenhand" in outcome.out + outcome.err


def test_version(evenhand):
    assert evenhand("--version").out == f"evenhand {__version__}\n"


def test_an_unknown_command_is_wrong_use(evenhand):
    outcome = evenhand("mesure")
    assert outcome.code == 2
    assert "mesure" in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (EvenhandError("The log is empty."), 1, "evenhand: The log is empty.\n"),
        (OutOfRange("2031-01-01 lies outside."), 1, "evenhand: 2031-01-01 lies outside.\n"),
        (UsageError("Give --ticket or --figure."), 2, "evenhand: Give --ticket or --figure.\n"),
        (DocumentError([Problem("empty", "Nothing here.", file="a.yaml", line=1)]), 1, "a.yaml:1: empty: "),
        (FileNotFoundError(2, "No such file or directory", "a.yaml"), 2, 'There is no file "a.yaml".'),
        (OSError("disk is full"), 2, "evenhand: disk is full\n"),
    ],
)
def test_errors_are_words_with_an_exit_code(evenhand, monkeypatch, error, code, said):
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(main, "app", lambda **_: fail())
    outcome = evenhand("demo")
    assert outcome.code == code
    assert said in outcome.err
    assert outcome.out == ""


def test_other_packages_add_commands(evenhand, monkeypatch):
    def greet(name: str) -> None:
        print(f"Good morning, {name}.")

    class Entry:
        name = "greet"

        def load(self):
            return greet

        def __lt__(self, other: object) -> bool:
            return False

    registered = list(main.app.registered_commands)
    monkeypatch.setattr(main.app, "registered_commands", registered)
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: [Entry()])
    outcome = evenhand("greet", "Kofi")
    assert (outcome.code, outcome.out) == (0, "Good morning, Kofi.\n")


def test_run_reads_the_words_of_the_process(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["evenhand", "--version"])
    with pytest.raises(SystemExit):
        main.run()
    assert __version__ in capsys.readouterr().out


def test_a_stream_that_cannot_be_set_up_is_taken_as_it_is(monkeypatch):
    class Plain:
        def write(self, text: str) -> int:
            return len(text)

        def flush(self) -> None: ...

    monkeypatch.setattr(sys, "stdout", Plain())
    with pytest.raises(SystemExit) as left:
        main.run(["--version"])
    assert left.value.code == 0


def test_help_loads_nothing_that_takes_long():
    heavy = ("numpy", "pydantic", "pyarrow", "holidays", "rich", "yaml")
    code = (
        "import sys\nfrom evenhand.cli.main import run\ntry:\n    run(['--help'])\nexcept SystemExit:\n    "
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stderr.strip() == "[]"
