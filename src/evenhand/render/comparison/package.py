"""The file around a Word document: the same bytes for the same document, and the addresses of its clauses."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from evenhand.wording.redline import WORD_CLAUSES

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)


@dataclass
class Bookmarks:
    """Bookmarks around clauses: short names in the text, and a part of the file with the address of each.

    So a text that was changed in a word processor can be led back to its clause, and the file to the text it was
    made from, which `identity` names.
    """

    identity: str | None = None
    addresses: list[str] = field(default_factory=list)

    def put(self, address: str | None, first: Any, last: Any) -> None:
        """Set a bookmark from the beginning of one element to the end of another; each address once."""
        if address is None or address in self.addresses:
            return
        self.addresses.append(address)
        number = str(len(self.addresses))
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), number)
        start.set(qn("w:name"), f"clause_{number}")
        first.addprevious(start)
        last.addnext(end)

    def part(self) -> bytes:
        """The part: a list of bookmarks and addresses."""
        lines = (
            f'<clause bookmark="clause_{number}" address={quoteattr(address)}/>'
            for number, address in enumerate(self.addresses, start=1)
        )
        made_from = f" identity={quoteattr(self.identity)}" if self.identity else ""
        return f'<clauses xmlns="{WORD_CLAUSES}"{made_from}>{"".join(lines)}</clauses>'.encode()

    def attach(self, document: Any) -> None:
        """Add the part to a document (python-docx's)."""
        package = document.part.package
        part = Part(package.next_partname("/customXml/item%d.xml"), "application/xml", self.part(), package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def saved(document: Any) -> bytes:
    """The document as a file: the same bytes whenever and wherever it is saved."""
    raw, whole = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with ZipFile(raw) as source, ZipFile(whole, "w", ZIP_DEFLATED) as target:
        for name in _in_order(source.namelist()):
            entry = ZipInfo(name, _EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return whole.getvalue()


def _in_order(names: Iterable[str]) -> list[str]:
    """The list of contents first, as the standard asks; the rest by name."""
    return sorted(names, key=lambda name: (not re.match(r"\[Content_Types\]|_rels/", name), name))
