"""What people may see of negotiations: the table is seen by both sides alike, drafts by their own side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.http import Http404

from evenhand.terms.agreement import Agreement as Terms
from evenhand.terms.document import read_agreement
from evenhand_portal.agreements.models import Agreement, Draft
from evenhand_portal.agreements.overview import terms_of
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.versions import FILE, open_reasons, text_checked
from evenhand_portal.negotiation.decisions import Sent, Talks, Yes
from evenhand_portal.negotiation.models import Acceptance, Negotiation, Proposal, Tabled


def under_way(agreement: Agreement) -> Negotiation | None:
    """Return the negotiation of an agreement that has no end yet."""
    return agreement.negotiations.filter(state__in=("open", "offered")).first()


def negotiation_shown(desk: Desk) -> Negotiation | None:
    """Return the negotiation under way, or else the latest one; None when there was none."""
    found = desk.agreement.negotiations.select_related("base", "ended_by", "agreement", "offered")
    return found.filter(state__in=("open", "offered")).first() or found.first()


def negotiation_seen(desk: Desk, negotiation_id: UUID) -> Negotiation:
    """Return a negotiation of the agreement; raise Http404."""
    found = desk.agreement.negotiations.select_related("base", "agreement").filter(pk=negotiation_id).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Table:
    """A negotiation with all its rows read: `rows` are the texts by number."""

    negotiation: Negotiation
    rows: dict[int, Tabled]
    talks: Talks

    @property
    def latest(self) -> Tabled:
        """The latest row: its text lies on the table."""
        return self.rows[self.talks.number]

    @property
    def sending(self) -> Tabled:
        """The sending whose text lies on the table."""
        return self.rows[self.talks.standing[-1].number]

    @cached_property
    def open_reasons(self) -> tuple[str, ...]:
        """What the checks have against offering the text on the table."""
        return open_reasons(self.negotiation.agreement, *text_checked(self.latest.text))

    def text_of(self, number: int) -> str:
        """Return a text by its number; 0 is the version that would be amended, empty for a first agreement."""
        if number:
            return self.rows[number].text
        return self.negotiation.base.text if self.negotiation.base else ""

    def terms_of(self, number: int) -> Terms | None:
        """Return the terms of a text by its number; None for the beginning of a first agreement."""
        if number:
            return read_agreement(self.rows[number].text, file=FILE)[0]
        return terms_of(self.negotiation.base) if self.negotiation.base else None


def table_of(negotiation: Negotiation, *, texts: bool = True) -> Table:
    """Read a negotiation in two queries, however much was said in it; without its `texts` when none is needed."""
    return _tables([negotiation], texts=texts)[0]


def tables_under_way(desks: Sequence[Desk]) -> list[Table]:
    """Read the negotiations of these agreements that have no end yet, without their texts, in three queries."""
    found = Negotiation.objects.filter(
        agreement__in={desk.agreement.pk for desk in desks}, state__in=("open", "offered")
    )
    return _tables(list(found.select_related("agreement")), texts=False)


def _tables(negotiations: Sequence[Negotiation], *, texts: bool) -> list[Table]:
    tabled = Tabled.objects.filter(negotiation__in=negotiations).select_related("person")
    rows: dict[UUID, dict[int, Tabled]] = {one.pk: {} for one in negotiations}
    for row in tabled if texts else tabled.defer("text"):
        rows[row.negotiation_id][row.number] = row
    accepted = Acceptance.objects.filter(tabled__negotiation__in=negotiations).select_related("tabled")
    yeses: dict[UUID, list[Yes]] = {one.pk: [] for one in negotiations}
    for one in accepted.only("side", "clause", "digest", "tabled__number", "tabled__negotiation"):
        yes = Yes(one.tabled.number, one.side, one.clause, one.digest)  # type: ignore[arg-type]  # a side, as the choices of the column say
        yeses[one.tabled.negotiation_id].append(yes)
    return [_table(one, rows[one.pk], yeses[one.pk]) for one in negotiations]


def _table(negotiation: Negotiation, rows: dict[int, Tabled], yeses: list[Yes]) -> Table:
    talks = Talks(
        negotiation.start,
        tuple(Sent(one.number, one.side, one.clauses, one.returns_to) for one in rows.values()),  # type: ignore[arg-type]  # a side, as the choices of the column say
        tuple(yeses),
        negotiation.state,  # type: ignore[arg-type]  # as the choices of the column say
    )
    return Table(negotiation, rows, talks)


def proposal_of(draft: Draft) -> Proposal | None:
    """Return from where a draft goes on in a negotiation; None when it was begun apart from one."""
    return Proposal.objects.select_related("seen", "negotiation").filter(draft=draft).first()


def draft_of(negotiation: Negotiation, desk: Desk) -> Draft | None:
    """Return the open draft with which this side goes on from the table."""
    own = Draft.objects.filter(proposal__negotiation=negotiation, side=desk.side, state=Draft.State.OPEN)
    return own.order_by("-begun_at").first()
