"""What stands in a mail: who wrote it to whom, whether a machine did, its own words, files, and failed deliveries."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from typing import Final

from evenhand_portal.notices.incoming.parsing import (
    ADDRESSED,
    LONGEST_ADDRESSES,
    LONGEST_LINE,
    TROUBLE,
    AnyMessage,
    UnreadableError,
    parsed,
    parsed_head,
    parsed_heads,
)
from evenhand_portal.notices.incoming.stripping import answer_in
from evenhand_portal.notices.incoming.webtext import text_of_html

BY_MACHINES: Final = frozenset({"bulk", "junk", "list", "auto_reply"})
NOT_OF_MAILS: Final = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape"})
"""Codecs that no mail is written in; some of them take time that grows with the square of the text."""
MOST_FAILED: Final = 20


@dataclass(frozen=True, slots=True)
class Attached:
    """A file in a mail."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Failed:
    """A mail that a server could not deliver for good: its Message-ID, and what the server said."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Head:
    """What the heads of a mail say. `report`: it tells what became of another mail, and its parts say what."""

    name: str
    sender: str
    to: str
    automatic: bool
    report: bool


@dataclass(frozen=True, slots=True)
class Mail:
    """What matters of the parts of a mail. `text` is what its writer wrote anew, without quotes and signature.

    `files` are its other parts, also pictures that stand inside the text: nobody can tell a logo from a proof.
    """

    failed: tuple[Failed, ...]
    text: str
    files: tuple[Attached, ...]


def head_read(raw: bytes) -> Head:
    """Read the heads of a mail as it came (RFC 5322), and nothing below them. Raises UnreadableError."""
    mail = parsed_head(raw)
    try:
        to = ", ".join(_clean(str(value)) for name in ADDRESSED for value in mail.get_all(name, ()))
        return Head(
            name=_head(mail, "Message-ID"),
            sender=_sender(mail),
            to=to[:LONGEST_ADDRESSES],
            automatic=_automatic(mail),
            report=mail.get_content_type() == "multipart/report",
        )
    except TROUBLE as error:
        raise UnreadableError(str(error)) from error


def mail_read(raw: bytes) -> Mail:
    """Read a mail as it came (RFC 5322); what is broken in it is read as far as it goes. Raises UnreadableError."""
    mail = parsed(raw)
    try:
        parts = [part for part in _own(mail) if not part.is_multipart()]
        files = [part for part in parts if _is_file(part)]
        return Mail(
            failed=tuple(_failed(mail))[:MOST_FAILED],
            text=_text(parts),
            files=tuple(Attached(_file_name(part), _bytes(part)) for part in files),
        )
    except TROUBLE as error:
        raise UnreadableError(str(error)) from error


def _own(mail: AnyMessage) -> Iterator[AnyMessage]:
    """The parts of a mail as they stand in it, without those of mails inside it."""
    waiting = [mail]
    while waiting:
        part = waiting.pop()
        yield part
        if part.get_content_maintype() == "multipart":
            waiting += reversed(_inner(part))


def _inner(part: AnyMessage) -> list[AnyMessage]:
    """The parts of a part; what should have some and has none is broken, and has none."""
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _head(mail: AnyMessage, name: str) -> str:
    return _clean(str(mail.get(name, ""))).strip()[:LONGEST_LINE]


def _clean(words: str) -> str:
    """Words that every database takes: no NUL, and no halves of signs."""
    return words.replace("\0", "").encode(errors="replace").decode()


def _sender(mail: AnyMessage) -> str:
    """Return the first address of the writer; empty when none can be read."""
    with suppress(*TROUBLE):
        return next((address.lower() for _, address in getaddresses([_head(mail, "From")])), "")
    return ""


def _automatic(mail: AnyMessage) -> bool:
    """Whether a machine wrote it (RFC 3834, and what programs did before it)."""
    submitted = _head(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    return (
        submitted not in ("", "no")
        or _head(mail, "Precedence").lower() in BY_MACHINES
        or any(mail.get(name) is not None for name in ("X-Autoreply", "X-Autorespond", "List-Id"))
        or _head(mail, "Return-Path") == "<>"
        or mail.get_content_type() == "multipart/report"
    )


def _failed(mail: AnyMessage) -> Iterator[Failed]:
    """What a delivery status notification says failed for good (RFC 3464): action failed, status 5.x.x."""
    if mail.get_content_type() != "multipart/report":
        return
    reasons: list[str] = []
    names: list[str] = []
    for part in _inner(mail):
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            reasons += [
                _head(block, "Diagnostic-Code").partition(";")[2].strip() or _head(block, "Status")
                for block in _inner(part)
                if _head(block, "Action").lower() == "failed" and _head(block, "Status").startswith("5")
            ]
        elif kind == "message/rfc822":
            names += [_head(inner, "Message-ID") for inner in _inner(part)]
        elif kind == "text/rfc822-headers":
            names.append(_head(parsed_heads(_words(part)), "Message-ID"))
    if reasons:
        yield from (Failed(name, " ".join(reasons[0].split())) for name in names if name)


def _is_file(part: AnyMessage) -> bool:
    return _disposition(part) == "attachment" or part.get_content_maintype() != "text"


def _disposition(part: AnyMessage) -> str:
    return _head(part, "Content-Disposition").partition(";")[0].strip().lower()


def _file_name(part: AnyMessage) -> str:
    """The name of a file without any folder; one that is written strangely is read as far as it goes."""
    found = ""
    with suppress(*TROUBLE):
        found = part.get_filename() or ""
        found = str(make_header(decode_header(found)))
    name = _clean(found).replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in name if sign.isprintable()).strip()[:200] or "file"


def _text(parts: list[AnyMessage]) -> str:
    """What was written, from the plain text where there is some, else from the page."""
    bodies = [part for part in parts if not _is_file(part)]
    plain = "\n".join(_words(part) for part in bodies if part.get_content_type() == "text/plain")
    if not plain.strip():
        pages = [_words(part) for part in bodies if part.get_content_type() == "text/html"]
        plain = "\n".join(text_of_html(page) for page in pages)
    return answer_in(plain)


def _words(part: AnyMessage) -> str:
    content = _bytes(part)
    with suppress(*TROUBLE):
        codec = codecs.lookup(part.get_content_charset() or "utf-8").name
        if codec not in NOT_OF_MAILS:
            return _clean(content.decode(codec))
    return _clean(content.decode("utf-8", "replace"))


def _bytes(part: AnyMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
