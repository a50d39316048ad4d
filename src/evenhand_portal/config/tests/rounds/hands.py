"""Two ways to do the same: by the services, and by the pages as a browser does."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.contrib.messages import get_messages
from django.core.cache import cache as limits
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.drafts import draft_drop, draft_return, draft_save
from evenhand_portal.agreements.services.signing import signing_delegate, version_decline, version_sign
from evenhand_portal.agreements.services.undoing import draft_undo
from evenhand_portal.agreements.services.versions import version_confirm, version_offer, version_withdraw
from evenhand_portal.config.tests.rounds.contest import Refused
from evenhand_portal.conftest import PASSWORD
from evenhand_portal.parties.models import Person


class ByService:
    """Calls the services, as the interface of programs will."""

    def save(self, desk: Desk, draft: Draft, number: int, text: str) -> Any:
        now = timezone.now()
        return draft_save(draft=draft, based_on_number=number, text=text, author=desk.person, now=now)

    def undo(self, desk: Desk, draft: Draft, number: int) -> Any:
        return draft_undo(draft=draft, number=number, author=desk.person, now=timezone.now())

    def go_back(self, desk: Desk, draft: Draft, number: int) -> Any:
        return draft_return(draft=draft, number=number, author=desk.person, now=timezone.now())

    def drop(self, desk: Desk, draft: Draft) -> Any:
        return draft_drop(draft=draft)

    def offer(self, desk: Desk, draft: Draft, number: int) -> Any:
        now = timezone.now()
        return version_offer(draft=draft, number=number, side=desk.side, person=desk.person, now=now)

    def sign(self, desk: Desk, version: Version, shown: str) -> Any:
        given = {"name": desk.person.name, "consent": True, "shown": shown, "method": "password"}
        return version_sign(version=version, desk=desk, now=timezone.now(), **given)  # type: ignore[arg-type]  # a test's own words

    def decline(self, desk: Desk, version: Version) -> Any:
        given = {"side": desk.side, "person": desk.person, "reason": "Too slow."}
        return version_decline(version=version, now=timezone.now(), **given)  # type: ignore[arg-type]  # a test's own words

    def withdraw(self, desk: Desk, version: Version) -> Any:
        return version_withdraw(version=version, side=desk.side, person=desk.person, now=timezone.now())

    def confirm(self, desk: Desk, version: Version) -> Any:
        return version_confirm(version=version, side=desk.side, person=desk.person, now=timezone.now())

    def delegate(self, desk: Desk, version: Version, to: Person) -> Any:
        return signing_delegate(version=version, desk=desk, to=to, note="Away.", now=timezone.now())

    def look(self, desk: Desk, name: str, **parts: Any) -> Any:
        return page(browser_of(desk.person), "get", name, {"agreement_id": desk.agreement.pk, **parts})


class ByPage(ByService):
    """Sends what the forms of the pages send."""

    def save(self, desk: Desk, draft: Draft, number: int, text: str) -> Any:
        return of_draft(desk, draft, "draft-text", {"based_on": number, "text": text, "do": "save"})

    def undo(self, desk: Desk, draft: Draft, number: int) -> Any:
        return of_draft(desk, draft, "draft-undo", {"based_on": number})

    def go_back(self, desk: Desk, draft: Draft, number: int) -> Any:
        return of_draft(desk, draft, "draft-return", {}, number=number)

    def drop(self, desk: Desk, draft: Draft) -> Any:
        return of_draft(desk, draft, "draft-drop", {})

    def offer(self, desk: Desk, draft: Draft, number: int) -> Any:
        return of_draft(desk, draft, "draft-offer", {"based_on": number})

    def sign(self, desk: Desk, version: Version, shown: str) -> Any:
        sent = {"name": desk.person.name, "consent": "on", "shown": shown}
        return of_version(desk, version, "version-sign", sent)

    def decline(self, desk: Desk, version: Version) -> Any:
        return of_version(desk, version, "version-decline", {"reason": "Too slow."})

    def withdraw(self, desk: Desk, version: Version) -> Any:
        return of_version(desk, version, "version-withdraw", {})

    def confirm(self, desk: Desk, version: Version) -> Any:
        return of_version(desk, version, "version-confirm", {})

    def delegate(self, desk: Desk, version: Version, to: Person) -> Any:
        return of_version(desk, version, "version-delegate", {"to": to.pk, "note": "Away."})


def of_draft(desk: Desk, draft: Draft, name: str, sent: Mapping[str, Any], **parts: Any) -> HttpResponse:
    at = {"agreement_id": desk.agreement.pk, "draft_id": draft.pk, **parts}
    return page(browser_of(desk.person), "post", name, at, sent)


def of_version(desk: Desk, version: Version, name: str, sent: Mapping[str, Any]) -> HttpResponse:
    at = {"agreement_id": desk.agreement.pk, "version_id": version.pk}
    return page(browser_of(desk.person), "post", name, at, sent)


def page(
    client: Client, method: str, name: str, at: Mapping[str, Any], sent: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Send a request to a page by its name."""
    return sent_to(client, reverse(name, kwargs=at), sent, method)


def sent_to(
    client: Client, address: str, sent: Mapping[str, Any] | None, method: str = "post"
) -> HttpResponse:
    """Send a request. Raise Refused with what the page says against it; AssertionError for a page that fell over."""
    answer = getattr(client, method)(address, sent)
    assert answer.status_code < 500, f"{address}: {answer.status_code}"
    said = [(one.level_tag, str(one)) for one in get_messages(answer.wsgi_request)]
    if errors := [text for level, text in said if level == "error"]:
        raise Refused(errors[0])
    if answer.status_code >= 400:
        raise Refused(f"{address}: {answer.status_code}")
    assert method == "get" or answer.status_code == 302, f"{address}: {answer.status_code}"
    return answer  # type: ignore[no-any-return]  # what the client of the tests returns


@cache
def cookies_of(person: Person) -> Any:
    """The cookies of somebody who signed in, and proved it once more."""
    limits.clear()
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post("/account/reauthenticate/", {"password": PASSWORD}).status_code == 302
    return client.cookies


def browser_of(person: Person) -> Client:
    """One more window of that person's browser."""
    client = Client(raise_request_exception=False)
    client.cookies.update(cookies_of(person))
    return client
