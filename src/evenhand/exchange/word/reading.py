"""What a Word file says once every tracked change in it is accepted, each passage with its clause.

ISO/IEC 29500-1, 17.13.5: runs in `w:del` and rows so marked go, those in `w:ins` stay; a paragraph whose mark is
deleted runs on into the next. The clauses stand in the part that Evenhand put into the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from evenhand.errors import DocumentError, Problem
from evenhand.exchange.word.package import WORDS, Package
from evenhand.wording.redline import WORD_CLAUSES

_W: Final = f"{{{WORDS}}}"
_C: Final = f"{{{WORD_CLAUSES}}}"
_GOES: Final = frozenset(f"{_W}{tag}" for tag in ("del", "moveFrom"))
_UNREAD: Final = frozenset(
    (f"{_W}pPr", f"{_W}rPr", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
)
_SIGNS: Final = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "\u2011"}
_MARKS: Final = frozenset(f"{_W}{tag}" for tag in ("bookmarkStart", "commentReference"))


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment that somebody set beside a clause; without a clause it is about the whole."""

    clause: str | None
    author: str
    text: str


@dataclass
class WordText:
    """What a file says: for each clause its lines, in the order in which they are read, and the remarks."""

    identity: str | None
    lines: dict[str, list[str]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def identity_in(data: bytes, *, file: str = "agreement.docx") -> str | None:
    """Return the identity of the text that a Word file of ours was made from, or None; raise DocumentError."""
    return _list_of_clauses(Package(data, file))[0]


def word_text(data: bytes, *, file: str) -> WordText:
    """Read a Word file; raise DocumentError for one that cannot be read or has no list of clauses."""
    package = Package(data, file)
    identity, clauses = _list_of_clauses(package)
    if not clauses:
        raise DocumentError(
            [
                Problem(
                    "word-file-foreign",
                    "The file does not say which text belongs to which clause.",
                    "Change the Word file that was taken from Evenhand, and send that one back.",
                    file=file,
                )
            ]
        )
    text = WordText(identity)
    _Reader(clauses, text).read(package.body, _remarks(package.remarks))
    return text


class _Reader:
    """Goes through a document once. A clause runs from where its bookmark first begins to where the next one's does.

    Where bookmarks end is not read: word processors move the ends of those that reach over a table.
    """

    def __init__(self, clauses: Mapping[str, str], text: WordText) -> None:
        self.clauses = clauses
        self.text = text
        self.seen: set[str] = set()
        self.here: str | None = None

    def read(self, document: Any, remarks: Mapping[str, tuple[str, str]]) -> None:
        words: list[str] = []
        at: str | None = None
        for element in _events(document):
            if element.tag == f"{_W}p":
                line = " ".join("".join(words).split())
                if line and at is not None:
                    self.text.lines.setdefault(at, []).append(line)
                words = []
            elif element.tag == f"{_W}commentReference":
                if found := remarks.get(element.get(f"{_W}id", "")):
                    self.text.remarks.append(Remark(self.here, *found))
            elif element.tag == f"{_W}bookmarkStart":
                self.begin(element.get(f"{_W}name", ""))
            else:
                if not "".join(words).strip():
                    at = self.here
                words.append(_SIGNS.get(element.tag) or element.text or "")

    def begin(self, bookmark: str) -> None:
        if bookmark in self.clauses and bookmark not in self.seen:
            self.seen.add(bookmark)
            self.here = self.clauses[bookmark]


def _events(element: Any) -> Iterator[Any]:
    """Words, bookmarks and remarks in the order they are read; a paragraph comes where it ends, if it does."""
    for child in element:
        if child.tag in _UNREAD:
            continue
        if child.tag in _GOES or (child.tag == f"{_W}tr" and child.find(f"{_W}trPr/{_W}del") is not None):
            yield from child.iter(*_MARKS)
        elif child.tag == f"{_W}p":
            yield from _events(child)
            if child.find(f"{_W}pPr/{_W}rPr/{_W}del") is None:
                yield child
        elif child.tag == f"{_W}t" or child.tag in _SIGNS or child.tag in _MARKS:
            yield child
        else:
            yield from _events(child)


def _list_of_clauses(package: Package) -> tuple[str | None, dict[str, str]]:
    for part in package.others:
        if part.tag == f"{_C}clauses":
            listed = {one.get("bookmark", ""): one.get("address", "") for one in part}
            return part.get("identity"), listed
    return None, {}


def _remarks(part: Any) -> dict[str, tuple[str, str]]:
    """Number, author and words of every comment in the file."""
    if part is None:
        return {}
    return {
        one.get(f"{_W}id", ""): (
            one.get(f"{_W}author", ""),
            "\n".join("".join(paragraph.itertext(f"{_W}t")) for paragraph in one.iter(f"{_W}p")).strip(),
        )
        for one in part.iter(f"{_W}comment")
    }
