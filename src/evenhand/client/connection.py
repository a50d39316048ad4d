"""One portal and one token: requests that are repeated when an answer is lost, and refusals as errors."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeVar

import httpx

from evenhand.client.values import Page, Problem, Value
from evenhand.errors import EvenhandError

ATTEMPTS: Final = 4
LONGEST_WAIT_SECONDS: Final = 60.0
Answer = TypeVar("Answer", bound=Value)
Query = Mapping[str, object]


class PortalRefused(EvenhandError):  # noqa: N818 - the name says what was done
    """The portal refused a request; `problem` has the stable code, what happened and the mend."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(f"{problem.code}: {problem.detail} {problem.mend}".rstrip())


class Connection:
    """Sends requests with a token. A POST gets one Idempotency-Key, however often it is repeated.

    Lost answers, 429 and 503 are repeated `attempts` times in all, after as many seconds as the portal says; `pause`
    does the waiting. `transport` is for tests.
    """

    def __init__(
        self,
        origin: str,
        token: str,
        *,
        attempts: int = ATTEMPTS,
        timeout_seconds: float = 30.0,
        transport: httpx.BaseTransport | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._attempts, self._pause = attempts, pause
        self._client = httpx.Client(
            base_url=f"{origin.rstrip('/')}/api/v1",
            headers={"Authorization": f"Bearer {token}"},
            timeout=timeout_seconds,
            transport=transport,
        )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def get(self, path: str, returns: type[Answer], query: Query | None = None) -> Answer:
        """Ask for a value."""
        return returns.model_validate_json(self._answer("GET", path, params=_plain(query)).content)

    def file(self, path: str) -> bytes:
        """Ask for a file."""
        return self._answer("GET", path).content

    def several(self, path: str, of: type[Answer], query: Query | None = None) -> list[Answer]:
        """Ask for a list of values."""
        values: list[Any] = self._answer("GET", path, params=_plain(query)).json()
        return [of.model_validate(one) for one in values]

    def pages(self, path: str, of: type[Answer], query: Query | None = None) -> Iterator[Answer]:
        """Yield every item of a list, page after page."""
        asked = dict(query or {})
        while True:
            page = self.get(path, Page[of], asked)  # type: ignore[valid-type]  # the items' type is a value here
            yield from page.items
            if page.next is None:
                return
            asked["cursor"] = page.next

    def post(self, path: str, returns: type[Answer], body: Mapping[str, Any] | None = None) -> Answer:
        """Do something; raise PortalRefused with the reason against it."""
        answer = self._answer("POST", path, json=dict(body or {}))
        return returns.model_validate_json(answer.content)

    def send(
        self, path: str, returns: type[Answer], fields: Query, name: str, file: tuple[str, bytes]
    ) -> Answer:
        """Do something with a file, which is sent as `name`."""
        answer = self._answer("POST", path, data=_plain(fields), files={name: file})
        return returns.model_validate_json(answer.content)

    def _answer(self, method: str, path: str, **sent: Any) -> httpx.Response:
        headers = {"Idempotency-Key": str(uuid.uuid4())} if method == "POST" else {}
        left = self._attempts
        while True:
            left -= 1
            try:
                answer = self._client.request(method, path, headers=headers, **sent)
            except httpx.TransportError:
                if left <= 0:
                    raise
                self._pause(1.0)
                continue
            if answer.status_code in (429, 503) and left > 0:
                self._pause(min(float(answer.headers.get("Retry-After", "1")), LONGEST_WAIT_SECONDS))
                continue
            if answer.is_error:
                raise PortalRefused(_problem(answer))
            return answer


def _plain(query: Query | None) -> dict[str, str]:
    return {name: str(value) for name, value in (query or {}).items() if value is not None}


def _problem(answer: httpx.Response) -> Problem:
    """What was answered; something that is no problem, as a proxy may send it, is made one."""
    if answer.headers.get("Content-Type", "").startswith("application/problem+json"):
        return Problem.model_validate_json(answer.content)
    return Problem(
        type="about:blank",
        title=answer.reason_phrase,
        status=answer.status_code,
        code="not-the-portal",
        detail=f"Something that is not the portal answered {answer.status_code}.",
        mend="Check the address.",
        places=[],
    )
