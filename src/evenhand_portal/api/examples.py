"""Examples for the documentation: each runs as it stands, and a test runs them all.

They take the token from `EVENHAND_TOKEN` and numbers from variables, so that nothing secret stands in a script.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from textwrap import dedent
from typing import Final

ORIGIN: Final = "https://sla.example.org"


@dataclass(frozen=True, slots=True)
class Example:
    """The same thing done by curl and in Python; either may be missing. `names` are the variables it takes."""

    anchor: str
    title: str
    about: str
    curl: str
    python: str
    names: tuple[str, ...] = ()


def shown(example: Example, origin: str) -> Example:
    """Return an example with this portal's address in it."""
    return replace(
        example,
        curl=example.curl.replace(ORIGIN, origin),
        python=example.python.replace(ORIGIN, origin),
    )


def _script(text: str) -> str:
    return dedent(text).strip()


HEAD: Final = """\
import os

from evenhand.client import Portal

portal = Portal("https://sla.example.org", os.environ["EVENHAND_TOKEN"])
"""
EXAMPLES: Final = (
    Example(
        "see",
        "See your agreements, and whose move it is",
        "The scope read is enough.",
        _script(
            """
            curl --fail-with-body -sS \\
              "https://sla.example.org/api/v1/agreements" \\
              -H "Authorization: Bearer $EVENHAND_TOKEN"
            """
        ),
        HEAD
        + _script(
            """
            for agreement in portal.agreements():
                print(agreement.id, agreement.title, portal.at(agreement.id).overview().move.sentence)
            """
        ),
    ),
    Example(
        "records",
        "Upload tickets and take them over",
        "Nothing counts before the preview is taken over: look at what it says first.",
        _script(
            """
            curl --fail-with-body -sS \\
              "https://sla.example.org/api/v1/agreements/$AGREEMENT/records" \\
              -H "Authorization: Bearer $EVENHAND_TOKEN" \\
              -H "Idempotency-Key: $(cat /proc/sys/kernel/random/uuid)" \\
              -F kind=tickets -F timezone=Europe/London -F file=@tickets.csv
            """
        ),
        HEAD
        + _script(
            """
            desk = portal.at(os.environ["AGREEMENT"])
            preview = desk.upload("tickets.csv", kind="tickets", timezone="Europe/London")
            print(preview.report["rows"], "rows,", preview.report["dropped"], "cannot be used")
            desk.take(preview)
            """
        ),
        ("AGREEMENT",),
    ),
    Example(
        "draft",
        "Change a draft",
        "based_on is the revision you read. When somebody saved in between, the answer is 409 with the difference.",
        _script(
            """
            curl --fail-with-body -sS \\
              "https://sla.example.org/api/v1/agreements/$AGREEMENT/drafts/$DRAFT/revisions" \\
              -H "Authorization: Bearer $EVENHAND_TOKEN" \\
              -H "Idempotency-Key: $(cat /proc/sys/kernel/random/uuid)" \\
              -H "Content-Type: application/json" \\
              -d '{"text": "agreement: Managed IT services\\n", "based_on": 1, "note": "begun anew"}'
            """
        ),
        HEAD
        + _script(
            """
            desk = portal.at(os.environ["AGREEMENT"])
            draft = desk.draft(os.environ["DRAFT"])
            text = draft.text.replace("Managed IT services", "Managed IT services 2027")
            desk.save(draft.draft, text, based_on=draft.number, note="a new title")
            print(desk.checks(draft.draft).open)
            """
        ),
        ("AGREEMENT", "DRAFT"),
    ),
    Example(
        "sign",
        "Sign a version",
        "A token alone never signs: the password is asked for again, and the identity of the text that was read.",
        _script(
            """
            curl --fail-with-body -sS \\
              "https://sla.example.org/api/v1/agreements/$AGREEMENT/versions/$VERSION/sign" \\
              -H "Authorization: Bearer $EVENHAND_TOKEN" \\
              -H "Idempotency-Key: $(cat /proc/sys/kernel/random/uuid)" \\
              -H "Content-Type: application/json" \\
              -d @- <<END
            {"password": "$PASSWORD", "name": "Ann Reed", "consent": true, "shown": "$IDENTITY"}
            END
            """
        ),
        HEAD
        + _script(
            """
            desk = portal.at(os.environ["AGREEMENT"])
            version = desk.version(os.environ["VERSION"])
            print(desk.text(version.id))  # read it before you sign it
            desk.sign(version, name="Ann Reed", password=os.environ["PASSWORD"])
            """
        ),
        ("AGREEMENT", "VERSION", "IDENTITY", "PASSWORD"),
    ),
    Example(
        "webhook",
        "Verify a webhook",
        "With the package standardwebhooks; it refuses what is older than five minutes. "
        "Keep webhook-id: the same news may come twice.",
        "",
        _script(
            """
            from standardwebhooks import Webhook


            def received(headers, body, secret):
                news = Webhook(secret).verify(body, headers)
                print(headers["webhook-id"], news["type"], news["data"]["link"])
                return news
            """
        ),
    ),
)
