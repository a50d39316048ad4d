"""One clause of a draft in a form: shown, tried as one types, saved, taken out; and two people on one clause."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from evenhand.errors import DocumentError, NotationError
from evenhand.terms.notations import read_name
from evenhand_portal.access import SHOWN_FOR, scoped
from evenhand_portal.agreements.editing.boxes import Box, place
from evenhand_portal.agreements.editing.live import Trial, looked_at, tried
from evenhand_portal.agreements.editing.making import Maker, Spot, names_of, zones
from evenhand_portal.agreements.editing.pages import COLLECTIONS, HEAD, Page, page_at, readable
from evenhand_portal.agreements.editing.posted import taken
from evenhand_portal.agreements.editing.saving import Change, Clash, clause_save
from evenhand_portal.agreements.editing.shapes import State
from evenhand_portal.agreements.editing.spelling import Unfit, says_nothing
from evenhand_portal.agreements.models import Draft, Revision
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.views.drafts import NOT_OPEN, frame, latest_of, of_draft, shown
from evenhand_portal.agreements.views.revisions import changes_between
from evenhand_portal.parties.forms import first_error

SENT = "clause"
"""Under this name the fields of the clause are sent."""


@dataclass(frozen=True)
class Sheet:
    """One clause on somebody's desk, as revision `base` has it."""

    desk: Desk
    draft: Draft
    page: Page
    base: Revision

    @property
    def link(self) -> str:
        """The address of its page."""
        return f"{_at('clause', self.desk, self.draft)}?{urlencode({'at': self.page.address})}"

    @cached_property
    def new(self) -> bool:
        """Whether the clause is not in the document yet."""
        return self.page.plain(self.base.text) is None

    @property
    def measured(self) -> bool:
        """Whether figures come from the clause, so that it can be tried on records: once it is saved."""
        address = self.page.address
        return not self.new and (address.startswith("standards.") or address.endswith(".availability"))


@scoped("agreement", desk_at, "manager")
@of_draft
@require_http_methods(["GET", "POST"])
def clause(request: HttpRequest, desk: Desk, found: Draft) -> HttpResponse:
    """Edit the clause whose address is `at`, or of which that is a part."""
    page = page_at(request.GET.get("at", HEAD))
    if page is None:
        raise Http404
    if found.state != Draft.State.OPEN:
        messages.error(request, NOT_OPEN)
        return redirect(_at("draft", desk, found))
    base = _base(request, found)
    sheet = Sheet(desk, found, page, base)
    try:
        state = page.opened(base.text)
    except (DocumentError, Unfit):
        messages.error(request, "No form can be made of this clause as it is written. Mend it in the text.")
        return redirect(_at("draft-text", desk, found))
    if request.method == "GET":
        trial = looked_at(page, base.text, base.text)
        return _form(request, sheet, state, trial, fresh=says_nothing(state))
    return _answer(request, sheet, state)


def _base(request: HttpRequest, found: Draft) -> Revision:
    """The revision that the person saw, or else the latest."""
    seen = found.revisions.filter(number=shown(request)).first() if request.method == "POST" else None
    return seen or latest_of(found)


def _answer(request: HttpRequest, sheet: Sheet, before: State) -> HttpResponse:
    act = request.POST.get("do", "save")
    if act == "remove":
        return _saved(request, sheet, Change(sheet.page, sheet.base, before, taken_out=True))
    state = taken(sheet.page.shape, request.POST, SENT)
    trial = tried(sheet.page, sheet.base.text, state)
    if act == "show":
        return _form(request, sheet, state, trial, fresh=False)
    if trial.mistakes:
        return _form(request, sheet, state, trial, fresh=False, status=422)
    return _saved(request, sheet, Change(sheet.page, sheet.base, state))


