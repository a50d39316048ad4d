"""How words are set: what belongs together stays on one line."""

from __future__ import annotations

import re
from typing import Final

from django import template
from django.template.defaultfilters import stringfilter

register = template.Library()
DURATION: Final = re.compile(r"\d+ (?:h|min|s)\b(?: \d+ (?:min|s)\b)*")


@register.filter(is_safe=True)
@stringfilter
def unbroken(words: str) -> str:
    """Return words in which no line ends within a length of time.

    >>> unbroken("late by 1 h 08 min 26 s: see below").count("\xa0")
    5
    """
    return DURATION.sub(lambda found: found.group().replace(" ", "\N{NO-BREAK SPACE}"), words)
