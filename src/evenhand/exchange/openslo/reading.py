"""OpenSLO v1 as a draft of an agreement: what it holds, exactly, and a note on everything else."""

from __future__ import annotations

from typing import Any, Final

from evenhand.errors import Problem
from evenhand.exchange.openslo.objective import Objective, objective_of
from evenhand.exchange.openslo.objects import Objects, part_of, text_at
from evenhand.exchange.openslo.writing import SERVICE, SOURCE_TYPE
from evenhand.terms.canonical.notations import written
from evenhand.terms.canonical.texts import decimal_form, percent_form
from evenhand.terms.editing.writing import block_text
from evenhand.trees.tree import Node
from evenhand.units import Comparison, Target

_STEP: Final = 2
_SHARES: Final[dict[str, tuple[str, Comparison]]] = {
    "gt": ("above", "at least"),
    "lte": ("above", "at most"),
    "lt": ("below", "at least"),
    "gte": ("below", "at most"),
}
"""The share of readings that a comparison makes good (at least) or bad (at most)."""


def draft_of(text: str, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the document (YAML) of an agreement with the objectives of a file, and what could not be held.

    In a file that Evenhand wrote, the terms stand in its data source; targets, windows, titles and descriptions of
    the objectives win over them. Objectives of others become the availability of their service, or a standard for
    a share of readings. Raises DocumentError for a file that is not YAML, or holds no objective.
    """
    objects = Objects.read(text, file)
    draft = _Draft(objects)
    for name, slo in objects.by_kind["SLO"].items():
        if objective := objective_of(name, slo, objects):
            draft.take(objective, slo)
    document = {key: value for key, value in draft.document.items() if value}
    return block_text(document, 0, _STEP, "\n") + "\n", tuple(objects.problems)


class _Draft:
    """A document that grows by one objective after the other."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        terms = self._terms()
        self.own = terms is not None
        self.document = terms or self._head()
        self.services = {name: self._service(name, node) for name, node in objects.by_kind["Service"].items()}

    def _terms(self) -> dict[str, Any] | None:
        """The terms in the data source of a file that Evenhand wrote."""
        for source in self.objects.by_kind["DataSource"].values():
            terms = part_of(source, "spec", "connectionDetails", "agreement")
            if text_at(source, "spec", "type") == SOURCE_TYPE and terms and isinstance(terms.value, dict):
                return dict(terms.plain())
        return None

    def _head(self) -> dict[str, Any]:
        """The head of a draft; its zone is that of the first window with one."""
        slos = self.objects.by_kind["SLO"].values()
        zones = [text_at(slo, "spec", "timeWindow", 0, "calendar", "timeZone") for slo in slos]
        return {"agreement": "Draft", "timezone": next(filter(None, zones), "UTC")}

    def _service(self, name: str, node: Node) -> str:
        """Take the words of a service; return the key of its clause, "" for one that stands for several."""
        own = text_at(node, "metadata", "annotations", SERVICE)
        if self.own and not own:
            return ""
        terms = self._part(self.document, "services", own or name)
        for key, path in (("name", ("metadata", "displayName")), ("description", ("spec", "description"))):
            if words := text_at(node, *path):
                terms[key] = words
        return own or name

    def take(self, objective: Objective, slo: Node) -> None:
        """Take an objective into the document."""
        terms = self._known(objective.clause)
        if terms is not None:
            self._set(terms, objective)
            return
        message = f'"{objective.name}" is taken for {self._added(objective)}; its queries are not kept.'
        self.objects.say("read-as", message, "Say in the draft what counts.", slo.span.key, "note")

    def _known(self, clause: str) -> dict[str, Any] | None:
        """The terms of a clause that stand in the document already."""
        found: Any = self.document
        for key in clause.split("."):
            found = found.get(key) if isinstance(found, dict) else None
        return found if isinstance(found, dict) else None

    def _set(self, terms: dict[str, Any], objective: Objective) -> None:
        """Let what the objective says win over the terms it was written from."""
        if objective.operator:
            self._share(terms, objective)
            return
        old = terms.get("target")
        before = old.get(objective.priority) if isinstance(old, dict) else old
        bad = isinstance(before, str) and before.startswith("at most")
        goal = _target(objective, "at most" if bad else "at least")
        if isinstance(old, dict):
            old[objective.priority] = goal
        else:
            terms["target"] = goal
        if objective.minimum is not None:
            share = 1 - objective.minimum if bad else objective.minimum
            terms["minimum"] = decimal_form(share)
        if objective.clause.startswith("standards."):
            _entitle(terms, objective)
        elif objective.description:
            terms["counts as down"] = objective.description

    def _added(self, objective: Objective) -> str:
        """Add what an objective of another program promises; return what it is taken for."""
        service = self.services.get(objective.service) or objective.service or "service"
        self._part(self.document, "services", service)
        if objective.operator:
            terms = self._part(self.document, "standards", objective.name)
            terms["service"] = service
            self._share(terms, objective)
            return "a share of readings"
        terms = self._part(self.document, "services", service, "availability", objective.name)
        terms["target"] = _target(objective, "at least")
        if objective.minimum is not None:
            terms["minimum"] = percent_form(objective.minimum)
        if words := objective.description or objective.title:
            terms["counts as down"] = words
        return "an availability"

    def _share(self, terms: dict[str, Any], objective: Objective) -> None:
        """Write the share of readings that a comparison makes good or bad, and its target."""
        assert objective.value is not None
        side, comparison = _SHARES[objective.operator]
        _entitle(terms, objective)
        terms["measure"] = f"share of {objective.reading} {side} {decimal_form(objective.value)}"
        terms["target"] = _target(objective, comparison)

    def _part(self, holder: dict[str, Any], *keys: str) -> dict[str, Any]:
        for key in keys:
            holder = holder.setdefault(key, {})
        return holder


def _entitle(terms: dict[str, Any], objective: Objective) -> None:
    """Let the title win, unless it is but the name that a standard without a title goes by."""
    title = objective.title.removesuffix(f", {objective.priority}")
    if title and title != (objective.clause.removeprefix("standards.") or objective.name):
        terms["title"] = title


def _target(objective: Objective, comparison: Comparison) -> str:
    share = 1 - objective.target if comparison == "at most" else objective.target
    return str(written(Target(comparison, share, True, objective.period, "")))
