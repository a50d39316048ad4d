"""Erasing by law what notices repeat of words that were erased: their letters, and the mails that gathered them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from django.db import transaction
from django.db.models import Q

from evenhand_portal.notices.letter import Letter, facts_of, text_of
from evenhand_portal.notices.models import Notice
from evenhand_portal.notices.services import LONGEST_SUBJECT, around, letter_of

GONE: Final = "What this notice said was erased by law."


@transaction.atomic
def notices_erase(*, keys: Sequence[str], reply: str = "", words: str = "") -> None:
    """Erase the letters of all notices whose key begins with one of `keys`, sent or not.

    `words` are taken off the end of the subjects of all notices whose answers go to `reply`: there they are repeated
    after a colon. Mails that have left are out of reach.
    """
    begins = Q(pk__in=[])
    for key in keys:
        begins |= Q(key__startswith=key)
    for notice in Notice.objects.select_for_update().filter(begins).order_by("pk"):
        _say(notice, GONE, Letter(headline=GONE, link=notice.link))
    if reply and words:
        for notice in Notice.objects.select_for_update().filter(reply=reply).order_by("pk"):
            _say(notice, _without(words, notice.subject), letter_of(notice))


def _without(words: str, subject: str) -> str:
    """Return a subject without the words at its end, of which the longest subjects hold only the beginning.

    >>> _without("a list", "Nora asks you: a list"), _without("a list", "Nora: news")
    ('Nora asks you: …', 'Nora: news')
    """
    if subject.endswith(words):
        return f"{subject.removesuffix(words)}…"
    return f"{subject.partition(': ')[0]}: …" if len(subject) == LONGEST_SUBJECT else subject


def _say(notice: Notice, subject: str, letter: Letter) -> None:
    """Keep another letter in place of the one there was, and in the mail that gathered it."""
    if notice.gathered_in_id is not None:
        mail = Notice.objects.select_for_update().get(pk=notice.gathered_in_id)
        was, said = notice.subject, letter_of(mail)
        items = tuple(
            replace(one, heading=subject, words=GONE if subject == GONE else one.words)
            if (one.heading, one.link) == (was, notice.link)
            else one
            for one in said.items
        )
        _keep(mail, mail.subject, replace(said, items=items))
    _keep(notice, subject, letter)


def _keep(notice: Notice, subject: str, letter: Letter) -> None:
    notice.subject, notice.letter = subject, facts_of(letter)
    notice.text = text_of(letter, around(notice))
    notice.save(update_fields=["subject", "letter", "text"])
