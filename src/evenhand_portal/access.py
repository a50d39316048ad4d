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
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

View = Callable[..., HttpResponseBase]
Subject = Literal["nobody", "person", "organisation", "agreement", "token"]
AnyView = TypeVar("AnyView", bound=View)
SIDES: Final = "sides"
"""Where a session remembers for which side somebody who sits on both looks at an agreement."""
SHOWN_FOR: Final = "shown_for"
"""The field by which every form of an agreement says for which side it was shown."""
_TOKEN: Final = b'<input type="hidden" name="csrfmiddlewaretoken"'


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
            if subject != "agreement":
                return view(request, find(request.user, key, frozenset(roles)), *args, **kwargs)
            found = _at_a_side(request, find, key, frozenset(roles))
            if found is None:
                return render(request, "409.html", {"agreement_id": key}, status=409)
            return _saying_for_whom(view(request, found, *args, **kwargs), found.side)

        return marked(login_required(guarded), Access(subject, frozenset(roles)))

    return decorate


def _at_a_side(request: HttpRequest, find: Callable[..., Any], key: UUID, roles: frozenset[str]) -> Any:
    """Find the desk of the side that the person chose, by `?side=` or before; the side that a page shows is chosen.

    It matters to those who sit on both sides of an agreement. What they do is done for the side that the form was
    shown for, whatever another window shows by now; None where they no longer sit there, or the form does not say.
    """
    looks = request.method in ("GET", "HEAD")
    chosen = request.session.get(SIDES, {})
    asked = request.GET.get("side") if looks else request.POST.get(SHOWN_FOR)
    side = asked if asked in ("client", "provider") else chosen.get(str(key), "")
    found = find(request.user, key, roles, side, acts=not looks)
    if not looks and asked != found.side and (asked or found.both):
        return None
    if found.both and chosen.get(str(key)) != found.side:
        request.session[SIDES] = {**chosen, str(key): found.side}
    return found


def _saying_for_whom(answer: HttpResponseBase, side: str) -> HttpResponseBase:
    """Return the answer with the side it was shown for in each of its forms, beside the token against forgery."""
    if isinstance(answer, HttpResponse) and answer.headers.get("Content-Type", "").startswith("text/html"):
        field = f'<input type="hidden" name="{SHOWN_FOR}" value="{side}">'.encode()
        answer.content = answer.content.replace(_TOKEN, field + _TOKEN)
    return answer
