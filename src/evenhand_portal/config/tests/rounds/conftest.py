"""A database that many threads use at once, each by a connection of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections

OFTEN_SECONDS = 1e-4


@pytest.fixture
def many_connections(real_database: None, tmp_path: Path) -> Iterator[None]:
    """SQLite as it is in use: a file. The tests' own is in memory, where readers hinder writers; this is its copy.

    Threads take turns often, so that the acts of a round come between each other.
    """
    often = sys.getswitchinterval()
    sys.setswitchinterval(OFTEN_SECONDS)
    if connection.vendor == "sqlite":
        file = str(tmp_path / "evenhand.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [file])
        own, settings = connections["default"], connections.settings["default"]
        connections.settings["default"] = {**settings, "NAME": file}
        connections["default"] = connections.create_connection("default")
        yield
        connections["default"].close()
        connections.settings["default"], connections["default"] = settings, own
    else:
        yield
    sys.setswitchinterval(often)
