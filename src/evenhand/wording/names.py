"""What things are called in the words of the agreement: people, services, standards, hours, priorities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from evenhand.terms.agreement import Agreement
from evenhand.terms.parties import Contact, Side
from evenhand.wording.blocks import Run, Words
from evenhand.wording.examples.ground import Ground
from evenhand.wording.phrases import listed, own, say, small, titled


@dataclass(frozen=True)
class Names:
    """The names of one agreement.

    A reference is a run of kind `clause`; one without text stands for the number of the section, which is filled in
    when all sections are there (`wording.numbering`).
    """

    agreement: Agreement

    @cached_property
    def ground(self) -> Ground | None:
        """What examples are reckoned with; None where the agreement does not say when it begins."""
        return Ground.of(self.agreement)

    @cached_property
    def credits_given(self) -> bool:
        """Whether any clause gives a credit, in money or in points."""
        agreement = self.agreement
        credits = [
            each.credits for service in agreement.services.values() for each in service.availability.values()
        ]
        credits += [each.credits for each in agreement.standards.values()]
        return any(each is not None and each.tiers for each in credits)

    def reference(self, address: str, label: str = "") -> Words:
        """A part of the agreement by its label and number, `Resolution (3.2)`, or by its number alone."""
        number = Run("", "clause", address)
        return say(Run(label, "clause", address), " (", number, ")") if label else say(number)

    # ── Services and standards ───────────────────────────────────────────────────────────────────

    def service_title(self, name: str) -> str:
        """What a service is called."""
        service = self.agreement.services.get(name)
        return (service.name if service else None) or titled(name)

    def service(self, name: str) -> Words:
        """A service and where it is described."""
        if name not in self.agreement.services:
            return say(own(name))
        return self.reference(f"services.{name}", self.service_title(name))

    def services(self, names: Iterable[str]) -> Words:
        """Services one after the other."""
        return listed([self.service(name) for name in names])

    def standard_title(self, name: str) -> str:
        """What a standard is called."""
        standard = self.agreement.standards.get(name)
        return (standard.title if standard else None) or titled(name)

    def standard(self, name: str) -> Words:
        """A standard and where it stands."""
        if name not in self.agreement.standards:
            return say(own(name))
        return self.reference(f"standards.{name}", self.standard_title(name))

    # ── Hours ────────────────────────────────────────────────────────────────────────────────────

    def always_open(self, calendar: str) -> bool:
        """Whether a calendar never closes; one that is not written down is taken for hours of its own."""
        terms = self.agreement.calendars.get(calendar)
        return terms is not None and terms.hours.always

    def hours(self, calendar: str) -> Words:
        """The hours of a calendar: `office hours (D.2)`."""
        return self.reference(f"calendars.{calendar}", small(self.hours_title(calendar)))

    def hours_title(self, calendar: str) -> str:
        """What the hours of a calendar are called."""
        name = calendar.replace("-", " ").replace("_", " ")
        return name if name.lower().endswith(("hours", "time", "times")) else f"{name} hours"

    def within_hours(self, calendar: str) -> Words:
        """When work is done: `in office hours (D.2)`, or `at any hour`."""
        return say("at any hour") if self.always_open(calendar) else say("in ", self.hours(calendar))

    # ── People ───────────────────────────────────────────────────────────────────────────────────

    def person(self, contact: str) -> Words:
        """A contact as others name it: `the client’s practice manager`."""
        side, _, name = contact.partition(".")
        found = self._contacts.get(contact)
        if found is None:
            return say(own(contact))
        label = small(found.role or titled(name)) if found.role or not found.name else found.name
        alike = [other.role for key, other in self._contacts.items() if key.startswith(f"{side}.")]
        if found.role and alike.count(found.role) > 1:
            label = f"{label} ({found.name or titled(name)})"
        return say(f"the {side}’s ", own(label))

    def people(self, contacts: Sequence[str], joint: str = "and") -> Words:
        """Contacts one after the other."""
        return listed([self.person(contact) for contact in contacts], joint)

    @cached_property
    def _contacts(self) -> dict[str, Contact]:
        sides: tuple[Side, Side] = ("client", "provider")
        parties = {side: getattr(self.agreement.parties, side) for side in sides}
        return {
            f"{side}.{name}": contact
            for side, party in parties.items()
            if party
            for name, contact in party.contacts.items()
        }

    # ── Priorities ───────────────────────────────────────────────────────────────────────────────

    def priority(self, name: str) -> Words:
        """A priority as people know it: `Critical (P1)`."""
        defined = self.agreement.priorities.definitions.get(name)
        label = f"{defined.name} ({name})" if defined and defined.name and defined.name != name else name
        return say(
            Run(label, "clause", "priorities") if name in self.agreement.priorities.names else own(label)
        )

    def priorities(self, names: Sequence[str], joint: str = "or") -> Words:
        """Priorities one after the other."""
        return listed([self.priority(name) for name in names], joint)

    def in_order(self, names: Iterable[str]) -> list[str]:
        """Priorities, highest first; those that are not listed behind."""
        order = {name: place for place, name in enumerate(self.agreement.priorities.names)}
        return sorted(names, key=lambda name: order.get(name, len(order)))
