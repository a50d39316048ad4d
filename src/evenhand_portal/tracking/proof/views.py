"""The pages of proof: what was said and done, and files to keep."""

from __future__ import annotations

import tempfile

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from evenhand.proof.note import written_key
from evenhand_portal.access import scoped
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.views.home import EVERY_ROLE
from evenhand_portal.ledger.models import Receipt
from evenhand_portal.ledger.selectors import entries_page, heads_given, told
from evenhand_portal.ledger.sentences import particulars, sentence, who
from evenhand_portal.ledger.services import InconsistentHead, head_sign, signing_key
from evenhand_portal.tracking.proof.evidence import evidence_write

TAKE_AWAY = ("manager", "signatory", "auditor")
"""Who may take the evidence away: it holds the files of records whole."""


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def proof(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What was said and done, newest first; heads and evidence to keep, and how to verify them."""
    page = entries_page(desk.agreement.ledger, request.GET.get("page", 1))
    entries = [told(leaf) for leaf in page.object_list]
    facts = {
        "desk": desk,
        "page": page,
        "entries": [(each, who(each), sentence(each), particulars(each)) for each in entries],
        "heads": heads_given(desk.agreement.ledger)[:12],
        "takes_away": bool(desk.roles & set(TAKE_AWAY)),
        "file": f"{_name(desk)}-evidence.zip",
        "here": "proof",
    }
    return render(request, "tracking/proof.html", facts)


@scoped("agreement", desk_at, *TAKE_AWAY)
@require_http_methods(["GET"])
def evidence(request: HttpRequest, desk: Desk) -> FileResponse:
    """The evidence of the agreement as it stands, as a ZIP file."""
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it when it is sent
    evidence_write(agreement=desk.agreement, target=target, now=timezone.now())
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=f"{_name(desk)}-evidence.zip")


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def head_now(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The signed head over everything that was said and done so far."""
    try:
        note = head_sign(ledger=desk.agreement.ledger, now=timezone.now())
    except InconsistentHead:
        return render(request, "tracking/altered.html", {"desk": desk, "here": "proof"}, status=409)
    return _text(note, f"{_name(desk)}-head.txt")


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def head(request: HttpRequest, desk: Desk, size: int) -> HttpResponse:
    """A head that was given out."""
    kept = heads_given(desk.agreement.ledger).filter(size=size).first()
    if kept is None:
        raise Http404
    return _text(kept.note, f"{_name(desk)}-head-{size}.txt")


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def receipt(request: HttpRequest, desk: Desk, index: int) -> HttpResponse:
    """The receipt for an entry."""
    kept = Receipt.objects.filter(leaf__ledger=desk.agreement.ledger_id, leaf__index=index).first()
    if kept is None:
        raise Http404
    return _text(kept.note, f"{_name(desk)}-receipt-{index}.txt")


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def key(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The public key by which heads and receipts are signed."""
    return _text(written_key(signing_key().public_key()) + "\n", f"{_name(desk)}-key.txt")


def _text(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)


def _name(desk: Desk) -> str:
    return slugify(desk.agreement.title)[:60] or "agreement"
