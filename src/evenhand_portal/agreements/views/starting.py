"""New agreements: for which organisation and on which side, then from a template, a document or a contract."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from evenhand.errors import DocumentError
from evenhand.templates.catalogue import TEMPLATES
from evenhand.templates.interview import completed
from evenhand_portal.access import people, scoped
from evenhand_portal.agreements.forms import ContractForm, CopyForm, DocumentForm, StartForm
from evenhand_portal.agreements.models import Draft, Side
from evenhand_portal.agreements.paper.models import Original
from evenhand_portal.agreements.selectors import Desk, desk_at, drafts_seen, versions_agreed
from evenhand_portal.agreements.services.drafts import agreement_begin
from evenhand_portal.agreements.services.versions import text_checked
from evenhand_portal.agreements.starting import SEVERAL, copy_of, interview_of
from evenhand_portal.parties.models import Organisation, Person
from evenhand_portal.parties.selectors import seats_of
from evenhand_portal.parties.views import person_signed_in

WAYS: Final = {"document": "new-document", "contract": "new-contract"}


@people
@require_http_methods(["GET"])
def new(request: HttpRequest) -> HttpResponse:
    """For which of one's organisations, on which side, and with what to begin."""
    houses = _houses(person_signed_in(request))
    if not houses:
        return render(request, "agreements/new.html", {"form": None})
    form = StartForm(houses, request.GET or None)
    if request.GET and form.is_valid():
        way = form.cleaned_data["way"]
        carried = {key: form.cleaned_data[key] for key in ("organisation", "side")}
        if way in TEMPLATES:
            carried["template"] = way
        return redirect(f"{reverse(WAYS.get(way, 'new-template'))}?{urlencode(carried)}")
    return render(request, "agreements/new.html", {"form": form}, status=422 if form.errors else 200)


@people
@require_http_methods(["GET", "POST"])
def new_template(request: HttpRequest) -> HttpResponse:
    """The interview: every question with its explanation and what is taken without an answer."""
    start = _start(request)
    if start is None:
        return redirect("new")
    organisation, side = start
    sent = request.POST if request.method == "POST" else QueryDict()
    answers = _answers(sent)
    answers.setdefault("template", request.GET.get("template", ""))
    if not answers.get(side):
        answers[side] = organisation.name
    interview = interview_of(answers, timezone.localdate())
    asked_before = {one.question.key for one in interview.asked} <= {"template", *sent.getlist("asked")}
    if interview.text and asked_before:
        return _begun(request, interview.text, organisation, side, "from a template")
    facts = {
        "interview": interview,
        "new": bool(sent) and not asked_before,
        "side": side,
        "house": organisation,
    }
    failed = bool(sent) and any(one.error for one in interview.asked)
    return render(request, "agreements/new_template.html", facts, status=422 if failed else 200)


@people
@require_http_methods(["GET", "POST"])
def new_document(request: HttpRequest) -> HttpResponse:
    """An uploaded YAML or JSON document, as it is: what is wrong with it is shown in the draft."""
    start = _start(request)
    if start is None:
        return redirect("new")
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _begun(request, form.cleaned_data["document"], *start, "from a document")
    facts = {"form": form, "house": start[0], "side": start[1]}
    return render(request, "agreements/new_document.html", facts, status=422 if form.errors else 200)


@people
@require_http_methods(["GET", "POST"])
def new_contract(request: HttpRequest) -> HttpResponse:
    """A contract signed elsewhere: the PDF, beside which its clauses are transcribed into a draft."""
    start = _start(request)
    if start is None:
        return redirect("new")
    form = ContractForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        answers = {"template": form.cleaned_data["template"], start[1]: start[0].name}
        whole, _ = completed(answers, timezone.localdate())
        text = interview_of(whole, timezone.localdate()).text
        with transaction.atomic():
            draft = _draft(request, text, *start, "to be transcribed")
            name, body = form.cleaned_data["contract"]
            Original.objects.create(draft=draft, name=name, body=body, uploaded_at=timezone.now())
        return redirect("draft", agreement_id=draft.agreement_id, draft_id=draft.pk)
    facts = {"form": form, "house": start[0], "side": start[1]}
    return render(request, "agreements/new_contract.html", facts, status=422 if form.errors else 200)


@scoped("agreement", desk_at, "manager")
@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The same agreement for a further client or provider: a new one, private, with the other side's name."""
    form = CopyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = copy_of(latest_text(desk), side=desk.other, name=form.cleaned_data["name"])
        except DocumentError as error:
            form.add_error("name", f"{error.problems[0].message} {error.problems[0].mend}")
        else:
            if made.cleared:
                messages.info(
                    request, f"Cleared for the new {desk.other}: {', '.join(made.cleared)}. Fill them in."
                )
            if made.named:
                messages.warning(
                    request, f"The old name still stands in {', '.join(made.named)}. Change it there."
                )
            note = f"a copy of “{desk.agreement}”"[:300]
            return _begun(request, made.text, desk.organisation, desk.side, note)
    facts = {"desk": desk, "form": form, "here": "overview"}
    return render(request, "agreements/copy.html", facts, status=422 if form.errors else 200)


def latest_text(desk: Desk) -> str:
    """Return the words that a copy begins with: those agreed last, else those of a draft."""
    agreed = versions_agreed(desk.agreement)
    if agreed:
        return agreed[-1].text
    draft = drafts_seen(desk).first()
    return draft.revisions.get(number=draft.latest).text if draft else "agreement: Agreement\n"


def _houses(person: Person) -> list[Organisation]:
    return [seat.organisation for seat in seats_of(person) if seat.manages]


def _start(request: HttpRequest) -> tuple[Organisation, Side] | None:
    """The organisation and side that were chosen; None where they were not, or the person does not manage it."""
    chosen, side = request.GET.get("organisation", ""), request.GET.get("side", "")
    sides: dict[str, Side] = {"client": "client", "provider": "provider"}
    house = next((one for one in _houses(person_signed_in(request)) if str(one.pk) == chosen), None)
    return (house, sides[side]) if house and side in sides else None


def _answers(sent: QueryDict) -> dict[str, str]:
    """The answers of a form: several choices with commas between; none of several is an answer too."""
    keys = sent.getlist("asked")
    return {key: ", ".join(sent.getlist(f"q {key}")) or ("none" if key == SEVERAL else "") for key in keys}


def _begun(
    request: HttpRequest, text: str, organisation: Organisation, side: Side, note: str
) -> HttpResponse:
    draft = _draft(request, text, organisation, side, note)
    return redirect("draft", agreement_id=draft.agreement_id, draft_id=draft.pk)


def _draft(request: HttpRequest, text: str, organisation: Organisation, side: Side, note: str) -> Draft:
    terms, _ = text_checked(text)
    return agreement_begin(
        title=(terms.agreement if terms else "Untitled agreement")[:300],
        side=side,
        organisation=organisation,
        text=text,
        person=person_signed_in(request),
        now=timezone.now(),
        note=note,
    )
