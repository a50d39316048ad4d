"""Our rows as the values of the interface."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import unified_diff
from typing import Any, cast
from uuid import UUID

from evenhand.client import values
from evenhand.errors import Problem
from evenhand.render.comparison.data import comparison_data
from evenhand.terms.difference import difference
from evenhand.terms.document import read_agreement
from evenhand.wording.agreement import written
from evenhand.wording.comparison import compared
from evenhand_portal.agreements.models import Agreement, Draft, Revision, Version
from evenhand_portal.agreements.overview import Overview
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.versions import FILE
from evenhand_portal.agreements.validity import last_days
from evenhand_portal.parties.models import Organisation, Person
from evenhand_portal.tracking.models import Upload


def person_shown(person: Person) -> values.Person:
    """A person."""
    return values.Person(id=person.pk, name=str(person), email=person.email)


def party_shown(organisation: Organisation | None) -> values.Party | None:
    """A side's organisation, where it is known."""
    return None if organisation is None else values.Party(id=organisation.pk, name=organisation.name)


def agreement_shown(desk: Desk) -> values.Agreement:
    """An agreement as one's own side has it."""
    agreement = desk.agreement
    return values.Agreement(
        id=agreement.pk,
        title=agreement.title,
        side=desk.side,
        roles=sorted(desk.roles),
        client=party_shown(agreement.client),
        provider=party_shown(agreement.provider),
        begun_by=cast(values.Side, agreement.begun_by),
        begun_at=agreement.begun_at,
        shared=agreement.shared_at is not None,
    )


def overview_shown(overview: Overview) -> values.Overview:
    """How an agreement stands."""
    agreement, in_force = overview.desk.agreement, overview.in_force
    ends = ends_of(agreement)
    move = overview.move
    return values.Overview(
        agreement=agreement_shown(overview.desk),
        in_force=version_shown(in_force, ends) if in_force else None,
        until=in_force.last_day if in_force else None,
        notice_by=overview.notice_by,
        coming=version_shown(overview.coming, ends) if overview.coming else None,
        waiting=version_shown(overview.waiting, ends) if overview.waiting else None,
        drafts=[draft_shown(draft) for draft in overview.drafts],
        move=values.Move(whose=move.whose, sentence=move.sentence, act=move.act),
    )


def ends_of(agreement: Agreement) -> Mapping[UUID, date | None]:
    """The last day of each agreed version."""
    return last_days(agreement.versions.defer("text", "canonical"))


def version_shown(
    version: Version, ends: Mapping[UUID, date | None], side: str | None = None
) -> values.Version:
    """A version with its signatures; the draft it was made from is told to the side that offered it alone."""
    state = (
        "agreed"
        if version.agreed_at
        else "declined"
        if version.declined_at
        else "withdrawn"
        if version.withdrawn_at
        else "waiting"
    )
    return values.Version(
        id=version.pk,
        number=version.number,
        identity=version.identity,
        state=cast(Any, state),
        origin=cast(Any, version.origin),
        draft=version.draft_id if side == version.offered_by else None,
        offered_by=cast(values.Side, version.offered_by),
        offered_at=version.offered_at,
        in_force_from=version.in_force_from,
        last_day=ends.get(version.pk, version.last_day),
        agreed_at=version.agreed_at,
        confirmed_at=version.confirmed_at,
        signatures=[
            values.Signature(
                side=cast(values.Side, one.side),
                organisation=one.organisation.name,
                name=one.name,
                statement=one.statement,
                method=one.method,
                identity=one.identity,
                signed_at=one.signed_at,
            )
            for one in version.signatures.all()
        ],
        refusals=[
            values.Refusal(
                side=cast(values.Side, one.side), person=str(one.person), reason=one.reason, at=one.at
            )
            for one in version.refusals.all()
        ],
    )


def draft_shown(draft: Draft) -> values.Draft:
    """A draft without its words."""
    return values.Draft(
        id=draft.pk,
        agreement=draft.agreement_id,
        side=cast(values.Side, draft.side),
        state=cast(Any, draft.state),
        based_on=draft.based_on_id,
        begun_at=draft.begun_at,
        revision=draft.latest,
    )


def revision_shown(revision: Revision) -> values.Revision:
    """A revision without its words."""
    return values.Revision(
        number=revision.number, author=str(revision.author), made_at=revision.made_at, note=revision.note
    )


def text_shown(revision: Revision) -> values.Text:
    """A revision with its words."""
    return values.Text(
        draft=revision.draft_id,
        number=revision.number,
        author=str(revision.author),
        made_at=revision.made_at,
        note=revision.note,
        text=revision.text,
    )


def findings_shown(problems: Iterable[Problem]) -> list[values.Finding]:
    """What was found in a document."""
    return [
        values.Finding(
            code=each.code,
            severity=each.severity,
            message=each.message,
            mend=each.mend,
            line=each.line,
            column=each.column,
            clause=each.clause,
        )
        for each in problems
    ]


def difference_shown(before: str, after: str) -> values.Difference:
    """What differs between two texts: clause by clause where both can be read, else by lines."""
    (earlier, _), (later, _) = read_agreement(before, file=FILE), read_agreement(after, file=FILE)
    if earlier is None or later is None:
        lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
        return values.Difference(
            sentence="One of the two cannot be read as an agreement; these lines differ.",
            counts={},
            changes=[],
            words=[],
            lines=[*lines][2:],
        )
    found = comparison_data(compared(written(earlier), written(later), difference(earlier, later)))
    return values.Difference(**found, lines=[])


def upload_shown(upload: Upload) -> values.Upload:
    """An upload without its preview."""
    return values.Upload(
        id=upload.pk,
        kind=cast(Any, upload.kind),
        name=upload.name,
        side=cast(values.Side, upload.side),
        state=cast(Any, upload.state),
        by=str(upload.by),
        at=upload.at,
        sha256=upload.sha256,
        bytes=upload.bytes,
        done=upload.done,
        told_at=upload.told_at,
    )
