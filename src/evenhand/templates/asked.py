"""What is asked, in order: each function yields the questions that follow from the answers before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final, TypeAlias

from evenhand.templates import readers
from evenhand.templates.catalogue import TEMPLATES
from evenhand.templates.places import currency_of, zone_of
from evenhand.templates.question import Choice, Question, one_of, some_of
from evenhand.templates.template import Template

Answers: TypeAlias = Mapping[str, str]
"""Answers by the key of their question."""

PEOPLE: Final = {
    "client contact": "client.office-manager",
    "client signatory": "client.owner",
    "provider desk": "provider.service-desk",
    "provider contact": "provider.service-manager",
    "provider signatory": "provider.director",
}
"""The people who are asked for, and which contact of the template each of them becomes."""

HOURS: Final = {"office": "mon-fri 08:00-18:00", "extended": "mon-fri 07:00-20:00, sat 08:00-14:00"}
"""The hours that have a name, besides `always`."""

_LEVELS: Final = (
    Choice("ordinary", "A day without them can pass: longer time frames, lower targets."),
    Choice("important", "Hours without them cost money: the template as it is written."),
    Choice("vital", "Work stops without them: shorter time frames, higher targets."),
)
_HOURS: Final = (
    Choice("office", "Monday to Friday from 8:00 to 18:00."),
    Choice("extended", "Monday to Friday from 7:00 to 20:00, Saturday from 8:00 to 14:00."),
    Choice("always", "Day and night, every day of the year."),
)
_ON_CALL: Final = (
    Choice("yes", "The clock of critical incidents runs day and night."),
    Choice("no", "Their clock stands still outside the hours, as it does for all others."),
)
_MONEY: Final = (
    Choice("credits", "Charges, of which a part is given back when a target is missed."),
    Choice("charges", "Charges; a missed target leads to an improvement plan alone."),
    Choice("none", "No money in this agreement, as between departments of one company."),
)
_NOTICE: Final = timedelta(days=14)


def chosen(known: Answers) -> Template:
    """The template that was chosen."""
    return TEMPLATES[known["template"]]


def services_of(known: Answers) -> tuple[str, ...]:
    """The services of the agreement: those that always belong to the template, and those that were chosen."""
    template, wanted = chosen(known), known["services"].split(", ")
    return tuple(name for name in template.services if name not in template.optional or name in wanted)


def template(known: Answers, today: date) -> Iterator[Question]:
    """What it is about."""
    choices = tuple(Choice(each.name, each.about) for each in TEMPLATES.values())
    why = "Each is a whole agreement; all of it can be changed later."
    yield Question("template", "What is the agreement about?", why, choices[0].name, one_of(choices), choices)


def services(known: Answers, today: date) -> Iterator[Question]:
    """Which services, and how critical they are."""
    all_, optional = chosen(known).services, chosen(known).optional
    core = " and ".join(each["name"] for name, each in all_.items() if name not in optional)
    choices = tuple(Choice(name, all_[name]["description"]) for name in optional)
    text = "Which services belong to it?"
    why = f"{core}: always. Of the others write all, none, or some, such as 1, 2."
    yield Question("services", text, why, ", ".join(optional), some_of(choices), choices)
    text = "How critical are they for the client?"
    why = "Moves time frames and targets together. A shorter promise costs more to keep."
    yield Question("criticality", text, why, "important", one_of(_LEVELS), _LEVELS)


def hours(known: Answers, today: date) -> Iterator[Question]:
    """When the provider's people are there."""
    text = "When are the provider's people there?"
    why = "Outside these hours clocks stand still. Or write your own: mon-fri 08:00-17:00, sat 09:00-12:00"
    yield Question("hours", text, why, "office", one_of(_HOURS, readers.hours), _HOURS)
    if known["hours"] != "always":
        text = "Is somebody on call for critical incidents outside these hours?"
        why = "It costs somebody nights and weekends: no, unless a person has agreed to it."
        default = "no" if known["criticality"] == "ordinary" else "yes"
        yield Question("on call", text, why, default, one_of(_ON_CALL), _ON_CALL)


