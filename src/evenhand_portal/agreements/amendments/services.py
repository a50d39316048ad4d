"""Small changes that one side makes by telling the other, and the other's objection."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from evenhand_portal.agreements.amendments.selectors import (
    against_objecting,
    against_telling,
    carrying_on,
    change_by,
)
from evenhand_portal.agreements.events import ChangeNotified, ChangeObjected
from evenhand_portal.agreements.models import Agreement, Draft, Refusal, Revision, Version
from evenhand_portal.agreements.overview import terms_of
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.telling import told
from evenhand_portal.agreements.services.versions import (
    draft_ended,
    latest_locked,
    open_reasons,
    refuse_hindered,
    text_checked,
    version_facts,
    version_keep,
)
from evenhand_portal.events import tell


@transaction.atomic
def change_notify(*, draft: Draft, number: int, desk: Desk, now: datetime) -> Version:
    """Make revision `number` of a draft the next version by telling the other side; nobody signs it.

    It is in force from its day, unless the other side objects before. Raises ValidationError with the reason against
    it: the agreement in force has to allow each change, and the notice has to be whole.
    """
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=draft.agreement_id)
    refuse_hindered(agreement, draft)
    revision = Revision.objects.get(draft=draft, number=number)
    locked = latest_locked(draft, number)
    terms, problems = text_checked(revision.text)
    change = change_by(agreement, terms, now) if terms else None
    if terms is None or change is None:
        raise ValidationError("There is no version in force that this draft could change.")
    against = open_reasons(agreement, terms, problems)
    if reason := against_telling(change, terms, desk.side, against, now):
        raise ValidationError(reason)
    draft_ended(locked, Draft.State.AGREED)
    version = version_keep(
        agreement,
        revision.text,
        carrying_on(change, terms),
        side=desk.side,
        now=now,
        draft=draft,
        origin=Version.Origin.NOTIFIED,
        agreed_at=now,
    )
    told(
        agreement,
        "change-notified",
        person=desk.person,
        side=desk.side,
        now=now,
        version=version,
        facts=version_facts(version) | {"before": change.before.identity, "side": desk.side},
    )
    tell(ChangeNotified(version, change.before, desk.person, now))
    return version


@transaction.atomic
def change_object(*, version: Version, desk: Desk, reason: str, now: datetime) -> Refusal:
    """Object, as the other side, to a change that was told and is not in force yet; its draft is open again.

    What it changes is then for both to sign, as any amendment. Raises ValidationError with the reason against it.
    """
    if not reason.strip():
        raise ValidationError("Say why, so that the other side knows what to change.")
    # The agreement first: no further change is told, and nothing is offered or sent, meanwhile.
    Agreement.objects.select_for_update(of=("self",)).get(pk=version.agreement_id)
    locked = Version.objects.select_for_update(of=("self",)).get(pk=version.pk)
    against = against_objecting(locked, desk, terms_of(locked), now)
    if against:
        raise ValidationError(against)
    locked.agreed_at, locked.declined_at = None, now
    locked.save(update_fields=["agreed_at", "declined_at"])
    refusal = Refusal.objects.create(
        version=locked, side=desk.side, person=desk.person, reason=reason.strip(), at=now
    )
    Draft.objects.filter(pk=locked.draft_id).update(state=Draft.State.OPEN)
    told(
        locked.agreement,
        "change-objected",
        person=desk.person,
        side=desk.side,
        now=now,
        facts=version_facts(locked),
        payload={"reason": refusal.reason},
    )
    tell(ChangeObjected(refusal, now))
    return refusal
