"""`make demo` and what it opens: twice in a row, beside a taken port, by the addresses it prints."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EVENHAND = str(Path(sys.executable).with_name("evenhand"))


@contextmanager
def opened(folder: Path, port: int) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run the demonstration; yields what it printed until it answered, and its process."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    output = folder.parent / f"{folder.name}-output"
    with output.open("w") as file:
        process = subprocess.Popen(
            [EVENHAND, "portal-demo", "--folder", str(folder), "--port", str(port)],
            env=kept,
            stdout=file,
            stderr=subprocess.STDOUT,
            text=True,
        )
    try:
        end = time.monotonic() + 120
        while "alive" not in answer(output.read_text()):
            assert time.monotonic() < end, output.read_text()[-2000:]
            assert process.poll() is None, output.read_text()[-2000:]
            time.sleep(0.5)
        yield output.read_text(), process
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0


def answer(said: str) -> str:
    found = re.search(r"Sign in +(http://localhost:\d+)/", said)
    if not found:
        return ""
    try:
        with urllib.request.urlopen(f"{found.group(1)}/alive/", timeout=5) as reply:
            return str(reply.read().decode())
    except urllib.error.URLError:
        return ""


def test_it_opens_twice_and_beside_a_taken_port(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with opened(tmp_path / "demo", port) as (said, _):
            assert f"Port {port} is taken" in said
            assert "Everybody's password is: " in said
            found = re.search(r"The agreement +(\S+)", said)
            assert found
            with urllib.request.urlopen(found.group(1), timeout=10) as reply:
                assert "/account/login/" in reply.url
    with opened(tmp_path / "demo", port + 1) as (again, _):
        assert "Traceback" not in said + again
        assert found.group(1).rpartition("agreements")[2] in again
        assert len(again.splitlines()) < 20
