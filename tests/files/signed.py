"""A PDF with a digital signature, by a key made for the moment."""

import io
from datetime import datetime, timedelta

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

from tests.files.papers import a_pdf

_ONCE = b"only-for-this-file"


def signed_pdf() -> bytes:
    """A good PDF, signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Chữ ký thử")])
    now = datetime(2026, 1, 1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=900))
        .sign(key, hashes.SHA256())
    )
    store = pkcs12.serialize_key_and_certificates(
        b"m", key, certificate, None, BestAvailableEncryption(_ONCE)
    )
    signer = signers.SimpleSigner.load_pkcs12_data(store, other_certs=[], passphrase=_ONCE)
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        pdf.save(plain)
    out = signers.sign_pdf(
        IncrementalPdfFileWriter(plain), signers.PdfSignatureMetadata(field_name="Ky1"), signer
    )
    return bytes(out.getvalue())
