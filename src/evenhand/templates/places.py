"""What is taken for a country when nobody says otherwise: its time zone and its currency."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

_OTHERWISE: Final = "EUR"
_CURRENCIES: Final = {
    "AE": "AED", "AU": "AUD", "BR": "BRL", "CA": "CAD", "CH": "CHF", "CL": "CLP", "CN": "CNY",
    "CO": "COP", "CZ": "CZK", "DK": "DKK", "GB": "GBP", "HK": "HKD", "HU": "HUF", "ID": "IDR", "IL": "ILS",
    "IN": "INR", "IS": "ISK", "JP": "JPY", "KE": "KES", "KR": "KRW", "LI": "CHF", "MX": "MXN", "MY": "MYR",
    "NG": "NGN", "NO": "NOK", "NZ": "NZD", "PE": "PEN", "PH": "PHP", "PL": "PLN", "RO": "RON", "RS": "RSD",
    "SA": "SAR", "SE": "SEK", "SG": "SGD", "TH": "THB", "TR": "TRY", "TW": "TWD", "UA": "UAH", "US": "USD",
    "VN": "VND", "ZA": "ZAR",
}  # fmt: skip
# Countries with several zones: the one in which most companies are.
_ZONES: Final = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CN": "Asia/Shanghai",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "ID": "Asia/Jakarta",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "US": "America/New_York",
}


@cache
def _zones() -> dict[str, str]:
    """The first zone of each country in the table that comes with the zones."""
    rows = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines()
    cells = [row.split("\t") for row in rows if not row.startswith("#")]
    return {code: name for code, _, name, *_ in reversed(cells)} | _ZONES


def zone_of(country: str) -> str:
    """The zone to suggest for a country such as `GB` or `GB-ENG`; UTC for one without any.

    >>> zone_of("GB-ENG"), zone_of("US"), zone_of("XX")
    ('Europe/London', 'America/New_York', 'UTC')
    """
    return _zones().get(country.partition("-")[0], "UTC")


def currency_of(country: str) -> str:
    """The currency to suggest for a country; euro where it is not known here.

    >>> currency_of("GB-ENG"), currency_of("XX")
    ('GBP', 'EUR')
    """
    return _CURRENCIES.get(country.partition("-")[0], _OTHERWISE)
