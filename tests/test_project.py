"""The project itself: what is committed is clean, what the documents say is there, the house rules hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from evenhand import __version__

ROOT = Path(__file__).resolve().parents[1]
PURE = (
    "errors",
    "units",
    "trees",
    "intervals",
    "calendars",
    "records",
    "clocks",
    "availability",
    "terms",
    "figures",
    "wording",
)
DOORS = ("sources", "engines", "proof", "render", "exchange", "templates", "demo", "cli")


def _committed() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("needs git and a clone: what is committed cannot be listed here")
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""  # a picture or a Parquet file


def _modules(*rooms: str) -> Iterator[Path]:
    for room in rooms:
        place = ROOT / "src" / "evenhand" / room
        yield from (
            sorted(place.rglob("*.py")) if place.is_dir() else filter(Path.exists, [place.with_suffix(".py")])
        )


def _found(pattern: str, *, suffixes: tuple[str, ...] = ()) -> list[str]:
    """`file:line: text` of every committed line the pattern is found in (this file apart)."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in _committed()
        if path != Path(__file__).resolve() and (not suffixes or path.suffix in suffixes)
        for number, line in enumerate(_text(path).splitlines(), start=1)
        if re.search(pattern, line)
    ]


def test_no_registry_address_is_committed():
    assert _found(r"pypi\.org|pythonhosted|npmjs|debian\.org|(?<!no-emit-)(index-url|find-links)\b") == []


def test_no_path_of_a_machine_is_committed():
    assert _found(r"(?<![\w.$}/>-])/(work|root|home|tmp|opt|Users)/|file:///") == []


def test_nothing_is_left_undone_in_the_code():
    assert (
        _found(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError", suffixes=(".py", ".yaml", ".md")) == []
    )


def test_every_exception_to_the_checks_says_why():
    """`type: ignore[code]  # why`, `noqa: X1 - why`, `pragma: no cover - why`."""
    bare = (
        r"#\s*(type:\s*ignore(\[[\w, -]+\])?|noqa(:\s*[A-Z0-9, ]+)?|pragma:\s*no (cover|branch))\s*($|[\"'])"
    )
    assert _found(bare, suffixes=(".py",)) == []


def test_every_skip_says_why():
    silent = []
    for path in (ROOT / "tests").rglob("*.py"):
        for node in ast.walk(ast.parse(_text(path))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                ("skip", "skipif", "xfail", "importorskip")
            ):
                words = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "reason")]
                if not any(isinstance(word, ast.Constant | ast.JoinedStr | ast.Name) for word in words):
                    silent.append(f"{path.name}:{node.lineno}")
    assert silent == []


def test_files_are_short_enough_to_read():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "src").rglob("*.py")
        if "migrations" not in path.parts and (lines := len(_text(path).splitlines())) > 300
    }
    assert long == {}


def test_every_room_is_a_package():
    rooms = {path.parent for path in (ROOT / "src" / "evenhand").rglob("*.py")}
    assert [str(room.relative_to(ROOT)) for room in rooms if not (room / "__init__.py").exists()] == []


# ── Documents ────────────────────────────────────────────────────────────────────────────────────


def _documents() -> list[Path]:
    return [path for path in _committed() if path.suffix == ".md"]


def _anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _text(path), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_in_the_documents_leads_somewhere():
    broken = []
    for path in _documents():
        for target in re.findall(r"\]\(([^)\s]+)\)", _text(path)):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = target.partition("#")
            there = (path.parent / name).resolve() if name else path
            if not there.exists() or (anchor and anchor not in _anchors(there)):
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []


def test_every_page_can_be_reached_from_the_index():
    reached, ahead = set(), [ROOT / "docs" / "index.md"]
    while ahead:
        page = ahead.pop()
        reached.add(page)
        names = re.findall(r"\]\(([^)\s#:]+\.md)", _text(page))
        ahead += [there for name in names if (there := (page.parent / name).resolve()) not in reached]
    pages = {path for path in _documents() if (ROOT / "docs") in path.parents}
    assert sorted(str(page.relative_to(ROOT)) for page in pages - reached) == []


def test_the_readme_names_targets_that_exist():
    targets = set(re.findall(r"^([a-z]+):", _text(ROOT / "Makefile"), flags=re.MULTILINE))
    named = {
        name
        for path in _documents()
        for name in re.findall(r"^ *make ([a-z]+)", _text(path), flags=re.MULTILINE)
    }
    assert {"demo", "test"} <= named <= targets


def test_ci_runs_exactly_the_readme_test_command():
    commands = [
        line
        for line in _text(ROOT / ".ci" / "run").splitlines()
        if line and not line.startswith(("#", "set", "cd"))
    ]
    assert commands == ["exec make test"]


