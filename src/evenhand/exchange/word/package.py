"""Opening a Word file that comes from somebody else: bounded in size, without entities, nothing else is trusted."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from lxml import etree

from evenhand.errors import DocumentError, Problem

WORDS: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LARGEST_BYTES: Final = 2**25
"""Of the file as it was sent, and of each of its parts unpacked: a book of a thousand pages is a tenth of that."""
_BODY: Final = "word/document.xml"
_REMARKS: Final = "word/comments.xml"
_OTHERS: Final = "customXml/item"
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


class Package:
    """The parts of a Word file that are read: what it says, the remarks beside it, and what programs put in."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open a file; raise DocumentError for one that is no Word file, or a dangerous one."""
        self.name = name
        if len(data) > LARGEST_BYTES:
            self._refuse("word-file-large", "The file is larger than any agreement.", "Send the file alone.")
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self.body = self._part(archive, _BODY)
                self.remarks = self._part(archive, _REMARKS) if _REMARKS in archive.namelist() else None
                self.others = tuple(self._others(archive))
        except KeyError:
            self._refuse("word-file-unreadable", "The file has no text of a word processor.", _SAVE_AS)
        except (*_BROKEN, etree.XMLSyntaxError):
            self._refuse("word-file-unreadable", "The file cannot be read.", _SAVE_AS)

    def _others(self, archive: zipfile.ZipFile) -> Iterator[Any]:
        for entry in archive.namelist():
            if entry.startswith(_OTHERS) and entry.endswith(".xml"):
                yield self._part(archive, entry)

    def _part(self, archive: zipfile.ZipFile, entry: str) -> Any:
        with archive.open(entry) as file:
            data = file.read(LARGEST_BYTES + 1)
        if len(data) > LARGEST_BYTES:
            self._refuse(
                "word-file-large", f"{entry} in it is larger than any agreement.", "Send the file alone."
            )
        tree = etree.fromstring(data, _parser())
        if tree.getroottree().docinfo.doctype:
            self._refuse("word-file-entities", f"{entry} in it declares entities.", _SAVE_AS)
        return tree

    def _refuse(self, code: str, message: str, mend: str) -> NoReturn:
        raise DocumentError([Problem(code, message, mend, file=self.name)])


_SAVE_AS: Final = "Save it as .docx in the word processor, and send that file."


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
