"""An untouched bundle is intact; each thing that can be altered is found, and named."""

from __future__ import annotations

import os

import pytest

from evenhand.proof.bundle import Bundle, place
from evenhand.proof.checkpoint import Checkpoint, signed
from evenhand.proof.step import outcome
from evenhand.proof.strict import canonical
from evenhand.proof.verify import verify
from tests.unit.proof.making import (
    EXAMPLE,
    FACTS,
    IDENTITY,
    KEY,
    NOON,
    OTHER_KEY,
    PDF,
    Story,
    changed,
    codes,
    edited,
    measure,
    random_story,
    signed_story,
    unseen,
)

SEEDS = range(int(os.environ.get("EVENHAND_SOAK_SEEDS", "12")))
FOLDER = f"versions/{IDENTITY}"
HELD = {"key-not-held", "nothing-held"}


@pytest.fixture
def story() -> Story:
    return signed_story()


@pytest.fixture
def bundle(story: Story) -> Bundle:
    return story.bundle()


@pytest.mark.parametrize("seed", SEEDS)
def test_an_untouched_bundle_is_intact(seed: int) -> None:
    story = random_story(seed)
    notes = [data.decode() for name, data in story.files.items() if name.startswith(("heads", "receipts"))]
    assert codes(story.bundle(), *notes, key=KEY.public_key()) == []


def test_what_was_not_held_against_is_said_and_is_no_fault(bundle: Bundle) -> None:
    steps = verify(bundle)
    assert outcome(steps) == "intact"
    assert {step.code: step.state for step in steps} == {
        "key": "open", "entries": "held", "payloads": "held", "heads": "held", "held": "open",
        "receipts": "held", "versions": "held", "signatures": "held", "told": "held", "seals": "open",
        "records": "held", "figures": "held", "reckoning": "open",
    }  # fmt: skip
    assert [step.looked_at for step in steps][1:4] == [
        "12 entries",
        "11 statements, 1 erased by law",
        "2 signed heads",
    ]


def test_a_broken_step_and_what_all_come_to(story: Story) -> None:
    story.payloads[0] = {"erased": True, "index": 0}
    steps = verify(story.bundle())
    assert [step.code for step in steps if step.state == "broken"] == ["payloads"]
    assert outcome(steps) == "tampered"


def test_a_history_without_figures_needs_no_reckoning() -> None:
    story = Story()
    story.tell("agreement-begun")
    story.sign()
    assert set(codes(story.bundle(), measure=None)) == HELD


def test_keys(story: Story, bundle: Bundle) -> None:
    assert codes(bundle, key=OTHER_KEY.public_key(), severity="error")[0] == "key-other"
    assert codes(story.bundle(key="nothing")) == ["key-unreadable"]


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("leaves.ndjson", b'"kind":"comment"', b'"kind":"command"', "head-differs"),
        ("leaves.ndjson", b'"actor":', b'"actor": ', "entry-unreadable"),
        ("leaves.ndjson", b'"seq":3', b'"seq":4', "entry-misplaced"),
        ("leaves.ndjson", b"9abcdef01234", b"9abcdef01235", "entry-of-another"),
        ("payloads.ndjson", b'"title', b'"tutle', "payload-differs"),
        ("payloads.ndjson", b'"body":', b'"body": ', "payload-differs"),
        ("payloads.ndjson", b'"salt":"', b'"salt":"0', "payload-differs"),
        ("payloads.ndjson", b'"index":0', b'"index":true', "payload-differs"),
        ("payloads.ndjson", b'"index":1,', b'"index":2,', "payload-differs"),
        (f"{FOLDER}/agreement.json", b'"terms"', b'"tirms"', "version-differs"),
        (f"{FOLDER}/agreement.yaml", b"Harbour", b"Herbour", "text-differs"),
        (f"{FOLDER}/agreement.yaml", b"agreement:", b"agreement", "text-differs"),
        (f"{FOLDER}/signed.pdf", b"Harbour", b"Herbour", "pdf-differs"),
        (f"{FOLDER}/signatures.json", b'"provider"', b'"client"', "signatures-differ"),
        (f"{FOLDER}/signatures.json", b"I agree.", b"I doubt.", "signatures-differ"),
        (f"{FOLDER}/signatures.json", b"[{", b"{", "signatures-differ"),
        (place("records", 5, "/records"), b"1", b"2", "records-differ"),
        (place("records", 5, "/reading.json"), b"{}", b'{"timezone":"UTC"}', "records-differ"),
        (place("figures", 7, ".json"), b'"9"', b'"8"', "figures-differ"),
        (place("figures", 7, ".json"), b'"9"', b'"8"', "figures-wrong"),
        (place("heads", 5, ".txt"), b"\n5\n", b"\n4\n", "head-signature"),
        (place("receipts", 5, ".txt"), b"receipt 5", b"receipt 6", "receipt-signature"),
        (place("receipts", 5, ".txt"), b"evenhand", b"evenhind", "receipt-unreadable"),
    ],
)
def test_an_altered_file(bundle: Bundle, name: str, old: bytes, new: bytes, code: str) -> None:
    assert code in codes(edited(bundle, name, old, new), severity="error")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (f"{FOLDER}/agreement.json", "version-missing"),
        (f"{FOLDER}/signatures.json", "signatures-missing"),
        (place("records", 5, "/records"), "records-missing"),
        (place("figures", 7, ".json"), "figures-missing"),
        (place("heads", 12, ".txt"), "head-missing"),
    ],
)
def test_a_missing_file_is_incomplete(bundle: Bundle, name: str, code: str) -> None:
    found = changed(bundle, name, None)
    assert outcome(verify(found, measure=measure)) == "incomplete"
    assert code in codes(found, severity="warning")


