"""From a contract and a history of tickets to a signed PDF: two people, two browsers, the interface alone."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader

from evenhand_portal.agreements.paper.seal import certificate_of_seal
from evenhand_portal.config.tests.browser.window import Window, letters, link_in
from evenhand_portal.config.tests.test_matrix import EXAMPLE

EVENHAND = str(Path(sys.executable).with_name("evenhand"))
WORD = "quiet rivers carry stones"
SERVICE, DENTIST = "service@tidewater.example", "owner@harbour.example"
CRITICAL = "Restoration after critical incidents"
HOURS = {"01": (3, 5, 2, 6), "02": (1, 3, 2, 3), "03": (5, 5, 2, 1)}
"""How long critical incidents took in the first months, against four hours that the contract allows."""


def exported() -> bytes:
    """An export as a service desk writes it: a row for each ticket, under names of its own."""
    rows = ["Case;Logged at;First reply;Fixed at;Urgency;System"]
    for month, lengths in HOURS.items():
        for number, hours in enumerate(lengths):
            day = f"{6 + 2 * number:02}/{month}/2026"
            row = f"C{month}{number};{day} 10:00;{day} 10:05;{day} {10 + hours}:00;P1;service-desk"
            rows.append(row)
    return "\n".join([*rows, "C-99;yesterday;;;P1;service-desk"]).encode()


def test_from_an_uploaded_contract_to_a_signed_one(
    window: Callable[..., Window], tmp_path: Path, transactional_db: None
) -> None:
    provider, client = window(), window()
    comes(provider, "Sam Reed", SERVICE, "/account/signup/")
    founds(provider, "Tidewater IT Services")
    begins(provider)
    uploads(provider)
    reads_figures(provider)
    edits(provider)
    invites(provider)
    joins(client)
    offers(provider)
    table = agreement_of(provider)
    for each, name in ((provider, "Sam Reed"), (client, "Olivia Hart")):
        signs(each, table, name)
    paper = client.download(lambda: client.follow("PDF"))
    identity = client.page.locator("dd.mono").last.inner_text()
    with ThreadPoolExecutor(1) as beside:  # pyHanko brings a loop of its own, as the browser does
        beside.submit(sealed, paper, identity).result()
    shares(provider, table)
    client.open(f"{table}figures/")
    client.says("6 targets were met, 0 missed")
    proven(client, table, paper, tmp_path)


def comes(window: Window, name: str, email: str, path: str) -> None:
    """Somebody makes an account, confirms the address by the mailed link, and signs in."""
    if path:
        window.open(path)
    window.page.get_by_label("E-mail address").fill(email)
    window.fill(Password=WORD, Your_name=name)
    window.press("Make the account")
    window.says("Look at your mail")
    [*_, letter] = letters(email)
    window.open(link_in(letter, "/confirm-email/"))
    window.press("Yes, it is mine")
    if window.page.get_by_role("button", name="Sign in", exact=True).count():
        window.page.get_by_label("E-mail address").fill(email)
        window.fill(Password=WORD)
        window.press("Sign in")
    window.page.get_by_role("button", name="Sign out").wait_for()


def founds(window: Window, name: str) -> None:
    window.open("/")
    window.follow("Found your organisation")
    window.fill(Name_of_your_organisation=name)
    window.press("Found it")
    window.says("Who belongs to it")


def begins(window: Window) -> None:
    """With a document: the agreement that the two have in their drawer."""
    window.open("/")
    window.follow("New agreement")
    window.page.get_by_label("Provider: it provides them").check()
    window.page.get_by_label(re.compile("A document you have")).check()
    window.press("Go on")
    file = {"name": "contract.yaml", "mimeType": "application/yaml", "buffer": EXAMPLE.encode()}
    window.page.get_by_label("The document").set_input_files(file)  # type: ignore[arg-type]  # a file as a mapping
    window.press("Begin with it")
    window.says("seen by your side alone", "Once opened, a ticket of priority")


def uploads(window: Window) -> None:
    """The export is looked into, its columns are matched, and what can be used is taken over."""
    window.follow("Records")
    window.follow("Upload records")
    file = {"name": "export.csv", "mimeType": "text/csv", "buffer": exported()}
    window.page.get_by_label("File").set_input_files(file)  # type: ignore[arg-type]  # a file as a mapping
    window.press("Look into the file")
    window.says("It is not known yet what the columns mean")
    columns = {
        "Number of the ticket": "Case",
        "When it was opened": "Logged at",
        "First response": "First reply",
        "Resolved": "Fixed at",
        "Priority": "Urgency",
        "Service": "System",
        "Dates are written": "day first: 16/03/2026 09:00",
    }
    for label, column in columns.items():
        window.page.get_by_label(label, exact=True).select_option(label=column)
    window.press("Read it so")
    window.says("12 tickets from", "1 cannot be used", "yesterday")
    window.page.get_by_label(re.compile("Leave out the 1 row")).check()
    window.press("Take it over")
    window.says("The records count from now on")


def reads_figures(window: Window) -> None:
    """What the draft would have given; one figure down to its tickets, one ticket down to its minutes."""
    window.follow("Figures")
    window.says("What this draft would have given", "Only your side sees this")
    row = window.page.get_by_role("row", name=re.compile(CRITICAL))
    assert row.get_by_role("link", name=re.compile("Jan 2026 missed")).count() == 1
    row.get_by_role("link", name=re.compile("Jan 2026")).click()
    window.says("In January 2026, 2 of 4 tickets met", "2 met and 2 missed make 4: 2 / 4 = 50%")
    window.follow("C011")
    window.says("C011 was resolved 1 hour late", "counted, past due")


def edits(window: Window) -> None:
    """A clause by its form; beside it the sentence as one types, and what it would have done to the records."""
    window.follow("Overview")
    window.follow("Go on")
    window.page.get_by_role("link", name=re.compile(f"Edit .*{CRITICAL}")).click()
    said = window.page.locator("#said")
    said.get_by_text("4 hours").first.wait_for()
    window.page.get_by_label(re.compile("^Within")).first.fill("6 hours")
    said.get_by_text("6 hours").first.wait_for()
    window.press("Save")
    window.page.get_by_role("link", name=re.compile(f"Edit .*{CRITICAL}")).click()
    window.says("6 hours met the target in every month")
    window.follow("The draft")


def invites(window: Window) -> None:
    window.follow("Invite the client")
    window.page.get_by_label("E-mail address").fill(DENTIST)
    window.page.get_by_label("A few words of your own").fill("As we talked.")
    window.press("Send the invitation")


def joins(window: Window) -> None:
    """The other side comes by the mailed link, without an account until now; it sees nothing that is not offered."""
    [letter] = letters(DENTIST)
    window.open(link_in(letter, "/table/"))
    window.says("Sam Reed invites you", "As we talked.")
    window.follow("Make an account")
    comes(window, "Olivia Hart", DENTIST, "")
    if not window.page.get_by_role("button", name="Come to the table").count():
        window.open(link_in(letter, "/table/"))
    window.fill(Name_of_your_organisation="Harbour Dental Group")
    window.press("Come to the table")
    window.says("The provider has begun; nothing is offered yet.")
    window.follow("Records")
    assert "export.csv" not in window.page.content()


def offers(window: Window) -> None:
    window.open("/")
    window.follow("Managed IT services")
    window.follow("Go on")
    window.press("Offer it for signature")
    window.says("waits")


def agreement_of(window: Window) -> str:
    [path] = set(re.findall(r"/agreements/[0-9a-f-]{36}/", window.page.url))
    return str(path)


def signs(window: Window, table: str, name: str) -> None:
    """Read, prove who one is by password, say yes to exactly this text."""
    window.open(table)
    window.says("waits for your signature")
    window.follow("Read and sign")
    window.says("must be resolved within", "6 hours")
    assert not window.page.get_by_label("Your name, as you sign").count()
    window.follow("Prove it is me")
    window.fill(Password=WORD)
    window.press("Go on")
    window.page.get_by_label("I have read the text above and agree to be bound by it.").check()
    window.page.get_by_label("Your name, as you sign").fill(name)
    window.press("Sign version 1")
    window.says("You have signed version 1.")


def sealed(paper: bytes, identity: str) -> None:
    """The seal holds over the whole file, and what is attached is what was signed."""
    (seal,) = PdfFileReader(io.BytesIO(paper)).embedded_signatures
    trusted = ValidationContext(trust_roots=[certificate_of_seal()], allow_fetching=False)
    status: Any = validate_pdf_signature(seal, signer_validation_context=trusted)
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"
    read = PdfReader(io.BytesIO(paper))
    assert hashlib.sha256(read.attachments["canonical.json"][0]).hexdigest() == identity
    words = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert "Sam Reed" in words
    assert "Olivia Hart" in words
    assert "within 6 hours" in words


def shares(window: Window, table: str) -> None:
    """The records that were tried over the draft count for both from now on; what they give goes into the ledger."""
    window.open(f"{table}figures/")
    window.says("It needs records that both sides see.")
    window.follow("Look at the records")
    window.follow("export.csv")
    window.press("Put them on the record for both")
    window.says("Both sides see these records from now on.")
    window.follow("Figures")
    window.press("Put these figures into the ledger")


def proven(window: Window, table: str, paper: bytes, folder: Path) -> None:
    """What the client takes away is verified without the server, against the paper, the key and the head it holds."""
    window.open(f"{table}proof/")
    held = {
        "evidence.zip": window.download(lambda: window.follow("The evidence")),
        "head.txt": window.context.request.get(f"{window.url}{table}proof/head.txt").body(),
        "key.txt": window.context.request.get(f"{window.url}{table}proof/key.txt").body(),
        "paper.pdf": paper,
    }
    for name, body in held.items():
        (folder / name).write_bytes(body)
    heads = [f"--head={folder / name}" for name in ("head.txt", "paper.pdf")]
    verify = [EVENHAND, "verify", str(folder / "evidence.zip"), *heads, f"--key={folder / 'key.txt'}"]
    told = subprocess.run(verify, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "Intact." in told.stdout
