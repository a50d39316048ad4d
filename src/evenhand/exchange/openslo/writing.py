"""An agreement's ratios as OpenSLO v1: a data source, the services, and an objective for each promise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, Final

import yaml

from evenhand.errors import Problem
from evenhand.exchange.openslo.names import Labels
from evenhand.exchange.openslo.promises import Promise, promises_of
from evenhand.exchange.openslo.window import window_of
from evenhand.terms.agreement import Agreement
from evenhand.terms.canonical import as_document, normal_form
from evenhand.terms.canonical.texts import decimal_form

VERSION: Final = "openslo/v1"
SOURCE_TYPE: Final = "Evenhand"
SERVICE: Final = "evenhand/service"
LONGEST_DESCRIPTION: Final = 1050
MINIMUM: Final = "minimum"

_HEAD: Final = ("agreement", "reference", "version", "in force from", "language", "timezone", "calendars")
_MORE: Final = ("business days", "priorities")
# What the figures need; money, people and procedures are nobody's business who monitors.
_OF_SERVICE: Final = ("name", "description", "hours", "availability")


class _Exact(str):
    """A number as it shall stand in the file."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes numbers exactly, and every text so that it is read as text; nothing is said by reference."""

    def ignore_aliases(self, data: object) -> bool:
        """Write everything out."""
        return True


def _number(dumper: yaml.SafeDumper, value: _Exact) -> yaml.Node:
    kind = "float" if "." in value else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", str(value))


_Dumper.add_representer(_Exact, _number)


def openslo_text(agreement: Agreement) -> tuple[str, tuple[Problem, ...]]:
    """Return the promises as a file of OpenSLO v1 objects, and notes on what it cannot hold.

    Targets are exact decimals. The data source carries the terms the figures follow from, without money, people
    and procedures, so that the file can be read back as an agreement.
    """
    promises, problems = promises_of(agreement)
    objects = [*_objects(agreement, promises, problems)] if promises else []
    text = yaml.dump_all(
        objects, Dumper=_Dumper, sort_keys=False, allow_unicode=True, explicit_start=True, width=110
    )
    return text if objects else "", tuple(problems)


def _objects(
    agreement: Agreement, promises: Sequence[Promise], problems: list[Problem]
) -> Iterator[dict[str, Any]]:
    labels = Labels()
    source = labels.new(agreement.reference or agreement.agreement)
    details = {"agreement": _terms(agreement, promises)}
    spec: dict[str, Any] = {"type": SOURCE_TYPE, "connectionDetails": details}
    yield _object("DataSource", source, agreement.agreement, spec)
    services = Labels()
    names: dict[str | None, str] = {}
    for key in dict.fromkeys(promise.service for promise in promises):
        names[key] = services.new(key or agreement.agreement)
        service = agreement.services[key] if key else None
        words = _description(service.description if service else None, f"services.{key}", problems)
        title = service.name if service else f"{agreement.agreement}, all services"
        annotations = {SERVICE: key} if key else None
        yield _object("Service", names[key], title, words, annotations)
    slos = Labels()
    for promise in promises:
        name = slos.new(_name(promise))
        spec = {
            **_description(promise.description, promise.clause, problems),
            "service": names[promise.service],
            "indicator": {"metadata": {"name": name}, "spec": _indicator(promise, source)},
            "timeWindow": [window_of(promise.target.period, agreement.starts, agreement.timezone)],
            "budgetingMethod": "Occurrences",
            "objectives": _objectives(promise),
        }
        yield _object("SLO", name, promise.title, spec)


def _object(
    kind: str, name: str, title: str | None, spec: dict[str, Any], annotations: dict[str, str] | None = None
) -> dict[str, Any]:
    shown = {"displayName": title} if title else {}
    noted = {"annotations": annotations} if annotations else {}
    return {
        "apiVersion": VERSION,
        "kind": kind,
        "metadata": {"name": name, **shown, **noted},
        "spec": spec,
    }


def _description(text: str | None, clause: str, problems: list[Problem]) -> dict[str, Any]:
    if not text:
        return {}
    if len(text) > LONGEST_DESCRIPTION:
        message = f"Its words are longer than the {LONGEST_DESCRIPTION} characters of OpenSLO, and left out."
        problems.append(Problem("not-in-openslo", message, "", "note", clause=clause))
        return {}
    return {"description": text}


def _name(promise: Promise) -> str:
    words = promise.clause.split(".")[1:]
    return " ".join([*words, promise.priority or ""])


def _indicator(promise: Promise, source: str) -> dict[str, Any]:
    where = {"clause": promise.clause} | ({"priority": promise.priority} if promise.priority else {})
    if promise.operator and promise.measure and promise.measure.reading:
        spec = {**where, "reading": promise.measure.reading}
        return {"thresholdMetric": {"metricSource": {"metricSourceRef": source, "spec": spec}}}

    def metric(figure: str) -> dict[str, Any]:
        return {"metricSource": {"metricSourceRef": source, "spec": {**where, "figure": figure}}}

    side = "bad" if promise.counts_bad else "good"
    return {"ratioMetric": {"counter": False, side: metric("numerator"), "total": metric("denominator")}}


def _objectives(promise: Promise) -> list[dict[str, Any]]:
    compared: dict[str, Any] = {}
    if promise.operator and promise.measure and promise.measure.bound is not None:
        compared = {"op": promise.operator, "value": _exact(promise.measure.bound)}
    goal = {"displayName": promise.title, **compared, "target": _exact(promise.good(promise.target.value))}
    if promise.minimum is None or promise.operator:
        return [goal]
    return [goal, {"displayName": MINIMUM, "target": _exact(promise.good(promise.minimum))}]


def _exact(value: Fraction) -> _Exact:
    return _Exact(decimal_form(value))


def _terms(agreement: Agreement, promises: Sequence[Promise]) -> dict[str, Any]:
    """The terms the figures follow from, in the words of a document."""
    whole = as_document(normal_form(agreement))
    kept: dict[str, Any] = {key: whole[key] for key in (*_HEAD, *_MORE) if key in whole}
    if agreement.term:
        kept["term"] = {key: whole["term"][key] for key in ("from", "to") if key in whole["term"]}
    kept["services"] = {
        key: _service(agreement, key, terms) for key, terms in whole.get("services", {}).items()
    }
    told = {promise.clause for promise in promises}
    kept["standards"] = {
        key: _without_credits(terms)
        for key, terms in whole.get("standards", {}).items()
        if f"standards.{key}" in told
    }
    return {key: value for key, value in kept.items() if value}


def _service(agreement: Agreement, name: str, terms: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {part: terms[part] for part in _OF_SERVICE if part in terms}
    clauses = kept.get("availability")
    if clauses:
        single = [*agreement.services[name].availability] == [""]
        several = {} if single else {key: _without_credits(below) for key, below in clauses.items()}
        kept["availability"] = several or _without_credits(clauses)
    return kept


def _without_credits(terms: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in terms.items() if key != "credits"}
