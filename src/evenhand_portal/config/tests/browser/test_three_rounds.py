"""Three rounds at the table, a lawyer for one side, a mediator for both, signing, an amendment, thirty clients."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from evenhand.terms.editing import edited, value_of
from evenhand_portal.agreements.models import Agreement, Draft, Version
from evenhand_portal.agreements.selectors import desk_at
from evenhand_portal.agreements.services.drafts import draft_save
from evenhand_portal.config.tests.browser.test_by_hand import draft, sam  # noqa: F401 - fixtures
from evenhand_portal.config.tests.browser.window import Window, letters, link_in
from evenhand_portal.config.tests.test_matrix import EXAMPLE
from evenhand_portal.conftest import PASSWORD, House
from evenhand_portal.masters.models import Schedule
from evenhand_portal.masters.sending import send_once
from evenhand_portal.masters.services import Particulars, master_begin, schedule_begin
from evenhand_portal.negotiation.models import Negotiation
from evenhand_portal.parties.models import Membership, Person

CRITICAL = "Restoration after critical incidents"
RESPONSE = "Response to critical incidents"
CLIENTS = 30
LAST_DAY = "2090-12-31"
SECRET, FAIR = "The cap of ten per cent is too dear for us.", "Three hours are usual in this trade."


@pytest.fixture
def olivia(harbour: House) -> Person:
    """Somebody of the client who may do everything."""
    owner = harbour.manager
    Membership.objects.create(
        organisation=harbour.organisation, person=owner, role="signatory", since=timezone.now()
    )
    return owner


def test_three_rounds_to_a_signature_and_an_amendment(
    window: Callable[..., Window],
    draft: Draft,  # noqa: F811 - the fixture
    sam: Person,  # noqa: F811 - the fixture
    olivia: Person,
) -> None:
    agreement = reverse("agreement", args=(draft.agreement_id,))
    longer = edited(EXAMPLE, "term.to", LAST_DAY)
    draft_save(draft=draft, based_on_number=1, text=longer, author=sam, now=timezone.now())
    provider, client = window(), window()
    provider.let_in(sam)
    client.let_in(olivia)
    provider.open(f"{agreement}drafts/{draft.pk}/")
    sends(provider, "client", "Our first offer.")

    client.open(agreement)
    client.says("Your move.")
    client.follow("Look at the table")
    client.says("Our first offer.", "What is open")
    counters(client, "provider", "3 hours", "Four hours are too long for a surgery.")

    lawyer = lawyer_of(window, provider, agreement)
    mediator = mediator_of(window, client, agreement)
    for each in (lawyer, mediator):
        each.says("within", "hours")
    says_to(lawyer, "A. Lawyer", SECRET)
    says_to(mediator, "M. Mediator", FAIR)

    provider.open(f"{agreement}table/")
    provider.says("Four hours are too long", "Stronger for the client")
    counters(provider, "client", "3.5 hours", "The engineer lives an hour away.", also="20 minutes")
    provider.open(f"{agreement}said/")
    provider.says(SECRET, FAIR)

    client.open(f"{agreement}said/")
    client.says(FAIR)
    for place in ("said/", "table/", "guests/", "proof/", "said/?q=dear"):
        client.open(f"{agreement}{place}")
        assert "too dear" not in client.page.content(), place
    assert not [one for one in letters(olivia.email) if "too dear" in one.body]

    client.open(f"{agreement}table/")
    client.page.get_by_role("button", name=f"Accept {CRITICAL}").click()
    client.says("text 3")
    client.page.get_by_role("link", name=re.compile("^Accept ")).first.click()
    client.says("Your side will stand by every clause")
    client.page.get_by_role("button", name=re.compile("^Accept ")).click()
    client.says("Both sides stand by every clause")
    provider.open(f"{agreement}table/")
    provider.press("Offer it for signature")
    both_sign(provider, client, agreement, 1)
    assert Negotiation.objects.get().state == "agreed"
    signed = Version.objects.get()
    assert value_of(signed.text, "standards.resolve-critical.within") == "3.5 hours"

    provider.open(f"{agreement}versions/{signed.pk}/")
    provider.follow("Amend it")
    provider.press("Begin the amendment")
    provider.says("Amendment of version")
    changes(provider, "4 hours")
    sends(provider, "client", "After half a year, as we talked.")
    client.open(f"{agreement}table/")
    client.says("Weaker for the client")
    client.page.get_by_role("link", name=re.compile("^Accept ")).first.click()
    client.page.get_by_role("button", name=re.compile("^Accept ")).click()
    client.press("Offer it for signature")
    both_sign(provider, client, agreement, 2)
    assert [one.number for one in Version.objects.exclude(agreed_at=None).order_by("number")] == [1, 2]


def sends(window: Window, to: str, note: str) -> None:
    """From the page of a draft onto the table."""
    window.follow(f"Send to the {to}")
    window.page.get_by_label("A note to the other side").fill(note)
    window.press("Send it")
    window.says(note)


def counters(window: Window, to: str, within: str, note: str, also: str = "") -> None:
    """Another wording of one clause, or of two, from the table into a draft of one's own and back."""
    window.page.get_by_role("button", name=re.compile(f"Propose another wording of .*{CRITICAL}")).click()
    window.page.get_by_label(re.compile("^Within")).first.fill(within)
    window.press("Save")
    if also:
        changes(window, also, RESPONSE)
    sends(window, to, note)


