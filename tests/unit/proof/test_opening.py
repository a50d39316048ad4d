"""Bundles as ZIP files: written the same each time, read again, and refused when they are anything else."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evenhand.proof.bundle import Bundle, read_about, write_bundle
from evenhand.proof.opening import Limits, open_bundle
from evenhand.proof.strict import canonical
from tests.unit.proof.making import codes, signed_story

BUNDLE = signed_story().bundle()
RECORDS = "records/00000005/records"


def zipped(bundle: Bundle = BUNDLE) -> bytes:
    target = io.BytesIO()
    write_bundle(target, bundle.files.items())
    return target.getvalue()


def archive(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return target.getvalue()


def code_of(data: bytes, **limits: int) -> str:
    bundle, problem = open_bundle(io.BytesIO(data), Limits(**limits))
    assert bundle is None
    assert problem is not None
    assert problem.severity == "warning"
    return problem.code


def test_written_and_read_again_and_the_same_bytes_each_time() -> None:
    data = zipped()
    assert data == zipped()
    bundle, _ = open_bundle(io.BytesIO(data))
    assert bundle is not None
    assert bundle.about == BUNDLE.about
    assert dict(bundle.files) == dict(BUNDLE.files)
    assert len(bundle.files) == len(BUNDLE.files)
    assert codes(bundle, severity="error") == []


def test_a_file_that_comes_in_pieces() -> None:
    whole, pieces = io.BytesIO(), io.BytesIO()
    write_bundle(whole, [(RECORDS, b"abc")])
    write_bundle(pieces, [(RECORDS, iter([b"a", b"", b"bc"]))])
    assert zipfile.ZipFile(pieces).read(RECORDS) == zipfile.ZipFile(whole).read(RECORDS) == b"abc"


@pytest.mark.parametrize(
    "name", ["../bundle.json", "other.txt", "/bundle.json", "heads/7.txt", "bundle.json"]
)
def test_a_name_that_no_bundle_has_is_not_written(name: str) -> None:
    files = [("bundle.json", b""), (name, b"")]
    with pytest.raises(ValueError, match="no name for a file"):
        write_bundle(io.BytesIO(), files)


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "heads/0000007.txt", "heads\\00000007.txt", "heads/00000007.txt/", "figures/00000001.JSON",
     "heads/00000007.txt\n", "heads/\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660.txt", "records/00000005/"],
)  # fmt: skip
def test_names_of_tricks_are_refused(name: str) -> None:
    assert code_of(archive({**BUNDLE.files, name: b"x"})) == "bundle-strange-file"


def test_a_name_that_stands_twice_is_refused() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        target = io.BytesIO(zipped())
        with zipfile.ZipFile(target, "a") as made:
            made.writestr("bundle.json", b"{}")
    assert code_of(target.getvalue()) == "bundle-strange-file"


@pytest.mark.parametrize("name", ["bundle.json", "leaves.ndjson", "payloads.ndjson"])
def test_a_file_without_which_there_is_no_bundle(name: str) -> None:
    files = {other: data for other, data in BUNDLE.files.items() if other != name}
    assert code_of(archive(files)) == "bundle-file-missing"


def test_packed_in_unusual_ways() -> None:
    assert code_of(archive(dict(BUNDLE.files), zipfile.ZIP_LZMA)) == "bundle-strange-file"
    data = bytearray(zipped())
    flags = data.index(b"PK\x01\x02") + 8
    data[flags] |= 1
    assert code_of(bytes(data)) == "bundle-strange-file"


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    data = archive({**BUNDLE.files, RECORDS: b"0" * 3_000_000})
    assert len(data) < 30_000
    assert code_of(data) == "bundle-too-large"
    rows = b"".join(b"T%d,2026-03-02 09:00:00,opened\n" % number for number in range(100_000))
    data = archive({**BUNDLE.files, RECORDS: rows})
    assert len(data) < len(rows) / 5
    assert open_bundle(io.BytesIO(data))[1] is None
    assert code_of(data, total=2_000_000) == "bundle-too-large"
    assert code_of(zipped(), held=100) == "bundle-too-large"
    assert code_of(zipped(), files=3) == "bundle-too-large"


@given(
    st.binary(min_size=1, max_size=40), st.integers(0, 3_000_000), st.binary(max_size=2_000), st.booleans()
)
@example(b" ", 7_000_000, b"ticket,at\n", True)
@example(b"0", 40_000_000, b"", False)
@settings(max_examples=25, deadline=None)
def test_whatever_is_written_opens_again(repeated: bytes, size: int, other: bytes, in_pieces: bool) -> None:
    records = other + repeated * (size // len(repeated))
    pieces = [records[at : at + 1_000_000] for at in range(0, len(records), 1_000_000)]
    target = io.BytesIO()
    files = {name: data for name, data in BUNDLE.files.items() if name != RECORDS}
    write_bundle(target, [*files.items(), (RECORDS, iter(pieces) if in_pieces else records)])
    bundle, problem = open_bundle(target)
    assert problem is None
    assert bundle is not None
    assert bundle.files[RECORDS] == records


def test_records_figures_and_papers_are_not_held_together() -> None:
    grown = {f"figures/{number:08}.json": b"%d" % number * 400 for number in range(100, 110)}
    grown |= {f"versions/{'0' * 64}/{name}.pdf": b"%PDF" * 900 for name in ("paper", "signed")}
    held = sum(len(data) for name, data in BUNDLE.files.items() if not name.endswith(("/records", ".pdf")))
    bundle, _ = open_bundle(io.BytesIO(archive({**BUNDLE.files, **grown})), Limits(held=held))
    assert bundle is not None
    assert {name: bundle.files[name] for name in grown} == grown
    assert (
        code_of(archive({**BUNDLE.files, "heads/00000099.txt": b"0" * held}), held=held) == "bundle-too-large"
    )


def test_a_file_that_is_larger_than_its_entry_says_is_cut_there() -> None:
    """The directory says 10 bytes, the data unpack to 100 MB: no more than 10 are kept, and the checksum is wrong."""
    bomb = zlib.compress(b"0" * 100_000_000, 9)[2:-4]
    data = bytearray(archive({**BUNDLE.files, RECORDS: b"0" * 10}))
    start = data.index(RECORDS.encode()) + len(RECORDS)
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(RECORDS.encode()))
    (packed,) = struct.unpack_from("<L", data, entry + 20)
    whole = bytes(data[:start]) + bomb + bytes(data[start + packed :])
    assert code_of(whole) == "bundle-damaged"


@pytest.mark.parametrize("data", [b"", b"PK", b"nothing", zipped()[:-30], zipped()[40:]])
def test_what_is_no_zip_file(data: bytes) -> None:
    assert code_of(data) == "bundle-damaged"


@given(st.integers(30, len(zipped()) - 60), st.integers(1, 255))
def test_a_damaged_byte_is_noticed_or_changes_nothing(at: int, by: int) -> None:
    data = bytearray(zipped())
    data[at] ^= by
    bundle, problem = open_bundle(io.BytesIO(bytes(data)))
    assert problem is not None or (bundle is not None and dict(bundle.files) == dict(BUNDLE.files))


@pytest.mark.parametrize(
    "about",
    [
        [], {}, {"format": "evenhand-bundle-2"}, {"size": "12"}, {"size": True}, {"size": -1}, {"size": 10**8},
        {"origin": "evenhand/1"}, {"origin": 5}, {"more": 1}, {"title": None},
    ],
)  # fmt: skip
def test_what_a_bundle_must_say_of_itself(about: object) -> None:
    plain = {
        "format": "evenhand-bundle-1",
        "origin": BUNDLE.about.origin,
        "key": "",
        "size": 1,
        "title": "T",
    }
    odd = canonical({**plain, **about} if isinstance(about, dict) and about else about)
    with pytest.raises(ValueError):
        read_about(odd)
    assert code_of(archive({**BUNDLE.files, "bundle.json": odd})) == "bundle-unreadable"


def test_json_must_be_in_its_one_form() -> None:
    for odd in (b"{", b'{"a": 1}', b"[" * 100_000, b"NaN", b"1e400", b'{"a":1,"a":1}', b"\xff", b"9" * 30):
        assert code_of(archive({**BUNDLE.files, "bundle.json": odd})) == "bundle-unreadable"
