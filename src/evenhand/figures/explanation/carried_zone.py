"""The zone rules of a version for the clock on the wall: as it carries them, else those of `tzdata` (rule 7)."""

from __future__ import annotations

import struct
from functools import lru_cache
from zoneinfo import ZoneInfo

from evenhand.calendars.zones import Zone
from evenhand.figures.explanation.wall import zone_rules
from evenhand.terms.agreement import Agreement

_HEADER = struct.Struct(">4sc15x6l")


def rules_of(agreement: Agreement, name: str) -> ZoneInfo:
    """The rules of a zone that an agreement names."""
    zone = agreement.carried.zones.get(name) if agreement.carried else None
    return zone_info(zone) if zone else zone_rules(name)


@lru_cache(maxsize=64)
def zone_info(zone: Zone) -> ZoneInfo:
    """The same rules for the standard library: written as a TZif file of version 2 (RFC 8536) and read again."""
    offsets = list(dict.fromkeys(zone.offsets.tolist()))
    types = b"".join(struct.pack(">lbb", offset, 0, 0) for offset in offsets)
    kinds = bytes(offsets.index(offset) for offset in zone.offsets[1:].tolist())
    count = len(kinds)
    times = struct.pack(f">{count}q", *zone.transitions.tolist())
    empty = _HEADER.pack(b"TZif", b"2", 0, 0, 0, 0, 0, 0)
    head = _HEADER.pack(b"TZif", b"2", 0, 0, 0, count, len(offsets), 4)
    # The line behind the data, a rule for later years, is empty: beyond what is carried nothing changes.
    return ZoneInfo.from_file(
        _Bytes(empty + head + times + kinds + types + b"LMT\0" + b"\n\n"), key=zone.name
    )


class _Bytes:
    """Bytes that are read like a file."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def read(self, size: int, /) -> bytes:
        part = self._data[self._at : self._at + size]
        self._at += len(part)
        return part

    def seek(self, size: int, whence: int = 0, /) -> None:
        self._at += size
