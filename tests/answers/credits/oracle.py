"""Credits reckoned a second time, from plain dictionaries, sharing nothing with the product.

A charge is `whole months + days of the months that are cut`, a tier is found by sorting, a cap by adding up what
earlier statements gave. Amounts are whole minor units.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

Terms = dict[str, Any]
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def month_pieces(start: date, end: date) -> Iterator[tuple[date, int, int]]:
    """Each calendar month of `start` to the day before `end`: its first day, days inside, days altogether."""
    first = start.replace(day=1)
    while first < end:
        length = monthrange(first.year, first.month)[1]
        following = first + timedelta(days=length)
        yield first, (min(end, following) - max(start, first)).days, length
        first = following


def charge(terms: Terms, names: Sequence[str], start: date, end: date) -> Fraction:
    """The charge of services over some dates within the term."""
    start, end = max(start, terms["from"]), min(end, terms["to"] + timedelta(days=1))
    total = Fraction(0)
    for name in names:
        service = terms["services"][name]
        for first, inside, length in month_pieces(start, end):
            if inside <= 0:
                continue
            if service["kind"] == "metered":
                covered = [first + timedelta(days=number) for number in range(length)]
                covered = [day for day in covered if terms["from"] <= day <= terms["to"]]
                total += Fraction(service["amounts"][first], len(covered)) * inside
                continue
            monthly = Fraction(service["amount"]) / MONTHS[service["per"]]
            if service["kind"] == "flat":
                total += monthly * inside / length
                continue
            low = max(start, first)
            for number in range(inside):
                day = low + timedelta(days=number)
                counts = [count for of, count in service["counts"] if of <= day]
                total += monthly * counts[-1] / length
    return total


def rounded(value: Fraction, how: str, step: int) -> int:
    """A number of minor units to a multiple of `step`."""
    steps, rest = divmod(value, step)
    low = int(steps)
    if how == "down" or rest == 0:
        up = False
    elif how == "up":
        up = True
    elif rest * 2 == step:
        up = how == "half up" or low % 2 == 1
    else:
        up = rest * 2 > step
    return (low + up) * step


def best(tiers: Sequence[Terms], value: Fraction) -> Fraction | None:
    """The greatest credit among the tiers that hold."""
    tests = {"below": value.__lt__, "at or below": value.__le__, "above": value.__gt__}
    found = sorted(tier["credit"] for tier in tiers if tests[tier["side"]](tier["bound"]))
    return found[-1] if found else None


def months_on(day: date, number: int) -> date:
    """The first day of a month, so many months on."""
    place = day.year * 12 + day.month - 1 + number
    return date(place // 12, place % 12 + 1, 1)


def window(cap: Terms, last: date) -> tuple[date, date]:
    """The months a cap is reckoned over, for a statement that ends on `last`."""
    first = last.replace(day=1)
    if cap["rolling"]:
        return months_on(first, 1 - cap["months"]), months_on(first, 1)
    begun = date(first.year, (first.month - 1) // cap["months"] * cap["months"] + 1, 1)
    return begun, months_on(begun, cap["months"])


def statements(terms: Terms, figures: Sequence[Terms]) -> dict[date, Terms]:
    """Statements by the month that holds the last day: the lines by figure, their sum, the cap and the total."""
    scale = 10 ** terms["digits"]
    made: dict[date, Terms] = {}
    for figure in sorted(figures, key=lambda each: each["end"]):
        clause = terms["clauses"][figure["clause"]]
        amount = 0
        credit = None
        if figure["value"] is not None:
            credit = best(clause["tiers"], figure["value"])
        if credit is not None:
            names = list(terms["services"]) if clause["base"] == "total" else clause["services"]
            base = charge(terms, names, figure["start"], figure["end"])
            repeated = terms.get("repeated")
            if repeated and figure["missed"] and in_a_row(figure, figures) >= repeated["consecutive"]:
                credit *= repeated["times"]
            amount = rounded(base * credit * scale, terms["rounding"], terms["step"])
        month = (figure["end"] - timedelta(days=1)).replace(day=1)
        made.setdefault(month, {"lines": {}})["lines"][figure["clause"], figure["start"]] = amount
    cap = terms.get("cap")
    for month in sorted(made):
        statement = made[month]
        statement["sum"] = statement["total"] = sum(statement["lines"].values())
        if cap:
            start, end = window(cap, month)
            before = sum(each["total"] for of, each in made.items() if start <= of < month)
            names = list(terms["services"])
            if "share" in cap:
                most = charge(terms, names, start, end) * cap["share"]
            else:
                following = months_on(month, 1)
                inside = sum(days for _, days, _ in cut_months(terms, month, following))
                whole = charge(terms, names, month, following) * Fraction((following - month).days, inside)
                most = whole * cap["charges"]
            room = max(int(most * scale // 1) - before, 0)
            statement["cap"] = room
            statement["total"] = min(statement["sum"], room)
    return made


def cut_months(terms: Terms, start: date, end: date) -> Iterator[tuple[date, int, int]]:
    """The same months, as far as the term reaches."""
    return month_pieces(max(start, terms["from"]), min(end, terms["to"] + timedelta(days=1)))


def in_a_row(figure: Terms, figures: Sequence[Terms]) -> int:
    """How many periods in a row were missed, this one the last."""
    number, start = 1, figure["start"]
    while True:
        before = [
            each
            for each in figures
            if each["clause"] == figure["clause"] and each["end"] == start and each["missed"]
        ]
        if not before:
            return number
        number, start = number + 1, before[0]["start"]
