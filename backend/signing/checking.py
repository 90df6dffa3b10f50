"""What the signatures of a PDF file prove, each in words; nothing is called good that is not.

A signature counts when the bytes it covers are whole, its certificate leads to a root we trust and
was in force and not revoked at the time that a trusted timestamp proves, and nothing came after it
but further signatures. What came after the last one makes the file another file.
"""

import asyncio
import io
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from anyio import CapacityLimiter, fail_after, to_thread
from asn1crypto import cms, crl
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from backend.platform import clock
from backend.signing.trust import Trust, TrustUnknown, trust

# Its warnings name the people of the certificates.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)

_MOST_SIGNATURES = 10
_SECONDS = 10
_CHANGED = "Tệp đã bị sửa sau khi ký, hoặc chữ ký không thuộc về nội dung này."


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """One signature: `wrong` is why it does not count, empty when it does; `remark` is besides.

    `ends` is the length of the file up to and with this signature.
    """

    field: str
    signer: str
    organisation: str
    issuer: str
    serial: str
    at: datetime | None
    wrong: str
    remark: str
    ends: int


@dataclass(frozen=True, slots=True)
class FileFacts:
    """All signatures in order, and what is wrong with the file itself."""

    signatures: tuple[SignatureFacts, ...]
    wrong: str

    @property
    def good(self) -> bool:
        """Every signature counts, there is one, and the file is as it was signed."""
        return not self.wrong and bool(self.signatures) and not any(
            one.wrong for one in self.signatures
        )  # fmt: skip


async def check(pdf: bytes, *, newest_only: bool = False) -> FileFacts:
    """Never raises for a bad file: what cannot be read is not valid."""
    try:
        known: Trust | None = await trust()
    except TrustUnknown:
        known = None
    try:
        with fail_after(_SECONDS):
            return await to_thread.run_sync(
                lambda: asyncio.run(_check(pdf, known, newest_only)),
                limiter=_threads(),
                abandon_on_cancel=True,
            )
    except TimeoutError:
        return FileFacts((), "Tệp quá phức tạp để kiểm tra.")


async def newest(pdf: bytes, field: str) -> SignatureFacts | None:
    """The newest signature of a file just signed, if it is in this field and counts."""
    found = await check(pdf, newest_only=True)
    if not found.good or found.signatures[-1].field != field:
        return None
    return found.signatures[-1]


async def _check(pdf: bytes, known: Trust | None, newest_only: bool) -> FileFacts:
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        found = list(reader.embedded_regular_signatures)
    except Exception:  # whatever the parser says of what a stranger sent, it proves nothing
        return FileFacts((), "Không đọc được tệp này như một tệp PDF đã ký.")
    if not found:
        return FileFacts((), "Tệp không có chữ ký số.")
    if len(found) > _MOST_SIGNATURES:
        return FileFacts((), "Tệp có quá nhiều chữ ký.")
    facts = []
    if newest_only:
        found = found[-1:]
    for number, one in enumerate(found):
        try:
            facts.append(await _one(one, known, last=number == len(found) - 1))
        except Exception:  # as above
            facts.append(_unreadable(one))
    ends = max(one.ends for one in facts)
    wrong = "" if ends == len(pdf) else "Tệp có phần được thêm vào sau chữ ký cuối cùng."
    return FileFacts(tuple(facts), wrong)


async def _one(found: EmbeddedPdfSignature, known: Trust | None, *, last: bool) -> SignatureFacts:
    found.compute_integrity_info()
    claimed = _claimed_time(found)
    moment = claimed or datetime.now(UTC)
    status = await async_validate_pdf_signature(
        found, _context(known, found, moment), _context(known, found, datetime.now(UTC))
    )
    certificate = status.signing_cert
    subject = certificate.subject.native
    stamp = status.timestamp_validity
    proven = stamp.timestamp if stamp is not None and stamp.trusted else None
    return SignatureFacts(
        field=str(found.field_name),
        signer=str(subject.get("common_name", "")),
        organisation=str(subject.get("organization_name", "")),
        issuer=str(certificate.issuer.native.get("common_name", "")),
        serial=f"{certificate.serial_number:x}",
        at=proven,
        wrong=_wrong(status, known, proven, last=last),
        remark=_remark(certificate, known),
        ends=_ends(found),
    )


