"""From a mailed link to a signature: the page asks who one is, leads back, and only then signs."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from evenhand_portal.agreements.models import Agreement, Signature
from evenhand_portal.agreements.services.drafts import agreement_begin
from evenhand_portal.agreements.services.versions import version_offer
from evenhand_portal.config.tests.test_matrix import EXAMPLE
from evenhand_portal.conftest import PASSWORD, House
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Person


@pytest.mark.django_db
def test_a_mailed_link_does_not_sign_and_the_password_does(
    harbour: House, tidewater: House, browser: Callable[[Person | None], Client]
) -> None:
    cache.clear()
    now = timezone.now()
    draft = agreement_begin(
        title="Managed IT services",
        side="provider",
        organisation=tidewater.organisation,
        text=EXAMPLE,
        person=tidewater.manager,
        now=now,
    )
    Agreement.objects.filter(pk=draft.agreement_id).update(client=harbour.organisation, shared_at=now)
    version = version_offer(draft=draft, number=1, side="provider", person=tidewater.manager, now=now)
    at = f"/agreements/{draft.agreement_id}/versions/{version.pk}/sign/"
    said = {"name": "Harbour Signatory", "consent": "on", "shown": version.identity}

    client = browser(None)
    client.post("/sign-in-link/", {"email": harbour.signatory.email})
    letter = Notice.objects.get(kind="link").text
    client.post("/sign-in-link/" + letter.split("/sign-in-link/")[1].split("\n")[0])
    page = client.get(at).content.decode()
    found = re.search(r'href="(/account/reauthenticate/[^"]+)"', page)
    assert found
    assert client.post(at, said).status_code != 302
    assert not Signature.objects.exists()

    prove = unescape(found.group(1))
    assert "Is it you?" in client.get(prove).content.decode()
    back = client.post(prove, {"password": PASSWORD, "next": at})
    assert back.headers["Location"] == at
    assert client.post(at, said).status_code == 302
    [signature] = Signature.objects.all()
    assert (signature.person, signature.side) == (harbour.signatory, "client")
