"""The portal's fonts, cut to Latin, Greek and Cyrillic when static files are made."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from evenhand.render.cut import cut
from evenhand.render.fonts import SANS, SERIF, families

_RANGES: Final = (
    (0x0020, 0x007E),
    (0x00A0, 0x024F),
    (0x0300, 0x036F),
    (0x0370, 0x03FF),
    (0x0400, 0x04FF),
    (0x1E00, 0x1EFF),
    (0x2000, 0x206F),
    (0x20A0, 0x20BF),
    (0x2100, 0x214F),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x25A0, 0x25FF),
    (0x2700, 0x27BF),
)
SIGNS: Final = frozenset(chr(code) for start, end in _RANGES for code in range(start, end + 1))
FACES: Final = (
    ("serif", SERIF, 0, "normal", (400, 700)),
    ("serif-italic", SERIF, 1, "italic", (400, 400)),
    ("sans", SANS, 0, "normal", (400, 700)),
)
"""File, family, which file of the family, style, weights."""


def make_fonts(folder: Path) -> None:
    """Write the fonts and their style sheet to `folder` (made when missing) under `evenhand/`."""
    into = folder / "evenhand"
    into.mkdir(parents=True, exist_ok=True)
    found = families(False)
    sheet = []
    for name, family, number, style, weights in FACES:
        (into / f"{name}.woff").write_bytes(cut(found[family][number], SIGNS, weights))
        sheet.append(
            f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {weights[0]} {weights[1]}; '
            f'font-display: swap; src: url("{name}.woff") format("woff"); }}\n'
        )
    (into / "fonts.css").write_text("".join(sheet), encoding="utf-8")
