"""Random agreements and figures: the product's statements equal the oracle's, and money keeps its laws."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.figures.credits.settling import Settled, settle
from evenhand.figures.figure import Figure
from evenhand.figures.versions import in_force
from evenhand.records.charges import ChargeRecord, CreditRecords
from evenhand.terms.document import read_agreement
from evenhand.units import Target
from tests.answers.credits import oracle
from tests.cases import instant

LATE = instant("2028-06-01 00:00")
CURRENCIES = {"GBP": 2, "JPY": 0, "KWD": 3}
CLAUSES = ("resolve", "respond")


def first(month: int) -> date:
    return oracle.months_on(date(2026, 1, 1), month)


# ── What there is ────────────────────────────────────────────────────────────────────────────────


@st.composite
def services(draw: st.DrawFn, name: str) -> dict[str, Any]:
    kind = draw(st.sampled_from(["flat", "per unit", "metered"]))
    amount = draw(st.integers(0, 10**7))
    found: dict[str, Any] = {"kind": kind, "name": name, "per": "month", "amount": Fraction(amount, 100)}
    if kind == "flat":
        found["per"] = draw(st.sampled_from(["month", "quarter", "year"]))
    elif kind == "per unit":
        days = sorted(draw(st.sets(st.integers(1, 500), max_size=4)))
        counts = [draw(st.integers(0, 300)) for _ in range(len(days) + 1)]
        dates = [date(2025, 1, 1), *(date(2026, 1, 1) + timedelta(days=day) for day in days)]
        found["counts"] = list(zip(dates, counts, strict=True))
    else:
        found["amounts"] = {first(month): Fraction(draw(st.integers(0, 10**7)), 100) for month in range(24)}
    return found


@st.composite
def tiers(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Tiers that fall with the figure."""
    number = draw(st.integers(1, 4))
    bounds = sorted(draw(st.lists(st.integers(1, 1000), min_size=number, max_size=number)), reverse=True)
    credits = sorted(draw(st.lists(st.integers(0, 1500), min_size=number, max_size=number)))
    found = [
        {
            "side": draw(st.sampled_from(["below", "at or below"])),
            "bound": Fraction(bound, 1000),
            "credit": Fraction(credit, 1000),
        }
        for bound, credit in zip(bounds, credits, strict=True)
    ]
    return draw(st.permutations(found))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Terms and figures for the oracle."""
    currency = draw(st.sampled_from(sorted(CURRENCIES)))
    start = date(2026, 1, 1) + timedelta(days=draw(st.integers(0, 60)))
    end = date(2026, 11, 30) + timedelta(days=draw(st.integers(0, 200)))
    terms: dict[str, Any] = {
        "currency": currency, "digits": CURRENCIES[currency], "from": start, "to": end,
        "services": {name: draw(services(name)) for name in ("web", "desk")[: draw(st.integers(1, 2))]},
        "rounding": draw(st.sampled_from(["half up", "half even", "up", "down"])),
        "step": draw(st.sampled_from([1, 5, 100])),
    }  # fmt: skip
    terms["clauses"] = {
        name: {
            "tiers": draw(tiers()),
            "services": ["web"],
            "base": draw(st.sampled_from(["total", "service"])),
        }
        for name in CLAUSES
    }
    if draw(st.booleans()):
        times = Fraction(draw(st.integers(1, 40)), 10)
        terms["repeated"] = {"consecutive": draw(st.integers(1, 3)), "times": times}
    if draw(st.integers(0, 3)):
        rolling = draw(st.booleans())
        months = draw(st.integers(1, 14) if rolling else st.sampled_from([1, 3, 12]))
        terms["cap"] = {"rolling": rolling, "months": months}
        if draw(st.booleans()):
            terms["cap"]["share"] = Fraction(draw(st.integers(0, 400)), 1000)
        else:
            terms["cap"]["charges"] = draw(st.integers(0, 3))
    figures = []
    for name in CLAUSES:
        size = draw(st.sampled_from([1, 3]))
        for month in range(0, draw(st.integers(4, 9)) * size, size):
            begin, stop = max(first(month), start), min(first(month + size), end + timedelta(days=1))
            if begin < stop:
                value = draw(st.none() | st.integers(0, 1000).map(lambda part: Fraction(part, 1000)))
                missed = value is not None and value < Fraction(9, 10)
                figures.append(
                    {"clause": name, "start": begin, "end": stop, "value": value, "missed": missed}
                )
    return terms, figures


# ── The same for the product ─────────────────────────────────────────────────────────────────────


def decimal(value: Fraction, digits: int = 4) -> str:
    return f"{Decimal(value.numerator) / Decimal(value.denominator):.{digits}f}"


def percent(value: Fraction) -> str:
    return f"{decimal(value * 100)}%"


def document(terms: dict[str, Any]) -> str:
    """The agreement as it is written."""
    lines = ["agreement: Random", f"currency: {terms['currency']}"]
    lines += [
        f"term: {{from: {terms['from']}, to: {terms['to']}}}",
        "calendars: {c: {hours: always}}",
        "services:",
    ]
    for name, service in terms["services"].items():
        forms = {
            "flat": f"{decimal(service['amount'], 2)} per {service['per']}",
            "per unit": f"{decimal(service['amount'], 2)} per user per month",
            "metered": "metered per month",
        }
        lines.append(f"  {name}: {{hours: c, charge: {forms[service['kind']]}}}")
    lines.append("standards:")
    for name, clause in terms["clauses"].items():
        base = "total charge" if clause["base"] == "total" else "charge of the service"
        steps = ", ".join(
            f"{{{tier['side']}: {percent(tier['bound'])}, credit: {percent(tier['credit'])}}}"
            for tier in clause["tiers"]
        )
        lines += [
            f"  {name}:",
            "    service: web",
            "    clock: {starts: opened, stops: resolved}",
            "    within: 4 hours",
            "    target: 90% per month",
            f"    credits: {{base: {base}, tiers: [{steps}]}}",
        ]
    step = decimal(Fraction(terms["step"], 10 ** terms["digits"]), terms["digits"])
    rules = [f"rounding: {terms['rounding']} to {step} per clause"]
    if repeated := terms.get("repeated"):
        rules.append(
            f"repeated: {{consecutive: {repeated['consecutive']}, times: {decimal(repeated['times'], 1)}}}"
        )
    if cap := terms.get("cap"):
        per = (
            f"{cap['months']} months"
            if cap["rolling"]
            else {1: "month", 3: "quarter", 12: "year"}[cap["months"]]
        )
        most = (
            f"{percent(cap['share'])} of the total charge"
            if "share" in cap
            else f"{cap['charges']} months' charge"
        )
        rules.append(f"at most: {most} per {per}")
    return "\n".join([*lines, f"credits: {{{', '.join(rules)}}}", ""])


def charges(terms: dict[str, Any]) -> CreditRecords:
    found = []
    for name, service in terms["services"].items():
        found += [ChargeRecord(name, of, count=Decimal(count)) for of, count in service.get("counts", [])]
        for of, amount in service.get("amounts", {}).items():
            found.append(ChargeRecord(name, of, amount=Decimal(decimal(amount, 2))))
    return CreditRecords(charges=tuple(found))


def figure(terms: dict[str, Any]) -> Figure:
    value, target = terms["value"], Target.parse("90% per month")
    result = "nothing to measure" if value is None else "missed" if terms["missed"] else "met"
    return Figure(
        clause=f"standards.{terms['clause']}", title="T", versions=(1,), service=None, priority=None,
        start=terms["start"], end=terms["end"], numerator=value, denominator=1, value=value, target=target,
        result=result,
    )  # fmt: skip


def product(terms: dict[str, Any], figures: list[dict[str, Any]]) -> Settled:
    read, problems = read_agreement(document(terms), file="random.yaml")
    assert read is not None, [str(problem) for problem in problems]
    return settle(in_force([read]), [figure(each) for each in figures], as_of=LATE, records=charges(terms))


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────


@given(worlds())
@settings(max_examples=200)
def test_statements_equal_the_oracle(world):
    terms, figures = world
    expected = oracle.statements(terms, figures)
    found = product(terms, figures).statements
    assert {each.start.replace(day=1) for each in found} == set(expected)
    for each in found:
        wanted = expected[each.start.replace(day=1)]
        lines = {
            (line.figure.clause.removeprefix("standards."), line.figure.start): line.granted.minor_units
            for line in each.lines
        }
        assert lines == wanted["lines"]
        assert each.sum.minor_units == wanted["sum"]
        assert each.total.minor_units == wanted["total"]
        if "cap" in wanted:
            assert each.cap.minor_units == wanted["cap"]


@given(worlds())
@settings(max_examples=100)
def test_lines_and_cap_add_up_and_no_cap_is_exceeded(world):
    terms, figures = world
    found = product(terms, figures)
    for each in found.statements:
        plain = each.to_json()
        lines = sum((Decimal(line["amount"]) for line in plain["lines"]), Decimal(0))
        assert lines == Decimal(plain["sum"])
        assert lines - Decimal(plain["cut"]) == Decimal(plain["total"])
        assert plain["cap"] is None or Decimal(plain["total"]) <= Decimal(plain["cap"])
        assert all(Decimal(line["amount"]) >= 0 for line in plain["lines"])
    for cut in (cut for each in found.statements for cut in each.cuts):
        # A share of a year's or quarter's charge is one amount for all its statements; a month's charge changes.
        if cut.cap.share is not None and not cut.cap.rolling:
            inside = [each for each in found.statements if cut.start < each.end <= cut.end]
            assert sum(each.total.minor_units for each in inside) <= cut.most.minor_units


@given(worlds(), st.data())
@settings(max_examples=100)
def test_a_credit_never_falls_when_its_figure_falls(world, data):
    terms, figures = world
    terms.pop("cap", None)
    if terms.get("repeated"):
        terms["repeated"]["times"] = max(terms["repeated"]["times"], Fraction(1))
    place = data.draw(st.integers(0, len(figures) - 1))
    value = figures[place]["value"]
    if value is None:
        return
    lower = value * data.draw(st.integers(0, 10)) / 10
    worse = [dict(each) for each in figures]
    worse[place] |= {"value": lower, "missed": lower < Fraction(9, 10)}
    before, after = (
        sum(each.total.minor_units for each in product(terms, some).statements) for some in (figures, worse)
    )
    assert after >= before
