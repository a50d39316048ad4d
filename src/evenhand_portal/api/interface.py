"""The interface for programs, put together: every router, one parser, one answer to every error."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from ninja import Router
from ninja.parser import Parser

from evenhand_portal.api.document import Interface
from evenhand_portal.api.doors import closed
from evenhand_portal.api.operations import (
    agreements,
    amending,
    clauses,
    drafts,
    figures,
    guests,
    hooks,
    notices,
    people,
    proof,
    records,
    table,
    talks,
    transfers,
    versions,
)
from evenhand_portal.api.problems import problem

ABOUT: Final = """Everything that can be read and done in the portal, for programs.

A token stands for one person at one organisation, and never allows more than that person's present roles. What is not
yours answers like what is not there: 404. Every POST carries an Idempotency-Key. Errors are problem+json (RFC 9457)
with a stable `code`, and `mend` says what to do. Lists come in pages: send `next` back as `cursor`. A token may ask
600 times a minute."""
ROUTERS: Final[tuple[Router, ...]] = (
    people.router,
    agreements.router,
    drafts.router,
    clauses.router,
    table.router,
    versions.router,
    amending.router,
    transfers.router,
    talks.router,
    guests.router,
    notices.router,
    records.router,
    figures.router,
    proof.router,
    hooks.router,
)


class AtTheDoor(Parser):
    """The body was read at the door, strictly."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return what was read."""
        return request.sent  # type: ignore[attr-defined]  # the door puts it there


interface = Interface(
    title="Evenhand",
    version="1",
    description=ABOUT,
    docs_url=None,
    openapi_url=None,
    auth=closed,
    parser=AtTheDoor(),
    urls_namespace="interface",
)
for _router in ROUTERS:
    interface.add_router("", _router)
for _error in (Exception, *interface._exception_handlers):
    interface.add_exception_handler(_error, problem)  # type: ignore[arg-type]  # it is given errors, not their types
