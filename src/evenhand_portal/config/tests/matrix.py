"""Who may do what, restated by hand: one row for each address. A new address without a row fails the build.

`EVERYBODY` and `PEOPLE` (whoever signed in) stand for themselves; other rows name the subject and the roles that open
it.
Everybody else, people of other organisations above all, gets the 404 of something that is not there.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """Whom an address is for, and by which methods."""

    subject: str
    roles: frozenset[str]
    methods: frozenset[str]


ALL = "manager signatory reader auditor"


def row(subject: str, roles: str, methods: str = "GET") -> Row:
    return Row(subject, frozenset(roles.split()), frozenset(methods.split()))


EVERYBODY = "nobody"
PEOPLE = "person"

TABLE: dict[str, Row] = {
    "home": row(PEOPLE, ""),
    "you": row(PEOPLE, ""),
    "organisation-new": row(PEOPLE, "", "GET POST"),
    "organisation": row("organisation", ALL),
    "invite": row("organisation", "manager", "GET POST"),
    "invitation-withdraw": row("organisation", "manager", "POST"),
    "membership-end": row("organisation", ALL, "POST"),
    "invitation": row(EVERYBODY, "", "GET POST"),
    "link-ask": row(EVERYBODY, "", "GET POST"),
    "link-use": row(EVERYBODY, "", "GET POST"),
}
