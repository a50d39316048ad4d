"""What people of the demonstration say to each other, and to themselves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.core.files.base import ContentFile

from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conversations.authors import author_at
from evenhand_portal.conversations.decisions import Subject
from evenhand_portal.conversations.services import comment_make, comment_reply, thread_resolve

CRITICAL: Final = Subject("clause", "standards.resolve-critical")
MINUTES: Final = (
    b"14 September\n\nSix hours for critical incidents: Tidewater proposes, Harbour thinks it over.\n"
)


def talk(client: Desk, provider: Desk, begun: datetime) -> None:
    """Hold a conversation about the clause that the amendment changes, with a note on either side."""
    asked = comment_make(
        agreement=provider.agreement,
        subject=CRITICAL,
        audience="both",
        author=author_at(provider),
        text=f"@{client.person}, could **six hours** be enough here?\n\n"
        "- most incidents of the year were resolved within three\n- nights are when it gets tight",
        files=[ContentFile(MINUTES, "minutes.txt")],
        now=begun,
    )
    comment_reply(
        thread=asked.thread,
        author=author_at(client),
        text="Six hours would be fine by day. What about the weekend?",
        now=begun + timedelta(hours=3),
    )
    for desk, text in (
        (provider, "We cannot staff weekends before spring. Eight hours there is our limit."),
        (client, "We could live with eight hours at weekends, if the credit stays."),
    ):
        comment_make(
            agreement=desk.agreement,
            subject=CRITICAL,
            audience=desk.side,
            author=author_at(desk),
            text=text,
            now=begun + timedelta(hours=4),
        )
    settled = comment_make(
        agreement=client.agreement,
        subject=Subject(),
        audience="both",
        author=author_at(client),
        text="Who takes part in the review in October?",
        now=begun + timedelta(days=1),
    )
    comment_reply(
        thread=settled.thread,
        author=author_at(provider),
        text="Daniel and I. We bring the figures of the third quarter.",
        now=begun + timedelta(days=1, hours=2),
    )
    thread_resolve(thread=settled.thread, author=author_at(client), now=begun + timedelta(days=2))
