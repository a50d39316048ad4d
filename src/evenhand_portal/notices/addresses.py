"""The names and addresses in the head of a mail: stable, signed, and short enough for every mail server."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from evenhand_portal.notices.kinds import LATE, kind_named
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Person

SEAL_BYTES: Final = 10
"""80 bits: nobody guesses them, and the part before the @ stays below the 64 characters of RFC 5321."""
_ADDRESS: Final = re.compile(r"reply\+([a-z2-7]{42})@", re.IGNORECASE | re.ASCII)
_NAME: Final = re.compile(
    r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@evenhand>", re.IGNORECASE | re.ASCII
)
_UNSUBSCRIBE: Final = "evenhand.unsubscribe"


def message_name(notice: Notice) -> str:
    """Return the Message-ID of a notice, the same at every attempt."""
    return f"<{notice.pk}@evenhand>"


def notices_named(words: str) -> list[UUID]:
    """Return the notices whose Message-IDs stand in these words."""
    return [UUID(found) for found in _NAME.findall(words)]


def reply_address(notice: Notice) -> str:
    """Return the address to which an answer to a notice goes: its number and a seal only this portal can make."""
    return f"reply+{_token(notice.pk)}@{settings.REPLY_DOMAIN}"


def notice_of_reply(addresses: str) -> UUID | None:
    """Return which notice an answer to these addresses is for, or None when none of them is ours."""
    for token in _ADDRESS.findall(addresses):
        sealed = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
        number = UUID(bytes=sealed[:16])
        if hmac.compare_digest(token.lower(), _token(number)):
            return number
    return None


def _token(number: UUID) -> str:
    key = hashlib.sha256(b"evenhand.reply-by-mail\0" + settings.SECRET_KEY.encode()).digest()
    seal = hmac.digest(key, number.bytes, "sha256")[:SEAL_BYTES]
    return base64.b32encode(number.bytes + seal).decode().rstrip("=").lower()


def unsubscribe_token(person: Person, kind: str) -> str:
    """Return a signed token that lets its holder stop mails of one kind, and nothing else."""
    return signing.dumps([str(person.pk), kind], salt=_UNSUBSCRIBE)


def unsubscribe_read(token: str) -> tuple[Person, str] | None:
    """Return whose mails of which kind a token stops; None when it is forged."""
    try:
        pk, kind = signing.loads(token, salt=_UNSUBSCRIBE)
    except signing.BadSignature:
        return None
    person = Person.objects.filter(pk=UUID(pk)).first()
    return (person, kind) if person else None


def headers_of(notice: Notice) -> dict[str, str]:
    """Return the headers of a notice's mail: its name, that a machine wrote it, and where answers go."""
    headers = {"Message-ID": message_name(notice), "Auto-Submitted": "auto-generated"}
    if notice.reply and notice.person and settings.REPLY_DOMAIN:
        headers["Reply-To"] = reply_address(notice)
    if notice.person and not kind_named(notice.kind).must and notice.kind != LATE:
        token = unsubscribe_token(notice.person, notice.kind)
        where = f"{settings.ORIGIN}{reverse('unsubscribe', args=(token,))}"
        headers["List-Unsubscribe"] = f"<{where}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
