"""The seal on a paper: a PAdES signature (baseline B-B) of whoever runs the portal, over every byte of the file.

The parties have signed by saying so; the seal shows that the file was made here and was not changed since.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD: Final = "Seal"
_LASTS: Final = timedelta(days=3650)


def sealed(paper: bytes) -> bytes:
    """Return the paper with the seal; any later change to the file breaks it."""
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        reason="Signed by both parties on Evenhand",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    made = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(paper)), metadata, signer=_signer())
    return bytes(made.getvalue())


def certificate_of_seal() -> Certificate:
    """Return the certificate of the seal, to be compared with that in a paper."""
    return _signer().signing_cert


def _signer() -> signers.SimpleSigner:
    """The signer, with key and certificate from the settings, else those kept in the data folder."""
    pem = Path(settings.SEAL).read_bytes() if settings.SEAL else kept_seal(settings.DATA / "seal.pem")
    key = load_pem_private_key(pem, None).private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    own, *others = (
        Certificate.load(one.public_bytes(Encoding.DER)) for one in x509.load_pem_x509_certificates(pem)
    )
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # its constructor says no types
    store.register_multiple(others)
    return signers.SimpleSigner(signing_cert=own, signing_key=PrivateKeyInfo.load(key), cert_registry=store)


def kept_seal(path: Path) -> bytes:
    """Return the key and certificate kept at `path`; made when there are none, for their owner alone."""
    pem = _new_seal()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
    return pem


def _new_seal() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Evenhand at {settings.ORIGIN}"[:64])])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=1))
        .not_valid_after(now + _LASTS)
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return secret + certificate.public_bytes(Encoding.PEM)
