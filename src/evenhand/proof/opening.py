"""Opening a bundle that comes from somebody else: nothing is unpacked to disk, no name is trusted, sizes are bounded.

A file is read in pieces and never beyond what the directory of the archive says, so that a small archive cannot
become a large memory.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Final

from evenhand.errors import Problem
from evenhand.proof.bundle import ABOUT, LARGEST_RATIO, LEAVES, NAME, PAYLOADS, Bundle, read_about

MOST_FILES: Final = 200_000
LARGEST_BYTES: Final = 2**34
"""Of all files together, unpacked."""
LARGEST_FILE_BYTES: Final = 2**30
"""Of one file: as much as a portal takes."""
LARGEST_HELD_BYTES: Final = 2**28
"""Of all files that are held in memory: all but records, figures and PDFs, which are read when asked for."""
_PIECE: Final = 1 << 16
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 0x1
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, struct.error
)  # fmt: skip
"""What the standard library raises for archives that are damaged."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a bundle may be: files, bytes of all, and bytes of those held in memory."""

    files: int = MOST_FILES
    total: int = LARGEST_BYTES
    held: int = LARGEST_HELD_BYTES


class Files(Mapping[str, bytes]):
    """The files of an open archive: small ones held; records, figures and PDFs read when they are asked for."""

    def __init__(self, archive: zipfile.ZipFile, held: Mapping[str, bytes]) -> None:
        """Made by `open_bundle`."""
        self._archive = archive
        self._held = held

    def __getitem__(self, name: str) -> bytes:
        """The bytes of a file; KeyError when there is none."""
        if name in self._held:
            return self._held[name]
        return b"".join(_pieces(self._archive, self._archive.getinfo(name)))

    def __iter__(self) -> Iterator[str]:
        """All names, in the order of the archive."""
        return iter(self._archive.namelist())

    def __len__(self) -> int:
        """How many files."""
        return len(self._archive.namelist())


def open_bundle(file: IO[bytes], limits: Limits | None = None) -> tuple[Bundle, None] | tuple[None, Problem]:
    """Open a bundle and read every file in it once, so that damage is found; the problem says what hinders.

    `file` must stay open as long as the bundle is used.
    """
    bounds = limits or Limits()
    try:
        archive = zipfile.ZipFile(file)
        if problem := _refusal(archive, bounds):
            return None, problem
        files = _read(archive)
    except _BROKEN as error:
        return None, _problem("bundle-damaged", f"The ZIP file is damaged: {error}.")
    try:
        return Bundle(read_about(files[ABOUT]), files), None
    except ValueError as error:
        return None, _problem("bundle-unreadable", f"{ABOUT} cannot be used: {error}")


def _read(archive: zipfile.ZipFile) -> Files:
    held: dict[str, bytes] = {}
    for entry in archive.infolist():
        pieces = _pieces(archive, entry)
        if _read_later(entry):
            for _ in pieces:
                pass  # read through: its checksum is looked at
        else:
            held[entry.filename] = b"".join(pieces)
    return Files(archive, held)


def _refusal(archive: zipfile.ZipFile, limits: Limits) -> Problem | None:
    """What about the directory of an archive no bundle would have."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    strange = [name for name in names if not NAME.fullmatch(name)]
    if len(entries) > limits.files:
        return _problem("bundle-too-large", f"It holds {len(entries):,} files, more than {limits.files:,}.")
    strange += [name for name, times in Counter(names).items() if times > 1]
    if strange:
        return _problem("bundle-strange-file", f"A file in it has no place in a bundle: {strange[0][:80]!r}.")
    if missing := [name for name in (ABOUT, LEAVES, PAYLOADS) if name not in names]:
        return _problem("bundle-file-missing", f"It has no {missing[0]}.")
    if any(entry.flag_bits & _ENCRYPTED or entry.compress_type not in _METHODS for entry in entries):
        return _problem("bundle-strange-file", "A file in it is encrypted, or packed in an unusual way.")
    if any(entry.file_size > LARGEST_RATIO * entry.compress_size + _PIECE for entry in entries):
        return _problem("bundle-too-large", "A file in it is packed so tightly that it can hold no records.")
    total = sum(entry.file_size for entry in entries)
    held = sum(entry.file_size for entry in entries if not _read_later(entry))
    largest = max(entry.file_size for entry in entries)
    if total > limits.total or held > limits.held or largest > LARGEST_FILE_BYTES:
        return _problem("bundle-too-large", f"Unpacked it would be {total:,} bytes, more than is read.")
    return None


def _read_later(entry: zipfile.ZipInfo) -> bool:
    """Whether a file is of those that grow with the years of an agreement, and that are looked at one by one."""
    return entry.filename.endswith(("/records", ".pdf")) or entry.filename.startswith("figures/")


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a file piece by piece, never more than its directory entry says."""
    with archive.open(entry) as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _problem(code: str, message: str) -> Problem:
    return Problem(code, message, "Ask for the bundle again, and do not change it.", severity="warning")
