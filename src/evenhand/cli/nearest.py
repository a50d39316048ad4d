"""Names that are not known, with the nearest that are."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from evenhand.errors import UsageError


def known(what: str, name: str, names: Iterable[str], where: str = "") -> str:
    """The name, when it is one of `names`; raises UsageError with the nearest of them otherwise.

    `where` follows the name in the sentence: "under this standard".

    >>> known("standard", "resolve", ["respond", "resolve"])
    'resolve'
    """
    listed = list(dict.fromkeys(names))
    if name not in listed:
        raise unknown(what, name, listed, where)
    return name


def unknown(what: str, name: str, names: Sequence[str], where: str = "") -> UsageError:
    """The error for a name that is none of these; it says the nearest of them, whatever their case and spaces."""
    plain: dict[str, str] = {}
    for each in names:
        plain.setdefault(folded(each), each)
    near = difflib.get_close_matches(folded(name), plain, n=3, cutoff=0.4)
    place = f" {where}" if where else ""
    if near:
        return UsageError(
            f'There is no {what} "{name}"{place}. Near to it: {", ".join(plain[each] for each in near)}.'
        )
    some = f" There is: {', '.join(names[:10])}." if names else ""
    return UsageError(f'There is no {what} "{name}"{place}.{some}')


def folded(name: str) -> str:
    """A name without regard to case and to spaces around it.

    >>> folded(" V-1 ")
    'v-1'
    """
    return name.strip().casefold()
