"""Commands of the portal: `evenhand serve|worker|mail-in|erase|ledger-key|portal-demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def serve(
    host: Annotated[str, typer.Option("--host", help="Where it listens.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="At which port.")] = 8000,
    workers: Annotated[int, typer.Option("--workers", help="How many processes answer.")] = 2,
) -> None:
    """Serve the portal to both parties.

    Brings its tables up to date first. Settings come from the environment: docs/reference/portal-settings.md.
    """
    from evenhand_portal.config.starting import make_ready, set_up

    _started(set_up)
    make_ready()
    _listen(host, port, workers)


def worker() -> None:
    """Send the portal's mails, read its files, remind.

    Runs until it is stopped; run one beside `evenhand serve`.
    """
    import signal
    import threading
    from types import FrameType

    from evenhand_portal.config.starting import set_up

    _started(set_up)
    from evenhand_portal.config.working import work

    stop = threading.Event()

    def finish(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, finish)
    signal.signal(signal.SIGINT, finish)
    typer.echo("The worker works. Stop it with Ctrl-C.")
    work(stop)


def mail_in(
    to: Annotated[
        str, typer.Option("--to", help="The address it came for, as the mail server knows it.")
    ] = "",
) -> None:
    """Take a mail that came in, from standard input.

    For the pipe of a mail server. Ends with 0, with 67 when it is not for this portal, and with 75 when it could not
    be taken now and should be handed in again.
    """
    import sys

    from evenhand_portal.config.starting import set_up

    _started(set_up)
    from django.db import DatabaseError
    from django.utils import timezone

    from evenhand_portal.notices.incoming.services import LARGEST, mail_take

    try:
        outcome = mail_take(raw=sys.stdin.buffer.read(LARGEST + 1), to=to, now=timezone.now())
    except DatabaseError as error:
        typer.echo(f"It could not be taken now: {error}", err=True)
        raise typer.Exit(75) from None
    typer.echo(outcome)
    if outcome == "unknown":
        raise typer.Exit(67)


def erase(
    address: Annotated[
        str, typer.Argument(help="The address of the comment: it ends with #comment- and a number.")
    ],
    why: Annotated[str, typer.Option("--why", help="The reason, for everybody who sees the conversation.")],
) -> None:
    """Erase by law what somebody said, with its files.

    Words, files and the name of a guest are erased wherever the portal keeps them; that something was said stays, and
    the proof still holds. There is no way back. Mails and evidence that were taken away are out of reach.
    """
    from evenhand.errors import UsageError
    from evenhand_portal.config.starting import set_up

    _started(set_up)
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from evenhand_portal.conversations.erasing import comment_at, comment_erase
    from evenhand_portal.guests.erasing import held_erase

    try:
        comment = comment_at(address)
        if comment is None:
            held_erase(address)
            typer.echo("Erased: a reply that was never said.")
            return
        comment_erase(comment=comment, why=why, now=timezone.now())
    except ValidationError as error:
        raise UsageError(error.messages[0]) from None
    typer.echo(
        f"Erased: comment {comment.number} about {comment.thread.about}. The conversation says so, and why."
    )


def ledger_key() -> None:
    """Make the key that signs the heads of ledgers.

    Set it as EVENHAND_LEDGER_KEY; keep it secret, and keep it.
    """
    import base64
    import secrets

    typer.echo(base64.b64encode(secrets.token_bytes(32)).decode())


def portal_demo(
    folder: Annotated[Path, typer.Option("--folder", help="Where the demonstration is kept.")] = Path(
        "demo/portal"
    ),
    port: Annotated[int, typer.Option("--port", help="At which port it listens.")] = 8000,
    serve_it: Annotated[bool, typer.Option("--serve/--no-serve", help="Whether to serve it.")] = True,
) -> None:
    """Open a portal with a made-up agreement.

    Two parties, a signed agreement, a year of records, and a draft amendment; sign-ins are printed.
    """
    import os
    import threading

    from evenhand_portal.config.ports import free_port

    wanted, port = port, free_port(port)
    if port != wanted:
        typer.echo(f"Port {wanted} is taken; the portal listens at {port}.", err=True)
    os.environ.update(
        EVENHAND_DEMO="on", EVENHAND_DATA=str(folder), EVENHAND_ORIGIN=f"http://localhost:{port}"
    )
    from evenhand_portal.config.starting import make_ready, set_up

    _started(set_up)
    make_ready()
    from django.utils import timezone

    from evenhand_portal.config.demonstration import demonstrate
    from evenhand_portal.config.working import work

    said = demonstrate(f"http://localhost:{port}", timezone.now())
    if serve_it:
        typer.echo(f"Mails are files in {folder / 'mail'}. Ctrl-C ends it; `make demo` goes on from there.\n")
    typer.echo(said)
    if serve_it:
        threading.Thread(target=work, args=(threading.Event(),), daemon=True).start()
        _listen("127.0.0.1", port, 1)


def _started(set_up: object) -> None:
    from django.core.exceptions import ImproperlyConfigured

    from evenhand.errors import UsageError

    assert callable(set_up)
    try:
        set_up()
    except ImproperlyConfigured as error:
        raise UsageError(str(error)) from None


def _listen(host: str, port: int, workers: int) -> None:
    import multiprocessing

    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    multiprocessing.set_start_method("spawn")  # a fork beside the worker's thread may never end
    Granian(
        "evenhand_portal.config.wsgi:application",
        address=host,
        port=port,
        workers=workers,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        workers_kill_timeout=10,
        log_access=False,
        log_level=LogLevels.error,
    ).serve()
