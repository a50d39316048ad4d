"""Who may open an address. Every view says so; one that does not is refused to all, and fails the build.

The mark is read by the matrix test, which walks all addresses. Not yours answers like not there: 404.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, Literal, TypeVar
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]
Subject = Literal["nobody", "person", "organisation", "agreement", "token"]
AnyView = TypeVar("AnyView", bound=View)
SIDES: Final = "sides"
"""Where a session remembers for which side somebody who sits on both looks at an agreement."""


@dataclass(frozen=True, slots=True)
class Access:
    """Whom a view is for: everybody, people who signed in, people with one of `roles` for the subject, or programs.

    Operations of the interface (`token`) have doors of their own.
    """

    subject: Subject
    roles: frozenset[str] = frozenset()


def marked(view: View, access: Access) -> View:
    """Return the view with its mark."""
    view.access = access  # type: ignore[attr-defined]  # a function takes attributes; the matrix test reads this one
    return view


def everybody(view: View) -> View:
    """Let everybody in, also without signing in."""
    return marked(view, Access("nobody"))


def people(view: View) -> View:
    """Let in whoever has signed in."""
    return marked(login_required(view), Access("person"))


def scoped(subject: Subject, find: Callable[..., Any], *roles: str) -> Callable[[View], View]:
    """Let in people with one of `roles` for the subject that `find(person, id, roles)` returns; it raises Http404.

    The view gets what was found in place of the id that stands in the address.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            key = kwargs.pop(f"{subject}_id")
            if subject == "agreement":
                found = _at_a_side(request, find, key, frozenset(roles))
            else:
                found = find(request.user, key, frozenset(roles))
            return view(request, found, *args, **kwargs)

        return marked(login_required(guarded), Access(subject, frozenset(roles)))

    return decorate


def _at_a_side(request: HttpRequest, find: Callable[..., Any], key: UUID, roles: frozenset[str]) -> Any:
    """Find the desk of the side that the person chose, by `?side=` or before; the side that a page shows is chosen.

    It matters to those who sit on both sides of an agreement: what they do is done for the side they looked at.
    """
    looks = request.method in ("GET", "HEAD")
    chosen = request.session.get(SIDES, {})
    asked = request.GET.get("side") if looks else None
    side = asked if asked in ("client", "provider") else chosen.get(str(key), "")
    found = find(request.user, key, roles, side, acts=not looks)
    if looks and found.both and chosen.get(str(key)) != found.side:
        request.session[SIDES] = {**chosen, str(key): found.side}
    return found
