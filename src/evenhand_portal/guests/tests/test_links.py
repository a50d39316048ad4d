"""Links: shown once, kept as a hash, good until they expire or are ended, and for those for whom they were made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.test import Client
from django.urls import reverse

from evenhand_portal.agreements.models import Agreement, Draft, Version
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conftest import House
from evenhand_portal.guests.models import Link
from evenhand_portal.guests.selectors import link_opened, link_seen, links_seen
from evenhand_portal.guests.services.links import Wish, link_end, link_make
from evenhand_portal.guests.tests.conftest import Making
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Person

pytestmark = pytest.mark.django_db


def test_the_secret_is_kept_nowhere_but_in_the_mail(make_link: Making, now: datetime) -> None:
    link, secret = make_link(email="Mira@Example.org")
    assert link_opened(secret, now) == (link, "open")
    assert secret not in str(Link.objects.values().get())
    letter = Notice.objects.get(kind="guest-link")
    assert letter.email == "mira@example.org"
    assert secret in letter.text
    assert make_link()[0].email == ""
    assert Notice.objects.filter(kind="guest-link").count() == 1


def test_a_link_ends_by_time_and_by_hand(make_link: Making, client_desk: Desk, now: datetime) -> None:
    link, secret = make_link()
    assert link_opened(secret, link.expires_at - timedelta(seconds=1))[1] == "open"
    assert link_opened(secret, link.expires_at)[1] == "expired"
    leaves = link.agreement.ledger.leaves
    before = leaves.count()
    link_end(link=link, desk=client_desk, now=now)
    link_end(link=link, desk=client_desk, now=now)
    assert link_opened(secret, now)[1] == "ended"
    assert leaves.count() == before + 1
    with pytest.raises(Http404):
        link_opened("nothing", now)


def test_a_link_for_one_side_is_nothing_to_the_other(
    make_link: Making, provider: Desk, client_desk: Desk, now: datetime
) -> None:
    before = provider.agreement.ledger.leaves.count()
    own, _ = make_link("provider")
    link_end(link=own, desk=provider, now=now)
    assert provider.agreement.ledger.leaves.count() == before
    both, _ = make_link()
    assert {*links_seen(provider)} == {both, own}
    assert [*links_seen(client_desk)] == [both]
    with pytest.raises(Http404):
        link_seen(client_desk, own.pk)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": " "}, "for whom"),
        ({"email": "nobody"}, "email"),
        ({"days": 0}, "1 to 90 days"),
        ({"days": 91}, "1 to 90 days"),
        ({"audience": "client"}, "your side alone"),
    ],
)
def test_what_no_link_can_be_is_refused(
    change: dict[str, object], why: str, provider: Desk, version: Version, now: datetime
) -> None:
    wish = {"name": "Ada", "email": "", "audience": "both", "speaks": True, "days": 14, **change}
    with pytest.raises(ValidationError, match=f"(?i){why}"):
        link_make(desk=provider, paper=version, wish=Wish(**wish), now=now)  # type: ignore[arg-type]  # as the table says
    assert not Link.objects.exists()


def test_a_draft_is_read_for_its_own_side_alone(make_link: Making, draft: Draft) -> None:
    with pytest.raises(ValidationError, match="A draft is your own"):
        make_link("both", paper=draft)
    assert make_link("provider", paper=draft)[0].draft == draft


def test_nothing_is_for_both_while_the_agreement_is_private(
    make_link: Making, version: Version, provider: Desk, tidewater: House, browser: Callable[[Person], Client]
) -> None:
    Agreement.objects.filter(pk=version.agreement_id).update(shared_at=None)
    provider.agreement.refresh_from_db()
    with pytest.raises(ValidationError, match="A draft is your own"):
        make_link("both")
    page = browser(tidewater.manager).get(reverse("guest-new", args=(version.agreement_id,)))
    assert "Both sides, such as a mediator" not in page.text


def test_a_manager_makes_shows_and_ends_links(
    version: Version, draft: Draft, tidewater: House, browser: Callable[[Person], Client]
) -> None:
    visitor = browser(tidewater.manager)
    at = reverse("guest-new", args=(version.agreement_id,))
    page = visitor.get(at).text
    assert "Version 1" in page
    assert "for your side alone" in page
    assert visitor.post(at, {"name": "Ada"}).status_code == 422
    wish = {"name": "Ada", "paper": f"draft-{draft.pk}", "audience": "both", "days": 14}
    assert "A draft is your own" in visitor.post(at, wish).text
    made = visitor.post(at, {**wish, "audience": "provider", "speaks": "on"})
    link = Link.objects.get()
    secret = made.text.split("/review/")[1].split("/")[0]
    assert Client().get(reverse("guest", args=(secret,))).status_code == 200
    listed = visitor.get(reverse("guests", args=(version.agreement_id,))).text
    assert "Ada" in listed
    assert secret not in listed
    visitor.post(reverse("guest-end", args=(version.agreement_id, link.pk)))
    over = Client().get(reverse("guest", args=(secret,)))
    assert over.status_code == 410
    assert "This link was ended" in over.text
    assert "ended" in visitor.get(reverse("guests", args=(version.agreement_id,))).text
    Link.objects.update(ended_at=None, ended_by=None, expires_at=link.made_at)
    assert "This link has expired" in Client().get(reverse("guest", args=(secret,))).text
    assert "expired" in visitor.get(reverse("guests", args=(version.agreement_id,))).text
