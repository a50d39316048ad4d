"""When a delivery is tried again, and when it is given up."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

WAITS: Final = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""How long to wait after each failed attempt, as Standard Webhooks advises."""
GONE: Final = 410


def wait_after(attempts: int) -> timedelta | None:
    """Return how long to wait after that many failed attempts; None when it is given up.

    >>> wait_after(1), wait_after(10)
    (datetime.timedelta(seconds=5), None)
    """
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None


def arrived(status: int) -> bool:
    """Whether an answer says that the news arrived; a redirect does not, and is not followed."""
    return 200 <= status < 300
