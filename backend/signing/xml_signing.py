"""Signing an XML document (XML-DSig, exclusive canonical form) with a key that is kept elsewhere.

signxml makes and checks the signature; the one thing it cannot do, reach the key, is done by
handing it the same signer that signs PDF files.
"""

from dataclasses import dataclass
from typing import Any

from anyio import from_thread, to_thread
from asn1crypto import x509 as asn1
from cryptography import x509
from lxml import etree
from pyhanko.sign.signers import Signer as Key
from signxml import CanonicalizationMethod, SignatureConstructionMethod, XMLSigner, XMLVerifier
from signxml.exceptions import SignXMLException

from backend.settings import settings
from backend.signing.signatory import Leave, Signatory, SigningFailed
from backend.signing.signer import signer
from backend.signing.trust import TrustUnknown, trust

_ID = "Id"


@dataclass(frozen=True, slots=True)
class SignedXml:
    """The signed document, and whose certificate it carries."""

    root: etree._Element
    holder: str


class _Away:
    """The key as signxml sees it, in a thread: every signature is asked of the key's holder."""

    def __init__(self, key: Key) -> None:
        self._key = key

    def sign(self, data: bytes, padding: Any = None, algorithm: Any = None) -> bytes:
        """PKCS #1 v1.5 over SHA-256, as `XMLSigner` asks by default."""
        made: bytes = from_thread.run(self._key.async_sign_raw, data, "sha256")
        return made


async def sign_xml(root: etree._Element, part: str, who: Signatory, leave: Leave) -> SignedXml:
    """Signs the part whose `Id` is given; the signature goes where `root` has its placeholder.

    What comes back was read back: it leads to a root we trust and is not revoked. Raises
    SigningFailed; nothing was signed then, or what was signed is thrown away.
    """
    async with signer().opened(who, leave) as key:
        chain = _chain(key)
        made = await to_thread.run_sync(_signed, root, part, _Away(key), chain)
    await _require_good(made, chain[0], part)
    return SignedXml(made, str(chain[0].subject.native.get("common_name", "")))


def _chain(key: Key) -> list[asn1.Certificate]:
    own = key.signing_cert
    assert own is not None  # `opened` has looked at it
    issuers = [found for found in key.cert_registry if found.issuer_serial != own.issuer_serial]
    return [own, *issuers]


def _signed(
    root: etree._Element, part: str, key: _Away, chain: list[asn1.Certificate]
) -> etree._Element:
    made = XMLSigner(
        method=SignatureConstructionMethod.enveloped,
        c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    certificates = [x509.load_der_x509_certificate(one.dump()) for one in chain]
    return made.sign(root, key=key, cert=certificates, reference_uri=f"#{part}", id_attribute=_ID)


async def _require_good(root: etree._Element, own: asn1.Certificate, part: str) -> None:
    try:
        known = await trust()
    except TrustUnknown as error:
        raise SigningFailed(
            "Chưa kiểm tra được chứng thư số của cơ quan. Hệ thống tự ký lại sau ít phút.",
            slug="signing-unavailable",
            busy=True,
        ) from error
    revoked = {
        entry["user_certificate"].native
        for found in known.revoked
        for entry in found["tbs_cert_list"]["revoked_certificates"]
        if found.issuer == own.issuer
    }
    if own.serial_number in revoked or not await to_thread.run_sync(_holds, root, part):
        raise SigningFailed(
            "Chữ ký nhận về không đúng với nội dung, hoặc chứng thư số của cơ quan đã bị thu hồi. "
            "Không dùng chữ ký này; hãy báo nhà cung cấp dịch vụ ký số.",
            slug="wrong-signature",
        )


def _holds(root: etree._Element, part: str) -> bool:
    try:
        found = XMLVerifier().verify(
            etree.tostring(root), ca_pem_file=settings().signing_roots, id_attribute=_ID
        )
    except SignXMLException:
        return False
    said = found[0] if isinstance(found, list) else found
    return said.signed_xml is not None and said.signed_xml.get(_ID) == part
