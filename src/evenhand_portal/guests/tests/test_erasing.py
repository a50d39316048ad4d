"""What a guest said is erased by law with the copies that the guests' pages keep beside it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from evenhand_portal.agreements.models import Draft
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conversations.erasing import comment_erase
from evenhand_portal.conversations.models import Comment
from evenhand_portal.conversations.tests.keeping import places_of
from evenhand_portal.guests.decisions import Reply
from evenhand_portal.guests.erasing import held_erase
from evenhand_portal.guests.models import Held, Proposed
from evenhand_portal.guests.services.replies import Said, held_drop, held_release, reply_take
from evenhand_portal.guests.tests.conftest import Making
from evenhand_portal.guests.tests.test_words import EXIT, brought, changed, given

pytestmark = pytest.mark.django_db
SECRETS = ("Hedwig Hippo", "hippo@example.org", "hippo.example", "hippopotamus")
WHY = "Asked for by the guest."


@pytest.mark.parametrize("held", [False, True])
def test_a_reply_goes_with_its_name_and_address(
    make_link: Making, provider: Desk, stopped: datetime, held: bool
) -> None:
    link, secret = make_link()
    took = timedelta(seconds=1 if held else 60)
    reply = Reply(SECRETS[0], f"A {SECRETS[3]}.", f"https://{SECRETS[2]}/", took=took)
    said = reply_take(link=link, said=Said(reply, SECRETS[1], "services.practice-system"), now=stopped)
    assert isinstance(said, Held) == held
    comment = held_release(held=said, desk=provider, now=stopped) if isinstance(said, Held) else said
    assert all(list(places_of(one)) for one in SECRETS)
    comment_erase(comment=comment, why=WHY, now=stopped)
    assert [place for one in SECRETS for place in places_of(one)] == []
    kept = Comment.objects.get()
    assert (kept.author, kept.erased_why) == ("A guest", WHY)
    page = Client().get(reverse("guest", args=(secret,))).text
    assert f"Erased by law on 16 March 2026: {WHY}" in page


def test_what_a_word_file_proposed_is_set_aside(make_link: Making, draft: Draft, now: datetime) -> None:
    link, secret = make_link("provider", paper=draft)
    [proposed] = brought(link, changed(given(secret), (EXIT, f"{EXIT} The {SECRETS[3]} stays.")), now)
    comment_erase(comment=proposed.comment, why=WHY, now=now)
    assert list(places_of(SECRETS[3])) == []
    assert Proposed.objects.get().state == "aside"


def test_a_reply_that_was_never_said_goes_whole(make_link: Making, provider: Desk, stopped: datetime) -> None:
    link, _ = make_link()
    reply = Reply(SECRETS[0], f"A {SECRETS[3]}.", f"https://{SECRETS[2]}/", took=timedelta(seconds=1))
    held = reply_take(link=link, said=Said(reply, SECRETS[1]), now=stopped)
    held_drop(held=cast("Held", held), desk=provider, now=stopped)
    at = f"https://sla.example.org{reverse('guests', args=(link.agreement_id,))}#held-{held.pk}"
    held_erase(at)
    assert [place for one in SECRETS for place in places_of(one)] == []
    for wrong in (at, at.replace("#held-", "#reply-")):
        with pytest.raises(ValidationError):
            held_erase(wrong)
