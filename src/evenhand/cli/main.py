"""The front door: `evenhand COMMAND`.

Nothing heavy is imported here, so that `--help` answers at once; each command imports what it needs in
its own body. Other packages add commands by the entry point group `evenhand.commands`: the name of the
entry point is the name of the command, its object a function in the manner of the ones below.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from evenhand.cli.adopt import adopt
from evenhand.cli.backtest import backtest
from evenhand.cli.check import check
from evenhand.cli.demo import demo
from evenhand.cli.diff import diff
from evenhand.cli.due import due
from evenhand.cli.edit import edit
from evenhand.cli.explain import explain
from evenhand.cli.export import export
from evenhand.cli.import_ import import_
from evenhand.cli.mapping import mapping
from evenhand.cli.measure import measure
from evenhand.cli.new import new
from evenhand.cli.reconcile import reconcile
from evenhand.cli.schema import schema
from evenhand.cli.show import show
from evenhand.cli.verify import verify

GROUP = "evenhand.commands"
COMMANDS: dict[str, Callable[..., object]] = {
    "demo": demo,
    "new": new,
    "check": check,
    "show": show,
    "edit": edit,
    "export": export,
    "adopt": adopt,
    "diff": diff,
    "mapping": mapping,
    "import": import_,
    "measure": measure,
    "explain": explain,
    "due": due,
    "reconcile": reconcile,
    "backtest": backtest,
    "verify": verify,
    "schema": schema,
}
"""The commands in the order of the work."""

SHORT = {
    "demo": "Measure a made-up year under the example agreement.",
    "new": "Make an agreement from a template and a few answers.",
    "check": "Find what is wrong, missing, or will be quarrelled over.",
    "show": "Show an agreement in plain words, clause by clause.",
    "edit": "Change one clause; all the rest stays as it is.",
    "export": "Write an agreement for signing, calendars, monitoring.",
    "adopt": "Take over what calendars and monitoring programs hold.",
    "diff": "Say what differs between two agreements, and for whom.",
    "mapping": "List the mappings there are, or print one to change.",
    "import": "Turn a help desk's export into events.",
    "measure": "Say which targets were met, and what is credited.",
    "explain": "Explain a ticket or a figure, down to the clause.",
    "due": "Say when a ticket falls due, and why then.",
    "reconcile": "Compare the desk's own verdicts with the agreement.",
    "backtest": "Say what a draft would have given on past records.",
    "verify": "Show that no evidence of an agreement was altered.",
    "schema": "Print the JSON Schema of an agreement.",
}
"""What `--help` says of each command, in one line of 80 columns."""

app = typer.Typer(
    name="evenhand",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from evenhand import __version__

        typer.echo(f"evenhand {__version__}")
        raise typer.Exit


@app.callback()
def about(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and leave.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Measure a service level agreement from its own terms and a real ticket log, and explain any figure.

    Exit codes: 0 fine, 1 found problems, 2 wrong use.
    """


for _name, _function in COMMANDS.items():
    app.command(_name, short_help=SHORT[_name])(_function)


def add_commands_of_others() -> None:
    """Add what other installed packages offer under the entry point group `evenhand.commands`."""
    from importlib.metadata import entry_points

    for entry in sorted(entry_points(group=GROUP)):
        app.command(entry.name)(entry.load())


def run(arguments: Sequence[str] | None = None) -> None:
    """Carry out one command line and leave (`SystemExit`) with 0 fine, 1 found problems or 2 wrong use."""
    from evenhand.errors import EvenhandError

    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without "✓" shows "?" and goes on
    if not words or words[0] not in COMMANDS:
        add_commands_of_others()
    try:
        app(args=words, prog_name="evenhand")
    except (EvenhandError, OSError) as error:
        from evenhand.cli.output import complain

        raise SystemExit(complain(error)) from None
