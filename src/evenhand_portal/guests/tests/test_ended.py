"""A link that was ended takes nothing more, whatever page is open; and a file that comes twice counts once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from evenhand_portal.agreements.models import Draft
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conversations.models import Comment
from evenhand_portal.guests.decisions import LONGEST_DAYS, Reply
from evenhand_portal.guests.models import Proposed
from evenhand_portal.guests.selectors import link_opened
from evenhand_portal.guests.services.links import link_end
from evenhand_portal.guests.services.replies import Said, reply_take
from evenhand_portal.guests.services.words import words_take
from evenhand_portal.guests.tests.conftest import Making
from evenhand_portal.guests.tests.test_words import AUTHOR, EXIT, SHORTER, changed, given

pytestmark = pytest.mark.django_db
SAID = Said(Reply("Mira", "Still here.", took=timedelta(minutes=1)), "m@example.org")


def test_what_was_opened_before_the_link_was_ended(
    make_link: Making, provider: Desk, draft: Draft, stopped: datetime
) -> None:
    link, secret = make_link("provider", paper=draft)
    data = changed(given(secret), (EXIT, SHORTER))
    opened, state = link_opened(secret, stopped)
    assert state == "open"
    late = stopped + timedelta(days=LONGEST_DAYS)
    for now in (late, stopped):
        if now == stopped:
            link_end(link=link, desk=provider, now=stopped)
        with pytest.raises(ValidationError, match="ended meanwhile"):
            reply_take(link=opened, said=SAID, now=now)
        with pytest.raises(ValidationError, match="ended meanwhile"):
            words_take(link=opened, data=data, file="back.docx", author=AUTHOR, now=now)
    assert not Comment.objects.exists()


def test_a_file_that_comes_twice(make_link: Making, draft: Draft, stopped: datetime) -> None:
    link, secret = make_link("provider", paper=draft)
    taken = given(secret)
    first = changed(taken, (EXIT, SHORTER), remark="Why so late?")
    brought = words_take(link=link, data=first, file="back.docx", author=AUTHOR, now=stopped)
    assert (brought.proposed, brought.remarks) == (1, 1)
    with pytest.raises(ValidationError, match="taken already"):
        words_take(link=link, data=first, file="back.docx", author=AUTHOR, now=stopped)
    more = changed(taken, (EXIT, SHORTER), ("is the client:", "is the customer:"), remark="Why so late?")
    brought = words_take(link=link, data=more, file="back.docx", author=AUTHOR, now=stopped)
    assert (brought.proposed, brought.remarks) == (1, 0)
    assert (Proposed.objects.count(), Comment.objects.count()) == (2, 3)
