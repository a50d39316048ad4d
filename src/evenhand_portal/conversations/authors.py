"""Who says something: a person at a desk, or a guest who has no account."""

from __future__ import annotations

from dataclasses import dataclass

from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.parties.models import Person


@dataclass(frozen=True, slots=True)
class Author:
    """A person of one side; or a guest by name, e-mail address and website, whose `side` is empty when of both."""

    side: str
    person: Person | None = None
    name: str = ""
    email: str = ""
    website: str = ""

    def __str__(self) -> str:
        """The name."""
        return str(self.person) if self.person else self.name

    @property
    def actor(self) -> str:
        """How the ledger names them: by number, as a name can be erased by law."""
        return f"{self.side or 'guest'}:{self.person.pk if self.person else 'guest'}"

    @property
    def told(self) -> dict[str, str]:
        """What the ledger's payload says of them."""
        if self.person:
            return {"name": str(self.person), "email": self.person.email}
        return {"name": self.name, "email": self.email, "website": self.website}


def author_at(desk: Desk) -> Author:
    """Return the person at a desk, as somebody who says something."""
    return Author(desk.side, desk.person)
