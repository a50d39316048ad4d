"""Talking about an agreement: the table of a negotiation, threads, and guests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from evenhand.client import values
from evenhand.client.connection import Connection

Id = UUID | str


class Talks:
    """What is negotiated and said at one desk."""

    def __init__(self, connection: Connection, here: str) -> None:
        self._at, self._here, self._table = connection, here, f"{here}/table"

    def table(self) -> values.Table:
        """Return what lies on the table, what is open in it, and whose turn it is."""
        return self._at.get(self._table, values.Table)

    def changes(self, number: int) -> values.Difference:
        """Return what one sending changed in the text before."""
        return self._at.get(f"{self._table}/difference", values.Difference, {"number": number})

    def send(self, draft: Id, *, seen: int, note: str = "") -> values.Table:
        """Put the revision one has seen on the table, with a note."""
        body = {"revision": seen, "note": note}
        return self._at.post(f"{self._here}/drafts/{draft}/send", values.Table, body)

    def accept(self, clause: values.OpenClause) -> values.Table:
        """Accept a clause as it was read."""
        body = {"clause": clause.clause, "digest": clause.digest}
        return self._at.post(f"{self._table}/accept", values.Table, body)

    def accept_all(self, table: values.Table) -> values.Table:
        """Accept all that is open in exactly the text that was read."""
        body = {"number": table.number, "digest": table.digest}
        return self._at.post(f"{self._table}/accept-all", values.Table, body)

    def propose(self) -> values.Draft:
        """Return one's own draft of what lies on the table, to change and to send."""
        return self._at.post(f"{self._table}/propose", values.Draft)

    def carry(self, draft: Id, *, seen: int, chosen: Mapping[str, str] | None = None) -> values.Revision:
        """Bring a draft's changes onto a newer text; `chosen` says for a clause whose wording: mine or theirs."""
        body = {"revision": seen, "chosen": dict(chosen or {})}
        return self._at.post(f"{self._here}/drafts/{draft}/carry", values.Revision, body)

    def take_back(self, number: int) -> values.Done:
        """Take one's latest sending back."""
        return self._at.post(f"{self._table}/take-back", values.Done, {"number": number})

    def end(self, reason: str) -> values.Done:
        """End the negotiation."""
        return self._at.post(f"{self._table}/end", values.Done, {"reason": reason})

    def offer(self, number: int) -> values.Version:
        """Offer the text on the table for signature."""
        return self._at.post(f"{self._table}/offer", values.Version, {"number": number})

    def threads(self, kind: str = "", key: str = "") -> Iterator[values.Thread]:
        """Yield the threads one may see, newest first; of one subject where it is named."""
        return self._at.pages(f"{self._here}/threads", values.Thread, {"kind": kind, "key": key})

    def comments(self, thread: Id) -> Iterator[values.Comment]:
        """Yield what was said in a thread."""
        return self._at.pages(f"{self._here}/threads/{thread}/comments", values.Comment)

    def begin(self, text: str, *, audience: str, kind: str = "agreement", key: str = "") -> values.Comment:
        """Begin a thread about a subject, for `both` sides or one's own."""
        body = {"text": text, "audience": audience, "kind": kind, "key": key}
        return self._at.post(f"{self._here}/threads", values.Comment, body)

    def reply(self, thread: Id, text: str) -> values.Comment:
        """Answer in a thread."""
        return self._at.post(f"{self._here}/threads/{thread}/comments", values.Comment, {"text": text})

    def resolve(self, thread: Id) -> values.Done:
        """Mark a thread as resolved."""
        return self._at.post(f"{self._here}/threads/{thread}/resolve", values.Done)

    def reopen(self, thread: Id) -> values.Done:
        """Open a thread again."""
        return self._at.post(f"{self._here}/threads/{thread}/reopen", values.Done)

    def mark_read(self, thread: Id, number: int) -> values.Done:
        """Mark a thread as read up to a comment."""
        return self._at.post(f"{self._here}/threads/{thread}/read", values.Done, {"number": number})

    def attachment(self, attachment: Id) -> bytes:
        """Return a file beside a comment."""
        return self._at.file(f"{self._here}/attachments/{attachment}")

    def said(self, words: str = "", *, show: str = "all", page: int = 1) -> list[values.Said]:
        """Return a page of everything said and done, newest first, or of that in which all words are found."""
        query = {"words": words, "show": show, "page": page}
        return self._at.several(f"{self._here}/said", values.Said, query)

    def mark_all_read(self) -> values.Done:
        """Mark every thread one may see as read."""
        return self._at.post(f"{self._here}/said/read", values.Done)

    def guests(self) -> Iterator[values.GuestLink]:
        """Yield the links for guests."""
        return self._at.pages(f"{self._here}/guests", values.GuestLink)

    def invite_guest(
        self,
        name: str,
        email: str,
        *,
        audience: str,
        speaks: bool = False,
        days: int = 30,
        version: Id | None = None,
        draft: Id | None = None,
    ) -> values.GuestLink:
        """Mail somebody a link to a version, a draft of one's own, or the table where neither is named."""
        body = {"name": name, "email": email, "audience": audience, "speaks": speaks, "days": days}
        paper = {"version": version and str(version), "draft": draft and str(draft)}
        return self._at.post(f"{self._here}/guests", values.GuestLink, body | paper)

    def end_guest(self, link: Id) -> values.Done:
        """End a guest's link."""
        return self._at.post(f"{self._here}/guests/{link}/end", values.Done)

    def held(self) -> Iterator[values.HeldReply]:
        """Yield the guests' replies that look like spam, until somebody decides about them."""
        return self._at.pages(f"{self._here}/guests/held", values.HeldReply)

    def dropped(self) -> Iterator[values.HeldReply]:
        """Yield the guests' replies that somebody dropped as spam; they can still be let through."""
        return self._at.pages(f"{self._here}/guests/dropped", values.HeldReply)

    def release(self, reply: int) -> values.Comment:
        """Let a held reply through, also one that was dropped: it is said now."""
        return self._at.post(f"{self._here}/guests/held/{reply}/release", values.Comment)

    def drop(self, reply: int) -> values.Done:
        """Drop a held reply as spam."""
        return self._at.post(f"{self._here}/guests/held/{reply}/drop", values.Done)

    def proposed(self) -> Iterator[values.Proposal]:
        """Yield what guests' Word files propose, until somebody decides about it."""
        return self._at.pages(f"{self._here}/guests/proposed", values.Proposal)

    def take_words(self, proposal: int) -> values.Draft:
        """Take proposed words over into a draft of one's own side."""
        return self._at.post(f"{self._here}/guests/proposed/{proposal}/take", values.Draft)

    def set_aside(self, proposal: int) -> values.Done:
        """Set proposed words aside."""
        return self._at.post(f"{self._here}/guests/proposed/{proposal}/set-aside", values.Done)
