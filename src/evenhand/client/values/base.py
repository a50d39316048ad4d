"""What all values share, pages of lists, and refusals."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

Item = TypeVar("Item")
Side = Literal["client", "provider"]


class Value(BaseModel):
    """The base of all of them: immutable."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Page(Value, Generic[Item]):
    """A part of a list; `next` is the cursor of the following part, None at the end."""

    items: list[Item]
    next: str | None = None


class Done(Value):
    """What was done, in one sentence."""

    sentence: str


class Place(Value):
    """Where something in a request has to be mended."""

    model_config = ConfigDict(frozen=True, extra="allow")
    where: str
    message: str


class Problem(Value):
    """Why a request was refused (RFC 9457): a stable code, what happened, the mend, the places."""

    model_config = ConfigDict(frozen=True, extra="allow")
    type: str
    title: str
    status: int
    code: str
    detail: str
    mend: str
    places: list[Place]
