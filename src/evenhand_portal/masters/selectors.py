"""Standard texts as their organisation sees them, and what a change of one would do to each client."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from django.db.models import F, Max, Prefetch, Q, QuerySet
from django.http import Http404

from evenhand.errors import DocumentError
from evenhand.figures.amending import timing
from evenhand.terms.difference import Change
from evenhand.terms.document import read_agreement
from evenhand.terms.editing import value_of
from evenhand_portal.agreements.amendments.decisions import cut_periods, short_notice
from evenhand_portal.agreements.amendments.selectors import day_at
from evenhand_portal.agreements.models import Agreement, Draft, Revision, Side, Version
from evenhand_portal.agreements.overview import terms_of
from evenhand_portal.agreements.services.amending import amended, suggested_start
from evenhand_portal.masters.decisions import FILE, Outcome, carried_over, differences
from evenhand_portal.masters.models import Master, Rollout, Schedule, Sending
from evenhand_portal.parties.models import Organisation

HANDED_OVER = "An agreement that was handed over"


@dataclass(frozen=True)
class Own:
    """The text of one client: the version agreed last, or one's own draft while nothing is agreed."""

    text: str
    version: Version | None
    draft: Draft | None
    client: Side = "client"

    @property
    def name(self) -> str:
        """What the text calls the client, which need not be here yet."""
        try:
            return str(value_of(self.text, f"parties.{self.client}.name") or "")
        except DocumentError:  # a draft may hold anything
            return ""

    @property
    def basis(self) -> str:
        """What stands for this text: another one has another."""
        place = self.version.pk if self.version else self.draft.pk if self.draft else ""
        return sha256(f"{place} {self.text}".encode()).hexdigest()


@dataclass(frozen=True)
class Preview:
    """What a change of the standard text would do to one client; `trouble` says why it cannot be sent."""

    schedule: Schedule
    own: Own
    outcome: Outcome | None
    trouble: str
    remarks: tuple[str, ...] = ()

    @property
    def moves(self) -> bool:
        """Whether something would be sent."""
        return self.outcome is not None and self.outcome.moves and not self.trouble

    @property
    def alike(self) -> str:
        """What is the same for all clients for whom the same is shown."""
        changes = self.outcome.changes if self.outcome else ()
        said = [(one.kind, one.was, one.now, one.before, one.after, one.favours) for one in changes]
        left = (self.outcome.kept, self.outcome.refused) if self.outcome else ()
        return repr((said, left, self.trouble, self.remarks))


def masters_of(organisation: Organisation) -> QuerySet[Master]:
    """Return the standard texts of an organisation."""
    return organisation.masters.select_related("draft__agreement")


def master_seen(organisation: Organisation, master_id: UUID) -> Master:
    """Return a standard text of an organisation; raise Http404."""
    found = masters_of(organisation).filter(pk=master_id).first()
    if found is None:
        raise Http404
    return found


def title_of(sending: Sending, held: Container[int]) -> str:
    """Return the title of the agreement of a sending, unless its schedule is not among those `held` any more."""
    return sending.schedule.agreement.title if sending.schedule_id in held else HANDED_OVER


def rollout_seen(organisation: Organisation, rollout_id: UUID) -> Rollout:
    """Return a change that was sent; raise Http404."""
    found = Rollout.objects.filter(master__organisation=organisation, pk=rollout_id)
    rollout = found.select_related("master__draft__agreement", "by").first()
    if rollout is None:
        raise Http404
    return rollout


def side_of(master: Master) -> Side:
    """Return the side on which the organisation stands."""
    return "client" if master.draft.side == "client" else "provider"


def clients_of(master: Master) -> Side:
    """Return the side on which its clients stand."""
    return "provider" if side_of(master) == "client" else "client"


def edition(master: Master, number: int) -> str:
    """Return the words of a revision of the standard text."""
    return Revision.objects.get(draft=master.draft_id, number=number).text


def schedules_held() -> QuerySet[Schedule]:
    """Return the schedules that hold: the organisation of the text is the agreement's party on its side now."""
    side, house = "master__draft__side", F("master__organisation")
    return Schedule.objects.filter(
        Q((side, "client"), agreement__client=house) | Q((side, "provider"), agreement__provider=house)
    )


def schedules_of(master: Master) -> QuerySet[Schedule]:
    """Return the clients under a standard text with their texts, in four queries, however many there are.

    An agreement that was handed to another organisation is none of them.
    """
    agreed = Version.objects.exclude(agreed_at=None).order_by("-number")
    latest = Revision.objects.order_by("-number")
    drafts = Draft.objects.filter(side=side_of(master), state=Draft.State.OPEN).order_by("-begun_at")
    held = schedules_held().filter(master=master)
    return held.select_related("agreement__client", "agreement__provider", "master").prefetch_related(
        Prefetch("agreement__versions", agreed, to_attr="agreed"),
        Prefetch(
            "agreement__drafts",
            drafts.prefetch_related(Prefetch("revisions", latest, to_attr="newest")),
            to_attr="own_drafts",
        ),
    )


