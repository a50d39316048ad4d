"""What each record is under a clause: maintenance of a kind, excluded, or trouble, and in words why (rule 19)."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from evenhand.figures.availability.plain import Outage, plain
from evenhand.figures.explanation.clauses import Clauses
from evenhand.figures.explanation.wall import later_on_the_wall, local_date
from evenhand.terms.availability import Availability, Exclusion, Maintenance
from evenhand.units import Duration, Unit, seconds_text

PLANNED = "planned maintenance"
ANY = Maintenance()
"""Maintenance that is excluded without further terms."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Role:
    """What a record is under a clause.

    `kind` is the maintenance that it was announced as in time; `excluded` why nobody answers for it; `weight` how
    much of a second counts where it counts; `beside` what did not keep it from counting, in words.
    """

    record: Outage
    weight: Fraction
    planned: bool
    kind: Maintenance | None
    excluded: str
    beside: str

    def about(self, component: str | None) -> bool:
        """Whether it is about a component; None is the service as a whole."""
        return component is None or self.record.about("component", component)

    @property
    def unknown(self) -> bool:
        """Whether it says that nobody knows."""
        return self.record.state == "unknown"


def role(clauses: Clauses, service: str, clause: Availability, record: Outage) -> Role:
    """The role of a record."""
    planned = record.state == "maintenance" or (
        record.state in ("down", "degraded") and plain(record.cause) == PLANNED
    )
    kind, why = _kind(clauses, service, clause, record) if planned else (None, "")
    excluded, refused = _excluded(clause, record)
    weight = Fraction(1)
    if record.state == "degraded":
        weight = clause.degraded if clause.degraded is not None else _recorded(record)
    return Role(record, weight, planned, kind, excluded, why or refused)


def _recorded(record: Outage) -> Fraction:
    return Fraction(1) if record.share is None else record.share


def _excluded(clause: Availability, record: Outage) -> tuple[str, str]:
    """Why nobody answers for a record, or why an exclusion of its cause does not hold."""
    refused = ""
    for exclusion in clause.excludes:
        if plain(exclusion.cause) != PLANNED and plain(exclusion.cause) == plain(record.cause):
            lacking = _lacking(exclusion, record)
            if not lacking:
                by = {None: "", "both": ", said by both"}.get(
                    exclusion.decided_by, f", said by the {exclusion.decided_by}"
                )
                return f"{exclusion.cause}{by}", ""
            refused = refused or f"{exclusion.cause} is excluded, but {lacking}"
    return "", refused


def _lacking(exclusion: Exclusion, record: Outage) -> str:
    """What an exclusion still lacks to hold, "" when it holds (rule 19)."""
    words = record.attribute("decided")
    for mark in ",+&/":
        words = words.replace(mark, ";")
    said = {plain(each) for part in words.split(";") for each in part.split(" and ")}
    if said & {"both", "both parties"}:
        said |= {"client", "provider"}
    needed = ("client", "provider") if exclusion.decided_by == "both" else (exclusion.decided_by,)
    missing = [side for side in needed if side is not None and side not in said]
    if missing:
        return f"the {' and the '.join(missing)} {'have' if len(missing) > 1 else 'has'} not said so"
    if exclusion.evidence is not None and not record.attribute("evidence"):
        return "there is no evidence"
    return ""


def _kind(
    clauses: Clauses, service: str, clause: Availability, record: Outage
) -> tuple[Maintenance | None, str]:
    """The kind of maintenance a record counts as, or why it counts as none."""
    excluded = [each for each in clause.excludes if plain(each.cause) == PLANNED]
    if not clause.maintenance and not excluded:
        return None, "the clause allows no maintenance"
    for exclusion in excluded:
        if lacking := _lacking(exclusion, record):
            return None, f"maintenance is excluded, but {lacking}"
    terms = _named(clause, record.cause)
    if terms is None:
        return None, f"“{record.cause}” is no kind of maintenance that was agreed"
    if terms.notice is None:
        return terms, ""
    if record.announced is None:
        return None, f"it was not announced, where {terms.notice} of notice are agreed"
    if _notice_ends(clauses, service, terms.notice, record.announced) > record.start:
        before = max(record.start - record.announced, 0)
        return None, f"it was announced {seconds_text(before)} before, where {terms.notice} are agreed"
    return terms, ""


def _named(clause: Availability, cause: str) -> Maintenance | None:
    """The terms for the kind that a cause names: by name, else the kind without one; without a cause the first."""
    if not clause.maintenance:
        return ANY
    bare = "" if plain(cause) == PLANNED else plain(cause).removesuffix("maintenance").strip()
    unnamed = None
    for terms in clause.maintenance:
        if terms.kind is None:
            unnamed = unnamed or terms
        elif plain(terms.kind).removesuffix("maintenance").strip() == bare:
            return terms
    return unnamed or (None if bare else clause.maintenance[0])


def _notice_ends(clauses: Clauses, service: str, notice: Duration, announced: int) -> int:
    """The first instant at which maintenance may begin after it was announced."""
    if notice.unit is Unit.SECONDS:
        return announced + notice.seconds
    if notice.unit is Unit.BUSINESS_DAYS:
        terms = clauses.agreement.business_days
        name = terms.calendar if terms else clauses.agreement.services[service].hours or ""
        hours = clauses.hours(name)
        day, left, end = local_date(hours.zone, announced), -int(-notice.amount // 1), announced
        while left > 0:
            day += _DAY
            spans, _ = hours.on_date(day)
            if spans:
                left, end = left - 1, spans[-1][1]
        return end
    count = int(notice.amount)
    days, months = (count, 0) if notice.unit is Unit.DAYS else (0, count)
    return later_on_the_wall(clauses.zone, announced, days=days, months=months)
