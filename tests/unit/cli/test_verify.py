"""`evenhand verify`: what it says, what it leaves, and what it takes for heads and keys."""

from __future__ import annotations

import socket
from email.message import EmailMessage
from pathlib import Path

import pytest
import typer

from evenhand.cli.verify import verify
from evenhand.engines.beside import Recorded
from evenhand.engines.recorded import measure_recorded
from evenhand.errors import UsageError
from evenhand.proof.bundle import Bundle, place, write_bundle
from evenhand.proof.note import written_key
from evenhand.proof.strict import canonical, digest
from evenhand.terms.document import read_agreement
from evenhand.units import iso_utc
from tests.unit.proof.making import FACTS, IDENTITY, KEY, OTHER_KEY, WORDS, Story, changed, edited

TICKETS = (
    b"ticket,at,event,service,priority\n"
    b"T1,2026-03-02 09:00:00,opened,service-desk,P1\nT1,2026-03-02 10:00:00,responded,,\n"
    b"T1,2026-03-03 12:00:00,resolved,,\n"
)
READINGS = b"name,at,value\nrating,2026-03-10T09:00:00Z,4.5\n"
AS_OF = 1_775_000_000


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A signed version, records, and figures that really come out of them."""
    folder = tmp_path_factory.mktemp("records")
    signed, _ = read_agreement(WORDS, file="agreement.json")
    assert signed is not None
    story = Story()
    story.tell("version-offered", FACTS)
    story.sign_version("client", "provider")
    story.tell("version-agreed", FACTS)
    story.sign()
    (folder / "tickets").write_bytes(TICKETS)
    (folder / "readings").write_bytes(READINGS)
    zone = {"timezone": "Europe/London"}
    story.take("u1", TICKETS, **zone)
    story.take("u2", READINGS, "readings")
    recorded = [Recorded("tickets", folder / "tickets", zone), Recorded("readings", folder / "readings", {})]
    done = measure_recorded([signed], recorded, as_of=AS_OF)
    figures = canonical(done.measurement.to_json())
    entry = story.publish([], figures=digest(figures), records=[4, 5], as_of=iso_utc(AS_OF))
    story.files[place("figures", entry.seq, ".json")] = figures
    story.sign()
    return story


def written(bundle: Bundle, folder: Path) -> Path:
    path = folder / "bundle.zip"
    with path.open("wb") as file:
        write_bundle(file, bundle.files.items())
    return path


def left(path: Path, *heads: Path, key: Path | None = None) -> int:
    with pytest.raises(typer.Exit) as leaving:
        verify(path, list(heads), key)
    return leaving.value.exit_code


def test_intact(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(socket, "socket")  # there is no network
    head, key = tmp_path / "head.txt", tmp_path / "key.txt"
    head.write_bytes(story.files[place("heads", 7, ".txt")])
    key.write_text(written_key(KEY.public_key()) + "\n")
    assert left(written(story.bundle(), tmp_path), head, key=key) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "Evidence of “Managed IT services”"
    assert [line[0] for line in out.splitlines()[1:14]] == ["✓"] * 13
    assert "✓ Figures and credits come out of the records again   1 publication\n" in out
    assert out.endswith(
        "\nIntact. Nothing in this bundle was altered since it was said.\n"
        "This shows what was altered and what was not; it cannot show that what was said is true.\n"
    )


def test_tampered_with(story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle = edited(story.bundle(), place("records", 4, "/records"), b"10:00", b"09:10")
    assert left(written(bundle, tmp_path)) == 1
    out = capsys.readouterr().out
    assert "✕ Every file of records is the one that was taken" in out
    assert "    records/00000004/records is not what entry 4 tells of. The file was changed.\n" in out
    assert "Tampered with. What is marked ✕ was altered after it was said.\n" in out


def test_figures_told_falsely(story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Everything is signed and in its place, and the figures still do not come out of the records."""
    liar = Story(entries=list(story.entries), payloads=list(story.payloads), files=dict(story.files))
    false = story.files[place("figures", 6, ".json")].replace(b'"met"', b'"missed"', 1)
    assert false != story.files[place("figures", 6, ".json")]
    liar.entries.pop(), liar.payloads.pop()
    entry = liar.publish([], figures=digest(false), records=[4, 5], as_of=iso_utc(AS_OF))
    liar.files[place("figures", entry.seq, ".json")] = false
    liar.sign()
    assert left(written(liar.bundle(), tmp_path)) == 1
    assert "✕ Figures and credits come out of the records again" in capsys.readouterr().out


def test_incomplete(story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle = changed(story.bundle(), f"versions/{IDENTITY}/agreement.json", None)
    assert left(written(bundle, tmp_path)) == 2
    assert "Incomplete. Nothing altered was found" in capsys.readouterr().out
    (tmp_path / "no.zip").write_bytes(b"no archive")
    assert left(tmp_path / "no.zip") == 2
    assert "bundle-damaged: The ZIP file is damaged" in capsys.readouterr().out


def test_a_head_in_a_mail_and_another_key(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Signed by both"
    mail.set_content(
        f"Keep the lines below – they bind.\n\n{story.files[place('heads', 4, '.txt')].decode()}"
    )
    saved, key = tmp_path / "signed.eml", tmp_path / "key.txt"
    saved.write_bytes(mail.as_bytes())
    paper = tmp_path / "signed.pdf"
    head = story.files[place("heads", 4, ".txt")]
    paper.write_bytes(
        b"%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile >>\nstream\n" + head + b"\nendstream\nendobj\n"
    )
    path = written(story.bundle(), tmp_path)
    assert left(path, saved, paper) == 0
    assert "2 notes that you hold" in capsys.readouterr().out
    assert left(path, saved) == 0
    assert "✓ The history contains what you hold" in capsys.readouterr().out
    key.write_text(written_key(OTHER_KEY.public_key()))
    assert left(path, key=key) == 1


@pytest.mark.parametrize(
    "content", [b"no head", b"Content-Type: text/plain; charset=nobody\n\nx", b"Content-Type: image/png\n\nx"]
)
def test_files_without_a_head_or_a_key(story: Story, tmp_path: Path, content: bytes) -> None:
    path, odd = written(story.bundle(), tmp_path), tmp_path / "odd"
    odd.write_bytes(content)
    with pytest.raises(UsageError, match="holds no signed head and no receipt"):
        verify(path, [odd], None)
    with pytest.raises(UsageError, match="is no public key"):
        verify(path, None, odd)
