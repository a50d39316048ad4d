"""Fonts cut to the signs a document uses, small enough to travel inside one file."""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from pathlib import Path

import uharfbuzz
from fontTools.ttLib import TTFont

_FEATURES = ("kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "cv11")
WEIGHTS = (400, 700)


@lru_cache(maxsize=32)
def cut(file: Path, signs: frozenset[str], weights: tuple[int, int]) -> bytes:
    """Return the font as WOFF with these signs only, its weight within `weights`, drawn for the size of text."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).update(map(ord, signs))
    features = wanted.sets(uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG)
    features.clear()
    features.update(int.from_bytes(feature.encode()) for feature in _FEATURES)
    for axis in face.axis_infos:
        if axis.tag == "wght":
            wanted.set_axis_range(face, "wght", *weights)
        else:
            wanted.pin_axis_to_default(face, axis.tag)
    return _woff(bytes(uharfbuzz.subset(face, wanted).blob.data))


def data_url(content: bytes) -> str:
    """The bytes of a font as an address that loads nothing."""
    return f"data:font/woff;base64,{base64.b64encode(content).decode()}"


def _woff(content: bytes) -> bytes:
    font = TTFont(io.BytesIO(content), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    font.flavor = "woff"
    packed = io.BytesIO()
    font.save(packed, reorderTables=None)
    return packed.getvalue()
