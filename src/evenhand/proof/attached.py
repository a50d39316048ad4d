"""Files that a PDF carries, found without a PDF reader: the document signed must hash to its identity."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

LARGEST_ATTACHED: Final = 2**24
MOST_ATTACHED: Final = 100
_NEAR_BYTES: Final = 2_000
"""How far the words of a stream's dictionary may lie apart."""


def attached(pdf: bytes) -> Iterator[bytes]:
    """Return the embedded files of a PDF (ISO 32000-1, 7.11.4): stored as they are, or packed by Flate.

    The first hundred are looked at; larger ones than LARGEST_ATTACHED, and those packed otherwise, are passed over.
    """
    at = 0
    for _ in range(MOST_ATTACHED):
        at = pdf.find(b"/EmbeddedFile", at) + 1
        if not at:
            return
        stream = pdf.find(b"stream", at, at + _NEAR_BYTES)
        begun = pdf.rfind(b" obj", max(at - _NEAR_BYTES, 0), at)
        head = pdf[max(begun, 0) : max(stream, 0)]
        end = (
            pdf.find(b"endstream", stream) if head.rstrip().endswith(b">>") and b"endobj" not in head else -1
        )
        if end < 0:
            continue
        data = pdf[stream + len(b"stream") : end].removeprefix(b"\r").removeprefix(b"\n")
        whole = _unpacked(data) if b"/FlateDecode" in head else data.removesuffix(b"\n").removesuffix(b"\r")
        if whole is not None:
            yield whole


def _unpacked(data: bytes) -> bytes | None:
    packed = zlib.decompressobj()
    try:
        whole = packed.decompress(data, LARGEST_ATTACHED)
    except zlib.error:
        return None
    return whole if packed.eof else None
