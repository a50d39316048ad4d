"""The text of a draft itself, for those who want it: read, changed, replaced by a file."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from evenhand.errors import DocumentError, Problem
from evenhand.terms.document import MOST_BYTES
from evenhand.trees.tree import TreeBuilder
from evenhand_portal.access import scoped
from evenhand_portal.agreements.models import Draft, Revision
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.services.drafts import StaleRevision, draft_save
from evenhand_portal.agreements.services.versions import FILE, text_checked
from evenhand_portal.agreements.views.drafts import NOT_OPEN, frame, latest_of, of_draft, shown
from evenhand_portal.agreements.views.home import EVERY_ROLE
from evenhand_portal.agreements.views.revisions import changes_between
from evenhand_portal.parties.forms import first_error


@scoped("agreement", desk_at, *EVERY_ROLE)
@of_draft
@require_http_methods(["GET"])
def draft_yaml(request: HttpRequest, desk: Desk, found: Draft) -> HttpResponse:
    """The text as a file."""
    text = latest_of(found).text
    headers = {"Content-Disposition": f'attachment; filename="{FILE}"'}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)


@scoped("agreement", desk_at, "manager")
@of_draft
@require_http_methods(["GET", "POST"])
def draft_text(request: HttpRequest, desk: Desk, found: Draft) -> HttpResponse:
    """The text with its mistakes and their lines; saved also with mistakes in it, as every state of a draft is."""
    if found.state != Draft.State.OPEN:
        messages.error(request, NOT_OPEN)
        return redirect("draft", agreement_id=desk.agreement.pk, draft_id=found.pk)
    if request.method == "GET":
        return _page(request, desk, found, latest_of(found).text, found.latest)
    try:
        text = _sent(request, latest_of(found).text)
        if request.POST.get("do") == "show":
            return _page(request, desk, found, text, shown(request))
        saved = draft_save(
            draft=found,
            based_on_number=shown(request),
            text=text,
            author=desk.person,
            now=timezone.now(),
            note="as text",
        )
    except StaleRevision as stale:
        return _both(request, desk, found, text, stale.latest)
    except DocumentError as error:
        return _page(request, desk, found, request.POST.get("text", ""), shown(request), error)
    except ValidationError as error:
        messages.error(request, first_error(error))
        return redirect("draft", agreement_id=desk.agreement.pk, draft_id=found.pk)
    messages.success(request, f"Saved as revision {saved.number}.")
    return redirect("draft", agreement_id=desk.agreement.pk, draft_id=found.pk)


def _sent(request: HttpRequest, before: str) -> str:
    """The file that was chosen, or else the text that was typed, with line breaks as they were.

    Raises DocumentError for what no document holds.
    """
    file = request.FILES.get("file")
    if file is None:
        newline = "\r\n" if "\r\n" in before else "\n"
        text = request.POST.get("text", "").replace("\r\n", "\n").replace("\n", newline)
    else:
        try:
            text = file.read(MOST_BYTES + 1).decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError:
            problem = Problem(
                "not-utf-8", "The file is not written in UTF-8.", "Save it as UTF-8.", file=FILE
            )
            raise DocumentError([problem]) from None
    if len(text) > MOST_BYTES:
        raise DocumentError(text_checked(text)[1])
    TreeBuilder(FILE).check(text)
    return text


def _page(
    request: HttpRequest,
    desk: Desk,
    found: Draft,
    text: str,
    number: int,
    error: DocumentError | None = None,
) -> HttpResponse:
    problems = error.problems if error else text_checked(text)[1]
    facts = {**frame(desk, found), "text": text, "number": number, "problems": problems, "refused": error}
    return render(request, "agreements/editing/text.html", facts, status=422 if error else 200)


def _both(request: HttpRequest, desk: Desk, found: Draft, text: str, latest: Revision) -> HttpResponse:
    """Somebody saved in between: what differs, and one's own text to go on with."""
    facts = {**frame(desk, found), "text": text, "latest": latest, **changes_between(latest.text, text)}
    return render(request, "agreements/editing/text_both.html", facts, status=409)
