"""Many texts at once as machine words: eight bytes of every text in one load, without Python objects."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_MASKS = np.array([(1 << (8 * count)) - 1 for count in range(9)], np.uint64)


@dataclass(frozen=True, slots=True)
class Windows:
    """The bytes of n texts: text i is `start[i]` to `start[i] + length[i]` of one buffer."""

    start: NDArray[np.int64]
    length: NDArray[np.int64]
    words: NDArray[np.uint64]

    @classmethod
    def of(cls, texts: pa.Array) -> "Windows":
        """The windows of an Arrow text column without nulls."""
        texts = texts.cast(pa.large_string())
        _, offsets, data = texts.buffers()
        ends = np.frombuffer(offsets, np.int64)[texts.offset : texts.offset + len(texts) + 1]
        raw = np.frombuffer(data, np.uint8) if data is not None else np.empty(0, np.uint8)
        padded = np.concatenate([raw, np.zeros(8, np.uint8)])
        words: NDArray[np.uint64] = np.ndarray((len(padded) - 7,), "<u8", padded.data, strides=(1,))
        return cls(ends[:-1], np.diff(ends), words)

    def eight(self, after: int | NDArray[np.int64]) -> NDArray[np.uint64]:
        """The (up to) eight bytes of each text that begin `after` bytes into it, zero beyond its end."""
        if isinstance(after, int) and len(self.length) and int(self.length.min()) >= after + 8:
            return self.words[self.start + after]
        rest = np.clip(self.length - after, 0, 8)
        place = np.where(rest > 0, self.start + after, 0)
        loaded: NDArray[np.uint64] = self.words[place] & _MASKS[rest]
        return loaded

    def matrix(self, width: int) -> NDArray[np.uint8]:
        """The first `width` bytes (a multiple of eight) of each text as a row (n, width), padded with zeros."""
        columns = [self.eight(after) for after in range(0, width, 8)]
        matrix: NDArray[np.uint8] = np.stack(columns, axis=1).astype("<u8", copy=False).view(np.uint8)
        return matrix


def run_heads(texts: pa.Array) -> NDArray[np.int64] | None:
    """Rows at which a run of equal texts begins; None when texts are too long to compare in two words.

    >>> run_heads(pa.array(["T1", "T1", "T2", "T1"])).tolist()
    [0, 2, 3]
    """
    windows = Windows.of(texts)
    if len(texts) == 0 or int(windows.length.max()) > 16:
        return None
    parts = (windows.eight(0), windows.eight(8), windows.length)
    new = np.ones(len(texts), np.bool_)
    new[1:] = False
    for part in parts:
        new[1:] |= part[1:] != part[:-1]
    return np.flatnonzero(new)


def spread(texts: pa.Array, parts: int) -> NDArray[np.uint16]:
    """A part 0 .. parts - 1 for each text, the same for equal texts and evenly spread over the parts.

    Mixes the length, the first 64 bytes and the last eight: ids may share their beginning or their end.
    """
    windows = Windows.of(texts)
    mixed = windows.length.astype(np.uint64)
    longest = min(int(windows.length.max(initial=0)), 64)
    for after in (*range(0, longest, 8), np.maximum(windows.length - 8, 0)):
        mixed = (mixed ^ windows.eight(after)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return (mixed % np.uint64(parts)).astype(np.uint16)
