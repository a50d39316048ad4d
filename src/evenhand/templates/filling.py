"""From the answers to the document: the template's text with the values put in, and its remarks kept."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from evenhand.templates.asked import HOURS, PEOPLE, Answers, chosen, services_of
from evenhand.templates.readers import last_day, name_and_email, week_of
from evenhand.templates.template import drop, put
from evenhand.terms.editing import edited
from evenhand.terms.hours import read_week

Tree = dict[str, Any]

_BLANKS: Final = re.compile(r"\n{3,}")
"""What a part that was taken out leaves behind; no answer has lines of its own."""


def document(answers: Answers) -> str:
    """Return the text of the agreement that follows from `answers`, as `interview.completed` returns them."""
    template = chosen(answers)
    tree: Tree = copy.deepcopy(template.tree)
    for fill in (_parties, _criticality, _services, _hours, _place, _money, _term, _calendars):
        fill(tree, answers)
    text = edited(template.text, "", tree, file=f"{template.name}.yaml")
    return _BLANKS.sub("\n\n", text)


def _parties(tree: Tree, answers: Answers) -> None:
    for side in ("client", "provider"):
        tree["parties"][side]["name"] = answers[side]
    for key, contact in PEOPLE.items():
        side, _, who = contact.partition(".")
        name, email = name_and_email(answers[key])
        terms = tree["parties"][side]["contacts"][who]
        terms["email"] = email
        if name:
            terms["name"] = name


def _criticality(tree: Tree, answers: Answers) -> None:
    for level, values in chosen(answers).levels.items():
        if level == answers["criticality"]:
            for address, value in values.items():
                put(tree, address, value)


def _services(tree: Tree, answers: Answers) -> None:
    """Take out the services that were not chosen, with every standard, source and duty that is theirs alone."""
    kept = services_of(answers)
    for name, belongings in chosen(answers).optional.items():
        if name not in kept:
            drop(tree, f"services.{name}")
            for address in belongings:
                drop(tree, address)
    for holder in (tree["standards"], tree["tracking"]["sources"]):
        for name, terms in [*holder.items()]:
            named = terms.get("service", "all")
            if isinstance(named, list):
                terms["service"] = [each for each in named if each in kept]
            elif named not in (*kept, "all"):
                del holder[name]


def _hours(tree: Tree, answers: Answers) -> None:
    calendars = tree["calendars"]
    if answers["hours"] == "always":
        calendars["support"] = {"hours": "always"}
        return
    week = week_of(HOURS.get(answers["hours"], answers["hours"]))
    hours = {days: spans if len(spans) > 1 else spans[0] for days, spans in week.items()}
    calendars["support"]["hours"] = hours
    if not _covers(week, calendars["office"]["hours"]):
        calendars["office"]["hours"] = hours
    if answers["on call"] == "no":
        for standard in tree["standards"].values():
            if standard.get("calendar") == "always":
                standard["calendar"] = "support"


def _covers(hours: Mapping[str, Any], office: Mapping[str, Any]) -> bool:
    """Whether somebody is there all through the office hours, so that what can wait is not due before the rest."""
    days = zip(read_week(hours).weekly, read_week(office).weekly, strict=True)
    return all(
        any(start <= first and last <= end for start, end in open_)
        for open_, wanted in days
        for first, last in wanted
    )


def _place(tree: Tree, answers: Answers) -> None:
    tree["timezone"] = answers["timezone"]
    country, _, part = answers["country"].partition("-")
    for calendar in tree["calendars"].values():
        if "holidays" in calendar:
            calendar["holidays"] = {"country": country} | ({"subdivision": part} if part else {})


def _money(tree: Tree, answers: Answers) -> None:
    if answers["money"] == "none":
        del tree["currency"]
        del tree["responsibilities"]["client"]["payment"]
        for service in tree["services"].values():
            del service["charge"]
    else:
        tree["currency"] = answers["currency"]
        for name, service in tree["services"].items():
            service["charge"] = answers[f"charge of {name}"]
    if answers["money"] != "credits":
        del tree["credits"]
        del tree["disagreements"]["while open"]
        for clause in _with_credits(tree):
            clause["credits"] = "none"


def _with_credits(tree: Tree) -> Iterator[Tree]:
    """Every clause of availability and every standard."""
    for service in tree["services"].values():
        terms = service.get("availability", {})
        yield from [terms] if "target" in terms else terms.values()
    yield from tree["standards"].values()


def _term(tree: Tree, answers: Answers) -> None:
    tree["reference"] = answers["reference"]
    first = date.fromisoformat(answers["first day"])
    tree["term"]["from"] = first.isoformat()
    if answers["length"] == "open":
        del tree["term"]["to"], tree["term"]["renewal"]
        del tree["responsibilities"]["provider"]["reminder-of-renewal"]
    else:
        tree["term"]["to"] = last_day(first, int(answers["length"].split()[0])).isoformat()


def _calendars(tree: Tree, answers: Answers) -> None:
    """Take out the calendars that nothing uses any more."""
    used = {tree["business days"]["calendar"], *(service["hours"] for service in tree["services"].values())}
    used |= {standard.get("calendar") for standard in tree["standards"].values()}
    tree["calendars"] = {name: terms for name, terms in tree["calendars"].items() if name in used}
