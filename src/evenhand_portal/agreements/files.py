"""Files that people send in: what they are called."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath


def plain_name(name: str, otherwise: str = "file") -> str:
    """Return the name of a file without its folders and without what is not printed; it is shown, never opened.

    >>> plain_name("C:\\\\Temp\\\\tickets.csv"), plain_name("../../etc/passwd"), plain_name("", "records")
    ('tickets.csv', 'passwd', 'records')
    """
    last = PureWindowsPath(PurePosixPath(name).name).name
    return "".join(sign for sign in last if sign.isprintable())[:255] or otherwise
