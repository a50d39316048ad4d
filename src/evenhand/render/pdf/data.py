"""The written agreement as the plain values that the template reads: a JSON document, never source."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from evenhand.render.anchors import Anchors
from evenhand.render.imprint import Imprint
from evenhand.render.markup.reading import inked, one_line
from evenhand.render.markup.tree import Node, text_of
from evenhand.render.pdf.blocks import ROOM, from_block
from evenhand.render.pdf.lines import fitted
from evenhand.wording.blocks import Block, Section, WrittenAgreement

_TITLE_ROOM = 12_000
_INTRODUCTION = 300
_LABEL_ROOM, _FACT_ROOM = 13_500, 24_000


def data_of(written: WrittenAgreement, imprint: Imprint) -> dict[str, Any]:
    """Everything the template needs, in reading order."""
    anchors = Anchors(written)
    return {
        "title": _plain(_title(written.title), _TITLE_ROOM),
        "name": _title(written.title),
        "language": _language(written.language),
        "client": _plain(written.client or "", ROOM // 2),
        "provider": _plain(written.provider or "", ROOM // 2),
        "parties": [one_line(party) for party in (written.client, written.provider) if party],
        "facts": [[_plain(label, _LABEL_ROOM), _plain(value, _FACT_ROOM)] for label, value in written.facts],
        "sections": [each for section in written.sections for each in _section(section, 1, anchors)],
        "reference": _plain(imprint.reference or "", ROOM // 3),
        "description": f"SHA-256 of the canonical form: {imprint.identity}",
        "identity": imprint.identity,
        "short": imprint.short_identity,
        "dated": [imprint.dated.year, imprint.dated.month, imprint.dated.day] if imprint.dated else None,
        "attachments": [
            [each.name, f"attachments/{number}", each.media_type, each.relation, each.description]
            for number, each in enumerate(imprint.attachments)
        ],
    }


def _section(section: Section, level: int, anchors: Anchors) -> Iterator[dict[str, Any]]:
    nodes = [node for block in section.blocks for node in _block(block, anchors)]
    yield {
        "level": level,
        "number": section.number,
        "title": _plain(_title(section.title), ROOM * 2 // 3),
        "label": anchors.here(section.address),
        "blocks": nodes,
        "leads": [_leads(*pair) for pair in pairwise([*nodes, {"kind": "end"}])],
    }
    for below in section.sections:
        yield from _section(below, level + 1, anchors)


def _block(block: Block, anchors: Anchors) -> list[Node]:
    label = anchors.here(block.address, section=False)
    first, *others = from_block(block, anchors) or [{"kind": "paragraph", "body": []}]
    return [{**first, "label": label}, *others]


def _leads(node: Node, following: Node) -> bool:
    """Whether a paragraph introduces a table or a list, and so stays on its page."""
    introduces = node["kind"] == "paragraph" and following["kind"] in ("table", "list")
    return introduces and len(text_of(node["body"])) <= _INTRODUCTION


def _language(tag: str) -> tuple[str, str | None]:
    """Language and region as the setter takes them: two or three letters, and two.

    >>> _language("pt-BR"), _language("zh-Hant"), _language("en")
    (('pt', 'BR'), ('zh', None), ('en', None))
    """
    language, *others = tag.split("-")
    return language.lower(), next((each.upper() for each in others if len(each) == 2), None)


def _title(text: str) -> str:
    """A title that can be read aloud: signs that leave no ink do not make one."""
    return one_line(text) if any(map(inked, text)) else "–"


def _plain(text: str, room: int) -> list[Node]:
    return fitted([{"kind": "text", "text": one_line(text)}], room) if text else []
