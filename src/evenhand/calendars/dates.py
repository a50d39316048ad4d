"""Public holidays as dates, from the `holidays` package (SEMANTICS rules 4 and 7)."""

import difflib
from collections.abc import Iterable
from datetime import date

import holidays
from holidays.registry import COUNTRIES

from evenhand.errors import EvenhandError

_WITH_ARTICLE = {"United", "Netherlands", "Philippines", "Bahamas", "Islands", "Republic"}
"""Words in the names of countries that are spoken of with an article."""


def resolve_holidays(
    country: str,
    subdivision: str | None,
    years: Iterable[int],
    *,
    language: str | None = None,
    categories: Iterable[str] = ("public",),
) -> dict[date, str]:
    """The holidays of a country in these years by date, with their names, in order of date.

    `country` is an ISO 3166-1 code (`GB`), `subdivision` a part of it (`ENG`). Days given in lieu of a
    holiday at a weekend are included, and so is the holiday itself. Names are in English where the package
    has them, unless another of its languages is asked for.

    Raises EvenhandError for a country, subdivision, language or category the package does not know, with the
    nearest it knows, and for a year it does not know.

    >>> resolve_holidays("GB", "ENG", [2026])[date(2026, 4, 3)]
    'Good Friday'
    """
    if country not in holidays.list_supported_countries():
        raise EvenhandError(
            f"No holidays are known for the country {country!r}.{_near_country(country)} "
            "A country is written as its ISO code, such as GB."
        )
    kind = type(holidays.country_holidays(country))
    parts = {*kind.subdivisions, *getattr(kind, "subdivisions_aliases", {})}
    if subdivision is not None and subdivision not in parts:
        raise EvenhandError(
            f"No holidays are known for the part {subdivision!r} of {country}.{_near(subdivision, parts)}"
        )
    wanted = sorted(set(years))
    if wanted and not kind.start_year <= wanted[0] <= wanted[-1] <= kind.end_year:
        raise EvenhandError(
            f"Holidays of {country} are known from {kind.start_year} to {kind.end_year}, "
            f"not for {wanted[0]} to {wanted[-1]}. List the dates under `closed` instead."
        )
    for name, value, values in (
        ("language", [language] if language else [], kind.supported_languages),
        ("category", list(categories), kind.supported_categories),
    ):
        for item in value:
            if item not in values:
                raise EvenhandError(f"Holidays of {country} have no {name} {item!r}.{_near(item, values)}")
    found = holidays.country_holidays(
        country,
        subdiv=subdivision,
        years=wanted,
        observed=True,
        language=language or _english(kind.supported_languages),
        categories=tuple(categories),
    )
    return dict(sorted(found.items()))


def region_words(country: str, subdivision: str | None) -> str:
    """A region that the package knows, with its codes, as people call it.

    >>> region_words("GB", "ENG"), region_words("DE", None), region_words("US", None)
    ('England (GB, ENG)', 'Germany (DE)', 'the United States (US)')
    """
    if subdivision is None:
        module = next(name for name, codes in COUNTRIES.items() if country in codes[1:])
        name = module.replace("_", " ").title()
        article = "the " if _WITH_ARTICLE.intersection(name.split()) else ""
        return f"{article}{name} ({country})"
    aliases = getattr(type(holidays.country_holidays(country)), "subdivisions_aliases", {})
    named = next((name for name, code in aliases.items() if code == subdivision and name != subdivision), "")
    return f"{named} ({country}, {subdivision})" if named else f"{subdivision} ({country})"


def _english(languages: Iterable[str]) -> str | None:
    """The English spoken there rather than American; None, the package's own choice, where it has none."""
    english = [language for language in languages if language.startswith("en")]
    return min(english, key=lambda language: language == "en_US", default=None)


def _near_country(country: str) -> str:
    names = {module.replace("_", " ").title(): codes[1] for module, codes in COUNTRIES.items()}
    near = difflib.get_close_matches(country.title(), names, n=3, cutoff=0.6)
    codes = [code for code in names.values() if code == country.upper()]
    found = [f"{names[name]} ({name})" for name in near] + codes
    return f" Near to it: {', '.join(found)}." if found else ""


def _near(name: str, known: Iterable[str]) -> str:
    by_capitals = {item.upper(): item for item in known}
    near = difflib.get_close_matches(name.upper(), by_capitals, n=3, cutoff=0.5)
    if near:
        return f" Near to it: {', '.join(by_capitals[item] for item in near)}."
    return f" Known are {', '.join(sorted(by_capitals.values()))}." if 0 < len(by_capitals) <= 40 else ""
