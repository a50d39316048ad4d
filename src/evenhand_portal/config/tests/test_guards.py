"""What the portal refuses to start with, and the keys that it keeps."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from evenhand_portal.config.guards import refusals
from evenhand_portal.config.keys import kept_key

SAFE = {
    "SECRET_KEY": "".join(chr(ord("!") + number) for number in range(60)),
    "EVENHAND_LEDGER_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "ALLOWED_HOSTS": "sla.example.org",
    "EVENHAND_ORIGIN": "https://sla.example.org",
    "EMAIL_URL": "smtp+tls://portal:secret@mail.example.org:587",
}


def test_safe_settings_are_not_refused() -> None:
    assert refusals(SAFE) == ()


@pytest.mark.parametrize(
    ("name", "value", "because"),
    [
        ("SECRET_KEY", "", "SECRET_KEY is not set"),
        ("SECRET_KEY", "short", "too easy to guess"),
        ("SECRET_KEY", "ab" * 30, "too easy to guess"),
        ("EVENHAND_LEDGER_KEY", "", "EVENHAND_LEDGER_KEY is not set"),
        ("EVENHAND_LEDGER_KEY", "bm90IGVub3VnaA==", "is no key"),
        ("EVENHAND_LEDGER_KEY", "ü!", "is no key"),
        ("ALLOWED_HOSTS", " , ", "ALLOWED_HOSTS is not set"),
        ("ALLOWED_HOSTS", "sla.example.org,*", "lets every host in"),
        ("EVENHAND_ORIGIN", "", "EVENHAND_ORIGIN is not an https address"),
        ("EVENHAND_ORIGIN", "http://sla.example.org", "EVENHAND_ORIGIN is not an https address"),
        ("DEBUG", "True", "DEBUG is on"),
        ("DEBUG", " on ", "DEBUG is on"),
        ("DEBUG", "y", "DEBUG is on"),
        ("DEBUG", "OK", "DEBUG is on"),
        ("DEBUG", "enabled", "DEBUG is on"),
        ("DEBUG", "$DEMO", "DEBUG is on"),
        ("EMAIL_URL", "", "EMAIL_URL is not set"),
    ],
)
def test_each_unsafe_setting_is_refused(name: str, value: str, because: str) -> None:
    [said] = refusals({**SAFE, name: value})
    assert because in said
    assert refusals({**SAFE, name: value, "EVENHAND_DEMO": "on"}) == ()


@pytest.mark.parametrize("word", ["", "off", " Off ", "false", "0", "no", "n"])
def test_a_switch_that_is_off_is_not_refused(word: str) -> None:
    assert refusals({**SAFE, "DEBUG": word}) == ()


def start(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Load the settings, as every command does, in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    command = (
        "import evenhand_portal.config.settings as s; print(s.DEMO, s.SESSION_COOKIE_SECURE, s.SECRET_KEY)"
    )
    return subprocess.run(
        [sys.executable, "-c", command],
        env={**kept, "EVENHAND_DATA": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_settings_refuse_and_name_everything_at_once(tmp_path: Path) -> None:
    done = start(tmp_path)
    assert done.returncode != 0
    for name in ("The portal does not start:", *SAFE):
        assert name in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_settings_of_a_real_portal_are_safe(tmp_path: Path) -> None:
    done = start(tmp_path, **SAFE)
    assert done.stdout.startswith("False True ")
    assert not (tmp_path / "secret-key").exists()


def test_the_demonstration_keeps_its_keys(tmp_path: Path) -> None:
    first, second = (start(tmp_path, EVENHAND_DEMO="on").stdout for _ in range(2))
    assert first == second
    assert len(first.split()[-1]) == 44
    for name in ("secret-key", "ledger-key"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_a_command_says_it_without_a_traceback(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    done = subprocess.run(
        [Path(sys.executable).with_name("evenhand"), "serve"],
        env={**kept, "EVENHAND_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "SECRET_KEY is not set" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_key_is_made_once(tmp_path: Path) -> None:
    made = kept_key(tmp_path / "key")
    assert kept_key(tmp_path / "key") == made
    assert kept_key(tmp_path / "other") != made


def test_every_variable_is_in_the_reference() -> None:
    page = (Path(__file__).parents[4] / "docs" / "reference" / "portal-settings.md").read_text(
        encoding="utf-8"
    )
    read = re.compile(
        r"""(?:env\.\w+\(|environment\.get\(|is_on\(os\.environ,|is_on\(environment,)\s*"([A-Z_]+)\""""
    )
    config = Path(__file__).parents[1]
    names = {
        name
        for file in ("settings.py", "guards.py")
        for name in read.findall((config / file).read_text(encoding="utf-8"))
    }
    assert {"SECRET_KEY", "DATABASE_URL", "EVENHAND_DEMO", "BEHIND_PROXY", "DEBUG"} <= names
    assert {name for name in names if f"`{name}`" not in page} == set()