def changes(window: Window, within: str, clause: str = CRITICAL) -> None:
    window.page.get_by_role("link", name=re.compile(f"Edit .*{clause}")).click()
    window.page.get_by_label(re.compile("^Within")).first.fill(within)
    window.press("Save")


def lawyer_of(window: Callable[..., Window], side: Window, agreement: str) -> Window:
    """A link for one's own side alone: it is shown once, and passed on."""
    side.open(f"{agreement}guests/new/")
    side.fill(For_whom="A. Lawyer")
    side.page.get_by_label("What they read").select_option(label="What lies on the table, as it changes")
    side.page.get_by_label(re.compile("such as your lawyer")).check()
    side.press("Make the link")
    guest = window()
    guest.open(side.page.get_by_label("Address").input_value())
    return guest


def mediator_of(window: Callable[..., Window], side: Window, agreement: str) -> Window:
    """A link for both sides, by mail."""
    side.open(f"{agreement}guests/new/")
    side.fill(For_whom="M. Mediator")
    side.page.get_by_label(re.compile("^E-mail address")).fill("mediator@example.org")
    side.page.get_by_label("What they read").select_option(label="What lies on the table, as it changes")
    side.page.get_by_label(re.compile("such as a mediator")).check()
    side.press("Make the link")
    side.says("It was mailed to")
    [letter] = letters("mediator@example.org")
    guest = window()
    guest.open(link_in(letter, "/review/"))
    return guest


def says_to(guest: Window, name: str, text: str) -> None:
    """A comment at a clause; the form has to be open for as long as people need to type."""
    guest.page.get_by_role("link", name=re.compile(f"Comment on .*{CRITICAL}")).click()
    guest.fill(Your_name=name)
    guest.page.get_by_label("E-mail").fill("not an address")
    guest.page.get_by_label("Comment", exact=True).fill(text)
    guest.press("Send the comment")
    guest.says("Email address invalid")
    assert guest.page.get_by_label("Comment", exact=True).input_value() == text
    guest.page.get_by_label("E-mail").fill(f"{name[:1].lower()}@example.org")
    guest.page.wait_for_timeout(3_200)
    guest.press("Send the comment")
    guest.says("It has been sent")
    guest.follow("Back to the text")
    guest.says(text)


def both_sign(first: Window, second: Window, agreement: str, number: int) -> None:
    for window, name in ((first, "Sam Reed"), (second, "Olivia Hart")):
        window.open(agreement)
        window.follow("Read and sign")
        if window.page.get_by_role("link", name="Prove it is me").count():
            window.follow("Prove it is me")
            window.fill(Password=PASSWORD)
            window.press("Go on")
        for box in window.page.get_by_role("checkbox").all():
            box.check()
        window.page.get_by_label("Your name, as you sign").fill(name)
        window.press(f"Sign version {number}")
        window.says(f"You have signed version {number}.")


def test_thirty_clients_are_amended_at_once(
    window: Callable[..., Window],
    draft: Draft,  # noqa: F811 - the fixture
    sam: Person,  # noqa: F811 - the fixture
    tidewater: House,
    harbour: House,
) -> None:
    """The agreements are begun beforehand; the change is made, looked at and sent by the interface."""
    now = timezone.now()
    desk = desk_at(sam, draft.agreement_id, frozenset({"manager"}))
    master = master_begin(desk=desk, text=EXAMPLE, now=now)
    for number in range(CLIENTS):
        own = {"standards.resolve-critical.within": "2 hours"} if number == 0 else {}
        given = Particulars(f"Practice {number:02}", "", date(2026, 1, 1), date(2027, 12, 31), own)
        made = schedule_begin(master=master, given=given, person=sam, now=now).agreement
        Agreement.objects.filter(pk=made.pk).update(client=harbour.organisation, shared_at=now)
    mine = window()
    mine.let_in(sam)
    mine.open(reverse("master", args=(tidewater.organisation.pk, master.pk)))
    mine.says("Practice 00", "Practice 29")
    mine.follow("Its words")
    changes(mine, "5 hours")
    mine.open(reverse("master", args=(tidewater.organisation.pk, master.pk)))
    mine.says("30 clients stand on an earlier revision")
    mine.page.set_default_timeout(60_000)  # thirty agreements are compared for the page
    mine.follow("Look at the change")
    mine.says("will be", "Survives:", "29 clients")
    mine.page.get_by_role("button", name=re.compile("^Send it to ")).click()
    mine.says("On its way")
    while send_once(timezone.now()):
        pass
    mine.page.reload()
    texts = [
        one.agreement.drafts.filter(side="provider").latest("begun_at").revisions.all()[0].text
        for one in Schedule.objects.filter(master=master).order_by("agreement__begun_at")
        if one.agreement_id != draft.agreement_id
    ]
    said = [value_of(text, "standards.resolve-critical.within") for text in texts]
    assert sorted(said) == ["2 hours"] + ["5 hours"] * (CLIENTS - 1)
