"""Changes carried onto a newer text: what one side changed stays, what both changed is named, nothing is lost."""

from __future__ import annotations

import pytest

from evenhand.terms.canonical import normal_form
from evenhand.terms.document import read_agreement
from evenhand.terms.editing import added, edited, removed
from evenhand_portal.agreements.tests.conftest import EXAMPLE
from evenhand_portal.negotiation.carrying import Text, carried, with_clause
from evenhand_portal.negotiation.clauses import changed, clause_at, digest_of_all, digests_of

CRITICAL = "standards.resolve-critical"


def text(words: str) -> Text:
    terms, problems = read_agreement(words, file="agreement.yaml")
    assert terms, problems
    return Text(words, digests_of(terms))


SEEN = text(EXAMPLE)
MINE = {
    "changed": lambda old: edited(old, f"{CRITICAL}.within", "2 hours"),
    "head": lambda old: edited(added(old, "version", "2"), "currency", "EUR"),
    "added": lambda old: added(old, "services.backup", {"name": "Backup", "description": "Every night."}),
    "removed": lambda old: removed(old, "responsibilities.client.named-caller"),
    "removed whole": lambda old: removed(old, "glossary"),
    "availability": lambda old: edited(
        old, "services.practice-system.availability.target", "99.8% per month"
    ),
    "service": lambda old: edited(old, "services.practice-system.name", "Practice software"),
    "list": lambda old: edited(old, "reporting.to", ["client.owner"]),
    "remark": lambda old: old + "# a remark\n",
}
THEIRS = {
    "nothing": lambda old: old,
    "another clause": lambda old: edited(old, "standards.respond-critical.within", "20 minutes"),
    "the term": lambda old: edited(old, "term.to", "2027-12-31"),
    "a calendar more": lambda old: added(old, "calendars.night", {"hours": {"mon-fri": "20:00-23:00"}}),
}


@pytest.mark.parametrize("mine", MINE)
@pytest.mark.parametrize("theirs", THEIRS)
def test_clauses_that_one_side_changed_go_along(mine: str, theirs: str) -> None:
    own, table = text(MINE[mine](EXAMPLE)), text(THEIRS[theirs](EXAMPLE))
    done = carried(seen=SEEN, mine=own, table=table, chosen={})
    assert not done.clashes
    assert set(done.changes) == set(changed(SEEN.clauses, own.clauses))
    found = text(done.words).clauses
    for clause in {*found, *own.clauses, *table.clauses}:
        source = own if clause in done.changes else table
        assert found.get(clause, "") == source.clauses.get(clause, "")


def test_what_both_changed_is_chosen() -> None:
    own, table = text(MINE["changed"](EXAMPLE)), text(edited(EXAMPLE, f"{CRITICAL}.within", "9 hours"))
    assert carried(seen=SEEN, mine=own, table=table, chosen={}).clashes == (CRITICAL,)
    mine = carried(seen=SEEN, mine=own, table=table, chosen={CRITICAL: "mine"})
    assert text(mine.words).clauses == own.clauses
    theirs = carried(seen=SEEN, mine=own, table=table, chosen={CRITICAL: "theirs"})
    assert (theirs.words, theirs.changes, theirs.clashes) == (table.words, (), ())
    same = carried(seen=SEEN, mine=own, table=own, chosen={})
    assert (same.words, same.changes, same.clashes) == (own.words, (), ())


def test_a_clause_taken_out_by_one_and_changed_by_the_other_is_a_clash() -> None:
    own, table = (
        text(removed(EXAMPLE, "glossary.resolved")),
        text(edited(EXAMPLE, "glossary.responded", "Answered.")),
    )
    assert carried(seen=SEEN, mine=own, table=table, chosen={}).clashes == ("glossary",)
    gone = text(MINE["removed whole"](EXAMPLE))
    assert carried(seen=SEEN, mine=gone, table=table, chosen={}).clashes == ("glossary",)
    kept = carried(seen=SEEN, mine=gone, table=table, chosen={"glossary": "mine"})
    assert "glossary" not in text(kept.words).clauses


def test_a_text_that_cannot_be_written_is_a_clash_not_a_loss() -> None:
    own = text(MINE["changed"](EXAMPLE))
    broken = Text("agreement: [", SEEN.clauses)
    assert carried(seen=SEEN, mine=own, table=broken, chosen={}).clashes == (CRITICAL,)


def test_a_clause_is_put_where_it_was_not() -> None:
    short = "agreement: Short\n"
    assert "named-caller" in with_clause(short, "responsibilities.client.named-caller", EXAMPLE)
    assert with_clause(EXAMPLE, "glossary", short).count("glossary") == 0
    assert with_clause(short, "glossary", short) == short


def test_every_part_of_the_terms_belongs_to_a_clause() -> None:
    assert (
        clause_at("services.practice-system.availability.target") == "services.practice-system.availability"
    )
    assert clause_at("services.practice-system.hours") == "services.practice-system"
    assert digest_of_all(SEEN.clauses) == digest_of_all({**SEEN.clauses, "gone": ""})
    for change in MINE.values():
        words = change(EXAMPLE)
        before, after = read_agreement(EXAMPLE, file="a.yaml")[0], read_agreement(words, file="a.yaml")[0]
        assert before
        assert after
        same = normal_form(before) == normal_form(after)
        assert bool(changed(digests_of(before), digests_of(after))) != same
