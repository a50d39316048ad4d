"""Where a server may listen."""

from __future__ import annotations

import socket
from typing import Final

from evenhand.errors import UsageError

TRIED: Final = 50


def free_port(first: int) -> int:
    """Return `first`, or the next port of this machine at which nobody listens; raise UsageError without any.

    >>> import socket
    >>> with socket.socket() as taken:
    ...     taken.bind(("127.0.0.1", 0))
    ...     taken.listen()
    ...     free_port(taken.getsockname()[1]) > taken.getsockname()[1]
    True
    """
    for port in range(first, min(first + TRIED, 65_536)):
        with socket.socket() as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                door.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise UsageError(f"No port from {first} on is free; name another with --port.")
