"""Who agrees: both parties and their people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from evenhand.terms.parties import Contact, Party, Side
from evenhand.wording.blocks import Block, Section, Table, Words
from evenhand.wording.names import Names
from evenhand.wording.phrases import own, paragraph, say, sentence, titled

_DOES: Final[dict[Side, str]] = {"client": "receives the services", "provider": "provides the services"}
_COLUMNS: Final[dict[str, Callable[[Contact], str | None]]] = {
    "Name": lambda contact: contact.name,
    "E-mail": lambda contact: contact.email,
    "Telephone": lambda contact: contact.telephone,
    "Signs": lambda contact: "yes" if contact.signs else None,
}


def parties_section(names: Names) -> Section:
    """Both parties; one that is missing is said to be."""
    parties = names.agreement.parties
    sides: tuple[tuple[Side, Party | None], ...] = (
        ("client", parties.client),
        ("provider", parties.provider),
    )
    missing = [
        paragraph(sentence(f"this agreement does not name the {side} yet"))
        for side, party in sides
        if not party
    ]
    sections = tuple(_party(side, party) for side, party in sides if party)
    return Section("", "The parties", "parties", tuple(missing), sections)


def _party(side: Side, party: Party) -> Section:
    return Section("", f"The {side}", f"parties.{side}", tuple(_blocks(side, party)))


def _blocks(side: Side, party: Party) -> Iterator[Block]:
    yield paragraph(sentence(own(party.name), f" is the {side}: it {_DOES[side]}"))
    if not party.contacts:
        yield paragraph(sentence("it has named no contacts"))
        return
    columns = [title for title, cell in _COLUMNS.items() if any(map(cell, party.contacts.values()))]
    rows = tuple(
        (say(own(contact.role or titled(name))), *(_cell(_COLUMNS[title](contact)) for title in columns))
        for name, contact in party.contacts.items()
    )
    yield Table((say("Contact"), *map(say, columns)), rows, address=f"parties.{side}.contacts")


def _cell(text: str | None) -> Words:
    return say(own(text)) if text else ()
