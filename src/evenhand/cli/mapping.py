"""`evenhand mapping`: the mappings that come with Evenhand, and one of them as YAML to begin one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from evenhand.cli.output import Column, Format

if TYPE_CHECKING:
    from evenhand.sources.mapping import TicketMapping

_ROW = {"wide": "a ticket", "states": "an update", "events": "an event"}
_COLUMNS = (
    Column("name", "Name"),
    Column("row", "A row is"),
    Column("needs", "Needs the columns"),
    Column("reads", "Reads also"),
)


def mapping(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Print this one as YAML; else list them.")
    ] = None,
    how: Annotated[Format, typer.Option("--format", help="How the list is shown.")] = Format.TABLE,
) -> None:
    """List the mappings for exports, or print one.

    `evenhand mapping generic-wide > my-desk.yaml` begins one of your own; give it with --mapping my-desk.yaml.
    """
    from evenhand.cli.nearest import known
    from evenhand.cli.output import show
    from evenhand.errors import UsageError
    from evenhand.sources.mapping_reading import usable_mapping
    from evenhand.sources.preset_files import preset_text, presets

    if name == "canonical":
        raise UsageError(
            "canonical stands for Evenhand's own columns: a file that has them needs no mapping."
        )
    if name is not None:
        typer.echo(preset_text(known("mapping", name, presets())), nl=False)
        return
    show([_row(usable_mapping(each)) for each in presets()], _COLUMNS, how)
    if how is Format.TABLE:
        typer.echo("\nevenhand mapping NAME > my-desk.yaml   begins a mapping of your own")


def _row(preset: TicketMapping) -> dict[str, object]:
    """What a preset expects of a file, each column by the name that is looked for first."""
    events = {each.event: each.columns[0] for each in preset.event_columns}
    needed = [columns[0] for columns in (preset.ticket, preset.at, preset.word) if columns]
    others = [name for event, name in events.items() if event != "opened"]
    if "opened" in events:
        needed.append(events["opened"])
    others += [columns[0] for columns in (preset.opened_at, preset.agreed_due) if columns]
    if preset.waiting is not None:
        others.append(preset.waiting.columns[0])
    others += [
        preset.attributes[each].columns[0] for each in ("priority", "service") if each in preset.attributes
    ]
    return {
        "name": preset.name,
        "row": _ROW[preset.kind],
        "needs": ", ".join(dict.fromkeys(needed)),
        "reads": ", ".join(dict.fromkeys(others)),
    }
