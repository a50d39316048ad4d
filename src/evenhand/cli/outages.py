"""What `--outages` is given: files of any kind that tell of outages, read for the services of an agreement."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evenhand.errors import Problem
    from evenhand.records.outages import Outages
    from evenhand.terms.agreement import Agreement


def outages_of(
    paths: Sequence[Path],
    documents: Sequence[Agreement],
    timezone: str | None,
    mapping: str | None = None,
    vouches: str | None = None,
) -> tuple[Outages | None, tuple[Problem, ...]]:
    """What `outages_for` reads with the mapping file and the length of time that were asked for."""
    from evenhand.engines.outages import outages_for
    from evenhand.sources.outage_mapping import load_outage_mapping, vouched_seconds

    if not paths:
        return None, ()
    sheet = load_outage_mapping(mapping) if mapping else None
    return outages_for(paths, documents, timezone, sheet, vouched_seconds(vouches) if vouches else None)
