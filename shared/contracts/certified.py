"""Certified electronic copies."""

from msgspec import Struct


class CertifiedCopy(Struct, frozen=True):
    """Who vouched for which bytes, and the signed file that was made of them.

    `document_id` and `sha256` are of the scan; it is the beginning of the signed file, byte for
    byte. A copy that was vouched for without a signature has no signed file.
    `number` is the one in the book of certifications, in words; empty for copies older than it.
    """

    number: str
    document_id: str
    sha256: str
    signed_document_id: str
    signed_sha256: str
    certified_by: str
    agency: str
    certified_at: str
    signed: bool


class CertifiedCopies(Struct, frozen=True):
    """The copies of a dossier, and the scans that the caller may certify now."""

    copies: list[CertifiedCopy]
    certifiable: list[str]
    needs_code: bool