def own_text(agreement: Agreement) -> Own:
    """Return the text of one client, of an agreement that `schedules_of` read."""
    client: Side = "provider" if agreement.begun_by == "client" else "client"
    agreed: list[Version] = getattr(agreement, "agreed")  # noqa: B009 - the prefetch named it
    if agreed:
        return Own(agreed[0].text, agreed[0], None, client)
    drafts: list[Draft] = getattr(agreement, "own_drafts")  # noqa: B009 - as above
    if drafts:
        return Own(getattr(drafts[0], "newest")[0].text, None, drafts[0], client)  # noqa: B009 - as above
    return Own("", None, None)


def exceptions_of(schedule: Schedule, base: str, client: str) -> tuple[Change, ...] | None:
    """Return what a client has otherwise than the standard text on which it stands; None where one is unreadable."""
    try:
        return differences(base, own_text(schedule.agreement).text, client)
    except DocumentError:
        return None


def behind(master: Master) -> list[Schedule]:
    """Return the clients that stand on an earlier revision and to whom nothing is on its way."""
    waiting = Sending.objects.filter(schedule__master=master, state=Sending.State.WAITING)
    found = schedules_of(master).filter(edition__lt=master.draft.latest)
    return list(found.exclude(pk__in=waiting.values("schedule")))


def previews(
    master: Master, schedules: Iterable[Schedule], start: date, now: datetime
) -> tuple[Preview, ...]:
    """Return what the latest revision would do to each client from a day on."""
    new, client = edition(master, master.draft.latest), clients_of(master)
    base = lru_cache(None)(lambda number: edition(master, number))
    found = []
    for schedule in schedules:
        own = own_text(schedule.agreement)
        if not own.text:
            found.append(
                Preview(schedule, own, None, "Its first text waits for signatures, or was given up.")
            )
            continue
        try:
            outcome = carried_over(base=base(schedule.edition), new=new, own=own.text, client=client)
        except DocumentError as error:
            problem = error.problems[0]
            found.append(Preview(schedule, own, None, f"{problem.message} {problem.mend}"))
            continue
        found.append(
            Preview(schedule, own, outcome, _unreadable(own, outcome, start), _remarks(own, start, now))
        )
    return tuple(found)


def grouped(shown: Iterable[Preview]) -> tuple[tuple[Preview, ...], ...]:
    """Put clients together for whom the same would be done; the largest group first."""
    groups: dict[str, list[Preview]] = {}
    for one in shown:
        groups.setdefault(one.alike, []).append(one)
    return tuple(tuple(group) for group in sorted(groups.values(), key=len, reverse=True))


def next_text(own: Own, outcome: Outcome, start: date) -> str:
    """Return what would be sent: the next version from a day on, or the draft of a client that agreed nothing yet.

    Raises DocumentError where it could not be read, such as for a day after the term.
    """
    text = outcome.text if own.version is None else amended(outcome.text, own.version.number + 1, start)
    terms, problems = read_agreement(text, file=FILE)
    if terms is None:
        raise DocumentError(list(problems))
    return text


def _unreadable(own: Own, outcome: Outcome, start: date) -> str:
    try:
        next_text(own, outcome, start)
    except DocumentError as error:
        return f"{error.problems[0].message} {error.problems[0].mend}"
    return ""


def seen_hash(master: Master, schedules: Iterable[Schedule], start: date) -> str:
    """Return what stands for all that a preview shows: the texts, the revisions and the day.

    What was tried in between counts too: to send once more what could not be sent is another act.
    """
    tried = Sending.objects.filter(schedule__master=master).values_list("schedule").annotate(Max("pk"))
    last = dict(tried.order_by())
    parts = [
        f"{one.pk} {one.edition} {own_text(one.agreement).basis} {last.get(one.pk, 0)}" for one in schedules
    ]
    return sha256("\n".join([f"{master.draft.latest} {start}", *parts]).encode()).hexdigest()


def start_for_all(schedules: Iterable[Schedule], now: datetime) -> date:
    """Return a first day that leaves every client its notice and begins a reporting period of each that reports."""
    days = [now.date()]
    for schedule in schedules:
        version = own_text(schedule.agreement).version
        if version is not None:
            terms = terms_of(version)
            days.append(suggested_start(terms, day_at(terms, now)))
    return max(days)


def _remarks(own: Own, start: date, now: datetime) -> tuple[str, ...]:
    """What the client's agreement in force says of such a first day."""
    if own.version is None:
        return ()
    terms = terms_of(own.version)
    at = timing(terms, start, day_at(terms, now))
    short = short_notice(at, own.version.number)
    return (*([short] if short else []), *cut_periods(at, own.version.number)[-1:])
