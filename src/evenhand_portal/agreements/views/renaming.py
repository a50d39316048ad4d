"""Giving a clause of a draft another name."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from evenhand_portal.access import scoped
from evenhand_portal.agreements.editing.pages import page_at
from evenhand_portal.agreements.editing.renaming import clause_rename
from evenhand_portal.agreements.models import Draft
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.services.drafts import StaleRevision
from evenhand_portal.agreements.views.drafts import of_draft, shown


@scoped("agreement", desk_at, "manager")
@of_draft
@require_POST
def rename(request: HttpRequest, desk: Desk, found: Draft) -> HttpResponse:
    """Rename the clause whose address is `at`; all that names it follows, or the reason against it is said."""
    page = page_at(request.GET.get("at", ""))
    if page is None or not page.renamable:
        messages.error(request, "This has no name of its own.")
        return redirect("draft", agreement_id=desk.agreement.pk, draft_id=found.pk)
    address, name = page.address, request.POST.get("name", "").strip()
    base = found.revisions.filter(number=shown(request)).first()
    try:
        if base is None or base.number != found.latest:
            raise ValidationError("Somebody saved the draft in between. Look at it, then rename the clause.")
        new = clause_rename(
            draft=found, base=base, address=address, name=name, author=desk.person, now=timezone.now()
        )
    except (ValidationError, StaleRevision) as error:
        said = error.messages if isinstance(error, ValidationError) else [str(error)]
        messages.error(request, " ".join(said))
    else:
        address = ".".join([*address.split(".")[:-1], name])
        follow = len(new.followed)
        places = (
            f" {follow} place{'' if follow == 1 else 's'} that named it follow{'s' if follow == 1 else ''}."
        )
        messages.success(request, f"It is called {name} now.{places if follow else ''}")
    here = {"agreement_id": desk.agreement.pk, "draft_id": found.pk}
    return redirect(f"{reverse('clause', kwargs=here)}?{urlencode({'at': address})}")
