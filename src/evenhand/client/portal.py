"""A portal as a program sees it: who one is, all agreements, people and webhooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any
from uuid import UUID

from evenhand.client import values
from evenhand.client.connection import Connection
from evenhand.client.desk import Desk
from evenhand.client.masters import Masters


class Portal:
    """A portal at `origin`, such as https://sla.example.org, with the token of a person for an organisation.

    Other arguments are those of Connection. `masters` are the standard texts for many clients. Every method raises
    PortalRefused with the portal's reason. Use it in a
    `with` statement, or close it.
    """

    def __init__(self, origin: str, token: str, **more: Any) -> None:
        self._at = Connection(origin, token, **more)
        self.masters = Masters(self._at)

    def __enter__(self) -> Portal:
        """The portal itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._at.close()

    def me(self) -> values.Me:
        """Return whom the token stands for, and what it allows now."""
        return self._at.get("/me", values.Me)

    def agreements(self) -> Iterator[values.Agreement]:
        """Yield every agreement, by title."""
        return self._at.pages("/agreements", values.Agreement)

    def at(self, agreement: UUID | str) -> Desk:
        """Return one's desk at an agreement."""
        return Desk(self._at, agreement)

    def begin(
        self, side: values.Side, *, text: str | None = None, answers: Mapping[str, str] | None = None
    ) -> values.Draft:
        """Begin an agreement with a text in YAML or JSON, or with answers to a template's questions."""
        given = {"text": text, "answers": dict(answers) if answers is not None else None}
        return self._at.post("/agreements", values.Draft, {"side": side, **given})

    def join(self, secret: str) -> Desk:
        """Come to the table as the other side, by the last part of the link in the mail."""
        return self.at(self._at.post("/join", values.Agreement, {"secret": secret}).id)

    def organisations(self) -> Iterator[values.Organisation]:
        """Yield the organisations that the token may see: the one it was made for."""
        return self._at.pages("/organisations", values.Organisation)

    def notices(self) -> Iterator[values.Notice]:
        """Yield one's notices, newest first."""
        return self._at.pages("/notices", values.Notice)

    def mark_notice(self, notice: UUID | str) -> values.Done:
        """Mark a notice as read."""
        return self._at.post(f"/notices/{notice}/read", values.Done)

    def notice_choices(self) -> values.NoticeChoices:
        """Return how one's news comes."""
        return self._at.get("/notices/choices", values.NoticeChoices)

    def choose_notices(
        self,
        ways: Mapping[str, str] | None = None,
        *,
        daily: bool | None = None,
        hour: int | None = None,
        zone: str | None = None,
    ) -> values.NoticeChoices:
        """Choose how kinds of news come: `once`, `daily` or `inbox`; and when the daily mail goes out."""
        body = {"ways": dict(ways or {}), "daily": daily, "hour": hour, "zone": zone}
        return self._at.post("/notices/choices", values.NoticeChoices, body)

    def people(self) -> Iterator[values.Member]:
        """Yield every role held in the token's organisation."""
        return self._at.pages(f"{self._house()}/people", values.Member)

    def invitations(self) -> Iterator[values.Invitation]:
        """Yield every invitation that nobody has taken up."""
        return self._at.pages(f"{self._house()}/invitations", values.Invitation)

    def invite(self, email: str, role: str, name: str = "") -> values.Invitation:
        """Invite somebody to the token's organisation."""
        body = {"email": email, "role": role, "name": name}
        return self._at.post(f"{self._house()}/invitations", values.Invitation, body)

    def withdraw_invitation(self, invitation: UUID | str) -> values.Done:
        """Take an invitation back."""
        return self._at.post(f"{self._house()}/invitations/{invitation}/withdraw", values.Done)

    def end_role(self, membership: int) -> values.Done:
        """End a role."""
        return self._at.post(f"{self._house()}/people/{membership}/end", values.Done)

    def webhooks(self) -> Iterator[values.Endpoint]:
        """Yield every webhook."""
        return self._at.pages("/webhooks", values.Endpoint)

    def make_webhook(self, url: str, kinds: Sequence[str] = ()) -> values.Endpoint:
        """Have news sent to a public https address; all of it unless kinds are named."""
        return self._at.post("/webhooks", values.Endpoint, {"url": url, "kinds": list(kinds)})

    def webhook_secret(self, endpoint: UUID | str) -> str:
        """Return what its deliveries are signed with."""
        return self._at.get(f"/webhooks/{endpoint}/secret", values.Secret).secret

    def change_webhook_secret(self, endpoint: UUID | str) -> values.Done:
        """Give it another secret."""
        return self._at.post(f"/webhooks/{endpoint}/secret", values.Done)

    def try_webhook(self, endpoint: UUID | str) -> values.Delivery:
        """Have a test sent."""
        return self._at.post(f"/webhooks/{endpoint}/test", values.Delivery)

    def end_webhook(self, endpoint: UUID | str) -> values.Done:
        """Have nothing sent there any more."""
        return self._at.post(f"/webhooks/{endpoint}/end", values.Done)

    def deliveries(self, endpoint: UUID | str) -> Iterator[values.Delivery]:
        """Yield what was sent there, newest first."""
        return self._at.pages(f"/webhooks/{endpoint}/deliveries", values.Delivery)

    def deliver_again(self, endpoint: UUID | str, delivery: UUID | str) -> values.Done:
        """Have a piece of news sent again."""
        return self._at.post(f"/webhooks/{endpoint}/deliveries/{delivery}/again", values.Done)

    def _house(self) -> str:
        return f"/organisations/{self.me().organisation.id}"
