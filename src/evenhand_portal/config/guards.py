"""What the portal refuses to start with: settings that would make it unsafe, all named at once."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from typing import Final

SHORTEST_KEY: Final = 50
SHORTEST_SECRET: Final = 32
ON: Final = frozenset({"on", "true", "1", "yes", "y", "ok"})
OFF: Final = frozenset({"", "off", "false", "0", "no", "n"})


def refusals(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return one sentence for each setting that is missing or unsafe outside the demonstration.

    >>> refusals({"EVENHAND_DEMO": "on"})
    ()
    >>> refusals({})[0]
    'SECRET_KEY is not set: set it to at least 50 random characters.'
    """
    return () if is_demo(environment) else tuple(_refusals(environment))


def is_demo(environment: Mapping[str, str]) -> bool:
    """Whether this is the demonstration, which makes keys of its own and serves this machine alone."""
    return is_on(environment, "EVENHAND_DEMO")


def is_on(environment: Mapping[str, str], name: str) -> bool:
    """Whether a switch is on; the settings read their switches by this too, so that both read the same.

    >>> is_on({"DEBUG": " Yes "}, "DEBUG"), is_on({"DEBUG": "off"}, "DEBUG"), is_on({}, "DEBUG")
    (True, False, False)
    """
    return environment.get(name, "").strip().lower() in ON


def _refusals(environment: Mapping[str, str]) -> Iterator[str]:
    key = environment.get("SECRET_KEY", "")
    if not key:
        yield f"SECRET_KEY is not set: set it to at least {SHORTEST_KEY} random characters."
    elif len(key) < SHORTEST_KEY or len(set(key)) < 10:
        yield f"SECRET_KEY is too easy to guess: set it to at least {SHORTEST_KEY} random characters."
    ledger_key = environment.get("EVENHAND_LEDGER_KEY", "")
    if not ledger_key:
        yield "EVENHAND_LEDGER_KEY is not set: `evenhand ledger-key` makes one."
    elif not _is_key(ledger_key):
        yield "EVENHAND_LEDGER_KEY is no key of 32 bytes in base64: `evenhand ledger-key` makes one."
    hosts = [host.strip() for host in environment.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
    if not hosts:
        yield "ALLOWED_HOSTS is not set: name the host that people visit, such as sla.example.org."
    if "*" in hosts:
        yield "ALLOWED_HOSTS lets every host in: name the host that people visit."
    origin = environment.get("EVENHAND_ORIGIN", "")
    if not origin.startswith("https://"):
        yield "EVENHAND_ORIGIN is not an https address: set it to the address that people visit."
    if environment.get("DEBUG", "").strip().lower() not in OFF:
        yield "DEBUG is on, or neither on nor off: leave it out, as errors would show secrets to visitors."
    if not environment.get("EMAIL_URL"):
        yield "EMAIL_URL is not set: people could not be invited; set it like smtp+tls://user:password@host:587."
    if 0 < len(environment.get("EVENHAND_MAIL_IN_SECRET", "")) < SHORTEST_SECRET:
        yield f"EVENHAND_MAIL_IN_SECRET is too easy to guess: set it to {SHORTEST_SECRET} random characters."


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == 32
    except ValueError:
        return False
