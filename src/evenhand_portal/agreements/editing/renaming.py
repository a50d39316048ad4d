"""Renaming a clause of a draft: a revision of its own, in which all that names the clause follows."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from evenhand.errors import DocumentError
from evenhand.terms.editing import Renamed, renamed
from evenhand_portal.agreements.models import Draft, Revision
from evenhand_portal.agreements.services.drafts import draft_save
from evenhand_portal.agreements.services.versions import text_checked
from evenhand_portal.parties.models import Person


def clause_rename(
    *, draft: Draft, base: Revision, address: str, name: str, author: Person, now: datetime
) -> Renamed:
    """Save revision `base` with another name for a clause.

    Raises ValidationError with the reason against it, such as what would name the clause in vain, and what
    `draft_save` raises.
    """
    try:
        new = renamed(base.text, address, name)
    except DocumentError as error:
        raise ValidationError([f"{each.message} {each.mend}".rstrip() for each in error.problems]) from None
    before = _mistakes(base.text)
    lost = [said for said in _mistakes(new.text) if said not in before and address.rpartition(".")[2] in said]
    if lost:
        raise ValidationError(["Something else still uses the old name. Change it first.", *lost])
    note = f"{address} is called {name}"[:300]
    draft_save(draft=draft, based_on_number=base.number, text=new.text, author=author, now=now, note=note)
    return new


def _mistakes(text: str) -> list[str]:
    _, problems = text_checked(text)
    return [f"{each.message} ({each.clause})" for each in problems if each.severity == "error"]