def test_the_changelog_knows_this_version():
    assert re.search(rf"^## {re.escape(__version__)}\b", _text(ROOT / "CHANGELOG.md"), flags=re.MULTILINE)


# ── Locks ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt", "uv.txt"])
def test_locks_hold_versions_and_hashes_and_nothing_else(name):
    lines = _text(ROOT / "requirements" / name).splitlines()
    pattern = r"#.*|[\w.\-]+(\[\w+\])?==[\w.!+]+( ; .+?)?( \\)?| +--hash=sha256:[0-9a-f]{64}( \\)?"
    assert [line for line in lines if not re.fullmatch(pattern, line)] == []


def test_what_the_project_needs_is_locked():
    project = tomllib.loads(_text(ROOT / "pyproject.toml"))["project"]
    for name in ("runtime.txt", "dev.txt"):
        locked = set(re.findall(r"^([\w.\-]+)==", _text(ROOT / "requirements" / name), flags=re.MULTILINE))
        needed = {re.split(r"[\[<>=!~ ]", line)[0].lower() for line in project["dependencies"]}
        assert needed <= locked


def test_the_two_locks_agree():
    runtime, dev = (
        set(re.findall(r"^([\w.\-]+==[^ ]+)", _text(ROOT / "requirements" / name), flags=re.MULTILINE))
        for name in ("runtime.txt", "dev.txt")
    )
    assert runtime <= dev


# ── The counting is pure ─────────────────────────────────────────────────────────────────────────

CALLS = re.compile(
    r"(.*\.)?(now|utcnow|today)|open|input|print|exec|eval|__import__"
    r"|np\.(load|save\w*|loadtxt|fromfile|memmap|genfromtxt)"
)


def _impurities(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(_text(path))):
        name = ""
        if isinstance(node, ast.Call) and CALLS.fullmatch(ast.unparse(node.func)):
            name = ast.unparse(node.func)
        elif isinstance(node, ast.Attribute) and node.attr in ("random", "environ", "tofile"):
            name = ast.unparse(node)
        elif isinstance(node, ast.ImportFrom) and re.match(r"(numpy\.random|pyarrow)", node.module or ""):
            name = node.module or ""
        if name:
            yield f"{path.name}:{getattr(node, 'lineno', 0)}: {name}"


def test_the_pure_rooms_ask_nothing_of_the_world():
    """No file, no clock and no chance, also where no import gives it away (HOUSE, contract 2)."""
    assert [found for path in _modules(*PURE) for found in _impurities(path)] == []


@pytest.mark.parametrize(
    "line",
    ["datetime.now()", "date.today()", "open('x')", "np.random.default_rng()", "from pyarrow import csv"],
)
def test_an_impurity_is_found(tmp_path, line):
    (tmp_path / "room.py").write_text(f"{line}\n", encoding="utf-8")
    assert list(_impurities(tmp_path / "room.py"))


# ── The import contracts can fail ────────────────────────────────────────────────────────────────


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--config", ROOT / ".importlinter", "--no-cache"],
        cwd=folder, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(folder)},
    )  # fmt: skip


CORNERS = ("figures/explanation", "calendars/lookup", "calendars/table")  # named by a contract of their own


@pytest.fixture
def empty_house(tmp_path):
    """A package with every room that is built and nothing in them."""
    for room in ("", *PURE, *DOORS, *CORNERS):
        (tmp_path / "evenhand" / room).mkdir(parents=True, exist_ok=True)
        (tmp_path / "evenhand" / room / "__init__.py").touch()
    return tmp_path


def test_the_empty_house_keeps_the_contracts(empty_house):
    done = _lint(empty_house)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("calendars", "import os", "The counting touches no file"),
        ("figures", "from random import Random", "The counting touches no file"),
        ("terms", "from pathlib import Path", "The counting touches no file"),
        ("clocks", "import evenhand.terms", "Rooms of evenhand"),
        ("sources", "import evenhand.terms", "Rooms of evenhand"),
        ("units", "import evenhand.calendars", "Rooms of evenhand"),
        ("cli", "import django", "The library knows nothing"),
        ("figures/explanation", "import evenhand.clocks", "An explanation shares neither"),
    ],
)
def test_a_broken_contract_is_caught(empty_house, room, line, contract):
    place = empty_house / "evenhand" / room
    place.mkdir(parents=True, exist_ok=True)
    (place / "__init__.py").write_text(f"{line}\n", encoding="utf-8")
    done = _lint(empty_house)
    assert done.returncode != 0
    assert re.search(
        rf"{contract}.* BROKEN|not listed as layers|Missing layer|{room}", done.stdout + done.stderr
    )