def test_a_whole_version_is_missing(bundle: Bundle) -> None:
    files = {name: data for name, data in bundle.files.items() if not name.startswith("versions/")}
    assert "version-missing" in codes(Bundle(bundle.about, files), severity="warning")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (f"versions/{'0' * 64}/agreement.json", "version-untold"),
        (place("records", 1, "/records"), "records-untold"),
        (place("figures", 1, ".json"), "figures-untold"),
    ],
)
def test_a_file_that_was_put_in(bundle: Bundle, name: str, code: str) -> None:
    assert codes(changed(bundle, name, b"{}"), severity="error") == [code]


def test_heads_and_receipts_in_other_places(bundle: Bundle) -> None:
    head = bundle.files[place("heads", 5, ".txt")]
    assert "head-misplaced" in codes(changed(bundle, place("heads", 6, ".txt"), head))
    receipt = bundle.files[place("receipts", 5, ".txt")]
    assert "receipt-misplaced" in codes(changed(bundle, place("receipts", 6, ".txt"), receipt))


def test_entries_taken_out_at_the_end(bundle: Bundle) -> None:
    short = bundle.files["leaves.ndjson"].rsplit(b"\n", 8)[0]
    found = codes(changed(bundle, "leaves.ndjson", short), severity="error")
    assert {"entries-missing", "payload-missing", "head-beyond", "receipt-beyond"} <= set(found)


def test_an_erasure_must_be_told(story: Story) -> None:
    story.payloads[0] = {"erased": True, "index": 0}
    assert codes(story.bundle(), severity="error") == ["payload-erased-untold"]


def test_statements_in_forms_that_none_has(story: Story) -> None:
    for odd in ([], {"body": 5, "index": 0, "salt": "00" * 32}, {"body": "x", "index": 0, "salt": 7}):
        story.payloads[0] = odd  # type: ignore[assignment]  # that is the point
        assert codes(story.bundle(), severity="error") == ["payload-differs"]
    odd = {"body": '{ "name": 1}', "index": 2, "salt": "00" * 32}
    story.payloads[2] = odd
    assert "payload-differs" in codes(story.bundle())
    story.payloads[2] = odd | {"body": "[]"}
    assert "payload-differs" in codes(story.bundle())


def test_a_clock_that_was_set_back_is_remarked(story: Story) -> None:
    story.tell("comment", at=NOON - 9_000)
    story.tell("comment", at=-(2**40))
    story.sign()
    steps = verify(
        story.bundle(), held=[story.sign()], key=KEY.public_key(), measure=measure, look=unseen, seal=""
    )
    assert [problem.code for step in steps for problem in step.problems] == ["clock-back", "clock-back"]
    assert outcome(steps) == "intact"


