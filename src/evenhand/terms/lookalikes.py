"""Files that are no agreement at all, given in its place: records, mappings, spreadsheets."""

from __future__ import annotations

import re
from typing import Final

from evenhand.trees.tree import Node

_RECORDS: Final = (
    "This looks like a file of tickets or other records, not an agreement.",
    "Were two files exchanged? The agreement is the YAML file that begins with agreement: NAME.",
)
_MAGIC: Final = {
    b"PAR1": _RECORDS,
    b"PK\x03\x04": (
        "This is a spreadsheet or an archive, not an agreement.",
        "Give the YAML file that begins with agreement: NAME.",
    ),
    b"%PDF": (
        "This is a PDF, not an agreement that can be read.",
        "Give the YAML file that begins with agreement: NAME.",
    ),
}
_JSON_RECORDS: Final = re.compile(r"\s*(?:\[\s*\{|\{[^\n]*\}[ \t\r]*\n\s*\{)")
_HEAD: Final = 20_000

Likeness = tuple[str, str]


def likeness(text: str | bytes) -> Likeness | None:
    """Return what a file is instead of an agreement and what to do, from its beginning; None for a document.

    >>> likeness(b"ticket,at,event\\n1,2026-01-01T09:00:00Z,opened\\n")[0]
    'This looks like a file of tickets or other records, not an agreement.'
    """
    head = text[:_HEAD]
    if isinstance(head, bytes):
        for magic, found in _MAGIC.items():
            if head.startswith(magic):
                return found
        encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
        head = head.decode(encoding, "replace")
    head = head.removeprefix("\ufeff")
    return _RECORDS if _JSON_RECORDS.match(head) or _table(head) else None


def likeness_of(root: dict[str, Node]) -> Likeness | None:
    """Return the same for a document that was read: a mapping, or a single record."""
    if "agreement" in root:
        return None
    if "kind" in root:
        return (
            "This looks like a mapping of columns, not an agreement.",
            "Were two files exchanged? A mapping stands after --mapping; an agreement begins with agreement: NAME.",
        )
    return _RECORDS if "ticket" in root else None


def _table(head: str) -> bool:
    """Whether the first two lines are a heading and a row of as many cells; a document begins with a key."""
    first, _, rest = head.lstrip().partition("\n")
    second = rest.partition("\n")[0]
    if not second or ": " in first or first.rstrip().endswith(":") or first[0] in "#-%{[":
        return False
    return any(0 < first.count(sign) <= second.count(sign) for sign in ",;\t")
