"""The last step: figures and credits come out of the records again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from evenhand import __version__
from evenhand.errors import EvenhandError, Problem
from evenhand.proof.bundle import place
from evenhand.proof.history import History, fact
from evenhand.proof.leaf import Entry
from evenhand.proof.step import Step, counted, found
from evenhand.proof.strict import canonical, digest, parsed
from evenhand.terms.agreement import Agreement
from evenhand.terms.document import read_agreement


@dataclass(frozen=True, slots=True)
class Taken:
    """A file of records that was taken: its kind, its bytes, and how it is read."""

    kind: str
    content: bytes
    reading: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What figures were made for: as of an instant (UTC seconds), over which days, broken down by what."""

    as_of: int
    first: date | None
    last: date | None
    by: tuple[str, ...]


Measure = Callable[[Sequence[Agreement], Sequence[Taken], Asked], Mapping[str, Any]]
"""How figures are reckoned: versions, records in the order that was told, and what is asked, to their JSON."""


def reckoning_step(history: History, measure: Measure | None) -> Step:
    """Figures and credits come out again from the versions and records in the bundle."""
    published = list(history.of_kind("figures-published"))
    problems: list[Problem] = []
    if published and measure is None:
        message = "Figures and credits were not reckoned again."
        problems.append(found("not-reckoned", message, severity="advice"))
    elif measure is not None:
        for entry in published:
            problems += _reckoned(history, entry, measure)
    looked_at = counted(published, "publication", "publications")
    return Step("reckoning", "Figures and credits come out of the records again", looked_at, tuple(problems))


def _reckoned(history: History, entry: Entry, measure: Measure) -> Iterator[Problem]:
    try:
        told = parsed(history.bundle.files[place("figures", entry.seq, ".json")])
        asked = _asked(told, entry)
        versions = [_version(history, identity) for identity in entry.facts["versions"]]
        records = [_taken(history, index, entry) for index in entry.facts["records"]]
        again = measure(versions, records, asked)
    except (EvenhandError, KeyError, ValueError, TypeError, AttributeError) as error:
        said = (
            str(error) if isinstance(error, EvenhandError) else "something is missing, or in no known form."
        )
        message = f"The figures of entry {entry.seq} could not be reckoned again: {said}"
        yield found("figures-not-reckoned", message, severity="warning")
        return
    if canonical(dict(again)) == canonical(told):
        return
    where = _first_difference(told, again)
    if fact(entry, "release") == __version__:
        message = f"The figures of entry {entry.seq} do not come out of the records again{where}."
        yield found("figures-wrong", message, "They were never right, or were told falsely.")
    else:
        message = (
            f"The figures of entry {entry.seq} were reckoned by release {fact(entry, 'release')[:20]} and come out "
            f"differently by this one, {__version__}{where}."
        )
        yield found("figures-by-another-release", message, "Verify with that release.", "warning")


def _asked(told: Mapping[str, Any], entry: Entry) -> Asked:
    asked = entry.facts["asked"]
    as_of = datetime.strptime(told["as_of"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    first, last = (date.fromisoformat(asked[name]) if name in asked else None for name in ("first", "last"))
    return Asked(int(as_of.timestamp()), first, last, tuple(str(each) for each in asked.get("by", ())))


def _version(history: History, identity: str) -> Agreement:
    """A version, read from its canonical form; raise KeyError or ValueError."""
    data = history.bundle.files[f"versions/{identity}/agreement.json"]
    terms, _ = read_agreement(data, file="agreement.json")
    if terms is None or digest(data) != identity:
        raise ValueError("the version in the bundle is another one")
    return terms


def _taken(history: History, index: int, entry: Entry) -> Taken:
    """Records that were taken before an entry; raise KeyError or ValueError."""
    taken = history.entries[index] if 0 <= index < entry.seq else None
    if taken is None or taken.kind != "records-taken":
        raise ValueError("the entry of the records is no such entry")
    content = history.bundle.files[place("records", index, "/records")]
    reading = history.bundle.files[place("records", index, "/reading.json")]
    if (digest(content), digest(reading)) != (fact(taken, "sha256"), fact(taken, "reading")):
        raise ValueError("the records in the bundle are others")
    return Taken(fact(taken, "records"), content, {name: str(text) for name, text in parsed(reading).items()})


def _first_difference(told: Mapping[str, Any], again: Mapping[str, Any]) -> str:
    """Where two sets of figures differ first, in words, as far as that can be said."""
    figures = told.get("figures")
    for one, other in zip(figures if isinstance(figures, list) else (), again["figures"], strict=False):
        if one != other and isinstance(one, dict) and isinstance(one.get("period"), dict):
            where = f"{one.get('clause')} from {one['period'].get('start')}"
            return f": first {where}, {one.get('value')} told and {other['value']} found"
    return ""
