"""Who may do what by the interface, restated by hand: one row for each operation. One without a row fails the build.

A row names the scope that the token needs, the roles that its person needs, and for what belongs to one side alone
that side: `provider` in the tests. Whoever lacks the role or sits elsewhere gets the 404 of what is not there; a
token without the scope gets 403.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """Whom an operation is for."""

    method: str
    scope: str
    roles: frozenset[str]
    sides: frozenset[str]
    subject: str


def row(
    method: str, scope: str, roles: str, sides: str = "client provider", subject: str = "agreement"
) -> Row:
    return Row(method, scope, frozenset(roles.split()), frozenset(sides.split()), subject)


ALL = "manager signatory reader auditor"
ANYBODY = "client provider third"


def read(roles: str = ALL, sides: str = "client provider", subject: str = "agreement") -> Row:
    return row("GET", "read", roles, sides, subject)


def own(scope: str) -> Row:
    return row("POST", scope, "manager", "provider")


def standard() -> Row:
    return row("POST", "draft", "manager", "client", "token")


def hook() -> Row:
    return row("POST", "admin", "manager", "client", "token")


TABLE: dict[str, Row] = {
    "me": read(sides=ANYBODY, subject="token"),
    "organisations": read(sides=ANYBODY, subject="token"),
    "people": read(sides="client", subject="organisation"),
    "invitations": read(sides="client", subject="organisation"),
    "invite": row("POST", "admin", "manager", "client", "organisation"),
    "invitation-withdraw": row("POST", "admin", "manager", "client", "organisation"),
    "membership-end": row("POST", "admin", "manager", "client", "organisation"),
    "agreements": read(sides=ANYBODY, subject="token"),
    "agreement-new": row("POST", "draft", "manager", ANYBODY, "token"),
    "join": row("POST", "admin", "manager", ANYBODY, "token"),
    "agreement": read(),
    "agreement-copy": row("POST", "draft", "manager"),
    "other-side-invitations": read(),
    "other-side-new": row("POST", "admin", "manager"),
    "drafts": read(),
    "draft": read(sides="provider"),
    "revisions": read(sides="provider"),
    "revision": read(sides="provider"),
    "checks": read(sides="provider"),
    "draft-difference": read(sides="provider"),
    "backtest": read(sides="provider"),
    "draft-write": own("draft"),
    "draft-back": own("draft"),
    "undo": own("draft"),
    "draft-renamed": own("draft"),
    "drop": own("draft"),
    "offer": own("draft"),
    "record": own("draft"),
    "versions": read(),
    "version": read(),
    "versions-difference": read(),
    "version-yaml": read(),
    "version-canonical": read(),
    "version-pdf": read(),
    "version-contract": read(),
    "amend": row("POST", "draft", "manager"),
    "signing": read("signatory"),
    "sign": row("POST", "sign", "signatory"),
    "decline": row("POST", "sign", "signatory"),
    "delegate": row("POST", "sign", "signatory"),
    "withdraw": row("POST", "draft", "manager"),
    "confirm": row("POST", "sign", "signatory"),
    "records": read(),
    "upload": read(sides="provider"),
    "upload-new": row("POST", "records", "manager"),
    "upload-matched": own("records"),
    "upload-taken": own("records"),
    "upload-shared": own("records"),
    "upload-refused": own("records"),
    "upload-removed": own("records"),
    "figures": read(),
    "figure": read(),
    "ticket": read(),
    "reconcile": read(sides="provider"),
    "figures-publish": row("POST", "records", "manager"),
    "ledger": read(),
    "heads": read(),
    "head-now": row("POST", "read", ALL),
    "receipt": read(),
    "key": read(),
    "evidence": read("manager signatory auditor"),
    "webhooks": read("manager", ANYBODY, "token"),
    "webhook-new": row("POST", "admin", "manager", ANYBODY, "token"),
    "webhook-secret": row("GET", "admin", "manager", "client", "token"),
    "webhook-secret-new": hook(),
    "webhook-test": hook(),
    "webhook-end": hook(),
    "deliveries": read("manager", "client", "token"),
    "delivery-again": hook(),
    "table": read(),
    "table-difference": read(),
    "draft-send": own("draft"),
    "draft-carry": own("draft"),
    "table-accept": row("POST", "draft", "manager"),
    "table-accept-all": row("POST", "draft", "manager"),
    "table-propose": row("POST", "draft", "manager"),
    "table-take-back": row("POST", "draft", "manager"),
    "table-end": row("POST", "draft", "manager"),
    "table-offer": row("POST", "draft", "manager"),
    "draft-notify": own("draft"),
    "version-object": row("POST", "draft", "manager"),
    "masters": read(sides=ANYBODY, subject="token"),
    "master-new": row("POST", "draft", "manager", ANYBODY, "token"),
    "master-client": standard(),
    "master-attach": standard(),
    "master-preview": read("manager", "client", "token"),
    "master-send": standard(),
    "rollout": read(sides="client", subject="token"),
    "threads": read(),
    "comments": read(),
    "thread-new": row("POST", "comment", "manager signatory reader"),
    "comment-new": row("POST", "comment", "manager signatory reader"),
    "thread-resolved": row("POST", "comment", "manager signatory reader"),
    "thread-reopened": row("POST", "comment", "manager signatory reader"),
    "thread-marked": row("POST", "read", ALL),
    "attachment": read(),
    "said": read(),
    "said-marked": row("POST", "read", ALL),
    "guest-links": read(),
    "guest-invite": row("POST", "admin", "manager"),
    "guest-link-end": row("POST", "admin", "manager"),
    "guests-held": read(),
    "guests-dropped": read(),
    "guest-released": row("POST", "comment", "manager"),
    "guest-dropped": row("POST", "comment", "manager"),
    "guests-proposed": read(),
    "guest-words-taken": row("POST", "draft", "manager"),
    "guest-words-aside": row("POST", "draft", "manager"),
    "notice-choices": read(sides=ANYBODY, subject="token"),
    "notice-chosen": row("POST", "comment", "manager signatory reader", ANYBODY, "token"),
    "notices": read(sides=ANYBODY, subject="token"),
    "notice-marked": row("POST", "read", ALL, ANYBODY, "token"),
    "transfers": read(),
    "transfer-proposed": row("POST", "admin", "manager"),
    "transfer-agreed": row("POST", "sign", "signatory"),
    "transfer-declined": row("POST", "sign", "signatory"),
    "transfer-withdrawn": row("POST", "admin", "manager"),
}
