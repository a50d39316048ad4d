"""Names that are not known, with the nearest that are."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from evenhand.errors import UsageError


def known(what: str, name: str, names: Iterable[str]) -> str:
    """The name, when it is one of `names`; raises UsageError with the nearest of them otherwise.

    >>> known("standard", "resolve", ["respond", "resolve"])
    'resolve'
    """
    listed = list(dict.fromkeys(names))
    if name not in listed:
        raise unknown(what, name, listed)
    return name


def unknown(what: str, name: str, names: Sequence[str]) -> UsageError:
    """The error for a name that is none of these; it says the nearest of them."""
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.4)
    if near:
        return UsageError(f'There is no {what} "{name}". Near to it: {", ".join(near)}.')
    some = f" There is: {', '.join(names[:10])}." if names else ""
    return UsageError(f'There is no {what} "{name}".{some}')