def place(known: Answers, today: date) -> Iterator[Question]:
    """Whose public holidays, and which time zone."""
    text = "Whose public holidays are kept?"
    why = "The code of a country, such as DE, or of a part of it: GB-ENG, DE-BY."
    yield Question("country", text, why, "GB-ENG", readers.country)
    text = "Which time zone?"
    why = "Hours, months and dates are meant in this zone, such as Europe/London."
    yield Question("timezone", text, why, zone_of(known["country"]), readers.zone)


def parties(known: Answers, today: date) -> Iterator[Question]:
    """Who agrees, and their people."""
    tree = chosen(known).tree["parties"]
    asked = {
        "client": ("Who is the client?", "The company that receives the services, as on its letters."),
        "client contact": ("Who speaks for the client from day to day?", "They get the reports."),
        "client signatory": (
            "Who signs for the client?",
            "They are told when a critical incident lasts long.",
        ),
        "provider": ("Who is the provider?", "The company that provides the services."),
        "provider desk": ("Where do people report a fault?", "They are told first when time runs out."),
        "provider contact": ("Who answers for the service from day to day?", "They are told next."),
        "provider signatory": (
            "Who signs for the provider?",
            "They are told when a critical target is missed.",
        ),
    }
    form = "Name and e-mail: Ann Day <ann@day.example>"
    for key, (text, why) in asked.items():
        if key in PEOPLE:
            side, _, name = PEOPLE[key].partition(".")
            email = tree[side]["contacts"][name]["email"]
            yield Question(key, text, f"{form}. {why}", email, readers.person)
        else:
            yield Question(key, text, why, tree[key]["name"], readers.line)


def money(known: Answers, today: date) -> Iterator[Question]:
    """Charges and credits."""
    text = "What about money?"
    why = "A credit is no fine: it gives back part of the price when less was delivered."
    yield Question("money", text, why, "credits", one_of(_MONEY), _MONEY)
    if known["money"] == "none":
        return
    why = "Its three letters, such as GBP or EUR."
    yield Question("currency", "In which currency?", why, currency_of(known["country"]), readers.currency)
    read = readers.charge_for_credits if known["money"] == "credits" else readers.charge
    for name in services_of(known):
        terms = chosen(known).services[name]
        text = f"What does this service cost: {terms['name']}?"
        why = "Such as 400.00 per month, 21.00 per user per month, metered per month."
        why += "" if known["money"] == "credits" else " Write none if it costs nothing by itself."
        yield Question(f"charge of {name}", text, why, terms["charge"], read)


def term(known: Answers, today: date) -> Iterator[Question]:
    """From when, for how long, and how the parties call it."""
    why = "Year, month and day. Leave time to sign, and for what has to be done before."
    yield Question(
        "first day", "When is the first day?", why, first_of_month(today + _NOTICE), readers.first_day
    )
    text = "For how long?"
    why = "12 months or 2 years, renewed unless somebody says no; or open: no last day."
    yield Question("length", text, why, "12 months", readers.length)
    initials = "".join(word[0] for word in known["client"].split() if word[0].isalnum()).upper()
    default = f"{initials or 'SLA'}-{known['first day'][:4]}"
    why = "A short name by which invoices and letters refer to it."
    yield Question("reference", "Under which reference is it filed?", why, default, readers.line)


def first_of_month(earliest: date) -> str:
    """The first of a month, not before `earliest`.

    >>> first_of_month(date(2026, 11, 17)), first_of_month(date(2027, 1, 1))
    ('2026-12-01', '2027-01-01')
    """
    if earliest.day == 1:
        return earliest.isoformat()
    year, month = divmod(earliest.year * 12 + earliest.month, 12)
    return date(year, month + 1, 1).isoformat()


ORDER: Final[tuple[Callable[[Answers, date], Iterator[Question]], ...]] = (
    template,
    services,
    hours,
    place,
    parties,
    money,
    term,
)
"""The interview: what each function asks depends on the answers to those before."""
