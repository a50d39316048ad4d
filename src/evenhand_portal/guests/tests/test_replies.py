"""Replies: the words of the errors, nothing typed is lost, spam is held, and what is for one side stays there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from evenhand_portal.agreements.models import Version
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conftest import House
from evenhand_portal.conversations.authors import author_at
from evenhand_portal.conversations.models import Comment, Thread
from evenhand_portal.conversations.services import comment_reply
from evenhand_portal.guests.decisions import MOST_AN_HOUR, Reply, suspicion
from evenhand_portal.guests.forms import began
from evenhand_portal.guests.models import Held
from evenhand_portal.guests.services.replies import Said, held_drop, held_release, reply_take
from evenhand_portal.guests.tests.conftest import Making
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Person

pytestmark = pytest.mark.django_db
SLOW = timedelta(minutes=2)


def filled(now: datetime, **more: str) -> dict[str, str]:
    """The form as a person sends it: it was open for two minutes."""
    return {
        "name": "Mira Mediator",
        "email": "mira@example.org",
        "website": "",
        "text": "Is a bank holiday a business day?",
        "company": "",
        "began": began(now - SLOW),
        **more,
    }


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", " ", "Required field missing"),
        ("email", "", "Required field missing"),
        ("text", "", "Required field missing"),
        ("email", "mira@", "Email address invalid"),
        ("website", "ftp://example.org", "Website address invalid"),
        ("website", "no website", "Website address invalid"),
        ("website", "javascript:alert(1)", "Website address invalid"),
    ],
)
def test_the_form_answers_in_these_words_and_keeps_what_was_typed(
    make_link: Making, stopped: datetime, field: str, value: str, said: str
) -> None:
    _, secret = make_link()
    sent = filled(stopped, website="https://mediator.example") | {field: value}
    answer = Client().post(reverse("guest-reply", args=(secret,)), sent)
    assert answer.status_code == 422
    assert said in answer.text
    for name, typed in sent.items():
        if name in ("name", "email", "text", "website") and name != field:
            assert typed in answer.text
    assert not Comment.objects.exists()


def test_a_guest_comments_on_a_clause_and_reads_the_answer(
    make_link: Making, stopped: datetime, client_desk: Desk
) -> None:
    link, secret = make_link()
    at, visitor = reverse("guest-reply", args=(secret,)), Client()
    assert "services.practice-system" in visitor.get(f"{at}?at=services.practice-system.availability").text
    sent = filled(stopped, website="mediator.example", at="services.practice-system.availability")
    assert "It has been sent" in visitor.post(at, sent).text
    comment = Comment.objects.get()
    assert (comment.thread.kind, comment.thread.audience) == ("clause", "both")
    assert comment.guest_website == "https://mediator.example"
    comment_reply(thread=comment.thread, author=author_at(client_desk), text="No, it is not.", now=stopped)
    page = visitor.get(reverse("guest", args=(secret,))).text
    assert "No, it is not." in page
    assert visitor.get(f"{at}?thread={comment.thread_id}").status_code == 200
    visitor.post(at, filled(stopped, text="Thank you.", thread=str(comment.thread_id)))
    assert comment.thread.comments.count() == 3
    assert link.threads.count() == 1
    assert visitor.get(f"{at}?thread=nonsense&at=nothing.such").status_code == 200


def test_a_guest_answers_in_no_thread_of_others(make_link: Making, stopped: datetime, provider: Desk) -> None:
    _, first = make_link()
    _, second = make_link()
    Client().post(reverse("guest-reply", args=(first,)), filled(stopped))
    other = Thread.objects.get()
    Client().post(reverse("guest-reply", args=(second,)), filled(stopped, thread=str(other.pk)))
    assert other.comments.count() == 1
    assert Thread.objects.count() == 2
    assert "bank holiday" in Client().get(reverse("guest", args=(second,))).text


def test_a_lawyer_speaks_to_one_side_alone(
    make_link: Making,
    stopped: datetime,
    version: Version,
    harbour: House,
    browser: Callable[[Person], Client],
) -> None:
    _, secret = make_link("provider")
    before = version.agreement.ledger.leaves.count()
    Client().post(reverse("guest-reply", args=(secret,)), filled(stopped, text="The cap is too low: xyzzy."))
    assert Thread.objects.get().audience == "provider"
    assert version.agreement.ledger.leaves.count() == before
    visitor = browser(harbour.manager)
    for name in ("said", "guests", "agreement"):
        assert "xyzzy" not in visitor.get(reverse(name, args=(version.agreement_id,))).text
    assert not Notice.objects.filter(person=harbour.manager, text__contains="xyzzy").exists()


def test_a_link_for_reading_takes_no_reply(make_link: Making, stopped: datetime) -> None:
    link, secret = make_link(speaks=False)
    answer = Client().post(reverse("guest-reply", args=(secret,)), filled(stopped))
    assert answer.headers["Location"] == reverse("guest", args=(secret,))
    assert "Comment</a>" not in Client().get(reverse("guest", args=(secret,))).text
    with pytest.raises(ValidationError, match="for reading only"):
        reply_take(link=link, said=Said(Reply("A", "B", took=SLOW), "a@example.org"), now=stopped)


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply("A", "Hello", trap="Acme", took=SLOW), "do not see"),
        (Reply("A", "Hello", took=None), "without the form"),
        (Reply("A", "Hello", took=timedelta(seconds=2)), "faster than anybody types"),
        (Reply("A", "See [url=x]y[/url]", took=SLOW), "as programs write them"),
        (Reply("A", "http://a http://b www.c", took=SLOW), "more than 2 links"),
        (Reply("https://a.example", "Hello", took=SLOW), "The name is an address"),
    ],
)
def test_what_looks_like_spam(reply: Reply, why: str) -> None:
    assert why in suspicion(reply, ())


def test_many_in_an_hour_are_held(make_link: Making, now: datetime) -> None:
    link, _ = make_link()
    taken = [
        reply_take(link=link, said=Said(Reply("A", f"No. {number}", took=SLOW), "a@example.org"), now=now)
        for number in range(MOST_AN_HOUR + 1)
    ]
    assert [type(one) for one in taken] == [Comment] * MOST_AN_HOUR + [Held]
    later = now + timedelta(hours=2)
    assert isinstance(
        reply_take(link=link, said=Said(Reply("A", "Later", took=SLOW), "a@example.org"), now=later), Comment
    )


@pytest.mark.parametrize("trap", ["", "Acme"])
def test_a_double_click_is_one_reply_and_the_same_words_elsewhere_are_another(
    make_link: Making, now: datetime, trap: str
) -> None:
    link, _ = make_link()

    def take(clause: str = "", thread: Thread | None = None) -> Comment | Held:
        reply = Reply("A", "Agreed.", trap=trap, took=SLOW)
        return reply_take(link=link, said=Said(reply, "a@example.org", clause, thread), now=now)

    kind = Held if trap else Comment
    whole = take()
    assert whole == take()
    clause = take("term")
    assert clause == take("term")
    assert kind.objects.count() == 2
    if isinstance(clause, Comment):
        answer = take(thread=clause.thread)
        assert answer == clause  # said there already
        other = take("reporting")
        assert isinstance(other, Comment)
        assert {one.thread.key for one in Comment.objects.all()} == {"", "term", "reporting"}


def test_what_is_held_is_let_through_or_dropped_once(
    make_link: Making,
    stopped: datetime,
    version: Version,
    harbour: House,
    tidewater: House,
    provider: Desk,
    browser: Callable[[Person], Client],
) -> None:
    _, secret = make_link()
    at = reverse("guest-reply", args=(secret,))
    for text in ("Good offer", "Bad offer"):
        answer = Client().post(at, filled(stopped, text=text, company="Acme", at="services.practice-system"))
        assert "It waits to be looked at" in answer.text
    assert not Comment.objects.exists()
    assert Notice.objects.filter(kind="guest-held").count() == 4
    listed = browser(harbour.manager).get(reverse("guests", args=(version.agreement_id,))).text
    assert "Good offer" in listed
    good, bad = Held.objects.all()
    visitor = browser(tidewater.manager)
    assert (
        "Let it through"
        not in browser(harbour.reader).get(reverse("guests", args=(version.agreement_id,))).text
    )
    visitor.post(reverse("guest-held", args=(version.agreement_id, good.pk)), {"act": "release"})
    visitor.post(reverse("guest-held", args=(version.agreement_id, bad.pk)), {"act": "drop"})
    assert [one.text for one in Comment.objects.all()] == ["Good offer"]
    again = visitor.post(reverse("guest-held", args=(version.agreement_id, good.pk)), follow=True)
    assert "decided about this reply already" in again.text
    with pytest.raises(ValidationError, match="let this reply through already"):
        held_release(held=good, desk=provider, now=stopped)
    with pytest.raises(ValidationError, match="decided about this reply already"):
        held_drop(held=bad, desk=provider, now=stopped)
    page = browser(harbour.manager).get(reverse("guests", args=(version.agreement_id,))).text
    assert "Dropped as spam: 1" in page
    assert "Dropped by Tidewater-manager" in page
    browser(harbour.manager).post(
        reverse("guest-held", args=(version.agreement_id, bad.pk)), {"act": "release"}
    )
    assert {one.text for one in Comment.objects.all()} == {"Good offer", "Bad offer"}


def test_words_that_are_no_text_are_refused(make_link: Making, stopped: datetime) -> None:
    link, secret = make_link()
    with pytest.raises(ValidationError, match="Write what you want to say"):
        reply_take(link=link, said=Said(Reply("A", " ", took=SLOW), "a@example.org"), now=stopped)
    assert (
        Client().post(reverse("guest-reply", args=(secret,)), filled(stopped, began="forged")).status_code
        == 200
    )
    assert Held.objects.filter(reason="It was sent without the form.").exists()


def test_a_page_behind_a_secret_is_kept_by_nobody(make_link: Making) -> None:
    _, secret = make_link()
    page = Client().get(reverse("guest", args=(secret,)))
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
