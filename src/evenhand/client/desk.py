"""One's desk at an agreement: how it stands, drafts, versions, records, figures and proof."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from evenhand.client import values
from evenhand.client.connection import Connection
from evenhand.client.talks import Talks

Id = UUID | str


class Desk:
    """An agreement as one's own side sees it. Drafts, versions and uploads are named by their `id`.

    `talks` is what is negotiated and said there.
    """

    def __init__(self, connection: Connection, agreement: Id) -> None:
        self._at, self._here = connection, f"/agreements/{agreement}"
        self.talks = Talks(connection, self._here)

    def overview(self) -> values.Overview:
        """Return what is in force, what is open, and whose move it is."""
        return self._at.get(self._here, values.Overview)

    def copy(self, name: str) -> values.Draft:
        """Begin the same agreement with a further party of that name."""
        return self._at.post(f"{self._here}/copy", values.Draft, {"name": name})

    def invite(self, email: str, name: str = "", note: str = "") -> values.PartyInvitation:
        """Ask the other side to the table."""
        body = {"email": email, "name": name, "note": note}
        return self._at.post(f"{self._here}/invitations", values.PartyInvitation, body)

    def invitations(self) -> Iterator[values.PartyInvitation]:
        """Yield the invitations of the other side."""
        return self._at.pages(f"{self._here}/invitations", values.PartyInvitation)

    def drafts(self) -> Iterator[values.Draft]:
        """Yield the drafts of one's own side, newest first."""
        return self._at.pages(f"{self._here}/drafts", values.Draft)

    def draft(self, draft: Id) -> values.Text:
        """Return the latest revision of a draft."""
        return self._at.get(self._draft(draft), values.Text)

    def revisions(self, draft: Id) -> Iterator[values.Revision]:
        """Yield every saved state, the latest first."""
        return self._at.pages(f"{self._draft(draft)}/revisions", values.Revision)

    def revision(self, draft: Id, number: int) -> values.Text:
        """Return one saved state."""
        return self._at.get(f"{self._draft(draft)}/revisions/{number}", values.Text)

    def checks(self, draft: Id) -> values.Checks:
        """Return what is wrong in a draft, and what hinders offering it."""
        return self._at.get(f"{self._draft(draft)}/checks", values.Checks)

    def changes(self, draft: Id, since: int | None = None) -> values.Difference:
        """Return what a draft changes since a revision, or since the version that it amends."""
        return self._at.get(f"{self._draft(draft)}/difference", values.Difference, {"since": since})

    def save(self, draft: Id, text: str, *, based_on: int, note: str = "") -> values.Revision:
        """Save a draft that was changed from revision `based_on`; PortalRefused `stale` when somebody else did."""
        body = {"text": text, "based_on": based_on, "note": note}
        return self._at.post(f"{self._draft(draft)}/revisions", values.Revision, body)

    def back(self, draft: Id, number: int, *, seen: int) -> values.Revision:
        """Make an earlier revision the latest again; `seen` is the latest one knows."""
        path = f"{self._draft(draft)}/revisions/{number}/return"
        return self._at.post(path, values.Revision, {"revision": seen})

    def undo(self, draft: Id, *, seen: int) -> values.Revision:
        """Undo the last change."""
        return self._at.post(f"{self._draft(draft)}/undo", values.Revision, {"revision": seen})

    def rename(self, draft: Id, clause: str, name: str, *, seen: int) -> values.Revision:
        """Give a clause, such as standards.x, another name; all that names it follows."""
        body = {"clause": clause, "name": name, "revision": seen}
        return self._at.post(f"{self._draft(draft)}/rename", values.Revision, body)

    def drop(self, draft: Id) -> values.Done:
        """Give a draft up."""
        return self._at.post(f"{self._draft(draft)}/drop", values.Done)

    def offer(self, draft: Id, *, seen: int) -> values.Version:
        """Offer the revision one has seen for signature."""
        return self._at.post(f"{self._draft(draft)}/offer", values.Version, {"revision": seen})

    def notify(self, draft: Id, *, seen: int) -> values.Version:
        """Make a small change by telling the other side, as far as the agreement in force allows it."""
        return self._at.post(f"{self._draft(draft)}/notify", values.Version, {"revision": seen})

    def object(self, version: Id, reason: str) -> values.Version:
        """Object to a change that the other side told, before it is in force."""
        return self._at.post(f"{self._version(version)}/object", values.Version, {"reason": reason})

    def record(self, draft: Id, contract: Path | str, *, seen: int) -> values.Version:
        """Record a contract signed elsewhere: its PDF beside the draft that says the same."""
        fields = {"revision": seen}
        path = f"{self._draft(draft)}/record"
        return self._at.send(path, values.Version, fields, "contract", _file(contract))

    def versions(self) -> Iterator[values.Version]:
        """Yield everything that was offered or recorded, newest first."""
        return self._at.pages(f"{self._here}/versions", values.Version)

    def version(self, version: Id) -> values.Version:
        """Return one version with its signatures."""
        return self._at.get(self._version(version), values.Version)

    def text(self, version: Id) -> str:
        """Return the text of a version as it was written."""
        return self._at.file(f"{self._version(version)}/agreement.yaml").decode()

    def canonical(self, version: Id) -> bytes:
        """Return the bytes whose SHA-256 is the identity."""
        return self._at.file(f"{self._version(version)}/canonical.json")

    def paper(self, version: Id) -> bytes:
        """Return the PDF."""
        return self._at.file(f"{self._version(version)}/agreement.pdf")

    def contract(self, version: Id) -> bytes:
        """Return the PDF of a contract signed elsewhere."""
        return self._at.file(f"{self._version(version)}/contract.pdf")

    def compare(self, before: Id, after: Id) -> values.Difference:
        """Return what differs between two versions."""
        return self._at.get(f"{self._here}/difference", values.Difference, {"before": before, "after": after})

    def amend(self, version: Id) -> values.Draft:
        """Begin a draft of the next version."""
        return self._at.post(f"{self._version(version)}/amend", values.Draft)

    def signing(self, version: Id) -> values.ToSign:
        """Return what one says yes to by signing, and who else may."""
        return self._at.get(f"{self._version(version)}/signing", values.ToSign)

    def sign(self, version: values.Version, *, name: str, password: str, code: str = "") -> values.Version:
        """Sign exactly the version that was read: its identity is sent with it, and the password again.

        `code` is of the authenticator app, or a recovery code: for whoever turned a second step on.
        """
        body = {"name": name, "consent": True, "shown": version.identity, **_proof(password, code)}
        return self._at.post(f"{self._version(version.id)}/sign", values.Version, body)

    def decline(self, version: Id, reason: str) -> values.Version:
        """Decline to sign, and say why."""
        return self._at.post(f"{self._version(version)}/decline", values.Version, {"reason": reason})

    def delegate(self, version: Id, to: Id, note: str = "") -> values.Done:
        """Ask another signatory, by number, to sign."""
        body = {"to": str(to), "note": note}
        return self._at.post(f"{self._version(version)}/delegate", values.Done, body)

    def withdraw(self, version: Id) -> values.Version:
        """Take a version back that one's own side offered."""
        return self._at.post(f"{self._version(version)}/withdraw", values.Version)

    def confirm(self, version: Id, *, password: str, code: str = "") -> values.Version:
        """Confirm what the other side recorded."""
        return self._at.post(f"{self._version(version)}/confirm", values.Version, _proof(password, code))

    def transfers(self) -> Iterator[values.Transfer]:
        """Yield what was proposed to hand the agreement over, newest first."""
        return self._at.pages(f"{self._here}/transfers", values.Transfer)

    def propose_transfer(self, to: Id, reason: str) -> values.Done:
        """Propose that another organisation one manages takes one's side's place."""
        return self._at.post(f"{self._here}/transfers", values.Done, {"to": str(to), "reason": reason})

    def agree_transfer(self, transfer: int, *, password: str, code: str = "") -> values.Done:
        """Agree to a transfer as the other side."""
        path = f"{self._here}/transfers/{transfer}/agree"
        return self._at.post(path, values.Done, _proof(password, code))

    def decline_transfer(self, transfer: int) -> values.Done:
        """Decline a transfer as the other side."""
        return self._at.post(f"{self._here}/transfers/{transfer}/decline", values.Done)

    def withdraw_transfer(self, transfer: int) -> values.Done:
        """Take a transfer back that one's own side proposed."""
        return self._at.post(f"{self._here}/transfers/{transfer}/withdraw", values.Done)

    def records(self) -> Iterator[values.Upload]:
        """Yield the files of records one may see, newest first."""
        return self._at.pages(f"{self._here}/records", values.Upload)

    def preview(self, upload: Id) -> values.Preview:
        """Return what was found in a file."""
        return self._at.get(self._upload(upload), values.Preview)

    def upload(self, file: Path | str, *, kind: str, timezone: str = "") -> values.Preview:
        """Send a file of records; nothing counts before it is taken over."""
        fields = {"kind": kind, "timezone": timezone}
        return self._at.send(f"{self._here}/records", values.Preview, fields, "file", _file(file))

    def match(
        self, upload: Id, *, named: str = "", mapping: str = "", timezone: str = "", vouches: str = ""
    ) -> values.Preview:
        """Say how a file is read: by the name of a mapping, or by one in YAML."""
        body = {"named": named, "mapping": mapping, "timezone": timezone, "vouches": vouches}
        return self._at.post(f"{self._upload(upload)}/match", values.Preview, body)

    def take(self, preview: values.Preview, *, partial: bool = False) -> values.Preview:
        """Take over exactly what a preview showed; PortalRefused `stale` when the file was read anew since.

        `partial` leaves out rows that cannot be used.
        """
        body = {"digest": preview.digest, "partial": partial}
        return self._at.post(f"{self._upload(preview.upload.id)}/take", values.Preview, body)

    def share(self, upload: Id) -> values.Preview:
        """Put one's own records on the record for both."""
        return self._at.post(f"{self._upload(upload)}/share", values.Preview)

    def refuse(self, upload: Id) -> values.Done:
        """Refuse a preview: the file is deleted."""
        return self._at.post(f"{self._upload(upload)}/refuse", values.Done)

    def remove(self, upload: Id) -> values.Preview:
        """Let records no longer count."""
        return self._at.post(f"{self._upload(upload)}/remove", values.Preview)

    def figures(self, draft: Id | None = None) -> values.Answered:
        """Return every figure of what was agreed, or of a draft."""
        return self._at.get(f"{self._here}/figures", values.Answered, {"draft": draft})

    def figure(self, clause: str, day: str, **names: Id) -> values.Answered:
        """Return where one figure comes from; `names`: service, priority, instance, draft."""
        query = {"clause": clause, "day": day, **names}
        return self._at.get(f"{self._here}/figures/one", values.Answered, query)

    def ticket(self, ticket: str, draft: Id | None = None) -> values.Answered:
        """Return why a ticket was met or missed."""
        query = {"ticket": ticket, "draft": draft}
        return self._at.get(f"{self._here}/figures/ticket", values.Answered, query)

    def reconcile(self, upload: Id, column: str, **names: Id) -> values.Answered:
        """Return how the desk's own column compares; `names`: standard, true_means, draft."""
        return self._at.get(f"{self._upload(upload)}/desk", values.Answered, {"column": column, **names})

    def backtest(self, draft: Id) -> values.Answered:
        """Return what a draft would have given on the history."""
        return self._at.get(f"{self._draft(draft)}/backtest", values.Answered)

    def publish(self) -> values.Done:
        """Put the figures of what was agreed into the ledger."""
        return self._at.post(f"{self._here}/figures/publish", values.Done)

    def ledger(self) -> Iterator[values.Entry]:
        """Yield what was said and done, newest first."""
        return self._at.pages(f"{self._here}/ledger", values.Entry)

    def heads(self) -> Iterator[values.Head]:
        """Yield the heads that were given out, the largest first."""
        return self._at.pages(f"{self._here}/ledger/heads", values.Head)

    def head(self) -> str:
        """Return the signed head of now."""
        return self._at.post(f"{self._here}/ledger/heads", values.Note).note

    def receipt(self, index: int) -> str:
        """Return the signed receipt for an entry."""
        return self._at.get(f"{self._here}/ledger/receipts/{index}", values.Note).note

    def key(self) -> str:
        """Return the public key of the ledger."""
        return self._at.get(f"{self._here}/ledger/key", values.Note).note

    def evidence(self) -> bytes:
        """Return the evidence as a ZIP file, for `evenhand verify`."""
        return self._at.file(f"{self._here}/ledger/evidence.zip")

    def _draft(self, draft: Id) -> str:
        return f"{self._here}/drafts/{draft}"

    def _version(self, version: Id) -> str:
        return f"{self._here}/versions/{version}"

    def _upload(self, upload: Id) -> str:
        return f"{self._here}/records/{upload}"


def _file(path: Path | str) -> tuple[str, bytes]:
    place = Path(path)
    return place.name, place.read_bytes()


def _proof(password: str, code: str) -> dict[str, str]:
    return {"password": password, "code": code} if code else {"password": password}
