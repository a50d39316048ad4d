"""Elements 8 and 9: how disagreements are settled, how the agreement is reviewed, and what both know of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenhand.terms.canonical.notations import duration_form
from evenhand.terms.checks.registry import CHECKS
from evenhand.terms.management import Amendments, Disagreements, Review, Stage
from evenhand.wording.blocks import Block, Bullets, Section, Words
from evenhand.wording.examples.deadlines import disagreement_examples
from evenhand.wording.names import Names
from evenhand.wording.phrases import joined, listed, own, paragraph, say, sentence, strong, titled
from evenhand.wording.triggers import called_for
from evenhand.wording.values import deadline_words, every


def disagreements_section(names: Names) -> Section:
    """By when a disagreement is raised, and the stages that settle it."""
    terms = names.agreement.disagreements
    if terms is None:
        nothing = paragraph(sentence("how disagreements are settled is not agreed"))
        return Section("", "Disagreements", "disagreements", (nothing,))
    stages = (_stages(terms, names),) if terms.stages else ()
    return Section(
        "",
        "Disagreements",
        "disagreements",
        (*_raised(terms, names), *disagreement_examples(terms, names)),
        stages,
    )


def _raised(terms: Disagreements, names: Names) -> Iterator[Block]:
    held = "the credit in question is held, not lost, and " if names.credits_given else ""
    by = deadline_words(terms.raise_within) if terms.raise_within else ""
    yield paragraph(
        sentence("whoever disagrees with a figure or a report says so ", strong(by))
        if by
        else sentence("by when a disagreement must be raised is not agreed"),
        sentence(f"while it is open, {held}the clause keeps running"),
        address="disagreements.raise within",
    )


def _stages(terms: Disagreements, names: Names) -> Section:
    sections = tuple(
        Section("", titled(name), f"disagreements.stages.{name}", (paragraph(*_stage(place, stage, names)),))
        for place, (name, stage) in enumerate(terms.stages.items())
    )
    intro = paragraph(sentence("the stages follow each other until the disagreement is settled"))
    return Section("", "Stages", "disagreements.stages", (intro,), sections)


def _stage(place: int, stage: Stage, names: Names) -> Iterator[Words]:
    who = say(own(stage.who)) if isinstance(stage.who, str) else names.people(stage.who)
    several = not isinstance(stage.who, str) and len(stage.who) > 1
    first = "first, " if place == 0 else "then "
    tries = "try" if several else "tries"
    within = say(" within ", strong(duration_form(stage.within))) if stage.within else ()
    yield sentence(first, who, f" {tries} to settle it", within)
    if stage.final:
        yield sentence("this stage is final: its outcome binds both parties")


# ── Review ───────────────────────────────────────────────────────────────────────────────────────


def review_section(names: Names) -> Section:
    """Reviews and amendments."""
    review = names.agreement.review
    if review is None:
        nothing = paragraph(sentence("no review of this agreement is agreed"))
        return Section("", "Review", "review", (nothing,))
    changes = _amendments(review.amendments) if review.amendments else None
    return Section("", "Review", "review", tuple(_reviews(review, names)), (changes,) if changes else ())


def _reviews(review: Review, names: Names) -> Iterator[Block]:
    often = (
        sentence("the parties review this agreement ", strong(every(review.every)))
        if review.every
        else (sentence("how often the parties review this agreement is not agreed"))
    )
    attend = (
        sentence(names.people(review.attend), " attend" if len(review.attend) > 1 else " attends")
        if review.attend
        else ()
    )
    yield paragraph(often, attend, address="review.every")
    if review.also_when:
        words, points = called_for("they also review it", review.also_when, names)
        yield paragraph(words, address="review.also when")
        yield from [points] if points else []


def _amendments(terms: Amendments) -> Section:
    notice = (
        sentence(
            "a change comes into force at the earliest ",
            strong(duration_form(terms.notice)),
            " after notice of it",
        )
        if terms.notice
        else sentence("a change may come into force without notice")
    )
    who = "both parties have" if terms.signed_by == "both" else f"the {terms.signed_by} has"
    signed = sentence(f"it holds once {who} signed it")
    kept = sentence("a change never alters what was judged before it came into force")
    small = (paragraph(*_notified(terms), address="review.amendments.notified"),) if terms.notified else ()
    return Section("", "Amendments", "review.amendments", (paragraph(notice, signed, kept), *small))


_SMALL: Final = {
    "contacts": "its own contacts",
    "holidays": "holidays, as dates on which a calendar is closed or open",
    "number of users": "the number of users of a service",
}


def _notified(terms: Amendments) -> Iterator[Words]:
    what = listed([say(_SMALL[each]) for each in terms.notified])
    yield sentence("either party may change ", what, " by telling the other: nobody signs that")
    if terms.notice_of_those:
        length = strong(duration_form(terms.notice_of_those))
        yield sentence("such a change comes into force at the earliest ", length, " after notice of it")
    else:
        yield sentence("such a change comes into force at the earliest on the day after notice of it")
    yield sentence("until it is in force the other party may object; then it is an amendment like any other")


# ── What both know ───────────────────────────────────────────────────────────────────────────────


def accepted_sections(names: Names) -> tuple[Section, ...]:
    """What the check found and both parties accept, with their reasons; no section where there is nothing."""
    accepted = names.agreement.accepted
    if not accepted:
        return ()
    items = tuple(_known(code, reason) for code, reason in accepted.items())
    intro = paragraph(
        sentence(
            "both parties know that this agreement is weak in these points, and accept it for the reason given"
        )
    )
    return (Section("", "What both parties know", "accepted", (intro, Bullets(items))),)


def _known(code: str, reason: str) -> Words:
    check = CHECKS.get(code)
    title = check.title if check else code
    label = f" ({code})" if check else ""
    return joined([say(strong(title), f"{label}:"), sentence(own(reason))], " ")
