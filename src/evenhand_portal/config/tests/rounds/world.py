"""Where a round happens: two houses of several people, and an agreement of its own for each round."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

from django.utils import timezone

from evenhand_portal.agreements.models import Agreement, Draft, Side, Version
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.services.drafts import agreement_begin, draft_begin, draft_save
from evenhand_portal.agreements.services.versions import version_offer
from evenhand_portal.config.tests.rounds.hands import ByPage, ByService
from evenhand_portal.conftest import House
from evenhand_portal.parties.models import Membership, Organisation, Person

EXAMPLE = (Path(__file__).parents[5] / "examples" / "harbour-dental.yaml").read_text(encoding="utf-8")
ALL = frozenset({"manager", "signatory", "reader", "auditor"})


@dataclass(frozen=True)
class Party:
    """A house with two who manage, two who sign, and somebody who reads."""

    organisation: Organisation
    managers: tuple[Person, Person]
    signatories: tuple[Person, Person]
    reader: Person


def party(house: House, make_person: Callable[[str], Person]) -> Party:
    """The house with one more person for each role that acts."""
    pairs = []
    for role in ("manager", "signatory"):
        colleague = make_person(f"{house.organisation.name.split()[0]}-{role}-2")
        Membership.objects.create(
            organisation=house.organisation, person=colleague, role=role, since=timezone.now()
        )
        pairs.append((getattr(house, role), colleague))
    return Party(house.organisation, *pairs, house.reader)


@dataclass
class Place:
    """The agreement of a round, with all who may act on it; `hand` is how they act."""

    client: Party
    provider: Party
    seed: int
    rng: Random
    hand: ByService

    @cached_property
    def draft(self) -> Draft:
        """The provider's draft, with the client at the table."""
        draft = agreement_begin(
            title="Managed IT services",
            side="provider",
            organisation=self.provider.organisation,
            text=EXAMPLE,
            person=self.provider.managers[0],
            now=timezone.now(),
        )
        Agreement.objects.filter(pk=draft.agreement_id).update(
            client=self.client.organisation, shared_at=timezone.now()
        )
        return Draft.objects.select_related("agreement").get(pk=draft.pk)

    @property
    def agreement(self) -> Agreement:
        return self.draft.agreement

    def fresh(self) -> Draft:
        """The draft as somebody's page has just read it."""
        return Draft.objects.select_related("agreement").get(pk=self.draft.pk)

    def desk(self, side: Side, role: str) -> Desk:
        """One of those who hold the role on that side, by chance."""
        people: tuple[Person, ...] = getattr(getattr(self, side), role)
        return self.at(self.rng.choice(people))

    def at(self, person: Person) -> Desk:
        return desk_at(person, self.agreement.pk, ALL)

    def saved(self, times: int) -> int:
        """Save the draft so often; return the number of its latest revision."""
        for number in range(1, times + 1):
            draft_save(
                draft=self.fresh(),
                based_on_number=number,
                text=f"{EXAMPLE}# {number}\n",
                author=self.provider.managers[0],
                now=timezone.now(),
            )
        return times + 1

    def second(self, side: Side) -> Draft:
        """Another draft of the same agreement."""
        person = self.desk(side, "managers").person
        return draft_begin(
            agreement=self.agreement,
            side=side,
            text=f"{EXAMPLE}# {side}\n",
            person=person,
            now=timezone.now(),
        )

    def offered(self) -> Version:
        """The draft's version, waiting for signatures."""
        number, person = self.fresh().latest, self.provider.managers[0]
        return version_offer(
            draft=self.draft, number=number, side="provider", person=person, now=timezone.now()
        )


def place(client: Party, provider: Party, seed: int) -> Place:
    """The place of a round; every third round is played on the pages."""
    rng = Random(seed)
    return Place(client, provider, seed, rng, ByPage() if rng.random() < 1 / 3 else ByService())