def test_held_notes_that_do_not_fit(story: Story, bundle: Bundle) -> None:
    early = bundle.files[place("heads", 5, ".txt")].decode()
    receipt = bundle.files[place("receipts", 6, ".txt")].decode()
    other = signed(Checkpoint(story.origin, 5, b"r" * 32), KEY)
    stranger = signed(Checkpoint("evenhand/x", 5, b"r" * 32), KEY)
    forged = signed(Checkpoint(story.origin, 5, b"r" * 32), OTHER_KEY)
    assert set(codes(bundle, early, receipt)) == {"key-not-held"}
    for note, code in ((other, "head-differs"), (stranger, "head-of-another"), (forged, "head-signature")):
        assert codes(bundle, note, severity="error") == [code]
    assert codes(bundle, "nothing", severity="warning") == ["head-unreadable"]
    assert codes(bundle, receipt.replace("receipt 6", "receipt 5"), severity="error") == ["receipt-signature"]
    story.entries[6] = story.entries[5]
    assert "receipt-differs" in codes(story.bundle(), receipt, severity="error")


def test_agreed_needs_both_signatures_since_the_offer() -> None:
    for sides in ((), ("client",), ("client", "client")):
        story = Story()
        story.tell("version-offered", FACTS)
        story.sign_version("client", "provider")
        story.tell("version-offered", FACTS)
        story.tell("version-signed", {**FACTS, "identity": 5})
        story.sign_version(*sides)
        story.tell("version-agreed", FACTS)
        story.sign()
        assert "agreed-without-signatures" in codes(story.bundle(), severity="error")


@pytest.mark.parametrize("kind", ["version-agreed", "version-confirmed", "change-notified"])
def test_one_side_records_no_contract_over_what_both_stand_by(kind: str) -> None:
    def recorded_after(*kinds: str) -> bool:
        story = Story()
        for one in (*kinds, "version-recorded"):
            story.tell(one, {**FACTS, "paper": "-"})
        story.sign()
        return "recorded-over-agreed" in codes(story.bundle(), severity="error")

    assert recorded_after(kind)
    assert not recorded_after("version-recorded")
    assert not recorded_after(kind, "change-objected")


def test_a_version_that_this_release_cannot_read() -> None:
    from evenhand.proof.strict import digest

    data = canonical({"format": "evenhand/agreement/99", "terms": {}})
    story = Story()
    story.tell("version-offered", {"number": 1, "identity": digest(data)})
    story.files[f"versions/{digest(data)}/agreement.json"] = data
    story.sign()
    assert codes(story.bundle(), severity="warning") == ["version-unreadable"]


def test_the_paper_of_a_version_signed_elsewhere() -> None:
    from evenhand.proof.strict import digest

    story = Story()
    story.tell("version-recorded", {**FACTS, "paper": digest(b"%PDF")})
    story.files[f"{FOLDER}/agreement.json"] = signed_story().files[f"{FOLDER}/agreement.json"]
    story.sign()
    assert codes(story.bundle(), severity="warning") == ["paper-missing"]
    story.files[f"{FOLDER}/paper.pdf"] = b"%PDF"
    assert set(codes(story.bundle())) == HELD
    story.files[f"{FOLDER}/paper.pdf"] = PDF
    assert codes(story.bundle(), severity="error") == ["paper-differs"]


def test_names_that_look_alike_in_the_text(bundle: Bundle) -> None:
    twins = EXAMPLE.replace(
        "calendars:\n",
        "calendars:\n  caf\u00e9: {hours: {mon: 09:00-17:00}}\n  cafe\u0301: {hours: {mon: 09:00-17:00}}\n",
        1,
    )
    assert "text-differs" in codes(
        changed(bundle, f"{FOLDER}/agreement.yaml", twins.encode()), severity="error"
    )


@pytest.mark.parametrize(
    ("records", "of"), [([5, 6], [6]), ([5, 5], [5]), ([5, 6, 6], [6]), ([5, 9], [9]), ([5, "6"], [-1]), ([5], [])]
)  # fmt: skip
def test_figures_rest_once_on_each_file_that_counted_by_then(
    story: Story, records: list[int], of: list[int]
) -> None:
    before = codes(story.bundle(), severity="error", measure=None)
    entry = story.publish([5], records=records)
    story.take("u9", b"ticket\n9\n")
    steps = verify(story.bundle())
    found = [problem for step in steps for problem in step.problems if problem.code == "figures-not-counting"]
    assert before == []
    assert [problem.severity for problem in found] == ["error"] * len(of)
    assert all(f"entry {entry.seq} rest on the records of entry {one}," in each.message
               for one, each in zip(of, found, strict=True))  # fmt: skip
