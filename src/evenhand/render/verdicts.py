"""How a verdict looks: a word with its sign and its colour, never colour alone."""

SIGNS = {"met": "✓", "missed": "✕", "open": "○"}
STYLES = {"met": "green", "missed": "red", "open": "cyan"}


def signed(verdict: str) -> str:
    """The verdict with its sign; a word without one stays as it is.

    >>> signed("met"), signed("not scored")
    ('✓ met', 'not scored')
    """
    return f"{SIGNS[verdict]} {verdict}" if verdict in SIGNS else verdict
