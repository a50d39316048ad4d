"""Which addresses the portal sends to: those of the public internet, by https, and nothing behind its own walls."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
_CARRYING: Final = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))
"""Networks whose addresses carry an IPv4 address inside: NAT64, 6to4, Teredo."""


def resolved(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a host, as the machine knows them; raise OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def is_open(address: Address, *, loopback: bool = False) -> bool:
    """Whether an address is one of the public internet; `loopback` lets this machine through, for tests alone.

    >>> [is_open(ip_address(one)) for one in ("93.184.215.14", "10.0.0.1", "100.64.1.1", "64:ff9b::a00:1")]
    [True, False, False, False]
    """
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return is_open(address.ipv4_mapped, loopback=loopback)
    if address.is_loopback:
        return loopback
    inner = isinstance(address, IPv6Address) and any(address in network for network in _CARRYING)
    return address.is_global and not address.is_multicast and not address.is_reserved and not inner


def open_addresses(
    host: str, port: int, *, resolve: Resolve = resolved, loopback: bool = False
) -> list[Address]:
    """Return the addresses of a host; raise OSError where it has none, or one that is not of the public internet."""
    found = [ip_address(one.partition("%")[0]) for one in resolve(host, port)]
    if not found or not all(is_open(one, loopback=loopback) for one in found):
        raise OSError(f"{host} is not an address of the public internet.")
    return found


def check_url(url: str, *, resolve: Resolve = resolved, loopback: bool = False) -> None:
    """Raise ValidationError unless a webhook may be sent to `url` as things stand now."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
    except ValueError:
        raise ValidationError(
            {"url": "This is no address. Write it like https://example.org/hook."}
        ) from None
    scheme = parts.scheme == "https" or (loopback and parts.scheme == "http")
    if not scheme or not host or parts.username or parts.password or parts.fragment:
        raise ValidationError({"url": "Write an https address without a name or password in it."})
    try:
        open_addresses(host, port, resolve=resolve, loopback=loopback)
    except (OSError, ValueError):
        raise ValidationError(
            {"url": "The address is not of the public internet, or not known there. Check its name."}
        ) from None
