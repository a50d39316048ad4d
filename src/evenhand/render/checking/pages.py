"""The page of one check: what it finds, why that matters, and how it is mended."""

from __future__ import annotations

from typing import Final

from evenhand.terms.checks.check import THEMES, Check, Weight

WEIGHTS: Final[dict[Weight, str]] = {
    "error": "Error: it cannot be computed, or contradicts itself. It is mended before anybody signs.",
    "warning": "Warning: it will be quarrelled over. It is mended, or accepted by both parties with a reason.",
    "advice": "Advice: the agreement would be better for it.",
}
"""What each severity means, in one line."""


def first_sentence(check: Check) -> str:
    """Return what a check finds, in one sentence."""
    return check.page.split("\n\n")[0].replace("\n", " ")


def page(check: Check) -> str:
    """Return the page as Markdown, without a newline at its end."""
    head = f"# {check.title}\n\n`{check.code}` · {THEMES[check.theme]} · {WEIGHTS[check.severity]}"
    return f"{head}\n\n{check.page}"
