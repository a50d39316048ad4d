"""The committed reference of the checks is what the checks say today."""

from __future__ import annotations

from docs.reference.checks.write import stale


def test_no_page_is_stale() -> None:
    assert [*stale()] == [], "run make docs"
