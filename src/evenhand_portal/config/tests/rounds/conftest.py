"""A database that many threads use at once, each by a connection of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

OFTEN_SECONDS = 1e-4


@pytest.fixture
def many_connections(real_database: None) -> Iterator[None]:
    """Threads take turns often, so that the acts of a round come between each other."""
    often = sys.getswitchinterval()
    sys.setswitchinterval(OFTEN_SECONDS)
    yield
    sys.setswitchinterval(often)
