"""A version to take along: the PDF, the text as it was written, the canonical form, and the contract uploaded."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from evenhand.errors import DocumentError
from evenhand_portal.access import scoped
from evenhand_portal.agreements.models import Contract
from evenhand_portal.agreements.paper.making import paper_of
from evenhand_portal.agreements.selectors import Desk, desk_at, version_seen
from evenhand_portal.agreements.views.home import EVERY_ROLE


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def paper(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """The PDF; where it cannot be set, what hinders it is said on the page of the version."""
    found = version_seen(desk, version_id)
    try:
        body = paper_of(version=found, now=timezone.now())
    except DocumentError as error:
        messages.error(request, f"There is no PDF yet. {error.problems[0].message} {error.problems[0].mend}")
        return redirect("version", agreement_id=desk.agreement.pk, version_id=found.pk)
    return pdf_file(body, f"agreement-{found.number}.pdf")


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def text(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """The text as it was written."""
    found = version_seen(desk, version_id)
    return _file(found.text.encode(), "application/yaml; charset=utf-8", f"agreement-{found.number}.yaml")


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def canonical(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """The canonical form, whose SHA-256 is the identity."""
    found = version_seen(desk, version_id)
    return _file(bytes(found.canonical), "application/json", f"canonical-{found.number}.json")


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def contract(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """The contract signed elsewhere, as it was uploaded."""
    found = version_seen(desk, version_id)
    kept = Contract.objects.filter(version=found).first()
    if kept is None:
        messages.error(request, "This version was not signed elsewhere: there is no contract beside it.")
        return redirect("version", agreement_id=desk.agreement.pk, version_id=found.pk)
    with kept.file.open("rb") as file:
        return pdf_file(file.read(), "contract.pdf")


def pdf_file(body: bytes, name: str) -> HttpResponse:
    """A PDF to be kept."""
    return _file(body, "application/pdf", name)


def _file(body: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to be kept: never shown inside the page's own origin, whatever it says."""
    answer = HttpResponse(body, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
