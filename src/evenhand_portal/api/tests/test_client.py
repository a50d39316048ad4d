"""The Python client reaches every operation, and two parties use it from a document to figures and proof."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from evenhand.client import Portal, PortalRefused, values
from evenhand.client.desk import Desk
from evenhand.client.masters import Masters
from evenhand.client.talks import Talks
from evenhand_portal.agreements.tests.conftest import EXAMPLE
from evenhand_portal.api.interface import interface
from evenhand_portal.conftest import PASSWORD, House
from evenhand_portal.notices.models import Notice

NUMBER = UUID(int=7)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
TICKETS = (
    "ticket,at,event,service,priority\n"
    "T-1,2026-01-05 09:00,opened,service-desk,P1\nT-1,2026-01-05 09:05,responded,,\n"
    "T-1,2026-01-05 10:00,resolved,,\n"
)


def version() -> values.Version:
    facts = dict.fromkeys(("draft", "last_day", "agreed_at", "confirmed_at"))
    return values.Version(
        id=NUMBER,
        number=1,
        identity="0" * 64,
        state="waiting",
        origin="here",
        offered_by="client",
        offered_at=NOW,
        in_force_from=date(2026, 1, 1),
        signatures=[],
        refusals=[],
        **facts,
    )


def given(name: str, annotation: str, file: Path) -> Any:
    special: dict[str, Any] = {
        "contract": file,
        "file": file,
        "preview": values.RolloutPreview(start=date(2026, 1, 1), seen="0", clients=[]),
        "clause": values.OpenClause(clause="term", name="", digest="0", waits_for=[]),
        "first": date(2026, 1, 1),
        "membership": 7,
        "number": 7,
        "seen": 7,
        "based_on": 7,
        "index": 7,
    }
    if annotation == "values.Preview":
        upload = values.Upload.model_construct(id=NUMBER)
        return values.Preview.model_construct(upload=upload, digest="0")
    if annotation == "values.Version":
        return version()
    if annotation == "values.Table":
        facts = {"id": NUMBER, "state": "open", "turn": "both", "summary": "", "number": 7, "digest": "0"}
        return values.Table(**facts, text="", open=[], sent=[], ready=False, reasons=[], draft=None)
    return "standards.x" if (name, annotation) == ("clause", "str") else special.get(name, str(NUMBER))


def exhaust(found: object) -> None:
    """Ask for what is only asked for when it is read."""
    assert isinstance(found, Iterator)
    list(found)


def test_the_client_reaches_every_operation(tmp_path: Path) -> None:
    asked: set[tuple[str, str]] = set()
    me = {
        "person": {"id": str(NUMBER), "name": "", "email": ""},
        "organisation": {"id": str(NUMBER), "name": ""},
        "roles": [],
        "scopes": [],
        "token": str(NUMBER),
        "token_name": "",
        "expires_at": "2027-01-01T00:00Z",
    }

    def answer(request: httpx.Request) -> httpx.Response:
        asked.add((request.method, request.url.path))
        return httpx.Response(200, json=me) if request.url.path.endswith("/me") else httpx.Response(404)

    file = tmp_path / "a.csv"
    file.write_text(TICKETS)
    portal = Portal("https://sla.example.org", "t", transport=httpx.MockTransport(answer))
    desk = portal.at(NUMBER)
    for made in (portal, desk, desk.talks, portal.masters):
        for name, method in inspect.getmembers(made, inspect.ismethod):
            if name.startswith("_") or name in ("at", "close"):
                continue
            needed = {
                one.name: given(one.name, str(one.annotation), file)
                for one in inspect.signature(method).parameters.values()
                if one.default is inspect.Parameter.empty and one.kind != inspect.Parameter.VAR_KEYWORD
            }
            if name != "me":
                with pytest.raises(PortalRefused):
                    exhaust(method(**needed))
    document = interface.get_openapi_schema(path_prefix="/api/v1/")
    every = {
        (method.upper(), path): re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + r"\Z")
        for path, methods in document["paths"].items()
        for method in methods
    }
    missing = [
        f"{method} {path}"
        for (method, path), shape in every.items()
        if not any(one == method and shape.match(at) for one, at in asked)
    ]
    assert not missing
    assert {type(one) for one in (desk, desk.talks, portal.masters)} == {Desk, Talks, Masters}


def test_two_parties_from_a_document_to_figures_and_proof(
    enter: Callable[..., Portal], harbour: House, tidewater: House, tmp_path: Path
) -> None:
    provider, client = enter(tidewater), enter(harbour)
    begun = provider.begin("provider", text=EXAMPLE)
    ours = provider.at(begun.agreement)
    ours.invite(harbour.manager.email, note="Please look at it.")
    letter = Notice.objects.get(kind="other-side", email=harbour.manager.email)
    theirs = client.join(re.search(r"/table/([\w-]+)/", letter.text)[1])  # type: ignore[index]  # it holds a link
    assert [one.title for one in client.agreements()] == [ours.overview().agreement.title]

    for round_, changed in enumerate(("95%", "96%", "97%")):
        mine, other = ((ours, theirs), (theirs, ours))[round_ % 2]
        draft = begun.id if not round_ else mine.talks.propose().id
        text = mine.draft(draft)
        if round_:
            words = re.sub(r"target: 9\d%", f"target: {changed}", text.text, count=1)
            text = mine.draft(draft) if words == text.text else text
            saved = mine.save(draft, words, based_on=text.number)
            number = saved.number
        else:
            number = text.number
        table = mine.talks.send(draft, seen=number, note=f"Round {round_ + 1}")
        assert table.turn == other.overview().agreement.side
        assert other.talks.table().sent[-1].note == f"Round {round_ + 1}"
    assert [one.kind for one in ours.ledger()][:2] == ["table-sent", "table-sent"]
    waiting = theirs if table.turn == "client" else ours
    lies = waiting.talks.table()
    if lies.open:
        lies = waiting.talks.accept(lies.open[0])
        lies = waiting.talks.accept_all(lies)
    assert lies.open == []

    said = theirs.talks.begin("Only for us: our lawyer looks at it.", audience="client")
    assert not list(ours.talks.threads())
    assert [one.words for one in ours.talks.said("lawyer")] == []
    assert theirs.talks.reply(said.thread, "She agrees.").number == 2

    version_offered = ours.talks.offer(lies.number)
    for house in (tidewater, harbour):
        desk = enter(house, "signatory").at(begun.agreement)
        found = desk.version(version_offered.id)
        assert desk.signing(found.id).identity == found.identity
        signed = desk.sign(found, name="A. Name", password=PASSWORD)
    assert signed.state == "agreed"
    assert ours.paper(signed.id).startswith(b"%PDF")

    file = tmp_path / "tickets.csv"
    file.write_text(TICKETS)
    preview = ours.upload(file, kind="tickets", timezone="Europe/London")
    assert preview.report["rows"] == 3
    anew = ours.match(preview.upload.id, named="canonical", timezone="UTC")
    with pytest.raises(PortalRefused) as refused:
        ours.take(preview)
    assert refused.value.problem.code == "stale"
    assert ours.preview(preview.upload.id) == anew
    assert ours.take(anew).upload.told_at is not None
    assert theirs.figures().state == "ready"
    ours.publish()
    assert next(theirs.ledger()).kind == "figures-published"
    assert ours.evidence().startswith(b"PK")
    with pytest.raises(PortalRefused) as refused:
        theirs.take(preview)
    assert refused.value.problem.code == "not-found"
