"""A step over the signed PDFs: each is sealed, and no byte of it was changed since.

Reading such seals takes a library of its own, so the reader is handed in, as the one who reckons figures is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from evenhand.errors import Problem
from evenhand.proof.history import History
from evenhand.proof.step import Step, counted, found


@dataclass(frozen=True, slots=True)
class Seal:
    """What a reader found: whether every byte is as it was sealed, by whom, and the SHA-256 of the certificate."""

    whole: bool
    by: str
    certificate: str


Look = Callable[[bytes], Seal | None]
"""Reads the seal of a PDF; None where it has none."""


def seals_step(history: History, look: Look | None, held: str | None = None) -> Step:
    """Every signed PDF is sealed and unchanged; `held` is the SHA-256 of the certificate that you hold."""
    files = {name: data for name, data in history.bundle.files.items() if name.endswith("/signed.pdf")}
    problems: tuple[Problem, ...] = ()
    if files and look is None:
        message = "The seals of the signed PDFs were not looked at."
        mend = "Install Evenhand with the extra `portal`, or open a PDF in a reader that shows signatures."
        problems = (found("seals-not-looked-at", message, mend, "advice"),)
    elif look is not None:
        problems = tuple(one for name, data in files.items() for one in _sealed(name, look(data), held))
    looked_at = counted(len(files), "PDF", "PDFs")
    return Step("seals", "Every signed PDF is as it was sealed", looked_at, problems)


def _sealed(name: str, seal: Seal | None, held: str | None) -> Iterator[Problem]:
    if seal is None:
        mend = "Ask for the file that was given out: it carries one."
        yield found("seal-missing", f"{name} carries no seal.", mend, "warning")
    elif not seal.whole:
        yield found("seal-broken", f"The seal of {name} is broken.", "The file was changed.")
    elif held is not None and held != seal.certificate:
        message = f"{name} is sealed by another certificate than the one you hold: by {seal.by[:60]}."
        yield found("seal-of-another", message, f"Its SHA-256 is {seal.certificate}.")
    elif held is None:
        message = f"{name} is sealed by {seal.by[:60]}; the certificate has the SHA-256 {seal.certificate}."
        yield found("sealed-by", message, severity="note")
