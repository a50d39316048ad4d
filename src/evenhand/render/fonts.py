"""The fonts of documents: which the project may ship, what they can write, and what they cannot.

They come from packages under the Open Font License: Source Serif 4 for the words, Inter for numbers and labels,
Noto where those lack a sign, and Noto for Chinese, Japanese and Korean when the extra `cjk` is installed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import uharfbuzz

from evenhand.render.markup.reading import inked

SERIF, SANS, MONO = "Source Serif 4", "Inter", "JetBrains Mono"
_REST = ("Noto Serif", "Noto Sans", "Noto Sans Symbols 2")
_EAST = {"ja": "Noto Sans JP", "ko": "Noto Sans KR", "zh-tw": "Noto Sans TC", "zh": "Noto Sans SC"}
_WESTERN, _EASTERN = "justmytype_western_core", "justmytype_intl_cjk"


def chain(first: str, language: str, *, east: bool = False) -> list[str]:
    """The families to try one after the other, the reader's own Chinese, Japanese or Korean before the others.

    `east`: whether families of the Far East are among them.

    >>> chain("Inter", "en")
    ['Inter', 'Source Serif 4', 'Noto Serif', 'Noto Sans', 'Noto Sans Symbols 2']
    """
    western = [first, *(name for name in (SERIF, SANS, *_REST) if name != first)]
    if not east:
        return western
    tag = language.lower()
    own = [name for start, name in _EAST.items() if tag.startswith(start)]
    return [*western, *dict.fromkeys([*own, *_EAST.values()])]


def needs_east(text: str) -> bool:
    """Whether a sign of the text is in the fonts of the Far East alone, and they are installed."""
    return find_spec(_EASTERN) is not None and bool(_unwritten(text, _western()))


def missing(text: str) -> list[str]:
    """The signs of the text that no installed font can write, in the order they are first used.

    >>> missing("Sürücü, Αθήνα, Київ, ✓ \\U0001f680")
    ['🚀']
    """
    return _unwritten(text, _eastern() if needs_east(text) else _western())


def families(east: bool) -> dict[str, list[Path]]:
    """The files of each family, upright before italic; with those of the Far East or without."""
    found: dict[str, list[Path]] = {}
    for package in (_WESTERN, _EASTERN) if east else (_WESTERN,):
        for file in _files(package):
            found.setdefault(_family(file), []).append(file)
    return found


def folders(east: bool) -> list[str]:
    """The folders that hold the files of the families in use."""
    return sorted({str(file.parent) for each in families(east).values() for file in each})


@cache
def face(file: Path) -> uharfbuzz.Face:
    """A font, opened."""
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))


@cache
def advance(sign: str) -> int:
    """How far the sign moves the pen in bold, in thousandths of the size: in the serif or the sans, the wider."""
    return max(_advance(sign, SERIF, 700), _advance(sign, SANS, 700))


@cache
def sans_advance(sign: str) -> int:
    """How far the sign moves the pen in the headings of tables."""
    return _advance(sign, SANS, 500)


def _advance(sign: str, first: str, weight: int) -> int:
    for family in chain(first, ""):
        font = _weighed(family, weight)
        if glyph := font.get_nominal_glyph(ord(sign)):
            return int(font.get_glyph_h_advance(glyph) * 1000 // font.face.upem)
    return 1000


@cache
def _weighed(family: str, weight: int) -> uharfbuzz.Font:
    font = uharfbuzz.Font(face(families(east=False)[family][0]))
    font.set_variations({"wght": weight})
    return font


def _unwritten(text: str, signs: frozenset[str]) -> list[str]:
    if text.isascii():
        return []
    return [sign for sign in dict.fromkeys(text) if not sign.isascii() and sign not in signs and inked(sign)]


@cache
def _western() -> frozenset[str]:
    return _covered(families(east=False))


@cache
def _eastern() -> frozenset[str]:
    return _covered(families(east=True))


def _covered(found: Mapping[str, Iterable[Path]]) -> frozenset[str]:
    """What a family can write upright and slanted; signs for private use mean something else on every machine."""
    each = (set.intersection(*(set(face(file).unicodes) for file in of)) for of in found.values())
    return frozenset(sign for sign in map(chr, set().union(*each)) if unicodedata.category(sign) != "Co")


@cache
def _files(package: str) -> tuple[Path, ...]:
    wanted = {*_REST, SERIF, SANS, MONO, *_EAST.values()}
    return tuple(file for file in _fonts(package) if _family(file) in wanted)


def _fonts(package: str) -> Iterator[Path]:
    place = Path(str(files(package))) / "fonts" / "ofl"
    yield from sorted(place.glob("*/*.ttf"), key=lambda file: (file.parent.name, "Italic" in file.name))


@cache
def _family(file: Path) -> str:
    names = uharfbuzz.OTNameIdPredefined
    opened = face(file)
    return str(opened.get_name(names.TYPOGRAPHIC_FAMILY) or opened.get_name(names.FONT_FAMILY))
