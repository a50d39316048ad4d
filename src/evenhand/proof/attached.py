"""Files that a PDF carries, found without a PDF reader: the document signed must hash to its identity."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final

LARGEST_ATTACHED: Final = 2**24
_STREAM: Final = re.compile(rb"<<(?:(?!endobj)[\s\S]){0,2000}?/EmbeddedFile[\s\S]{0,2000}?>>\s*?stream\r?\n")


def attached(pdf: bytes) -> Iterator[bytes]:
    """Return the embedded files of a PDF (ISO 32000-1, 7.11.4): stored as they are, or packed by Flate.

    Larger ones than LARGEST_ATTACHED are passed over. Files packed in other ways are not found.
    """
    for start in _STREAM.finditer(pdf):
        end = pdf.find(b"endstream", start.end())
        if end < 0:
            continue
        data = pdf[start.end() : end]
        if b"/FlateDecode" in start[0]:
            unpacked = _unpacked(data)
            if unpacked is not None:
                yield unpacked
        else:
            yield data.removesuffix(b"\n").removesuffix(b"\r")


def _unpacked(data: bytes) -> bytes | None:
    packed = zlib.decompressobj()
    try:
        whole = packed.decompress(data, LARGEST_ATTACHED)
    except zlib.error:
        return None
    return whole if packed.eof else None
