"""What a file seems to be by its first bytes, for those who named one file in the place of another."""

import re
from typing import Literal

Content = Literal["agreement", "mapping", "records", ""]

_NAMES = {"agreement": "an agreement", "mapping": "a mapping", "records": "a file of records"}
_KEY = re.compile(r"[A-Za-z][\w -]*:(\s|$)")
_AGREEMENT = re.compile(r"^(agreement|parties|standards|services):(\s|$)", re.MULTILINE)
_MAPPING = re.compile(r"^kind:\s*(events|states|wide|incidents|checks|prometheus|calendar)\s*$", re.MULTILINE)
_JSON_AGREEMENT = re.compile(r'^\s*"(agreement|parties|standards)"\s*:', re.MULTILINE)
_BINARY = (b"PAR1", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def content_of(head: bytes) -> Content:
    """What a file is that begins like this; "" when it cannot be told.

    >>> content_of(b"agreement: Harbour Dental\\nparties: {}"), content_of(b"ticket;opened\\n1;02.03.2026\\n")
    ('agreement', 'records')
    >>> content_of(b"# Ours.\\nkind: wide\\nticket: id\\n"), content_of(b"Good morning")
    ('mapping', '')
    """
    if head.startswith(_BINARY):
        return "records"
    text = head.decode("utf-8", "replace").removeprefix("\ufeff")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith(("#", "---"))]
    if not lines:
        return ""
    if lines[0].startswith("{"):
        if lines[0].strip() == "{":
            return "agreement" if _JSON_AGREEMENT.search(text) else ""
        return "records" if lines[0].rstrip().endswith("}") and lines[1:2] and lines[1][0] == "{" else ""
    if _KEY.match(lines[0]):
        return "mapping" if _MAPPING.search(text) else "agreement" if _AGREEMENT.search(text) else ""
    cells = max(lines[0].count(separator) for separator in ",;\t|")
    return "records" if cells and len(lines) > 1 and not lines[0].startswith(("-", "[")) else ""


def taken_for(content: Content, wanted: Content) -> tuple[str, str]:
    """The message and the mend for a file that is one thing and was given as another."""
    mend = (
        "Exchange them: the agreement stands first, the export after --tickets, the mapping after --mapping."
    )
    if wanted == "mapping" and content == "records":
        mend = (
            "Exchange them: a mapping says what the columns of an export mean; `evenhand mapping` lists some."
        )
    return f"This looks like {_NAMES[content]}, not {_NAMES[wanted]}.", mend
