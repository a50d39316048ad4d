"""What somebody wrote anew in an answer: without the mail that was answered, and without a marked signature.

It cuts only at what mail programs write themselves. Where in doubt it keeps: a line too much can be overlooked, a
line that is lost was never said.
"""

from __future__ import annotations

import re
from typing import Final

from evenhand_portal.notices.letter import ABOVE

_MARK: Final = ABOVE.strip("#- ")
_RULE: Final = re.compile(r"(?:-{3,}|_{10,})(?:[^-_]{3,}-{3,})?")
_HEAD: Final = re.compile(
    r"\*?(?:From|Sent|To|Cc|Subject|Date|Von|Gesendet|An|Betreff|Datum|De|Envoyé|À|Objet|Enviado|Para|Asunto"
    r"|Da|Inviato|A|Oggetto|Van|Verzonden|Aan|Onderwerp|Från|Skickat|Till|Ämne|Fra|Sendt|Til|Emne)\s?:\*?\s.*"
)
_WROTE: Final = re.compile(
    r"(?:On|Am|Le|El|Il|Op|Den|Em|W dniu|Dne)\s.{4,200}"
    r"(?:wrote|schrieb.{0,80}|a écrit|escribió|ha scritto|schreef.{0,80}|skrev.{0,80}|escreveu"
    r"|napisał\(?a?\)?|napsal\(?a?\)?)"
    r"\s?:"
)
_FROM_A_PHONE: Final = re.compile(
    r"(?:Sent from (?:my|Outlook|Mail) .{1,60}|Get Outlook for .{1,60}|Gesendet von (?:meinem|Mail) .{1,60}"
    r"|Von meinem .{1,40} gesendet|Envoyé de mon .{1,60}|Enviado desde mi .{1,60})"
)
LONGEST: Final = 50_000
LONGEST_LINE: Final = 400
"""What mail programs write themselves is shorter; a line that is longer was written by somebody."""


def answer_in(text: str) -> str:
    """Return what was written anew in the text of an answer.

    >>> answer_in("Agreed.\\n\\nOn Mon, 16 Mar 2026 at 09:00, Evenhand <e@example.org> wrote:\\n> Can you agree?")
    'Agreed.'
    >>> answer_in("> Can you agree?\\n\\nYes.\\n-- \\nNora")
    '> Can you agree?\\n\\nYes.'
    """
    given = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n")[:LONGEST].split("\n")]
    lines: list[str] = []
    at = 0
    while at < len(given):
        after = _after_quotation(given, at)
        if after == at:
            if _begins_old(given, at):
                break
            after = max(at + 1, _after_quoted(given, at))
            lines += given[at:after]
        at = after
    _drop_below(lines)
    marked = next((at for at, line in enumerate(lines) if line in ("--", "-- ")), len(lines))
    lines = lines[:marked]
    _drop_below(lines)
    if lines and _is(_FROM_A_PHONE, lines[-1]):
        lines.pop()
    return "\n".join(lines).strip()


def _after_quotation(lines: list[str], at: int) -> int:
    """Return the line behind a quotation of our mail that begins at that line, with what introduces it, or `at`.

    What stands below it is kept: some people answer under what they quote.
    """
    start = next((end for end in (at + 1, at + 2, at + 3) if _introduces(lines, at, end)), at)
    end = _after_quoted(lines, start, empty=start > at)
    quoted = lines[start:end]
    ours = start > at or any(_MARK in line for line in quoted)
    return end if ours and any(line.startswith(">") for line in quoted) else at


def _after_quoted(lines: list[str], at: int, *, empty: bool = False) -> int:
    """Return the line behind those that are marked as quoted, or `empty` between them."""
    while at < len(lines) and (lines[at].startswith(">") or (empty and not lines[at])):
        at += 1
    return at


def _is(pattern: re.Pattern[str], line: str) -> bool:
    """Whether a line is what a mail program writes; whoever writes long lines must not keep us busy with them."""
    line = line.strip()
    return len(line) <= LONGEST_LINE and pattern.fullmatch(line) is not None


def _begins_old(lines: list[str], at: int) -> bool:
    """Whether our mail begins at that line, not marked as a quotation: all that follows is it."""
    line = lines[at]
    if _MARK in line or any(_introduces(lines, at, end) for end in (at + 1, at + 2, at + 3)):
        return True
    following = lines[at + 1 : at + 5]
    if _is(_RULE, line) and any(_is_head(one) for one in following[:2]):
        return True
    return _is_head(line) and sum(_is_head(one) for one in following) >= 2


def _is_head(line: str) -> bool:
    """Whether a line is a head of the old mail; one that names many people is long."""
    return _HEAD.fullmatch(line.strip()[:LONGEST_LINE]) is not None


def _introduces(lines: list[str], at: int, end: int) -> bool:
    """Whether these lines say who wrote the mail that follows: above its quotation, or with an address and a time."""
    said = " ".join(lines[at:end])
    if not _is(_WROTE, said):
        return False
    following = next((lines[one] for one in range(end, len(lines)) if lines[one]), "")
    timed = "@" in said and any(sign.isdigit() for sign in said)
    return timed or following.startswith(">") or _MARK in following


def _drop_below(lines: list[str]) -> None:
    """Drop what is left of the old mail below the new words: quoted lines, and empty ones."""
    while lines and (not lines[-1] or lines[-1].startswith(">")):
        lines.pop()
