"""Posting to an address that somebody else chose: checked when it connects, no redirect, for a few seconds at most.

The name is resolved here and the connection made to the very address that was checked, so that no second answer of a
name server can lead elsewhere; TLS proves the name all the same.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Mapping
from typing import Any, Final

import certifi
import httpcore

from evenhand_portal.api.hooks.addresses import Resolve, open_addresses, resolved

MOST_SECONDS: Final = 15.0


class Late(httpcore.TimeoutException):
    """The other end took longer than it is given."""


class Hurried(httpcore.NetworkStream):
    """A connection that ends at a moment, however slowly the other end drips."""

    def __init__(self, inner: httpcore.NetworkStream, until: float) -> None:
        self.inner, self.until = inner, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there."""
        return self.inner.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write."""
        self.inner.write(buffer, self._left(timeout))

    def close(self) -> None:
        """Close."""
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Go on under TLS."""
        inner = self.inner.start_tls(ssl_context, server_hostname, self._left(timeout))
        return Hurried(inner, self.until)

    def get_extra_info(self, info: str) -> Any:
        """What is known of the connection."""
        return self.inner.get_extra_info(info)

    def _left(self, timeout: float | None) -> float:
        left = self.until - time.monotonic()
        if left <= 0:
            raise Late(f"It took longer than {MOST_SECONDS:.0f} seconds.")
        return left if timeout is None else min(timeout, left)


class Checked(httpcore.NetworkBackend):
    """Connects to open addresses alone."""

    def __init__(self, resolve: Resolve, *, loopback: bool) -> None:
        self.resolve, self.loopback = resolve, loopback
        self.inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host, once all of them were checked."""
        until = time.monotonic() + MOST_SECONDS
        try:
            address = open_addresses(host, port, resolve=self.resolve, loopback=self.loopback)[0]
        except (OSError, ValueError) as error:
            raise httpcore.ConnectError(str(error)) from None
        stream = self.inner.connect_tcp(str(address), port, timeout, local_address, socket_options)
        return Hurried(stream, until)


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, resolve: Resolve = resolved, loopback: bool = False
) -> int:
    """Post and return the status that was answered; raise OSError in words where nothing was."""
    trust = ssl.create_default_context(cafile=certifi.where())
    backend = Checked(resolve, loopback=loopback)
    limits = dict.fromkeys(("connect", "read", "write", "pool"), MOST_SECONDS)
    sent = [(name.encode(), value.encode()) for name, value in headers.items()]
    try:
        with (
            httpcore.ConnectionPool(ssl_context=trust, network_backend=backend) as pool,
            pool.stream("POST", url, headers=sent, content=body, extensions={"timeout": limits}) as answer,
        ):
            return answer.status
    except (
        httpcore.NetworkError,
        httpcore.TimeoutException,
        httpcore.ProtocolError,
        httpcore.UnsupportedProtocol,
    ) as error:
        raise OSError(str(error) or type(error).__name__) from error
