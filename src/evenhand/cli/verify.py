"""`evenhand verify`: show that nothing in a bundle of evidence was altered, without a server and a network."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from evenhand.proof.bundle import About
    from evenhand.proof.reckoning import Asked, Taken
    from evenhand.proof.step import Outcome, Step
    from evenhand.terms.agreement import Agreement

_LARGEST_HELD = 2**26
_MARKS = {"held": ("✓", "green"), "broken": ("✕", "red"), "open": ("○", "dim")}
_VERDICTS: dict[Outcome, tuple[int, str]] = {
    "intact": (0, "Intact. Nothing in this bundle was altered since it was said."),
    "tampered": (1, "Tampered with. What is marked ✕ was altered after it was said."),
    "incomplete": (2, "Incomplete. Nothing altered was found, and not everything could be looked at."),
}
_PROMISE = "This shows what was altered and what was not; it cannot show that what was said is true."


def verify(
    bundle: Annotated[
        Path, typer.Argument(metavar="BUNDLE.zip", help="The evidence of an agreement.", dir_okay=False)
    ],
    heads: Annotated[
        list[Path] | None,
        typer.Option("--head", help="A head or receipt you hold, or the mail or PDF it came in."),
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--key", help="The public key of the ledger that you hold.")
    ] = None,
    seal: Annotated[
        Path | None, typer.Option("--seal", help="The certificate of the seal of signed PDFs that you hold.")
    ] = None,
) -> None:
    """Show that nothing in a bundle of evidence was altered: step by step, offline.

    Exit codes: 0 intact, 1 tampered with, 2 incomplete or wrong use.
    """
    from evenhand.cli.output import progress
    from evenhand.cli.paths import existing
    from evenhand.cli.sealed import certificate_held, looker
    from evenhand.proof.opening import open_bundle
    from evenhand.proof.step import outcome
    from evenhand.proof.verify import verify as verified

    existing(bundle, key, seal, *(heads or ()))
    held = [note for path in heads or () for note in _notes(path)]
    trusted = _key(key) if key else None
    certificate = certificate_held(seal) if seal else None
    with bundle.open("rb") as file:
        opened, problem = open_bundle(file)
        if opened is None:
            typer.echo(f"○ {bundle}: {problem}\n\n{_VERDICTS['incomplete'][1]}")
            raise typer.Exit(_VERDICTS["incomplete"][0])
        with progress("Verifying"):
            steps = verified(
                opened, held=held, key=trusted, measure=_measured, look=looker(), seal=certificate
            )
        _show(opened.about, steps)
    code, said = _VERDICTS[outcome(steps)]
    typer.echo(f"\n{said}\n{_PROMISE}")
    raise typer.Exit(code)


def _show(about: About, steps: Sequence[Step]) -> None:
    from rich.text import Text

    from evenhand.cli.output import console

    screen = console(sys.stdout)
    screen.print(Text(f"Evidence of “{about.title}”", style="bold"))
    wide = max(len(step.title) for step in steps)
    for step in steps:
        mark, style = _MARKS[step.state]
        screen.print(Text(f"{mark} ", style=style) + Text(f"{step.title:<{wide}}   {step.looked_at}"))
        for problem in step.problems:
            screen.print(Text(f"    {problem.message} {problem.mend}".rstrip(), style="dim"))


def _notes(path: Path) -> tuple[str, ...]:
    """The notes in a file: a head or receipt by itself, in a mail as it was saved, or in a signed PDF."""
    from evenhand.errors import UsageError
    from evenhand.proof.attached import attached
    from evenhand.proof.note import notes_in

    with path.open("rb") as file:
        data = file.read(_LARGEST_HELD)
    if data.startswith(b"%PDF"):
        texts = [each.decode("utf-8", errors="replace") for each in attached(data)]
    else:
        texts = [data.decode("utf-8", errors="replace")]
        texts += [] if notes_in(texts[0]) else [_mailed(data)]
    found = tuple(note for text in texts for note in notes_in(text))
    if not found:
        mend = "Give the note, or the mail or signed PDF it came in."
        raise UsageError(f"{path} holds no signed head and no receipt. {mend}")
    return found


def _mailed(data: bytes) -> str:
    """The plain text of a mail, empty when it has none."""
    from email import message_from_bytes
    from email.policy import default

    body = message_from_bytes(data, policy=default).get_body(("plain",))
    try:
        return "" if body is None else str(body.get_content())
    except LookupError:  # a character set that nobody knows
        return ""


def _key(path: Path) -> Ed25519PublicKey:
    from evenhand.errors import UsageError
    from evenhand.proof.note import read_key

    with path.open("rb") as file:
        found = read_key(file.read(1000).decode("utf-8", errors="replace"))
    if found is None:
        raise UsageError(f"{path} is no public key of a ledger: 32 bytes in base64, on one line.")
    return found


def _measured(versions: Sequence[Agreement], taken: Sequence[Taken], asked: Asked) -> Mapping[str, Any]:
    """Figures as the portal reckoned them, from files that exist only while they are measured."""
    from tempfile import TemporaryDirectory

    from evenhand.engines.beside import Recorded
    from evenhand.engines.recorded import measure_recorded
    from evenhand.proof.strict import digest

    with TemporaryDirectory() as folder:
        recorded = []
        for number, each in enumerate(taken):
            path = Path(folder) / f"{number}-{each.kind if each.kind.isalpha() else 'records'}"
            path.write_bytes(each.content)
            recorded.append(Recorded(each.kind, path, each.reading, digest(each.content)))
        done = measure_recorded(
            versions, recorded, as_of=asked.as_of, first=asked.first, last=asked.last, by=asked.by
        )
    return done.measurement.to_json()
