"""Reading the seals of signed PDFs for `evenhand verify`, where the library for it is installed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evenhand.proof.verify_seals import Look, Seal

_LARGEST_CERTIFICATE = 2**20


def looker() -> Look | None:
    """Return what reads seals; None where pyHanko is not installed (it comes with the extra `portal`)."""
    return None if find_spec("pyhanko") is None else seal_of


def seal_of(pdf: bytes) -> Seal | None:
    """Return the first seal of a PDF (PAdES, ETSI EN 319 142-1); None where it has none.

    The certificate is taken as it stands: whose it is, whoever holds it can compare. Nothing is fetched.
    """
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(
        1
    ) as beside:  # the library runs a loop of its own, which goes in no thread that has one
        return beside.submit(_read, pdf).result()


def _read(pdf: bytes) -> Seal | None:
    import logging
    from hashlib import sha256
    from io import BytesIO

    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    from evenhand.proof.verify_seals import Seal

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    try:
        seals = PdfFileReader(BytesIO(pdf)).embedded_signatures
        if not seals:
            return None
        certificate = seals[0].signer_cert
        trusted = ValidationContext(trust_roots=[certificate], allow_fetching=False)
        status = validate_pdf_signature(seals[0], signer_validation_context=trusted)
    except Exception:  # a file that was changed breaks its reader in many ways
        return Seal(False, "", "")
    whole = status.intact and status.valid and status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    return Seal(bool(whole), certificate.subject.human_friendly, sha256(certificate.dump()).hexdigest())


def certificate_held(path: Path) -> str:
    """Return the SHA-256 of a certificate (PEM or DER); raise UsageError for what is none."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificate

    from evenhand.errors import UsageError

    with path.open("rb") as file:
        data = file.read(_LARGEST_CERTIFICATE)
    load = load_pem_x509_certificate if b"-----BEGIN" in data else load_der_x509_certificate
    try:
        return load(data).fingerprint(SHA256()).hex()
    except ValueError:
        raise UsageError(f"{path} is no certificate: PEM or DER.") from None
