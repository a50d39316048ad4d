"""The example agreement with an amendment as parties make them: a few numbers, a name, a point more, a step less."""

from __future__ import annotations

from tests.unit.terms.difference.editing import EXAMPLE

AMENDMENTS = (
    ("    within: 4 hours\n", "    within: 8 hours\n"),
    ("target: 99.9% per month", "target: 99.95% per month"),
    ("  resolve-critical:", "  restore-critical:"),
    ("[respond-critical, resolve-critical]", "[respond-critical, restore-critical]"),
    ("[resolve-critical, resolve-other]", "[restore-critical, resolve-other]"),
    (
        "includes: [server, backups, vendor liaison]",
        "includes: [server, monitoring, backups, vendor liaison]",
    ),
    ("credit: 15%", "credit: 10%"),
    ("waiting on client: at most 2 business", "waiting on client: at most 3 business"),
    ("claimed: automatically", "claimed: within 30 days of the report"),
    ("      - {at: 80%,           notify: [provider.service-manager]}\n", ""),
    ("and charts at all", "and charts in all"),
    ("notice: 90 days", "notice: 60 days"),
)


def amended() -> str:
    """The text of the amended agreement."""
    text = EXAMPLE.read_text("utf-8")
    for old, new in AMENDMENTS:
        text = text.replace(old, new)
    return text
