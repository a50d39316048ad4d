"""Standard texts for many clients."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from evenhand.client import values
from evenhand.client.connection import Connection

Id = UUID | str


class Masters:
    """The standard texts of the token's organisation."""

    def __init__(self, connection: Connection) -> None:
        self._at = connection

    def every(self) -> Iterator[values.Master]:
        """Yield all standard texts, oldest first."""
        return self._at.pages("/masters", values.Master)

    def begin(self, agreement: Id) -> values.Master:
        """Make the words of an agreement a standard text."""
        return self._at.post("/masters", values.Master, {"agreement": str(agreement)})

    def attach(self, master: Id, agreement: Id) -> values.Master:
        """Put an agreement under a standard text."""
        return self._at.post(f"/masters/{master}/attach", values.Master, {"agreement": str(agreement)})

    def client(
        self,
        master: Id,
        name: str,
        *,
        first: date,
        last: date | None = None,
        reference: str = "",
        exceptions: Mapping[str, str | None] | None = None,
    ) -> values.Agreement:
        """Begin a client's agreement; `exceptions` are clauses that it has otherwise, None takes one out."""
        body = {
            "name": name,
            "first": first.isoformat(),
            "last": last and last.isoformat(),
            "reference": reference,
            "exceptions": dict(exceptions or {}),
        }
        return self._at.post(f"/masters/{master}/clients", values.Agreement, body)

    def preview(self, master: Id, start: date | None = None) -> values.RolloutPreview:
        """Return what the latest revision would do to every client."""
        return self._at.get(f"/masters/{master}/rollout", values.RolloutPreview, {"start": start})

    def send(self, master: Id, preview: values.RolloutPreview, note: str = "") -> values.Rollout:
        """Send it to all, as the preview showed it."""
        body = {"seen": preview.seen, "start": preview.start.isoformat(), "note": note}
        return self._at.post(f"/masters/{master}/rollout", values.Rollout, body)

    def rollout(self, rollout: Id) -> values.Rollout:
        """Return what became of a change for each client."""
        return self._at.get(f"/masters/rollouts/{rollout}", values.Rollout)
