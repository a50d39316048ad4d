"""Evidence made for tests: a history as two parties would make one, and a bundle of it to spoil."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evenhand import __version__
from evenhand.proof.bundle import About, Bundle, place
from evenhand.proof.checkpoint import Checkpoint, signed
from evenhand.proof.leaf import Entry, commitment
from evenhand.proof.note import written_key
from evenhand.proof.receipt import Receipt, sign_receipt
from evenhand.proof.reckoning import Asked, Taken
from evenhand.proof.step import Step
from evenhand.proof.strict import canonical, digest
from evenhand.proof.tree import root_of
from evenhand.proof.verify import verify
from evenhand.proof.verify_seals import Seal
from evenhand.terms.agreement import Agreement
from evenhand.terms.canonical import canonical_bytes, identity
from evenhand.terms.document import read_agreement

ORIGIN = "evenhand/5f0c8a1e-1111-4222-8333-9abcdef01234"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
NOON = 1_773_655_200
EXAMPLE = (Path(__file__).parents[3] / "examples" / "harbour-dental.yaml").read_text("utf-8")
TERMS, _ = read_agreement(EXAMPLE, file="agreement.yaml")
assert TERMS is not None
WORDS, IDENTITY = canonical_bytes(TERMS), identity(TERMS)
FACTS = {"number": 1, "identity": IDENTITY}
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile /Length 9 >>\nstream\n" + WORDS + b"\nendstream\nendobj\n"


@dataclass
class Story:
    """What was said, entry by entry, and the files that belong to it."""

    key: Ed25519PrivateKey = KEY
    origin: str = ORIGIN
    entries: list[Entry] = field(default_factory=list)
    payloads: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def tell(
        self,
        kind: str,
        facts: Mapping[str, Any] | None = None,
        *,
        at: int | None = None,
        actor: str = "client:1",
        **payload: Any,
    ) -> Entry:
        index = len(self.entries)
        salt, body = digest(f"{kind} {index}".encode())[:64], canonical(payload).decode()
        when = NOON + 60 * index if at is None else at
        entry = Entry(
            self.origin, "", index, kind, actor, "portal", when, when,
            commitment(bytes.fromhex(salt), body.encode()), facts or {},
        )  # fmt: skip
        self.entries.append(entry)
        self.payloads.append({"body": body, "index": index, "salt": salt})
        return entry

    def sign(self) -> str:
        hashes = [entry.hash for entry in self.entries]
        note = signed(Checkpoint(self.origin, len(hashes), root_of(hashes)), self.key)
        self.files[place("heads", len(hashes), ".txt")] = note.encode()
        return note

    def receive(self, entry: Entry) -> str:
        note = sign_receipt(Receipt(self.origin, entry.seq, entry.hash, entry.received_at), self.key)
        self.files[place("receipts", entry.seq, ".txt")] = note.encode()
        return note

    def take(self, upload: str, content: bytes, kind: str = "tickets", **reading: str) -> Entry:
        read = canonical(reading)
        facts = {
            "upload": upload,
            "records": kind,
            "sha256": digest(content),
            "bytes": len(content),
            "reading": digest(read),
        }
        entry = self.tell("records-taken", facts, name=f"{upload}.csv")
        self.files[place("records", entry.seq, "/records")] = content
        self.files[place("records", entry.seq, "/reading.json")] = read
        self.receive(entry)
        return entry

    def publish(self, records: Sequence[int], /, **facts: Any) -> Entry:
        taken = [Taken("tickets", self.files[place("records", index, "/records")], {}) for index in records]
        body = canonical(measure([], taken, Asked(NOON, None, None, ())))
        told = {
            "figures": digest(body),
            "as_of": "2026-03-16T10:00:00Z",
            "versions": [IDENTITY],
            "records": list(records),
            "asked": {},
            "release": __version__,
        }
        entry = self.tell("figures-published", told | facts)
        self.files[place("figures", entry.seq, ".json")] = body
        return entry

    def sign_version(self, *sides: str) -> None:
        folder, listed = f"versions/{IDENTITY}", []
        for side in sides:
            entry = self.tell(
                "version-signed",
                {**FACTS, "side": side, "method": "password"},
                name=side,
                statement="I agree.",
            )
            listed.append(
                {
                    "side": side,
                    "method": "password",
                    "signed_at": entry.occurred_at,
                    "name": side,
                    "statement": "I agree.",
                }
            )
        self.files[f"{folder}/agreement.json"] = WORDS
        self.files[f"{folder}/agreement.yaml"] = EXAMPLE.encode()
        self.files[f"{folder}/signatures.json"] = canonical(listed)

    def bundle(self, **about: Any) -> Bundle:
        told = About(
            self.origin, written_key(self.key.public_key()), len(self.entries), "Managed IT services"
        )
        leaves = b"".join(entry.to_bytes() + b"\n" for entry in self.entries)
        payloads = b"".join(canonical(each) + b"\n" for each in self.payloads)
        told = About(**{name: about.get(name, getattr(told, name)) for name in About.__slots__})
        files = {"bundle.json": told.to_bytes(), "leaves.ndjson": leaves, "payloads.ndjson": payloads}
        return Bundle(told, files | self.files)


def measure(versions: Sequence[Agreement], taken: Sequence[Taken], asked: Asked) -> Mapping[str, Any]:
    """A reckoning small enough to follow: how many bytes each file of records has."""
    return {
        "as_of": "2026-03-16T10:00:00Z",
        "figures": [
            {"clause": each.kind, "period": {"start": "2026-03-01"}, "value": str(len(each.content))}
            for each in taken
        ],
    }


def signed_story() -> Story:
    """A version signed by both, two files of records, a publication, an erasure, and a head over all."""
    story = Story()
    story.tell("agreement-begun", title="Managed IT services")
    story.tell("version-offered", FACTS)
    story.sign_version("client", "provider")
    story.tell("version-agreed", FACTS)
    story.files[f"versions/{IDENTITY}/signed.pdf"] = PDF
    story.sign()
    first, second = story.take("u1", b"ticket\n1\n"), story.take("u2", b"ticket\n22\n")
    story.publish([first.seq, second.seq])
    comment = story.tell("comment", text="about a person")
    story.payloads[comment.seq] = {"erased": True, "index": comment.seq}
    story.tell("payload-erased", {"index": comment.seq, "why": "asked for"})
    story.tell("records-removed", {"upload": "u2", "sha256": "0"})
    story.publish([first.seq])
    story.sign()
    return story


def random_story(seed: int) -> Story:
    """A history of acts in a random order, as far as acts can come in that order."""
    random, story, taken = Random(seed), Story(), {}
    story.tell("agreement-begun", title=f"story {seed}")
    for _ in range(random.randrange(3)):
        story.tell("version-offered", FACTS)
        story.tell("version-withdrawn", FACTS)
    story.tell("version-offered", FACTS)
    story.sign_version(*random.sample(["client", "provider"], 2))
    story.tell("version-agreed", FACTS)
    for number in range(random.randrange(4, 24)):
        act = random.choice(["take", "publish", "say", "erase", "remove", "sign"])
        if act == "take":
            taken[f"u{number}"] = story.take(f"u{number}", random.randbytes(random.randrange(1, 99))).seq
        elif act == "publish":
            story.publish(sorted(taken.values()))
        elif act == "say":
            story.tell("comment", text=str(random.random()))
        elif act == "remove" and taken:
            story.tell("records-removed", {"upload": taken.popitem()[0], "sha256": "0"})
        elif act == "erase":
            index = story.tell("comment", text="about a person").seq
            story.payloads[index] = {"erased": True, "index": index}
            story.tell("payload-erased", {"index": index, "why": "by law"})
        else:
            story.sign()
    story.sign()
    return story


def unseen(pdf: bytes) -> Seal:
    """A reader of seals for PDFs that have none."""
    return Seal(True, "", "")


def codes(bundle: Bundle, *held: str, severity: str = "", **more: Any) -> list[str]:
    """The codes of what a verification finds, of one severity where it is given."""
    steps: tuple[Step, ...] = verify(
        bundle, held=held, **{"measure": measure, "look": unseen, "seal": "", **more}
    )
    return [problem.code for step in steps for problem in step.problems if severity in ("", problem.severity)]


def changed(bundle: Bundle, name: str, data: bytes | None) -> Bundle:
    """The bundle with one file changed, or left out."""
    files = {**bundle.files, name: data or b""}
    if data is None:
        del files[name]
    return Bundle(bundle.about, files)


def edited(bundle: Bundle, name: str, old: bytes, new: bytes) -> Bundle:
    assert old in bundle.files[name]
    return changed(bundle, name, bundle.files[name].replace(old, new, 1))
