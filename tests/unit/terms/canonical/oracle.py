"""RFC 8785 once more, in the plainest way, for what the canonical form holds: texts, whole numbers, truth values."""

from __future__ import annotations

from typing import Any

_SHORT = {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}


def jcs(value: Any) -> str:
    """The text of a value by sections 3.2.1 to 3.2.4."""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return (
            '"' + "".join(_SHORT.get(ord(c), c if ord(c) > 31 else f"\\u{ord(c):04x}") for c in value) + '"'
        )
    if isinstance(value, list):
        return "[" + ",".join(jcs(item) for item in value) + "]"
    keys = sorted(value, key=lambda key: list(_units(key)))
    return "{" + ",".join(f"{jcs(key)}:{jcs(value[key])}" for key in keys) + "}"


def _units(text: str) -> list[int]:
    """The UTF-16 code units, by which keys are put in order."""
    data = text.encode("utf-16-be")
    return [data[place] * 256 + data[place + 1] for place in range(0, len(data), 2)]
