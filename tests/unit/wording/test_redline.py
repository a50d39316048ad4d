"""A redline with everything accepted is the later agreement, with everything rejected the earlier one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from evenhand.wording.blocks import Bullets, OwnText, Paragraph, Run, Section, Table, WrittenAgreement
from evenhand.wording.redline import MarkedBullets, MarkedTable, MarkedText, Redline
from evenhand.wording.redlining import redline
from evenhand.wording.words_between import line_between
from tests.unit.wording.written import edits, texts


def accepted(marked: Redline) -> list[str]:
    return [line.after for line in marked.lines() if line.mark != "deleted" and line.after]


def rejected(marked: Redline) -> list[str]:
    return [line.before for line in marked.lines() if line.mark != "inserted" and line.before]


@given(edits())
def test_accepted_it_is_the_later_and_rejected_the_earlier(pair):
    before, after = pair
    marked = redline(before, after)
    assert accepted(marked) == texts(after)
    assert rejected(marked) == texts(before)


@given(edits())
def test_nothing_differs_from_itself(pair):
    marked = redline(pair[0], pair[0])
    assert not any(line.differs for line in marked.lines())
    assert texts(pair[0]) == accepted(marked) == rejected(marked)


def marks(before: str, after: str) -> list[tuple[str, str]]:
    return [(run.mark[0], run.text) for run in line_between((Run(before),), (Run(after),)).runs]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("within 4 hours", "within 8 hours", [("k", "within "), ("d", "4"), ("i", "8"), ("k", " hours")]),
        ("is 99.9% up", "is 99.5% up", [("k", "is "), ("d", "99.9%"), ("i", "99.5%"), ("k", " up")]),
        ("pay £1,200.00", "pay £1,300.00", [("k", "pay £"), ("d", "1,200.00"), ("i", "1,300.00")]),
        ("the client's four sites are open", "the client's five shops are open",
         [("k", "the client's "), ("d", "four sites"), ("i", "five shops"), ("k", " are open")]),
        ("", "new", [("i", "new")]),
        ("one two three", "all of it differs now", [("d", "one two three"), ("i", "all of it differs now")]),
    ],
)  # fmt: skip
def test_words_and_numbers_are_whole(before, after, expected):
    assert marks(before, after) == expected


def test_words_of_another_kind_are_other_words():
    found = line_between((Run("resolved"), Run(" now")), (Run("resolved", "term"), Run(" now"))).runs
    assert [(run.mark, run.kind) for run in found] == [
        ("deleted", "plain"),
        ("inserted", "term"),
        ("kept", "plain"),
    ]


def one(section: Section) -> WrittenAgreement:
    return WrittenAgreement("Care", "en", None, None, (), (section,))


def test_a_clause_with_another_name_is_the_same_section():
    before = one(Section("1", "Restoration", "standards.resolve", (Paragraph((Run("Within 4 hours."),)),)))
    after = one(Section("1", "Restoration", "standards.restore", (Paragraph((Run("Within 4 hours."),)),)))
    same = redline(before, after, {"standards.resolve": "standards.restore"})
    assert not any(line.differs for line in same.lines())
    marks = [line.mark for line in redline(before, after).lines()]
    assert marks == ["kept", "deleted", "deleted", "inserted", "inserted"]


def test_what_blocks_became_is_found_by_address_or_by_their_words():
    far = Paragraph((Run("Something."),), "review.every")
    before = Section(
        "1", "Review", None, (far, OwnText("Every quarter both meet.\n\nOr earlier."), Bullets(()))
    )
    after = replace(
        before,
        blocks=(
            Paragraph((Run("All is new"),), "review.every"),
            OwnText("Every month both meet."),
            Bullets((), True),
        ),
    )
    [(_, section)] = redline(one(before), one(after)).walk()
    text, own, gone, *lists = section.blocks
    assert isinstance(text, MarkedText)
    assert [run.mark for run in text.line.runs] == ["deleted", "inserted"]
    assert isinstance(own, MarkedText)
    assert (own.sort, own.line.mark) == ("own", "kept")
    assert isinstance(gone, MarkedText)
    assert gone.line.mark == "deleted"
    assert [(each.ordered) for each in lists if isinstance(each, MarkedBullets)] == [False, True]


def test_rows_are_known_by_their_first_cell_or_by_most_of_the_others():
    def table(*rows: str) -> Section:
        cells = tuple(tuple((Run(cell),) for cell in row.split("|")) for row in rows)
        return Section(
            "1", "Targets", "standards", (Table(((Run("P"),), (Run("In"),), (Run("Of"),)), cells),)
        )

    [(_, section)] = redline(
        one(table("P1|4 h|90%", "P2|8 h|80%", "P3|9 h|70%")), one(table("P1|2 h|95%", "X|8 h|80%"))
    ).walk()
    found = section.blocks[0]
    assert isinstance(found, MarkedTable)
    assert [row.mark for row in found.rows] == ["kept", "kept", "deleted"]
    assert [cell.differs for cell in found.rows[1].cells] == [True, False, False]
