"""News: what happened, told upward by the app in which it happened. `wiring.py` says who listens.

An event is a frozen dataclass named in the past tense, such as `PersonInvited`. Handlers run at once, in the
transaction of the act: either the act and all that follows from it are done, or nothing is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

Event = TypeVar("Event")
_handlers: defaultdict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)


def listen(event: type[Event], handler: Callable[[Event], None]) -> None:
    """Have `handler` called for every event of that type; saying it twice changes nothing."""
    if handler not in _handlers[event]:
        _handlers[event].append(handler)


def tell(event: object) -> None:
    """Call the handlers of the event's type, in the order in which they were bound."""
    for handler in _handlers[type(event)]:
        handler(event)
