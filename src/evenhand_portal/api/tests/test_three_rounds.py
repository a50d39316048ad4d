"""By the interface alone: three rounds, a lawyer for one side, a mediator for both, signing, an amendment."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from evenhand.client import Portal, PortalRefused, values
from evenhand.client.desk import Desk
from evenhand.terms.editing import edited, value_of
from evenhand_portal.agreements.tests.conftest import EXAMPLE
from evenhand_portal.api.interface import interface
from evenhand_portal.api.tests.conftest import Program
from evenhand_portal.conftest import PASSWORD, House
from evenhand_portal.guests.forms import began
from evenhand_portal.guests.tests.test_words import EXIT, SHORTER, changed
from evenhand_portal.notices.models import Notice

CRITICAL = "standards.resolve-critical.within"
RESPONSE = "standards.respond-critical.within"
LAST_DAY = "2090-12-31"
SECRET, FAIR = "The cap of ten per cent is too dear for us.", "Three hours are usual in this trade."
AGAIN, WIN = "Their server room is dear as well.", "Win a prize!"
OWN = ("too dear", "dear as well", "A. Lawyer", "lawyer@example.org")
"""What is the provider's alone."""


def test_three_rounds_to_a_signature_and_an_amendment(
    enter: Callable[..., Portal], program: Callable[..., Program], harbour: House, tidewater: House
) -> None:
    provider, client = enter(tidewater), enter(harbour)
    begun = provider.begin("provider", text=edited(EXAMPLE, "term.to", LAST_DAY))
    ours = provider.at(begun.agreement)
    ours.invite(harbour.manager.email)
    theirs = client.join(mailed(harbour.manager.email, "/table/"))
    assert ours.talks.send(begun.id, seen=1, note="Our first offer.").turn == "client"
    assert theirs.talks.table().sent[-1].note == "Our first offer."
    assert counters(theirs, "Four hours are too long.", {CRITICAL: "3 hours"}).turn == "provider"

    lawyer = guest_of(ours, "A. Lawyer", "provider")
    mediator = guest_of(theirs, "M. Mediator", "both")
    says(lawyer, SECRET)
    says(mediator, FAIR)
    assert [one.name for one in theirs.talks.guests()] == ["M. Mediator"]
    decide_held(ours, theirs, lawyer, mediator)
    take_words(ours, theirs, lawyer)

    moved = {CRITICAL: "3.5 hours", RESPONSE: "20 minutes"}
    lies = counters(ours, "The engineer lives an hour away.", moved)
    assert (lies.turn, lies.number, len(lies.open)) == ("client", 3, 3)
    assert finds(ours)
    assert finds(theirs)
    lies = theirs.talks.accept(theirs.talks.table().open[0])
    assert len(lies.open) == 2
    lies = theirs.talks.accept_all(lies)
    assert lies.ready
    signed = both_sign(enter, ours.talks.offer(lies.number), (tidewater, harbour), begun.agreement)
    assert value_of(ours.text(signed.id), CRITICAL) == "3.5 hours"

    theirs.talks.mark_all_read()
    assert {one.latest - one.read for one in theirs.talks.threads()} == {0}
    assert {one.latest - one.read for one in ours.talks.threads()} != {0}

    amendment = ours.amend(signed.id)
    text = ours.draft(amendment.id)
    saved = ours.save(amendment.id, edited(text.text, CRITICAL, "4 hours"), based_on=text.number)
    ours.talks.send(amendment.id, seen=saved.number, note="After half a year, as we talked.")
    lies = theirs.talks.accept_all(theirs.talks.table())
    both_sign(enter, theirs.talks.offer(lies.number), (harbour, tidewater), begun.agreement)
    assert [(one.number, one.state) for one in theirs.versions()] == [(2, "agreed"), (1, "agreed")]

    read = {house: everything(program, house, begun.agreement) for house in (harbour, tidewater)}
    for own in OWN:
        assert own in read[tidewater], own
        assert own not in read[harbour], own
        letters = Notice.objects.filter(email__icontains="harbour")
        assert not [one for one in letters if own in f"{one.subject} {one.text}"]
    assert FAIR in read[harbour]
    assert FAIR in read[tidewater]


def counters(desk: Desk, note: str, changes: dict[str, str]) -> values.Table:
    """Other words for clauses of what lies on the table, sent in one's own draft of it."""
    draft = desk.talks.propose()
    latest = desk.draft(draft.id)
    text = latest.text
    for clause, value in changes.items():
        text = edited(text, clause, value)
    saved = desk.save(draft.id, text, based_on=latest.number)
    return desk.talks.send(draft.id, seen=saved.number, note=note)


def mailed(email: str, part: str) -> str:
    """The secret in the link of the latest mail to an address."""
    letter = Notice.objects.filter(email=email, text__contains=part).latest("made_at")
    found = re.search(rf"{part}([\w-]+)/", letter.text)
    assert found is not None
    return found[1]


def guest_of(desk: Desk, name: str, audience: str) -> str:
    """Where a guest reads what lies on the table, by a link in a mail."""
    email = f"{name.split()[1].lower()}@example.org"
    link = desk.talks.invite_guest(name, email, audience=audience, speaks=True)
    assert (link.state, link.audience) == ("open", audience)
    here = f"/review/{mailed(email, '/review/')}/"
    assert "3\xa0hours" in Client().get(here).text
    return here


