"""The evidence of one agreement as a ZIP file: what is in it, under which names, and how it is written.

The same content gives the same bytes. `docs/reference/evidence-bundle.md` describes every file for other readers.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO, Final

from evenhand.proof.strict import canonical, parsed

FORMAT: Final = "evenhand-bundle-1"
ABOUT: Final = "bundle.json"
LEAVES: Final = "leaves.ndjson"
PAYLOADS: Final = "payloads.ndjson"
NAME: Final = re.compile(
    r"bundle\.json|leaves\.ndjson|payloads\.ndjson"
    r"|(heads|receipts)/[0-9]{8}\.txt"
    r"|versions/[0-9a-f]{64}/(agreement\.json|agreement\.yaml|signatures\.json|signed\.pdf|paper\.pdf)"
    r"|records/[0-9]{8}/(records|reading\.json)"
    r"|figures/[0-9]{8}\.json"
)
"""Every name that a file in a bundle can have. Numbers are the index of a leaf, for heads their size."""
LARGEST_RATIO: Final = 400
"""How many times as large a file may be unpacked; tables of records come to a tenth of that. What would come to half
of it is written stored."""
_HELD: Final = 1 << 22
_PIECE: Final = 1 << 16
_FIXED_TIME: Final = (1980, 1, 1, 0, 0, 0)
_ORIGIN: Final = re.compile(r"evenhand/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class About:
    """What a bundle says of itself: whose ledger, its public key in base64, how many leaves, and the title."""

    origin: str
    key: str
    size: int
    title: str

    def to_bytes(self) -> bytes:
        """The content of `bundle.json`."""
        plain = {"origin": self.origin, "key": self.key, "size": self.size, "title": self.title}
        return canonical({"format": FORMAT, **plain})


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle: what it says of itself, and its files by name; files of records are read when asked for."""

    about: About
    files: Mapping[str, bytes]


def read_about(data: bytes) -> About:
    """Read `bundle.json`; raise ValueError with what is wrong in words."""
    plain = parsed(data)
    if not isinstance(plain, dict) or plain.pop("format", None) != FORMAT:
        raise ValueError(f"It does not say that it is an {FORMAT}.")
    texts = all(isinstance(plain.get(name), str) for name in ("origin", "key", "title"))
    if set(plain) != {"origin", "key", "size", "title"} or not texts or type(plain["size"]) is not int:
        raise ValueError("It does not say origin, key, size and title.")
    if not _ORIGIN.fullmatch(plain["origin"]) or not 0 <= plain["size"] < 10**8:
        raise ValueError("Its origin is not evenhand/ and a UUID, or its size is no number of leaves.")
    return About(**plain)


def place(folder: str, number: int, ending: str) -> str:
    """Return the name of a file that belongs to a leaf or a head.

    >>> place("heads", 7, ".txt"), place("records", 12, "/reading.json")
    ('heads/00000007.txt', 'records/00000012/reading.json')
    """
    return f"{folder}/{number:08}{ending}"


def write_bundle(target: IO[bytes], files: Iterable[tuple[str, bytes | Iterable[bytes]]]) -> None:
    """Write files as a bundle, in the order in which they come; a large one may come in pieces.

    Raises ValueError for a name that no bundle has.
    """
    seen: set[str] = set()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            if name in seen or not NAME.fullmatch(name):
                raise ValueError(f"{name!r} is no name for a file in a bundle, or stands there twice")
            seen.add(name)
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.external_attr, entry.create_system = 0o644 << 16, 3
            with (
                tempfile.SpooledTemporaryFile(_HELD) as kept,
                archive.open(
                    _packed(entry, data, kept), "w", force_zip64=not isinstance(data, bytes)
                ) as file,
            ):
                kept.seek(0)
                shutil.copyfileobj(kept, file, _PIECE)


def _packed(entry: zipfile.ZipInfo, data: bytes | Iterable[bytes], kept: IO[bytes]) -> zipfile.ZipInfo:
    """Keep the bytes of a file and choose how it is packed: deflated, or stored where that would look like a bomb."""
    packer, whole, packed = zlib.compressobj(wbits=-zlib.MAX_WBITS), 0, 0
    for piece in (data,) if isinstance(data, bytes) else data:
        whole, packed = whole + kept.write(piece), packed + len(packer.compress(piece))
    packed += len(packer.flush())
    entry.compress_type = zipfile.ZIP_DEFLATED if whole <= packed * LARGEST_RATIO // 2 else zipfile.ZIP_STORED
    return entry
