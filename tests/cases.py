"""Reading the cases of `tests/answers/cases` and `tests/scenarios`, and holding answers against them.

A case is an agreement's text (a file of the project, or `shared` text and then its own; `amendments` are whole
texts), the events of a few tickets or some readings, perhaps `as of`, and what must come out: fields of per-ticket
rows under `expect` (`T`, or `T/standard` where there are several; `none` means not listed) and fields of figures
under `figures`. `only` says how many figures a period has, `no figure is` which results may not appear. Times
without a zone are UTC.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
INSTANTS = ("started", "stopped", "due")
NUMBERS = ("elapsed_seconds", "paused_seconds", "version", "numerator", "denominator", "irregular")
FIELDS = (*INSTANTS, *NUMBERS, "verdict", "period", "service", "priority")


def instant(text: str) -> int:
    """`2026-03-02 09:00`, with or without seconds or an offset, as seconds since 1970; UTC when nothing is said."""
    moment = datetime.datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)).timestamp())


@dataclass(frozen=True)
class Case:
    """One case, ready to be reckoned."""

    name: str
    rule: int
    says: str
    because: str
    versions: tuple[str, ...]
    tickets: dict[str, list[dict[str, Any]]]
    readings: list[dict[str, Any]]
    as_of: int
    as_of_said: bool
    expect: dict[str, Any]
    figures: list[dict[str, Any]]
    only: tuple[str, int] | None = None
    forbidden: tuple[str, ...] = field(default=())

    @property
    def standards(self) -> list[str]:
        """The names of the first version's standards."""
        return list(yaml.load(self.versions[0], Loader=yaml.BaseLoader)["standards"])


def events(rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """`[2026-03-02 09:00, opened, {priority: P1}]` -> a dictionary; numbers and instants read."""
    found = []
    for at, event, *more in rows:
        row: dict[str, Any] = {"at": instant(at), "event": event, **(more[0] if more else {})}
        if "waiting_seconds" in row:
            row["waiting_seconds"] = int(row["waiting_seconds"])
        for name in ("agreed due", "received"):
            if name in row:
                row[name] = instant(row[name])
        found.append(row)
    return found


def case(terms: Mapping[str, Any], shared: Mapping[str, str]) -> Case:
    """One case of a file."""
    tickets = {name: events(rows) for name, rows in terms.get("tickets", {}).items()}
    readings = [
        {"name": one[0], "at": instant(one[1]), "value": one[2], "service": one[3] if len(one) > 3 else None}
        for one in terms.get("readings", [])
    ]
    latest = max([row["at"] for rows in tickets.values() for row in rows] + [one["at"] for one in readings])
    only = terms.get("only")
    own = (HERE.parent / terms["agreement from"]).read_text("utf-8") if "agreement from" in terms else ""
    return Case(
        name=terms["name"],
        rule=int(terms["rule"]),
        says=terms["says"],
        because=terms["because"],
        versions=(
            own + shared.get(terms.get("shared", ""), "") + terms.get("agreement", ""),
            *terms.get("amendments", []),
        ),
        tickets=tickets,
        readings=readings,
        as_of=instant(terms["as of"]) if "as of" in terms else latest,
        as_of_said="as of" in terms,
        expect=terms.get("expect", {}),
        figures=terms.get("figures", []),
        only=(only[0], int(only[1])) if only else None,
        forbidden=tuple(terms.get("no figure is", ())),
    )


def read(path: Path) -> list[Case]:
    """All cases of a file."""
    document = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    return [case(terms, document.get("shared") or {}) for terms in document["cases"]]


@dataclass(frozen=True)
class Display:
    """A ratio and how it must be shown (rule 17)."""

    ratio: Fraction
    favourable: str
    target: Fraction | None
    percentage: bool
    shows: str
    because: str


def displays() -> Iterator[Display]:
    """The ratios of all files."""
    for path in sorted((HERE / "answers/cases").glob("*.yaml")):
        for one in yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader).get("display", []):
            yield Display(
                ratio=Fraction(one["ratio"]),
                favourable=one.get("favourable", "up"),
                target=Fraction(one["target"]) if "target" in one else None,
                percentage=one.get("percentage", "yes") == "yes",
                shows=one["shows"],
                because=one["because"],
            )


def all_cases() -> Iterator[tuple[str, Case]]:
    """Every case with the name of its file."""
    for folder in ("answers/cases", "scenarios"):
        for path in sorted((HERE / folder).glob("*.yaml")):
            for one in read(path):
                yield path.stem, one


def wanted(name: str, value: Any) -> Any:
    """An expected value as the kind of thing its field holds."""
    if value in ("null", None):
        return None
    if name in INSTANTS:
        return instant(value)
    if name in NUMBERS:
        return int(value)
    return value


def differences(
    one: Case,
    rows: Sequence[Mapping[str, Any]],
    figures: Sequence[Mapping[str, Any]],
    *,
    sparse: bool = False,
) -> list[str]:
    """Where rows and figures differ from what the case expects; `sparse` figures leave out empty periods."""
    found = [text for key, value in one.expect.items() for text in ticket_differences(one, key, value, rows)]
    for expected in one.figures:
        found += figure_differences(expected, figures, sparse=sparse)
    if one.only is not None and not sparse:
        there = [figure for figure in figures if figure["period"]["start"] == one.only[0]]
        if len(there) != one.only[1]:
            found.append(f"{len(there)} figures begin on {one.only[0]}, not {one.only[1]}")
    found += [f"a figure is {figure['result']}" for figure in figures if figure["result"] in one.forbidden]
    return found


def ticket_differences(
    one: Case, key: str, expected: Any, rows: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """Where the rows of one ticket differ."""
    ticket, _, standard = key.partition("/")
    chosen = [row for row in rows if row["ticket"] == ticket and standard in ("", row["standard"])]
    if expected == "none":
        if chosen:
            yield f"{key} is listed: {dict(chosen[0])}"
        return
    if len(chosen) != 1:
        yield f"{key} has {len(chosen)} rows"
        return
    for name, value in expected.items():
        assert name in FIELDS, f"{one.name}: no field {name}"
        if chosen[0][name] != wanted(name, value):
            yield f"{key}: {name} is {chosen[0][name]!r}, not {wanted(name, value)!r}"


def figure_differences(
    expected: Mapping[str, Any], figures: Sequence[Mapping[str, Any]], *, sparse: bool
) -> list[str]:
    """Where no figure is as expected: one with the same clause, period, priority and service must be."""
    named = {key: wanted(key, expected[key]) for key in ("clause", "priority", "service") if key in expected}
    chosen = [
        figure
        for figure in figures
        if figure["period"]["start"] == expected["period"] and all(figure[k] == v for k, v in named.items())
    ]
    if not chosen:
        empty = expected.get("result") == "nothing to measure"
        return [] if sparse and empty else [f"no figure for {dict(expected)}"]
    tries = []
    for figure in chosen:
        there = {**figure, "end": figure["period"].get("end")}
        values = {key: wanted(key, value) for key, value in expected.items() if key not in ("period", *named)}
        wrong = [
            f"{key} is {there[key]!r}, not {value!r}"
            for key, value in values.items()
            if (key in there or not sparse) and there[key] != value
        ]
        if not wrong:
            return []
        tries.append(f"figure {expected['period']} {named}: " + ", ".join(wrong))
    return tries