def _wrong(
    status: PdfSignatureStatus, known: Trust | None, proven: datetime | None, *, last: bool
) -> str:
    if not (status.intact and status.valid):
        return _CHANGED
    if not _unchanged(status, last=last):
        return _CHANGED
    if known is None:
        return "Chưa đối chiếu được với cơ quan cấp chứng thư số. Vui lòng thử lại sau ít phút."
    if status.revocation_details is not None:
        at = status.revocation_details.revocation_date.astimezone(clock.VIETNAM)
        return f"Chứng thư số của người ký đã bị thu hồi lúc {at:%H:%M ngày %d/%m/%Y}."
    stamp = status.timestamp_validity
    if stamp is None:
        return "Chữ ký không có dấu thời gian nên không biết được ký khi nào."
    if not _in_force(status.signing_cert, stamp.timestamp):
        return "Chứng thư số của người ký không còn (hoặc chưa) có hiệu lực khi ký."
    if not status.trusted:
        return "Chứng thư số của người ký không do cơ quan cấp chứng thư được tin cậy cấp."
    if proven is None:
        return "Dấu thời gian không do nơi được tin cậy cấp."
    return "" if status.bottom_line else "Chữ ký không hợp lệ."


def _unchanged(status: PdfSignatureStatus, *, last: bool) -> bool:
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return True
    if last or status.coverage is not SignatureCoverageLevel.ENTIRE_REVISION:
        return False
    allowed = (
        ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING,
    )  # fmt: skip
    return bool(status.docmdp_ok) and status.modification_level in allowed


def _in_force(certificate: Any, at: datetime) -> bool:
    return bool(certificate.not_valid_before <= at <= certificate.not_valid_after)


def _remark(certificate: Any, known: Trust | None) -> str:
    """What happened to the certificate after it was used; the timestamp keeps the signature."""
    for revoked in (entry for one in known.revoked for entry in _entries(one)) if known else ():
        if revoked["user_certificate"].native == certificate.serial_number:
            at = revoked["revocation_date"].native.astimezone(clock.VIETNAM)
            return f"Chứng thư số bị thu hồi lúc {at:%H:%M ngày %d/%m/%Y}, sau khi ký."
    ends: datetime = certificate.not_valid_after
    if ends > datetime.now(UTC):
        return ""
    return (
        f"Chứng thư số đã hết hạn ngày {ends.astimezone(clock.VIETNAM):%d/%m/%Y}; dấu thời gian "
        "chứng minh chữ ký có trước ngày đó."
    )


def _entries(revoked: crl.CertificateList) -> Any:
    return revoked["tbs_cert_list"]["revoked_certificates"] or ()


def _context(
    known: Trust | None, found: EmbeddedPdfSignature, moment: datetime
) -> ValidationContext:
    return ValidationContext(
        trust_roots=list(known.roots) if known is not None else [],
        other_certs=found.other_embedded_certs,
        crls=list(known.revoked) if known is not None else [],
        allow_fetching=False,
        revocation_mode="require" if known is not None and known.revoked else "soft-fail",
        moment=moment,
        # A list made after the signature tells of a revocation before it just as well.
        retroactive_revinfo=True,
    )


def _claimed_time(found: EmbeddedPdfSignature) -> datetime | None:
    """What the timestamp says, to be believed only once it is itself validated."""
    for attribute in found.signer_info["unsigned_attrs"] or ():
        if attribute["type"].native == "signature_time_stamp_token":
            token: cms.ContentInfo = attribute["values"][0]
            inner = token["content"]["encap_content_info"]["content"].parsed
            at: datetime = inner["gen_time"].native
            return at
    return None


def _ends(found: EmbeddedPdfSignature) -> int:
    return sum(int(each) for each in list(found.byte_range)[2:4])


def _unreadable(found: EmbeddedPdfSignature) -> SignatureFacts:
    try:
        ends = _ends(found)
    except Exception:  # as above
        ends = 0
    return SignatureFacts(
        str(found.field_name), "", "", "", "", None, "Không đọc được chữ ký này.", "", ends
    )


@cache
def _threads() -> CapacityLimiter:
    return CapacityLimiter(2)
