"""The demonstration: two parties, a signed agreement, and a draft amendment, made by the acts people would do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.core.files.base import File
from django.db import transaction

from evenhand.demo.files import write
from evenhand.demo.history import history
from evenhand.figures.amending import earliest_start, report_start
from evenhand.terms.agreement import Agreement as Terms
from evenhand.terms.editing import edited
from evenhand_portal.agreements.models import Agreement, Version
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.services.amending import amended
from evenhand_portal.agreements.services.drafts import agreement_begin, draft_begin
from evenhand_portal.agreements.services.joining import other_side_invite, other_side_join
from evenhand_portal.agreements.services.signing import version_sign
from evenhand_portal.agreements.services.versions import text_checked, version_offer
from evenhand_portal.config.demonstrated_table import negotiate
from evenhand_portal.config.demonstrated_talk import talk
from evenhand_portal.negotiation.models import Negotiation
from evenhand_portal.parties.models import Membership, Organisation, Person
from evenhand_portal.parties.services import organisation_found
from evenhand_portal.tracking.records.services import upload_read, upload_receive, upload_take
from evenhand_portal.tracking.selectors import terms_for_reading

PASSWORD: Final = "evenhand demonstration"
BEGUN: Final = datetime(2025, 12, 1, 9, 30, tzinfo=UTC)
TAKEN: Final = datetime(2026, 9, 14, 11, 0, tzinfo=UTC)
"""When the records were taken over: before anybody talks of them, however late the demonstration is begun."""
AMENDED: Final = date(2026, 11, 1)
"""The earliest day from which the amendment would be in force."""
PEOPLE: Final = (
    ("Olivia Hart", "owner@harbour-dental.example", "client", ("manager", "signatory")),
    ("Priya Nair", "manager@harbour-dental.example", "client", ("manager",)),
    ("Daniel Tide", "director@tidewater-it.example", "provider", ("manager", "signatory")),
    ("Sam Reed", "service@tidewater-it.example", "provider", ("manager",)),
)
NAMES: Final = {"client": "Harbour Dental Group", "provider": "Tidewater IT Services"}


def demonstrate(origin: str, now: datetime) -> str:
    """Make what is not there yet, and return the addresses and sign-ins as text."""
    with transaction.atomic():
        if not Agreement.objects.exists():
            _make(now)
    agreement = Agreement.objects.order_by("begun_at")[0]
    amendment = agreement.drafts.order_by("-begun_at")[0]
    under_way = Negotiation.objects.filter(state=Negotiation.State.OPEN)
    here = f"{origin}/agreements/{agreement.pk}"
    lines = [
        "Evenhand: a demonstration on this machine",
        "",
        *(f"  {name:<14}{email:<34}{NAMES[side]}, {side}" for name, email, side, _ in PEOPLE),
        "",
        f"  Everybody's password is: {PASSWORD}",
        "",
        f"  The agreement   {here}/",
        f"  Its figures     {here}/figures/",
        f"  Its amendment   {here}/drafts/{amendment.pk}/tried/",
        *(f"  On the table    {origin}/agreements/{one.agreement_id}/table/" for one in under_way),
        f"  Sign in         {origin}/account/login/",
    ]
    return "\n".join(lines)


def _make(now: datetime) -> None:
    people = {email: _person(email, name) for name, email, _, _ in PEOPLE}
    client, provider = (_organisation(side, people) for side in ("client", "provider"))
    owner, director = people["owner@harbour-dental.example"], people["director@tidewater-it.example"]
    service = people["service@tidewater-it.example"]
    text = files("evenhand.demo").joinpath("harbour-dental.yaml").read_text(encoding="utf-8")
    draft = agreement_begin(
        title="Managed IT services",
        side="provider",
        organisation=provider,
        text=text,
        person=service,
        now=BEGUN,
    )
    every = frozenset({"manager", "signatory"})
    asked = other_side_invite(
        desk=desk_at(service, draft.agreement_id, every),
        email=owner.email,
        name=owner.name,
        note="As we talked: the agreement for the four sites.",
        now=BEGUN + timedelta(days=1),
    )
    agreement = other_side_join(
        invitation=asked, organisation=client, person=owner, now=BEGUN + timedelta(days=2)
    )
    version = version_offer(
        draft=draft, number=1, side="provider", person=service, now=BEGUN + timedelta(days=3)
    )
    for person, days in ((director, 4), (owner, 7)):
        _sign(version, person, BEGUN + timedelta(days=days))
    _record(desk_at(service, agreement.pk, every), TAKEN)
    draft_begin(
        agreement=agreement,
        side="provider",
        text=_amendment(text, now.date()),
        person=service,
        based_on=Version.objects.get(pk=version.pk),
        note="six hours for critical incidents",
        now=datetime(2026, 9, 14, 13, 0, tzinfo=UTC),
    )
    mine, theirs = (desk_at(person, agreement.pk, every) for person in (owner, service))
    talk(mine, theirs, begun=datetime(2026, 9, 15, 9, 0, tzinfo=UTC))
    negotiate(text, client=client, provider=provider, owner=owner, service=service)


def _amendment(text: str, today: date) -> str:
    """Return the text with more time for critical incidents, from a month on that leaves the notice from today.

    Where that is after the term, the term goes on to the end of the year.
    """
    terms, _ = text_checked(text)
    if terms is None:
        raise ValueError("The agreement of the demonstration cannot be read.")
    start = _first_day(terms, today)
    if terms.term and terms.term.to and terms.term.to < start:
        text = edited(text, "term.to", f"{start.year}-12-31")
    return amended(edited(text, "standards.resolve-critical.within", "6 hours"), 2, start)


def _first_day(terms: Terms, today: date) -> date:
    amendments = terms.review.amendments if terms.review else None
    earliest = earliest_start(terms, today, amendments.notice if amendments else None)
    return report_start(terms, max(AMENDED, earliest or today))


def _record(desk: Desk, now: datetime) -> None:
    """Take the made-up year over, as a person would: upload, look, take."""
    with TemporaryDirectory() as folder:
        year = write(history(), Path(folder))
        for kind, path in (("tickets", year.tickets), ("readings", year.readings)):
            with path.open("rb") as file:
                upload = upload_receive(
                    desk=desk,
                    kind=kind,
                    file=File(file),
                    name=path.name,
                    timezone="UTC",
                    now=now,
                    mapping="" if kind == "readings" else None,
                )
            upload_read(upload=upload, terms=terms_for_reading(desk))
            upload_take(upload=upload, desk=desk, digest=upload.digest, partial=False, now=now)


def _person(email: str, name: str) -> Person:
    from allauth.account.models import EmailAddress  # needs the apps, which are loaded by now

    person = Person.objects.create_user(email, PASSWORD, name=name)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def _organisation(side: str, people: dict[str, Person]) -> Organisation:
    mine = [(people[email], roles) for _, email, whose, roles in PEOPLE if whose == side]
    organisation = organisation_found(name=NAMES[side], by=mine[0][0], now=BEGUN)
    for person, roles in mine[1:]:
        for role in roles:
            Membership.objects.create(organisation=organisation, person=person, role=role, since=BEGUN)
    return organisation


def _sign(version: Version, person: Person, now: datetime) -> None:
    desk = desk_at(person, version.agreement_id, frozenset({"signatory"}))
    version_sign(
        version=version,
        desk=desk,
        name=person.name,
        consent=True,
        shown=version.identity,
        method="password",
        now=now,
    )
