"""Draw `explanation.svg`: what `evenhand explain` shows on a terminal. Run it after a change of that page.

.venv/bin/python docs/images/draw.py
"""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from evenhand.demo.files import write
from evenhand.demo.history import history

WIDTH, LINES = 92, 30
PAPER = TerminalTheme(
    (253, 252, 249), (42, 38, 34),
    [
        (42, 38, 34), (176, 58, 32), (46, 112, 72), (150, 105, 20),
        (36, 84, 140), (120, 70, 120), (30, 110, 115), (120, 112, 104),
    ],
)  # fmt: skip
# A plain page: no window buttons, no fonts from elsewhere.
PAGE = """<svg viewBox="0 0 {width} {height}" xml:space="preserve" xmlns="http://www.w3.org/2000/svg"
  role="img" aria-label="An explained ticket">
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, "JetBrains Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px;
}}
{styles}
</style>
<defs>{lines}<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath></defs>
<rect width="{width}" height="{height}" rx="6" fill="#fdfcf9"/>
<g transform="translate({terminal_x}, 24)">{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


def seen(command: list[str]) -> str:
    """What a command writes to a terminal of WIDTH columns, with its colours."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 60, WIDTH, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(WIDTH)}
    with subprocess.Popen(command, stdout=follower, stderr=subprocess.DEVNULL, env=environment):
        os.close(follower)
        parts = []
        try:
            while part := os.read(leader, 65536):
                parts.append(part)
        except OSError:  # the terminal is closed
            pass
    return b"".join(parts).decode().replace("\r\n", "\n")


with tempfile.TemporaryDirectory() as folder:
    year = history()
    files = write(year, Path(folder))
    program = str(Path(sys.executable).with_name("evenhand"))
    command = [program, "explain", str(files.agreement), "--tickets", str(files.tickets)]
    page = seen([*command, "--ticket", year.told, "--standard", "resolve-other"])
console = Console(record=True, width=WIDTH, file=open(os.devnull, "w"), force_terminal=True)  # noqa: SIM115 - until the end
console.print(Text.from_ansi("\n".join(page.rstrip().splitlines()[:LINES])))
console.save_svg(
    str(Path(__file__).with_name("explanation.svg")), theme=PAPER, code_format=PAGE, unique_id="e"
)
