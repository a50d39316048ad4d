"""The door of every operation: who calls, whether the token allows it, and whether the thing is theirs.

`reads` and `acts` put an operation on a router with its scope, subject and roles. An operation without them is
closed: the interface asks for the mark, and a test walks all operations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Final, Literal, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from ninja.decorators import decorate_view
from ninja.errors import AuthenticationError
from ninja.responses import Status

from evenhand.client.values import Problem
from evenhand_portal.api.decisions import ROLES, SCOPES
from evenhand_portal.api.finding import find, number_in
from evenhand_portal.api.once import HEADER, answered, once
from evenhand_portal.api.problems import Refused, problem
from evenhand_portal.api.proving import check_code, check_password_again
from evenhand_portal.api.reading import Unreadable, read_json, sound
from evenhand_portal.api.selectors import Caller, caller_of
from evenhand_portal.api.services.tokens import token_used
from evenhand_portal.parties.selectors import seat_at

A_MINUTE: Final = 60
Function = TypeVar("Function", bound=Callable[..., Any])
Kind = Literal["token", "organisation", "agreement"]


@dataclass(frozen=True, slots=True)
class Needs:
    """What an operation asks for: a scope of the token, and one of `roles` for the subject."""

    scope: str
    subject: Kind
    roles: frozenset[str]
    acts: bool = False
    proof: bool = False
    files: bool = False
    own: bool = False


def reads(
    router: Router,
    path: str,
    returns: Any,
    *,
    roles: str = "",
    subject: Kind | None = None,
    more: Mapping[int, Any] | None = None,
    media: str = "",
    scope: str = "read",
    **extra: Any,
) -> Callable[[Function], Function]:
    """Put a GET on the router; `media` is the type of a file that it gives."""
    needs = Needs(scope, subject or _subject(path), _roles(scope, roles))
    answers: dict[int, Any] = {200: returns, **(more or {}), **_problems(401, 403, 404, 422, 429, 503)}
    if media:
        whole = (
            {"type": "object"} if media.endswith(("json", "yaml")) else {"type": "string", "format": "binary"}
        )
        shown = {"schema": whole}
        extra["openapi_extra"] = {"responses": {200: {"description": "The file", "content": {media: shown}}}}

    def decorate(function: Function) -> Function:
        decorate_view(_guarded(needs))(function)
        function.needs = needs  # type: ignore[attr-defined]  # the tests read it
        return router.get(path, response=answers, operation_id=_name(function), **extra)(function)

    return decorate


def acts(
    router: Router,
    path: str,
    returns: Any,
    *,
    scope: str,
    roles: str = "",
    subject: Kind | None = None,
    status: int = 200,
    proof: bool = False,
    files: bool = False,
    own: bool = False,
    **extra: Any,
) -> Callable[[Function], Function]:
    """Put a POST on the router, done once for each Idempotency-Key.

    With `proof` the body holds the password, and the code of a second step that is on; with `own` an upload must be
    one's own side's.
    """
    needs = Needs(scope, subject or _subject(path), _roles(scope, roles), True, proof, files, own)
    answers: dict[int, Any] = {
        status: returns,
        **_problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
    }
    header = {
        "name": HEADER,
        "in": "header",
        "required": True,
        "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
        "description": "A random text, new for each thing to be done; the same request with the same key is "
        "answered the same for 24 hours, and done once.",
    }

    def decorate(function: Function) -> Function:
        decorate_view(_guarded(needs))(function)
        function.needs = needs  # type: ignore[attr-defined]  # the tests read it
        given: dict[str, Any] = {
            "response": answers,
            "operation_id": _name(function),
            "openapi_extra": {"parameters": [header]},
        }
        router.post(path, **given, **extra)(function)
        operation = function._ninja_operation  # type: ignore[attr-defined]  # what was just put on the router
        operation.view_func = _with_status(function, status)
        return function

    return decorate


def _with_status(function: Callable[..., Any], status: int) -> Callable[..., Any]:
    @wraps(function)
    def done(request: HttpRequest, **given: Any) -> Status[Any]:
        return Status(status, function(request, **given))

    return done


def closed(request: HttpRequest) -> bool:
    """Let in who came through a door; an operation without one is shut."""
    return isinstance(getattr(request, "caller", None), Caller)


def _name(function: Callable[..., Any]) -> str:
    return function.__name__.replace("_", "-")


def _subject(path: str) -> Kind:
    return (
        "agreement"
        if "{agreement_id}" in path
        else "organisation"
        if "{organisation_id}" in path
        else "token"
    )


def _roles(scope: str, roles: str) -> frozenset[str]:
    assert scope in SCOPES, scope
    return frozenset(roles.split()) or ROLES[scope]


def _problems(*statuses: int) -> dict[int, Any]:
    return dict.fromkeys(statuses, Problem)


def _guarded(needs: Needs) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def decorate(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def guarded(request: Any, **parts: Any) -> HttpResponse:
            try:
                _let_in(request, needs, parts)
                if not needs.acts:
                    return run(request, **parts)
                _take_body(request, needs)
                if needs.proof:
                    _prove(request)
                return once(request, request.caller.token, request.now, lambda: run(request, **parts))
            except Exception as error:  # whatever happens, the answer is a problem with a code
                return problem(request, error)

        return guarded

    return decorate


def _prove(request: Any) -> None:
    """Check the password, and the code unless the same request was answered before: a code is good once."""
    caller = request.caller
    check_password_again(request, caller.person, request.sent)
    if not answered(request, caller.token, request.now):
        check_code(caller.person, request.sent)


def _let_in(request: Any, needs: Needs, parts: Mapping[str, Any]) -> None:
    """Find who calls and where they sit; raise AuthenticationError, Refused or Http404."""
    request.now = timezone.now()
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    caller = caller_of(secret.strip(), request.now) if kind.lower() == "bearer" and secret else None
    if caller is None:
        raise AuthenticationError
    _count(caller, request.now)
    if needs.scope not in caller.token.scopes:
        may = f"It allows {', '.join(caller.token.scopes)}; this asks for {needs.scope}."
        raise Refused("scope-missing", may, "Make a token that allows it.", more={"scope": needs.scope})
    request.caller = caller
    if needs.subject == "agreement":
        request.desk = caller.desk(number_in(parts["agreement_id"]), needs.roles)
    elif needs.subject == "organisation":
        request.seat = seat_at(caller.person, number_in(parts["organisation_id"]), needs.roles)
        if request.seat.organisation != caller.organisation:
            raise Http404
    elif not caller.seat.roles & needs.roles:
        raise Http404
    find(request, parts, own=needs.own)
    if not sound(request.get_full_path()) or not all(sound(value) for value in request.GET.values()):
        raise Refused("invalid", "The address holds a NUL character.", "Leave it out.")
    token_used(token=caller.token, now=request.now)


def _count(caller: Caller, now: datetime) -> None:
    """Count the requests of a token in the running minute of the clock, for all serving processes together.

    Every minute has a count of its own, as counting on may lengthen the life of a count. Of two requests at once one
    may be missed: a limit is no account.
    """
    key = f"api-calls-{caller.token.pk}-{int(now.timestamp()) // A_MINUTE}"
    cache.add(key, 0, 2 * A_MINUTE)
    try:
        calls = cache.incr(key)
    except ValueError:  # it was dropped in between, to make room
        return
    if calls > settings.API_CALLS_A_MINUTE:
        raise Refused(
            "too-many",
            f"A token may ask {settings.API_CALLS_A_MINUTE} times a minute.",
            "Wait as long as Retry-After says.",
            headers={"Retry-After": str(A_MINUTE)},
        )


def _take_body(request: Any, needs: Needs) -> None:
    """Read the JSON of an act as `sent`; an act that takes files is given them by their form."""
    request.sent = {}
    if needs.files:
        if request.content_type != "multipart/form-data":
            raise Refused("media-type", "A form with a file is taken here.", "Send multipart/form-data.")
        texts = [*request.POST, *(one for values in request.POST.lists() for one in values[1])]
        if not all(sound(text) for text in texts):
            raise Refused("invalid", "A field holds a NUL character.", "Leave it out.")
        return
    if not request.body:
        return
    if request.content_type != "application/json":
        raise Refused("media-type", "JSON is taken here.", "Send Content-Type: application/json.")
    try:
        request.sent = read_json(request.body)
    except Unreadable as error:
        raise Refused("no-json", str(error)) from None
