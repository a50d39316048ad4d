"""Looking over an agreement of 300 clauses, beside merely reading it.

Made from the example: each of its services' clauses, fifty times, for a service of their own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bench.report import Promise, Section, Speed, best
from evenhand.errors import Problem
from evenhand.terms.agreement import Agreement
from evenhand.terms.checks.registry import findings
from evenhand.terms.document import read_agreement

EXAMPLE = Path(__file__).parents[1] / "examples" / "harbour-dental.yaml"
SERVICES = 50
TIMES = 3


def written(services: int = SERVICES) -> str:
    """The example with so many copies of its first service, of its availability and of all its standards."""
    tree: dict[str, Any] = yaml.load(EXAMPLE.read_text("utf-8"), yaml.BaseLoader)
    standards, system = tree["standards"], tree["services"].pop("practice-system")
    tree["standards"] = {}
    for number in range(services):
        name = f"system-{number}"
        tree["services"][name] = system
        tree["standards"] |= {
            f"{key}-{number}": {**standard, "service": name} for key, standard in standards.items()
        }
    chosen = {"standard": [f"{key}-0" for key in ("respond-critical", "resolve-critical")]}
    tree["escalations"]["critical"]["applies to"] = chosen
    pauses = {
        "pauses": [f"{key}-0" for key in ("resolve-critical", "resolve-other")],
        "reason": "waiting on client",
    }
    tree["responsibilities"]["client"]["answer-questions"]["if not met"] = pauses
    tree["tracking"]["sources"]["monitor"]["service"] = "system-0"
    return str(yaml.dump(tree, sort_keys=False, allow_unicode=True, Dumper=_Plain))


class _Plain(yaml.SafeDumper):
    """Writes what stands in several places several times: the format has no pointers."""

    def ignore_aliases(self, data: Any) -> bool:
        """Nothing is a pointer."""
        return True


def run() -> Section:
    """Reading and looking over, beside reading alone."""
    text = written()

    def read() -> Agreement:
        agreement, problems = read_agreement(text, file="many.yaml")
        assert agreement is not None, problems
        return agreement

    def check() -> tuple[Problem, ...]:
        return findings(read())

    agreement, bare = best(read)
    found, whole = best(check)
    clauses = len(agreement.standards) + sum(len(each.availability) for each in agreement.services.values())
    times = whole / bare
    return Section(
        f"An agreement of {clauses} clauses with targets, {len(text.splitlines()):,} lines",
        "clauses",
        [
            Speed("evenhand, reading and every check", clauses, whole, f"{len(found)} findings"),
            Speed("evenhand, reading only", clauses, bare),
        ],
        [Promise(f"at most {TIMES} times merely reading it", f"{times:.2f} times", times <= TIMES)],
    )
