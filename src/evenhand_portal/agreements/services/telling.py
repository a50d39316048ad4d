"""How acts are told to the ledger of an agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from evenhand_portal.agreements.events import ActTold
from evenhand_portal.agreements.models import Agreement, Side, Version
from evenhand_portal.events import tell
from evenhand_portal.ledger.models import Leaf
from evenhand_portal.ledger.services import ledger_append
from evenhand_portal.parties.models import Person


def told(
    agreement: Agreement,
    kind: str,
    *,
    person: Person,
    side: Side | str,
    now: datetime,
    payload: Mapping[str, Any] | None = None,
    version: Version | None = None,
    facts: Mapping[str, Any] | None = None,
    exhibits: Sequence[bytes] = (),
) -> Leaf:
    """Append an act of a person to the agreement's ledger, in the transaction that is under way.

    The leaf names the person by number; name and address stand in the payload, which can be erased by law.
    `exhibits` are bytes that the facts name by their SHA-256.
    """
    who = {"name": str(person), "email": person.email}
    leaf = ledger_append(
        ledger=agreement.ledger,
        kind=kind,
        actor=f"{side}:{person.pk}",
        source="portal",
        payload={"person": who, **(payload or {})},
        facts=facts,
        exhibits=exhibits,
        version=version.identity if version else "",
        now=now,
    )
    tell(ActTold(agreement, leaf, side, now))
    return leaf
