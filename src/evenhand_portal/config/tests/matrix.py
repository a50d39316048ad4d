"""Who may do what, restated by hand: one row for each address. A new address without a row fails the build.

`EVERYBODY` and `PEOPLE` (whoever signed in) stand for themselves. Other rows name the subject and the roles that open
it, and for an agreement the sides: `provider` alone for what belongs to the side that began it. Everybody else,
people of other organisations above all, gets the 404 of something that is not there.
"""

from __future__ import annotations

from dataclasses import dataclass

from evenhand_portal.api.tests.matrix import TABLE as OPERATIONS


@dataclass(frozen=True)
class Row:
    """Whom an address is for, and by which methods."""

    subject: str
    roles: frozenset[str]
    methods: frozenset[str]
    sides: frozenset[str]


ALL = "manager signatory reader auditor"


def row(subject: str, roles: str, methods: str = "GET", sides: str = "client provider") -> Row:
    return Row(subject, frozenset(roles.split()), frozenset(methods.split()), frozenset(sides.split()))


EVERYBODY = "nobody"
PEOPLE = "person"
TOKEN = "token"
"""Operations of the interface: nobody opens them by signing in; api/tests/matrix.py says which token does."""

TABLE: dict[str, Row] = {
    "alive": row(EVERYBODY, ""),
    "ready": row(EVERYBODY, ""),
    "home": row(PEOPLE, ""),
    "api-document": row(EVERYBODY, ""),
    "interface": row(EVERYBODY, ""),
    "tokens": row("organisation", ALL),
    "token-new": row("organisation", ALL, "GET POST"),
    "token-end": row("organisation", ALL, "POST"),
    "webhooks": row("organisation", "manager"),
    "webhook-new": row("organisation", "manager", "GET POST"),
    "webhook": row("organisation", "manager"),
    "webhook-secret": row("organisation", "manager", "POST"),
    "webhook-test": row("organisation", "manager", "POST"),
    "webhook-end": row("organisation", "manager", "POST"),
    "delivery-again": row("organisation", "manager", "POST"),
    "api-root": row(TOKEN, ""),
    "api-nothing": row(TOKEN, ""),
    **{f"api-{name}": row(TOKEN, "") for name in OPERATIONS},
    "you": row(PEOPLE, ""),
    "organisation-new": row(PEOPLE, "", "GET POST"),
    "organisation": row("organisation", ALL),
    "masters": row("organisation", ALL),
    "master-new": row("organisation", "manager", "GET POST"),
    "master": row("organisation", ALL),
    "master-client": row("organisation", "manager", "GET POST"),
    "master-attach": row("organisation", "manager", "GET POST"),
    "master-amend": row("organisation", "manager", "GET POST"),
    "rollout": row("organisation", ALL),
    "invite": row("organisation", "manager", "GET POST"),
    "invitation-withdraw": row("organisation", "manager", "POST"),
    "membership-end": row("organisation", ALL, "POST"),
    "invitation": row(EVERYBODY, "", "GET POST"),
    "inbox": row(PEOPLE, ""),
    "inbox-read": row(PEOPLE, "", "POST"),
    "notice": row(PEOPLE, ""),
    "notice-choices": row(PEOPLE, "", "GET POST"),
    "address-retry": row(PEOPLE, "", "POST"),
    "unsubscribe": row(EVERYBODY, "", "GET POST"),
    "mail-in": row(EVERYBODY, "", "POST"),
    "link-ask": row(EVERYBODY, "", "GET POST"),
    "link-use": row(EVERYBODY, "", "GET POST"),
    "agreement": row("agreement", ALL),
    "other-side-invite": row("agreement", "manager", "GET POST"),
    "other-side": row(EVERYBODY, "", "GET POST"),
    "transfer": row("agreement", ALL),
    "transfer-propose": row("agreement", "manager", "POST"),
    "transfer-answer": row("agreement", "signatory", "POST"),
    "transfer-withdraw": row("agreement", "manager", "POST"),
    "draft": row("agreement", ALL, sides="provider"),
    "draft-offer": row("agreement", "manager", "POST", sides="provider"),
    "draft-notify": row("agreement", "manager", "GET POST", sides="provider"),
    "draft-drop": row("agreement", "manager", "POST", sides="provider"),
    "draft-undo": row("agreement", "manager", "POST", sides="provider"),
    "clause": row("agreement", "manager", "GET POST", sides="provider"),
    "clause-rename": row("agreement", "manager", "POST", sides="provider"),
    "clause-new": row("agreement", "manager", sides="provider"),
    "draft-text": row("agreement", "manager", "GET POST", sides="provider"),
    "draft-yaml": row("agreement", ALL, sides="provider"),
    "draft-changes": row("agreement", ALL, sides="provider"),
    "draft-revisions": row("agreement", ALL, sides="provider"),
    "draft-revision": row("agreement", ALL, sides="provider"),
    "draft-return": row("agreement", "manager", "POST", sides="provider"),
    "versions": row("agreement", ALL),
    "version": row("agreement", ALL),
    "new": row(PEOPLE, ""),
    "new-template": row(PEOPLE, "", "GET POST"),
    "new-document": row(PEOPLE, "", "GET POST"),
    "new-contract": row(PEOPLE, "", "GET POST"),
    "agreement-copy": row("agreement", "manager", "GET POST"),
    "draft-original": row("agreement", ALL, sides="provider"),
    "draft-record": row("agreement", "manager", "GET POST", sides="provider"),
    "version-amend": row("agreement", "manager", "GET POST"),
    "version-paper": row("agreement", ALL),
    "version-text": row("agreement", ALL),
    "version-canonical": row("agreement", ALL),
    "version-contract": row("agreement", ALL),
    "versions-compare": row("agreement", ALL),
    "version-sign": row("agreement", "signatory", "GET POST"),
    "version-decline": row("agreement", "signatory", "POST"),
    "version-delegate": row("agreement", "signatory", "POST"),
    "version-withdraw": row("agreement", "manager", "POST"),
    "version-object": row("agreement", "manager", "POST"),
    "version-confirm": row("agreement", "signatory", "POST"),
    "table": row("agreement", ALL),
    "table-effect": row("agreement", ALL),
    "table-accept": row("agreement", "manager", "POST"),
    "table-accept-all": row("agreement", "manager", "GET POST"),
    "table-take-back": row("agreement", "manager", "POST"),
    "table-end": row("agreement", "manager", "GET POST"),
    "table-offer": row("agreement", "manager", "POST"),
    "table-propose": row("agreement", "manager", "POST"),
    "table-text": row("agreement", ALL),
    "draft-send": row("agreement", "manager", "GET POST", sides="provider"),
    "draft-carry": row("agreement", "manager", "GET POST", sides="provider"),
    "records": row("agreement", ALL),
    "upload-new": row("agreement", "manager", "GET POST"),
    "upload": row("agreement", ALL, sides="provider"),
    "upload-match": row("agreement", "manager", "POST", sides="provider"),
    "upload-take": row("agreement", "manager", "POST", sides="provider"),
    "upload-share": row("agreement", "manager", "POST", sides="provider"),
    "upload-refuse": row("agreement", "manager", "POST", sides="provider"),
    "upload-remove": row("agreement", "manager", "POST", sides="provider"),
    "reconcile": row("agreement", ALL, sides="provider"),
    "figures": row("agreement", ALL),
    "figure": row("agreement", ALL),
    "ticket": row("agreement", ALL),
    "figures-again": row("agreement", "manager signatory reader", "POST"),
    "figures-publish": row("agreement", "manager", "POST"),
    "draft-tried": row("agreement", ALL, sides="provider"),
    "draft-effect": row("agreement", ALL, sides="provider"),
    "said": row("agreement", ALL),
    "said-read": row("agreement", ALL, "POST"),
    "thread-new": row("agreement", "manager signatory reader", "GET POST"),
    "thread": row("agreement", ALL),
    "thread-comment": row("agreement", "manager signatory reader", "POST"),
    "thread-resolve": row("agreement", "manager signatory reader", "POST"),
    "thread-reopen": row("agreement", "manager signatory reader", "POST"),
    "attachment": row("agreement", ALL),
    "guests": row("agreement", ALL),
    "guest-new": row("agreement", "manager", "GET POST"),
    "guest-end": row("agreement", "manager", "POST"),
    "guest-held": row("agreement", "manager", "POST"),
    "guest-proposed": row("agreement", "manager", "POST"),
    "guest": row(EVERYBODY, ""),
    "guest-reply": row(EVERYBODY, "", "GET POST"),
    "guest-word": row(EVERYBODY, ""),
    "guest-word-back": row(EVERYBODY, "", "GET POST"),
    "proof": row("agreement", ALL),
    "proof-evidence": row("agreement", "manager signatory auditor"),
    "proof-head-now": row("agreement", ALL),
    "proof-head": row("agreement", ALL),
    "proof-receipt": row("agreement", ALL),
    "proof-key": row("agreement", ALL),
}
