"""Tests that can fail: every named fault in the counting is noticed by the truth tables."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import evenhand
from tests.mutations.mutations import OF_CLOCKS, Mutation
from tests.mutations.of_figures import OF_FIGURES

MUTATIONS = OF_CLOCKS + OF_FIGURES
SOURCE = Path(evenhand.__file__).parent
ROOT = Path(__file__).resolve().parents[2]


def _uncovered() -> dict[str, str]:
    """The environment without what makes coverage measure a child process: copies are not the product."""
    return {key: value for key, value in os.environ.items() if not key.startswith("COV")}


def answers(package_parent: Path, cases: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """Run truth tables in a new process with the package found in this folder."""
    environment = _uncovered()
    environment["PYTHONPATH"] = os.pathsep.join([str(package_parent), str(ROOT)])
    environment["PYTHONDONTWRITEBYTECODE"] = "1"  # compiled code of one fault must not serve for the next
    return subprocess.run(
        [sys.executable, "-m", "tests.mutations.answer", *cases],
        cwd=package_parent,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package that may be damaged."""
    folder = tmp_path_factory.mktemp("mutated")
    shutil.copytree(SOURCE, folder / "evenhand", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.mark.parametrize(
    "mutation", OF_CLOCKS + OF_FIGURES, ids=lambda mutation: mutation.name.replace(" ", "-")
)
def test_is_noticed(mutation: Mutation, copy: Path) -> None:
    file = copy / "evenhand" / mutation.file
    right = file.read_text("utf-8")
    assert right.count(mutation.old) == 1, (
        f"{mutation.file} has this {right.count(mutation.old)} times, not once; write the mutation anew for the "
        f"changed source: {mutation.old!r}"
    )
    file.write_text(right.replace(mutation.old, mutation.new), "utf-8")
    try:
        done = answers(copy, mutation.cases)
    finally:
        file.write_text(right, "utf-8")
    assert done.returncode == 1, f"not noticed (exit code {done.returncode})\n{done.stdout}{done.stderr}"
    assert mutation.cases[0] in done.stdout or "display" in done.stdout


def test_the_copy_itself_is_right(copy: Path) -> None:
    """Without a fault nothing fails, so that what is noticed above is the fault; and the copy is what runs."""
    done = answers(copy, tuple(sorted({name for mutation in MUTATIONS for name in mutation.cases})))
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
    where = subprocess.run(
        [sys.executable, "-c", "import evenhand; print(evenhand.__file__)"],
        cwd=copy,
        env={**_uncovered(), "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(copy)


def test_there_are_enough_and_each_has_a_name() -> None:
    names = [mutation.name for mutation in MUTATIONS]
    assert len(names) >= 14
    assert len(set(names)) == len(names)
