"""What stands in a mail: who wrote it to whom, whether a machine did, its own words, files, and failed deliveries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from typing import Any, Final, TypeAlias

from evenhand_portal.notices.incoming.stripping import answer_in
from evenhand_portal.notices.incoming.webtext import text_of_html

TO: Final = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
BY_MACHINES: Final = frozenset({"bulk", "junk", "list", "auto_reply"})
_Any: TypeAlias = "Message[Any, Any]"


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
class Mail:
    """What matters of a mail. `text` is what its writer wrote anew, without quotes and signature.

    `files` are its other parts, also pictures that stand inside the text: nobody can tell a logo from a proof.
    """

    name: str
    sender: str
    to: str
    automatic: bool
    failed: tuple[Failed, ...]
    text: str
    files: tuple[Attached, ...]


def mail_read(raw: bytes) -> Mail:
    """Read a mail as it came (RFC 5322); what is broken in it is read as far as it goes."""
    mail: _Any = message_from_bytes(raw)
    parts = [part for part in _own(mail) if not part.is_multipart()]
    files = [part for part in parts if _is_file(part)]
    return Mail(
        name=_head(mail, "Message-ID"),
        sender=next((address.lower() for _, address in getaddresses([_head(mail, "From")])), ""),
        to=", ".join(_clean(str(value)) for name in TO for value in mail.get_all(name, ())),
        automatic=_automatic(mail),
        failed=tuple(_failed(mail)),
        text=_text(parts),
        files=tuple(Attached(_file_name(part), _bytes(part)) for part in files),
    )


def _own(mail: _Any) -> Iterator[_Any]:
    """The parts of a mail, without those of mails inside it."""
    yield mail
    if mail.get_content_maintype() == "multipart":
        for part in _inner(mail):
            yield from _own(part)


def _inner(part: _Any) -> list[_Any]:
    """The parts of a part; what should have some and has none is broken, and has none."""
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _head(mail: _Any, name: str) -> str:
    return _clean(str(mail.get(name, ""))).strip()


def _clean(words: str) -> str:
    """Words that every database takes: no NUL, and no halves of signs."""
    return words.replace("\0", "").encode(errors="replace").decode()


def _automatic(mail: _Any) -> bool:
    """Whether a machine wrote it (RFC 3834, and what programs did before it)."""
    submitted = _head(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    return (
        submitted not in ("", "no")
        or _head(mail, "Precedence").lower() in BY_MACHINES
        or any(mail.get(name) is not None for name in ("X-Autoreply", "X-Autorespond", "List-Id"))
        or _head(mail, "Return-Path") == "<>"
        or mail.get_content_type() == "multipart/report"
    )


def _failed(mail: _Any) -> Iterator[Failed]:
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
            names.append(_head(message_from_string(_words(part)), "Message-ID"))
    if reasons:
        yield from (Failed(name, " ".join(reasons[0].split())) for name in names if name)


def _is_file(part: _Any) -> bool:
    return _disposition(part) == "attachment" or part.get_content_maintype() != "text"


def _disposition(part: _Any) -> str:
    return _head(part, "Content-Disposition").partition(";")[0].strip().lower()


def _file_name(part: _Any) -> str:
    """The name of a file without any folder; one that is written strangely is read as far as it goes."""
    found = part.get_filename() or ""
    with suppress(LookupError, ValueError):
        found = str(make_header(decode_header(found)))
    name = _clean(found).replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in name if sign.isprintable()).strip()[:200] or "file"


def _text(parts: list[_Any]) -> str:
    """What was written, from the plain text where there is some, else from the page."""
    bodies = [part for part in parts if not _is_file(part)]
    plain = "\n".join(_words(part) for part in bodies if part.get_content_type() == "text/plain")
    if not plain.strip():
        pages = [_words(part) for part in bodies if part.get_content_type() == "text/html"]
        plain = "\n".join(text_of_html(page) for page in pages)
    return answer_in(plain)


def _words(part: _Any) -> str:
    content = _bytes(part)
    try:
        return _clean(content.decode(part.get_content_charset() or "utf-8"))
    except (LookupError, ValueError):
        return _clean(content.decode("utf-8", "replace"))


def _bytes(part: _Any) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
