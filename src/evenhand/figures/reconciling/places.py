"""The country a zone lies in, from the tables of the `tzdata` package."""

from functools import cache
from importlib import resources


@cache
def _countries() -> dict[str, str]:
    """ISO 3166 codes by zone; empty where the package brings no such table."""
    try:
        text = (resources.files("tzdata.zoneinfo") / "zone.tab").read_text("utf-8")
    except FileNotFoundError:
        return {}
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {columns[2]: columns[0] for columns in lines}


def country_of(zone: str) -> str | None:
    """The code of the country a zone lies in; None where that is not known, as for UTC.

    >>> country_of("Europe/London"), country_of("UTC")
    ('GB', None)
    """
    return _countries().get(zone)
