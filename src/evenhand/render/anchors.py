"""Where references lead in a document: every clause address gets one name there, at its section or first block."""

from __future__ import annotations

import re

from evenhand.wording.blocks import WrittenAgreement


class Anchors:
    """The names of a document's places, each given away once.

    >>> from evenhand.wording.blocks import Section, WrittenAgreement
    >>> section = Section("3", "Standards", "standards")
    >>> anchors = Anchors(WrittenAgreement("Care", "en", None, None, (), (section,)))
    >>> anchors.to("standards"), anchors.here("standards"), anchors.here("standards"), anchors.to("review")
    ('standards', 'standards', '', '')
    """

    def __init__(self, written: WrittenAgreement) -> None:
        sections = [section.address for section in written.walk() if section.address]
        blocks = [block.address for section in written.walk() for block in section.blocks if block.address]
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        for address in (*sections, *blocks):
            if address not in self._names:
                self._names[address] = self._new(address)
        self._sections = frozenset(sections)
        self._given: set[str] = set()

    def _new(self, address: str) -> str:
        name = re.sub(r"[^\w.\-]+", "-", address) or "-"
        new, number = name, 1
        while new in self._taken:
            number += 1
            new = f"{name}-{number}"
        self._taken.add(new)
        return new

    def to(self, address: str | None) -> str:
        """The name of the place an address leads to; empty where it leads nowhere."""
        return self._names.get(address or "", "")

    def here(self, address: str | None, *, section: bool = True) -> str:
        """The name for this place, once; empty when it has none, or a section bears it and this is a block."""
        if not address or address in self._given or (not section and address in self._sections):
            return ""
        self._given.add(address)
        return self._names[address]
