"""Beginning agreements and writing drafts."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from evenhand_portal.agreements.models import Agreement, Draft, Revision, Side, Version
from evenhand_portal.agreements.services.telling import told
from evenhand_portal.ledger.services import ledger_begin
from evenhand_portal.parties.models import Organisation, Person


class StaleRevision(Exception):  # noqa: N818 - the name says what was found
    """Somebody saved the draft in between; `latest` is their text, and nothing of either is lost."""

    def __init__(self, latest: Revision) -> None:
        self.latest = latest
        super().__init__(f"{latest.author} saved revision {latest.number} in between")


@transaction.atomic
def agreement_begin(
    *,
    title: str,
    side: Side,
    organisation: Organisation,
    text: str,
    person: Person,
    now: datetime,
    note: str = "",
) -> Draft:
    """Begin an agreement as one of its parties, with the first revision of its first draft."""
    agreement = Agreement(title=title, begun_by=side, begun_at=now, ledger=ledger_begin(now=now))
    setattr(agreement, side, organisation)
    agreement.save()
    told(agreement, "agreement-begun", person=person, side=side, now=now, payload={"title": title})
    return draft_begin(agreement=agreement, side=side, text=text, person=person, now=now, note=note)


@transaction.atomic
def draft_begin(
    *,
    agreement: Agreement,
    side: Side,
    text: str,
    person: Person,
    now: datetime,
    based_on: Version | None = None,
    note: str = "",
) -> Draft:
    """Begin a draft: the first of an agreement, or an amendment of a version; drafts are their side's own."""
    draft = Draft.objects.create(agreement=agreement, side=side, based_on=based_on, begun_at=now)
    return draft_save(draft=draft, based_on_number=0, text=text, author=person, note=note, now=now).draft


@transaction.atomic
def draft_save(
    *,
    draft: Draft,
    based_on_number: int,
    text: str,
    author: Person,
    now: datetime,
    note: str = "",
    back_to: int | None = None,
) -> Revision:
    """Save a revision of an open draft, made from revision `based_on_number`.

    Raises StaleRevision when somebody saved in between, and ValidationError when the draft is not open. A text that
    equals the latest revision makes no new one.
    """
    latest = draft.revisions.first()
    if latest is not None and latest.number == based_on_number and latest.text == text:
        return latest
    mine = Draft.objects.filter(pk=draft.pk, latest=based_on_number)
    if not mine.filter(state=Draft.State.OPEN).update(latest=F("latest") + 1):
        if mine.exists():
            raise ValidationError(
                "This draft is not open. Withdraw the version it became, or begin an amendment."
            )
        raise StaleRevision(
            Revision.objects.select_related("author").filter(draft=draft).order_by("-number")[0]
        )
    draft.latest = based_on_number + 1
    return Revision.objects.create(
        draft=draft,
        number=draft.latest,
        text=text,
        author=author,
        made_at=now,
        note=note,
        back_to=back_to,
    )


@transaction.atomic
def draft_return(*, draft: Draft, number: int, author: Person, now: datetime) -> Revision:
    """Make an earlier revision the latest one again, as a new revision: nothing is lost by it."""
    earlier = Revision.objects.get(draft=draft, number=number)
    return draft_save(
        draft=draft,
        based_on_number=draft.latest,
        text=earlier.text,
        author=author,
        note=f"back to revision {number}",
        back_to=number,
        now=now,
    )


@transaction.atomic
def draft_drop(*, draft: Draft) -> None:
    """Give an open draft up; its revisions stay. The ledger is not told: a draft is its side's own."""
    if not Draft.objects.filter(pk=draft.pk, state=Draft.State.OPEN).update(state=Draft.State.DROPPED):
        raise ValidationError("Only an open draft can be given up.")