def _saved(request: HttpRequest, sheet: Sheet, change: Change) -> HttpResponse:
    page, base = sheet.page, sheet.base

    def hindered(text: str) -> bool:
        return bool(looked_at(page, base.text, text).mistakes)

    try:
        if change.taken_out and (trial := looked_at(page, base.text, change.on(base.text))).mistakes:
            return _form(request, sheet, change.state, trial, fresh=False, status=422)
        saved = clause_save(
            draft=sheet.draft, change=change, author=sheet.desk.person, now=timezone.now(), hindered=hindered
        )
    except Clash as clash:
        return _both(request, sheet, change, clash.latest)
    except (ValidationError, DocumentError) as error:
        said = first_error(error) if isinstance(error, ValidationError) else str(error.problems[0].message)
        messages.error(request, said)
        return redirect(sheet.link)
    if saved is None:
        return _both(request, sheet, change, latest_of(Draft.objects.get(pk=sheet.draft.pk)))
    same = saved.number == base.number
    messages.success(request, "Nothing was changed." if same else f"Saved as revision {saved.number}.")
    place = "" if change.taken_out else f"#{page.place}"
    return redirect(f"{_at('draft', sheet.desk, sheet.draft)}{place}")


def _form(
    request: HttpRequest, sheet: Sheet, state: State, trial: Trial, *, fresh: bool, status: int = 200
) -> HttpResponse:
    """The form with what the clause says; to a request that only asks for that, that alone."""
    hidden = fresh and sheet.new  # nobody is told of mistakes in what was not written yet
    facts = {
        **frame(sheet.desk, sheet.draft),
        "sheet": sheet,
        "trial": trial,
        "unsaved": trial.text != sheet.base.text,
        "mistakes": () if hidden else trial.mistakes,
    }
    if request.headers.get("HX-Request"):
        return render(request, "agreements/editing/said.html", facts)
    box = box_of(sheet.page, sheet.base.text, state)
    placed = place(() if hidden else trial.mistakes, box)
    facts |= {"box": box, "placed": placed, "fresh": fresh, "zones": zones(), "refused": status != 200}
    return render(request, "agreements/editing/clause.html", facts, status=status)


def box_of(page: Page, text: str, state: State) -> Box:
    """Return the fields of a clause of a text, filled with a state."""
    path = () if page.address == HEAD else tuple(page.address.split("."))
    addresses = frozenset({"" if page.address == HEAD else page.address})
    return Maker(names_of(text)).box(page.kind, page.shape, state, Spot(SENT, path, addresses))


def _both(request: HttpRequest, sheet: Sheet, change: Change, latest: Revision) -> HttpResponse:
    """Two people changed one clause: both texts, and the second chooses."""
    mine = _text_of(change, latest)
    facts: dict[str, Any] = {
        **frame(sheet.desk, sheet.draft),
        "sheet": sheet,
        "latest": latest,
        "theirs": looked_at(sheet.page, latest.text, latest.text),
        "mine": looked_at(sheet.page, latest.text, mine) if mine else Trial("", ()),
        "taken_out": change.taken_out,
        "sent": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in ("csrfmiddlewaretoken", SHOWN_FOR, "do", "based_on")
        ],
        **(changes_between(latest.text, mine) if mine else {}),
    }
    return render(request, "agreements/editing/both.html", facts, status=409)


def _text_of(change: Change, latest: Revision) -> str:
    try:
        return change.on(latest.text)
    except DocumentError:
        return ""


@scoped("agreement", desk_at, "manager")
@of_draft
@require_http_methods(["GET"])
def clause_new(request: HttpRequest, desk: Desk, found: Draft) -> HttpResponse:
    """Begin a clause with a name: its empty form, or the form of the one that has the name already."""
    within, name = request.GET.get("in", ""), request.GET.get("name", "").strip()
    try:
        read_name(name)
    except NotationError as error:
        messages.error(request, f"{error.message} {error.mend}")
        return redirect(_at("draft", desk, found))
    if within not in COLLECTIONS or not readable(latest_of(found).text):
        return redirect(_at("draft", desk, found))
    return redirect(f"{_at('clause', desk, found)}?{urlencode({'at': f'{within}.{name}'})}")


def _at(name: str, desk: Desk, found: Draft) -> str:
    return reverse(name, kwargs={"agreement_id": desk.agreement.pk, "draft_id": found.pk})