def says(here: str, text: str, **more: str) -> str:
    """Comment on a clause, a minute after the form was opened; return what the guest is told."""
    sent = {
        "at": "standards.resolve-critical",
        "name": "A guest",
        "email": "guest@example.org",
        "website": "",
        "text": text,
        "company": "",
        "began": began(timezone.now() - timedelta(minutes=1)),
    }
    answer = Client().post(f"{here}reply/", sent | more)
    assert answer.status_code == 200
    assert more or text in Client().get(here).text
    return answer.text


def decide_held(ours: Desk, theirs: Desk, lawyer: str, mediator: str) -> None:
    """A held reply of one's own guest is let through, one of both sides' guest is dropped."""
    says(lawyer, AGAIN, began="")
    says(mediator, WIN, company="Prizes")
    assert [one.text for one in ours.talks.held()] == [AGAIN, WIN]
    [spam] = theirs.talks.held()
    assert (spam.text, spam.clause, spam.thread) == (WIN, "standards.resolve-critical", None)
    own = next(ours.talks.held())
    for act in (theirs.talks.release, theirs.talks.drop):
        with pytest.raises(PortalRefused, match="not-found"):
            act(own.id)
    said = ours.talks.release(own.id)
    assert (said.text, said.side) == (AGAIN, "provider")
    assert "still be let through" in theirs.talks.drop(spam.id).sentence
    assert not [*ours.talks.held(), *theirs.talks.held()]
    assert [one.id for one in ours.talks.dropped()] == [one.id for one in theirs.talks.dropped()] == [spam.id]
    assert WIN not in Client().get(mediator).text
    assert ours.talks.release(spam.id).text == WIN
    with pytest.raises(PortalRefused, match="not-found"):
        theirs.talks.release(spam.id)
    assert WIN in Client().get(mediator).text


def take_words(ours: Desk, theirs: Desk, lawyer: str) -> None:
    """What the lawyer's Word file changes is taken over into the draft that goes on from the table, or set aside."""
    file = Client().get(f"{lawyer}agreement.docx").content
    for replaced in (SHORTER, SHORTER.replace("5", "7")):
        sent: dict[str, Any] = {"name": "A. Lawyer", "email": "lawyer@example.org"}
        sent["file"] = SimpleUploadedFile("back.docx", changed(file, (EXIT, replaced)))
        assert "1 proposal" in Client().post(f"{lawyer}word/", sent).text
    five, seven = ours.talks.proposed()
    assert five.fits
    assert "within 5 business days" in " ".join(five.after)
    assert not [*theirs.talks.proposed()]
    with pytest.raises(PortalRefused, match="not-found"):
        theirs.talks.take_words(five.id)
    draft = ours.talks.take_words(five.id)
    assert ours.talks.table().draft == draft.id
    assert "5 business days" in (value_of(ours.draft(draft.id).text, five.clause) or "")
    with pytest.raises(PortalRefused, match="says something else by now"):
        ours.talks.take_words(seven.id)
    assert "Set aside" in ours.talks.set_aside(seven.id).sentence
    assert not [*ours.talks.proposed()]


def finds(desk: Desk) -> bool:
    """Whether what a side finds said is what it may find."""
    own = desk.overview().agreement.side == "provider"
    fair = desk.talks.said("usual trade")
    return (
        bool(fair)
        and bool(desk.talks.said("dear")) == own
        and own == any(one.own for one in desk.talks.said())
    )


def both_sign(
    enter: Callable[..., Portal], offered: values.Version, houses: tuple[House, ...], agreement: object
) -> values.Version:
    for house in houses:
        desk = enter(house, "signatory").at(str(agreement))
        signed = desk.sign(desk.version(offered.id), name="A. Name", password=PASSWORD)
    assert signed.state == "agreed"
    return signed


def everything(program: Callable[..., Program], house: House, agreement: object) -> str:
    """All that somebody of an organisation reads by the interface about an agreement."""
    caller = program(house.manager, house.organisation)
    here = f"/agreements/{agreement}"
    known = {"agreement_id": [str(agreement)], "number": ["1", "2"], "index": ["0", "1"]}
    for name, path in (("thread_id", "threads"), ("version_id", "versions"), ("draft_id", "drafts")):
        known[name] = [one["id"] for one in caller.get(f"{here}/{path}").json()["items"]]
    read = []
    for path, methods in interface.get_openapi_schema(path_prefix="/")["paths"].items():
        for at in filled(path, known) if "get" in methods else ():
            answer = caller.get(at)
            assert answer.status_code in (200, 404, 422), at
            read.append(opened(b"".join(answer) if answer.streaming else answer.content))
    read += [caller.get(f"{here}/table/difference", number=str(one)).text for one in range(1, 4)]
    return "\n".join(read)


def filled(path: str, known: dict[str, list[str]]) -> Iterator[str]:
    """An address with every number that is known for the names in it; none where one is not known."""
    name = re.search(r"\{(\w+)\}", path)
    if name is None:
        yield path
        return
    for one in known.get(name[1], ()):
        yield from filled(path.replace(name[0], one), known)


def opened(body: bytes) -> str:
    """What stands in an answer, also in the files of a ZIP."""
    if not is_zipfile(io.BytesIO(body)):
        return body.decode(errors="replace")
    with ZipFile(io.BytesIO(body)) as file:
        return "\n".join(opened(file.read(name)) for name in file.namelist())
