"""The priorities: what each means, and how it follows from other attributes of a ticket."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.wording.blocks import Block, Section, Table
from evenhand.wording.names import Names
from evenhand.wording.phrases import capital, listed, own, paragraph, say, sentence


def priorities_section(names: Names) -> Section:
    """All priorities, highest first."""
    return Section("", "Priorities", "priorities", tuple(_blocks(names)))


def _blocks(names: Names) -> Iterator[Block]:
    priorities = names.agreement.priorities
    if not priorities.names:
        yield paragraph(sentence("tickets have no priorities in this agreement"))
        return
    yield paragraph(sentence("a ticket has one of these priorities, the highest first"))
    defined = priorities.definitions.values()
    columns = ["Priority", *(["Name"] if any(each.name for each in defined) else [])]
    columns += ["It is for"] if any(each.when for each in defined) else []
    rows = []
    for name in priorities.names:
        meaning = priorities.definitions.get(name)
        cells = {
            "Priority": name,
            "Name": (meaning and meaning.name) or "",
            "It is for": (meaning and meaning.when) or "",
        }
        rows.append(tuple(say(own(cells[column])) for column in columns))
    yield Table(tuple(map(say, columns)), tuple(rows))
    if priorities.derived_from:
        attributes = listed([own(each) for each in priorities.derived_from])
        yield paragraph(sentence("the priority follows from the ticket’s ", attributes, ":"))
        head = (*(say(own(capital(each))) for each in priorities.derived_from), say("Priority"))
        table = tuple(
            (*(say(own(value)) for value in values), names.priority(name))
            for values, name in priorities.table.items()
        )
        yield Table(head, table, address="priorities.table")
