"""Which column of an export means what: guessed from the names, or said by a person in a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import yaml

from evenhand.errors import RecordError
from evenhand.sources.columns import plan_for
from evenhand.sources.files import open_file
from evenhand.sources.mapping import found
from evenhand.sources.mapping_reading import CANONICAL, read_mapping, usable_mapping
from evenhand.sources.own_columns import OWN as OWN_COLUMNS
from evenhand.sources.own_columns import guessed
from evenhand.sources.preset_files import preset_text, presets

OWN: Final = "canonical"
EVENTS: Final = ("opened", "responded", "resolved", "closed", "cancelled")
ATTRIBUTES: Final = ("priority", "service", "kind", "subject")
PARTS: Final = ("ticket", *EVENTS, "waiting", *ATTRIBUTES)
"""What a person may say of a file with one row for each ticket: the column of each."""

DATES: Final = {
    "iso": ["iso"],
    "day first": ["iso", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S"],
    "month first": ["iso", "%m/%d/%Y %I:%M %p", "%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S"],
}
UNITS: Final = ("minutes", "hours", "seconds", "HH:MM:SS")
MOST_COLUMNS: Final = 500


def columns_of(path: Path) -> tuple[str, ...]:
    """Return the names of the columns of a file of tickets; raise RecordError for what is no table."""
    return open_file(path).columns[:MOST_COLUMNS]


def names() -> tuple[str, ...]:
    """Return the names of all mappings that come with the library, our own columns first."""
    return (OWN, *presets())


def columns_guessed(kind: str, have: Sequence[str]) -> str | None:
    """Return the YAML that says what a small file calls its columns; None when needed ones are not to be found.

    Empty where they are called as they should be.
    """
    named = guessed(kind, have)
    if set(OWN_COLUMNS[kind].needed) - set(named):
        return None
    return columns_written({name: column for name, column in named.items() if not found((name,), have)})


def columns_written(chosen: Mapping[str, str]) -> str:
    """Return the YAML of the columns that a person chose; names of columns are data."""
    said = {name: column for name, column in chosen.items() if column}
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False) if said else ""


def text_of(name: str) -> str:
    """Return the YAML of a mapping by its name; empty for our own columns."""
    return "" if name == OWN else preset_text(name)


def guess(path: Path) -> str:
    """Return the mapping that uses most columns of the file; empty when none fits. Raise RecordError for no table."""
    have = open_file(path).columns
    best, most = "", 0
    for name in names():
        mapping = CANONICAL if name == OWN else usable_mapping(name)
        try:
            plan = plan_for(mapping, have, path, presets=dict)
        except RecordError:
            continue
        if len(plan.columns) > most:
            best, most = name, len(plan.columns)
    return best


def suggested(have: Sequence[str]) -> dict[str, str]:
    """Return for each of PARTS the column that the general mapping would take, as far as there is one."""
    from_names: dict[str, str] = {}
    general = usable_mapping("generic-wide")
    wanted = {"ticket": general.ticket} | {each.event: each.columns for each in general.event_columns}
    wanted |= {name: each.columns for name, each in general.attributes.items()}
    if general.waiting is not None:
        wanted["waiting"] = general.waiting.columns
    folded = {"".join(filter(str.isalnum, name.casefold())): name for name in reversed(have)}
    for part in PARTS:
        keys = ("".join(filter(str.isalnum, name.casefold())) for name in wanted.get(part, ()))
        from_names[part] = next((folded[key] for key in keys if key in folded), "")
    return from_names


def written(chosen: Mapping[str, str], dates: str, unit: str) -> str:
    """Return the YAML of a mapping in which a person said what the columns are: one row for each ticket.

    `chosen` holds a column for each of PARTS, empty where the file has none; names of columns are data.
    """
    mapping: dict[str, object] = {
        "kind": "wide",
        "ticket": [chosen["ticket"]],
        "dates": DATES[dates],
        "empty": ["NULL", "N/A", "-"],
        "events": {event: [chosen[event]] for event in EVENTS if chosen.get(event)},
    }
    if chosen.get("waiting"):
        mapping["waiting"] = {"column": [chosen["waiting"]], "unit": unit}
    told = {name: [chosen[name]] for name in ATTRIBUTES if chosen.get(name)}
    if told:
        mapping["attributes"] = told
    return yaml.safe_dump(mapping, allow_unicode=True, sort_keys=False)


def checked(text: str) -> None:
    """Raise RecordError with every mistake of a mapping in YAML."""
    mapping, problems = read_mapping(text, file="mapping.yaml", name="mapping")
    if mapping is None:
        raise RecordError(problems)
