"""The smallest amounts of currencies (ISO 4217)."""

from __future__ import annotations

from typing import Final

_USUAL_DIGITS: Final = 2
_DIGITS: Final = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"), 0),
    **dict.fromkeys(("PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}


def digits_of(currency: str | None) -> int:
    """Decimal places of a currency's minor unit; two where no currency is stated.

    >>> digits_of("GBP"), digits_of("JPY"), digits_of("KWD")
    (2, 0, 3)
    """
    return _DIGITS.get(currency or "", _USUAL_DIGITS)
