"""A real history in the portal, made from a seed, and its evidence verified as the other party would."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.files.base import ContentFile

from evenhand.cli.sealed import seal_of
from evenhand.cli.verify import _measured as measured
from evenhand.engines.beside import Recorded
from evenhand.engines.recorded import measure_recorded
from evenhand.proof.opening import open_bundle
from evenhand.proof.step import Outcome, Step, outcome
from evenhand.proof.verify import verify
from evenhand_portal.agreements.models import Agreement, Version
from evenhand_portal.agreements.overview import terms_signed
from evenhand_portal.agreements.paper.seal import certificate_of_seal
from evenhand_portal.agreements.selectors import Desk, desk_at, versions_agreed
from evenhand_portal.agreements.services.drafts import agreement_begin
from evenhand_portal.agreements.services.joining import other_side_invite, other_side_join
from evenhand_portal.agreements.services.signing import version_decline, version_sign
from evenhand_portal.agreements.services.telling import told
from evenhand_portal.agreements.services.versions import version_offer, version_withdraw
from evenhand_portal.conftest import House
from evenhand_portal.ledger.models import Leaf
from evenhand_portal.ledger.services import head_sign, payload_erase, receipt_give
from evenhand_portal.tracking.models import Upload
from evenhand_portal.tracking.proof.evidence import evidence_write
from evenhand_portal.tracking.telling import figures_told, records_removed, records_told

EXAMPLE = (Path(__file__).parents[4] / "examples" / "harbour-dental.yaml").read_text(encoding="utf-8")
ALL = frozenset({"manager", "signatory", "reader", "auditor"})
LONDON = {"mapping": "", "timezone": "Europe/London"}
HEAD = "ticket,at,event,service,priority"


@dataclass
class History:
    """An agreement with its two houses, the time that has come, and what the parties were given and kept."""

    agreement: Agreement
    harbour: House
    tidewater: House
    now: datetime
    random: Random
    held: list[str] = field(default_factory=list)

    def desk(self, house: House, role: str = "manager") -> Desk:
        return desk_at(getattr(house, role), self.agreement.pk, ALL)

    def later(self) -> datetime:
        self.now += timedelta(minutes=self.random.randrange(1, 600))
        return self.now

    def head(self) -> str:
        note = head_sign(ledger=self.agreement.ledger, now=self.later())
        self.held.append(note)
        return note

    def take(self) -> Upload:
        """Take a file of a few tickets over, as the portal does when its preview is accepted."""
        day = self.random.randrange(2, 27)
        rows = [HEAD]
        for number in range(self.random.randrange(1, 4)):
            ticket = f"T{self.random.randrange(10**6)}-{number}"
            rows += [
                f"{ticket},2026-01-{day:02} 09:0{number}:00,opened,service-desk,P1",
                f"{ticket},2026-01-{day:02} {self.random.randrange(10, 18)}:00:00,resolved,,",
            ]
        content = ("\n".join(rows) + "\n").encode()
        desk, at = self.desk(self.tidewater), self.later()
        upload = Upload(
            agreement=self.agreement, side=desk.side, by=desk.person, at=at, kind="tickets", state="taken",
            name="export.csv", sha256=sha256(content).hexdigest(), bytes=len(content), reading=LONDON,
        )  # fmt: skip
        upload.file.save(f"{upload.pk}.csv", ContentFile(content))
        self.held.append(records_told(upload=upload, desk=desk, now=at))
        return upload

    def remove(self) -> None:
        upload = self.random.choice([*self.counting()])
        records_removed(upload=upload, desk=self.desk(self.tidewater), now=self.later())
        Upload.objects.filter(pk=upload.pk).update(state="removed")

    def counting(self) -> list[Upload]:
        return list(Upload.objects.filter(agreement=self.agreement, state="taken").order_by("at"))

    def publish(self) -> Leaf:
        uploads, versions = self.counting(), versions_agreed(self.agreement)
        recorded = [Recorded(one.kind, Path(one.file.path), one.reading, one.sha256) for one in uploads]
        as_of = int(self.later().timestamp())
        done = measure_recorded([terms_signed(one) for one in versions], recorded, as_of=as_of)
        return figures_told(
            agreement=self.agreement, versions=versions, uploads=uploads, figures=done.measurement.to_json(),
            asked={}, desk=self.desk(self.tidewater), now=self.now,
        )  # fmt: skip

    def say(self) -> Leaf:
        desk = self.desk(self.harbour)
        said = {"text": f"remark {self.random.random()}"}
        leaf = told(
            self.agreement, "remark", person=desk.person, side=desk.side, now=self.later(), payload=said
        )
        self.held.append(receipt_give(leaf=leaf))
        return leaf

    def erase(self) -> None:
        payload_erase(leaf=self.say(), why="asked for by law", actor="operator", now=self.later())

    def bundle(self) -> bytes:
        target = io.BytesIO()
        evidence_write(agreement=self.agreement, target=target, now=self.later())
        return target.getvalue()


def begun(harbour: House, tidewater: House, now: datetime, seed: int) -> History:
    """An agreement that both have signed; versions that came to nothing before it, by the seed."""
    random = Random(seed)
    draft = agreement_begin(
        title="Managed IT services", side="provider", organisation=tidewater.organisation, text=EXAMPLE,
        person=tidewater.manager, now=now,
    )  # fmt: skip
    history = History(draft.agreement, harbour, tidewater, now, random)
    invitation = other_side_invite(
        desk=history.desk(tidewater), email=harbour.manager.email, name="", note="", now=history.later()
    )
    other_side_join(
        invitation=invitation, organisation=harbour.organisation, person=harbour.manager, now=history.later()
    )
    history.agreement.refresh_from_db()
    for _ in range(random.randrange(3)):
        version = offered(history, draft)
        if random.random() < 0.5:
            signed(history, version, harbour)
        end, house = random.choice([(version_withdraw, tidewater), (version_decline, harbour)])
        why: dict[str, Any] = {"reason": "not yet"} if end is version_decline else {}
        desk = history.desk(house)
        end(version=version, side=desk.side, person=desk.person, now=history.later(), **why)
    version = offered(history, draft)
    for house in random.sample([harbour, tidewater], 2):
        signed(history, version, house)
    history.head()
    return history


def offered(history: History, draft: Any) -> Version:
    person = history.tidewater.manager
    return version_offer(draft=draft, number=1, side="provider", person=person, now=history.later())


def signed(history: History, version: Version, house: House) -> None:
    version_sign(
        version=version, desk=history.desk(house, "signatory"), name="A. Name", consent=True,
        shown=version.identity, method="password", now=history.later(),
    )  # fmt: skip


def lived(history: History) -> History:
    """Let both sides act on, in an order that the seed of the history gives; at least once each kind of act."""
    for _ in range(2):
        history.take()
    acts = [history.take, history.publish, history.say, history.erase, history.head]
    more = [history.random.choice([*acts, history.remove]) for _ in range(history.random.randrange(6))]
    for act in history.random.sample([*acts, *more], len(acts) + len(more)):
        if act != history.remove or len(history.counting()) > 1:
            act()
    history.publish()
    history.head()
    return history


def own_seal() -> str:
    """The SHA-256 of the certificate by which this portal seals."""
    return sha256(certificate_of_seal().dump()).hexdigest()


def found(data: bytes, *held: str, key: Ed25519PublicKey | None = None) -> tuple[Outcome, set[str]]:
    """What `evenhand verify` comes to with what a party holds, and the codes of what it names."""
    bundle, problem = open_bundle(io.BytesIO(data))
    assert bundle is not None, problem
    steps: tuple[Step, ...] = verify(
        bundle, held=held, key=key, measure=measured, look=seal_of, seal=own_seal()
    )
    return outcome(steps), {problem.code for step in steps for problem in step.problems}
