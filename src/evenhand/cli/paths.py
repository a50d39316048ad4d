"""Files named on a command line: said to be missing in one way, with near names; never written over by mistake."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from evenhand.errors import UsageError

_MOST_NAMES = 10_000


def missing(path: Path) -> str:
    """The sentence for a file that is not there, with the files beside it that have nearly its name."""
    folder = path.parent
    if not folder.is_dir():
        return f'There is no file "{path}": the folder "{folder}" does not exist.'
    names = [each.name for each, _ in zip(folder.iterdir(), range(_MOST_NAMES), strict=False)]
    near = [str(folder / name) for name in difflib.get_close_matches(path.name, names, n=3, cutoff=0.75)]
    return f'There is no file "{path}".' + (f" Near to it: {', '.join(near)}." if near else "")


def existing(*paths: Path | None) -> None:
    """Raise UsageError for the first of these that is not there; None is nothing that was named."""
    for path in paths:
        if path is not None and not path.exists():
            raise UsageError(missing(path))


def refuse_overwriting(output: Path | None, inputs: Iterable[Path | str | None], option: str) -> None:
    """Raise UsageError when a file to be written is one of those that are read, by whatever name or link."""
    if output is None:
        return
    for each in inputs:
        if each is not None and _same(output, Path(each)):
            raise UsageError(
                f"{option} {output} would be written over {each}, which is read. Name another file."
            )


def _same(one: Path, other: Path) -> bool:
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()
