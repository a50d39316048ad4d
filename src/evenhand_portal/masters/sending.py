"""The worker sends a change of a standard text, one client at a time; each is done once, or not at all."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from evenhand.errors import DocumentError
from evenhand_portal.agreements.models import Agreement
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.drafts import StaleRevision, draft_begin, draft_save
from evenhand_portal.masters.decisions import Outcome, carried_over
from evenhand_portal.masters.models import Schedule, Sending
from evenhand_portal.masters.selectors import Own, clients_of, edition, next_text, own_text, schedules_of
from evenhand_portal.negotiation.services.common import TableMoved
from evenhand_portal.negotiation.services.sending import table_send
from evenhand_portal.parties.models import Membership

LEASE: Final = timedelta(minutes=5)
MOST_ATTEMPTS: Final = 4
State = Sending.State

CHANGED: Final = "This agreement changed since you looked. Look at the change again before you send it."
TALKING: Final = (
    "Another text lies on the table. End that negotiation, or bring the change to the table yourself."
)
HANDED_OVER: Final = (
    "This agreement was handed to another organisation, which can put it under a standard text of its own."
)
NOT_HERE: Final = "Whoever sent it does not manage the organisation any more. Send it again."
GAVE_UP: Final = "It could not be finished. Send it again, or tell whoever runs this portal."


def send_once(now: datetime) -> bool:
    """Send a change to one client that waits for it; return whether there was one.

    A worker that dies leaves a lease that runs out; what it did is then undone by the database, and done anew.
    """
    with transaction.atomic():
        free = Q(lease_until=None) | Q(lease_until__lt=now)
        due = Sending.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            free, state=State.WAITING
        )
        sending = due.order_by("rollout__at", "id").first()
        if sending is None:
            return False
        sending.lease_until, sending.fence = now + LEASE, sending.fence + 1
        sending.save(update_fields=["lease_until", "fence"])
    if sending.fence > MOST_ATTEMPTS:
        _end(sending, State.FAILED, GAVE_UP, now)
        return True
    try:
        with transaction.atomic():
            _send(sending, now)
    except (ValidationError, StaleRevision, TableMoved, DocumentError) as error:
        _end(sending, State.FAILED, _reason(error), now)
    return True


def _send(sending: Sending, now: datetime) -> None:
    """Do it in the transaction under way; raises what stands against it, and then nothing was done."""
    rollout, master = sending.rollout, sending.rollout.master
    Agreement.objects.select_for_update(of=("self",)).get(pk=sending.schedule.agreement_id)
    schedule = schedules_of(master).filter(pk=sending.schedule_id).first()
    if schedule is None:
        raise ValidationError(HANDED_OVER)
    own = own_text(schedule.agreement)
    if own.basis != sending.basis:
        raise ValidationError(CHANGED)
    outcome = carried_over(
        base=edition(master, schedule.edition),
        new=edition(master, rollout.edition),
        own=own.text,
        client=clients_of(master),
    )
    if outcome.refused:
        one = outcome.refused[0]
        raise ValidationError(f"{one.address}: {one.why}")
    if not _end(sending, *_done(sending, schedule, own, outcome, now), now):
        raise ValidationError(CHANGED)
    Schedule.objects.filter(pk=schedule.pk).update(edition=rollout.edition)


def _done(
    sending: Sending, schedule: Schedule, own: Own, outcome: Outcome, now: datetime
) -> tuple[Sending.State, str]:
    rollout, desk = sending.rollout, _desk(sending, schedule)
    if not outcome.changes:
        return State.NOTHING, ""
    note = rollout.note or f"A change of the standard text, revision {rollout.edition}."
    if own.version is None:
        assert own.draft is not None
        sending.draft = own.draft
        draft_save(
            draft=own.draft,
            based_on_number=own.draft.latest,
            text=outcome.text,
            author=rollout.by,
            now=now,
            note=note[:300],
        )
        return State.DRAFTED, ""
    draft = draft_begin(
        agreement=schedule.agreement,
        side=desk.side,
        text=next_text(own, outcome, rollout.in_force_from),
        person=rollout.by,
        now=now,
        based_on=own.version,
        note=note[:300],
    )
    sending.draft = draft
    table_send(draft=draft, number=1, desk=desk, note=note, now=now)
    return State.SENT, ""


def _desk(sending: Sending, schedule: Schedule) -> Desk:
    """The desk of whoever confirmed the change, with the roles held now."""
    rollout = sending.rollout
    organisation = rollout.master.organisation
    held = Membership.objects.filter(organisation=organisation, person=rollout.by, until=None)
    roles = frozenset(held.values_list("role", flat=True))
    if "manager" not in roles:
        raise ValidationError(NOT_HERE)
    side = "client" if rollout.side == "client" else "provider"
    return Desk(schedule.agreement, rollout.by, side, organisation, roles)  # type: ignore[arg-type]  # one of two texts


def _end(sending: Sending, state: Sending.State, reason: str, now: datetime) -> bool:
    """Write down what became of it, unless another worker took it over meanwhile."""
    mine = Sending.objects.filter(pk=sending.pk, fence=sending.fence, state=State.WAITING)
    ended = mine.update(
        state=state,
        reason=reason,
        draft=sending.draft if state != State.FAILED else None,
        lease_until=None,
        ended_at=now,
        done=100,
    )
    return bool(ended)


def _reason(error: ValidationError | StaleRevision | TableMoved | DocumentError) -> str:
    if isinstance(error, TableMoved):
        return TALKING
    if isinstance(error, DocumentError):
        return f"{error.problems[0].message} {error.problems[0].mend}"
    return str(error.messages[0]) if isinstance(error, ValidationError) else f"{error}."
