"""A written agreement made by hand, with every kind of block, and shorthand to make others."""

from __future__ import annotations

from datetime import date

from evenhand.render.imprint import Attachment, Imprint
from evenhand.wording.blocks import (
    Bullets,
    Example,
    OwnText,
    Paragraph,
    Run,
    Section,
    Table,
    Words,
    WrittenAgreement,
)

IDENTITY = "3f9ac0de12ab77e0" * 4
IMPRINT = Imprint(
    IDENTITY,
    date(2026, 1, 1),
    "HDG-2026",
    (
        Attachment(
            "agreement.yaml", "application/yaml", "The agreement as written", "source", b"agreement: X\n"
        ),
        Attachment("agreement.json", "application/json", "Its canonical form", "data", b"{}"),
    ),
)


def words(*runs: str | Run) -> Words:
    return tuple(Run(run) if isinstance(run, str) else run for run in runs)


def strong(text: str) -> Run:
    return Run(text, "strong")


def own(text: str) -> Run:
    return Run(text, "own")


def agreement(*sections: Section, title: str = "Managed IT services", **other: object) -> WrittenAgreement:
    facts = {"facts": (("In force", "1 January 2026 to 31 December 2026"), ("Currency", "GBP"))}
    parties = {"client": "Harbour Dental Group", "provider": "Tidewater IT Services"}
    return WrittenAgreement(
        **{"title": title, "language": "en", **parties, **facts, "sections": sections, **other}
    )  # type: ignore[arg-type]  # mixed options


def holding(*blocks: object, **other: object) -> WrittenAgreement:
    """An agreement of one section that holds these blocks."""
    return agreement(Section("1", "Services", "services", blocks), **other)  # type: ignore[arg-type]  # blocks of any kind


RESPOND = Section(
    "2.1",
    "Response to critical incidents",
    "standards.respond-critical",
    (
        Paragraph(
            words(
                "When a site cannot treat patients (",
                Run("critical", "term", "glossary.critical"),
                "), a named engineer ",
                Run("responds", "term"),
                " within ",
                strong("15 minutes"),
                ", at any hour. This holds for at least 95 of 100 such incidents in a month; when there are too few "
                "for a percentage, one may be missed. Credits: see clause ",
                Run("2.2", "clause", "standards.resolve-critical"),
                ".",
            )
        ),
        Example(words("Reported on Saturday at 23:50, answered by 00:05.")),
    ),
)
RESOLVE = Section(
    "2.2",
    "Restoration after critical incidents",
    "standards.resolve-critical",
    (
        Paragraph(
            words(
                "Service is resolved within ",
                strong("4 hours"),
                ", counting from the report. The clock pauses",
            )
        ),
        Bullets(
            (
                words("while Tidewater waits for an answer from Harbour, up to two business days;"),
                words("while it waits for a third party."),
            )
        ),
        Table(
            (words("In a month below"), words("Harbour is credited"), words("of")),
            (
                (words("90 %"), words("5 %"), words("the total charge")),
                (words("75 %"), words("10 %"), words("the total charge")),
            ),
            "What a missed month gives",
            frozenset({0, 1}),
            "standards.resolve-critical.credits",
        ),
        Example(words("Reported on Friday at 17:40, working again by 21:40 the same evening.")),
    ),
)
OWN = """\
A **site** is where patients are treated:

1. North
2. South
   - ground floor
   - [plan](https://tidewater.example/plan)

> As shown

| Site | Desks |
|---|--:|
| North | 12 |

`code`

---

    four  spaces
"""
SAMPLE = agreement(
    Section("1", "Words used here", "glossary", (OwnText(OWN, "glossary.critical"),)),
    Section(
        "2",
        "Service standards",
        "standards",
        (Paragraph(words("These are the ", own("promises of Tidewater"), ".")),),
        (RESPOND, RESOLVE),
    ),
)
