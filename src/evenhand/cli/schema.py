"""`evenhand schema`: the document format as JSON Schema, for editors and other programs."""

from __future__ import annotations

import typer


def schema() -> None:
    """Write the JSON Schema (draft 2020-12) of agreement documents to stdout."""
    import json

    from evenhand.terms.document import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
