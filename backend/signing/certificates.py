"""Whether a certificate is the signatory's own and in force, before anything is signed with it."""

from datetime import UTC, datetime

from asn1crypto import x509

from backend.platform import clock
from backend.signing.signatory import Signatory, SigningFailed

_LONGEST = 64  # of a name in a certificate


def require_own(certificate: x509.Certificate, who: Signatory) -> None:
    """Raises SigningFailed for another's certificate, an expired one, one not yet in force."""
    subject = certificate.subject.native
    name = str(subject.get("common_name", ""))
    organisation = str(subject.get("organization_name", ""))
    if name != who.name[:_LONGEST] or organisation != who.organisation[:_LONGEST]:
        raise SigningFailed(
            f"Chứng thư số nhận được là của “{name}, {organisation}”, không phải của "
            f"“{who.name}”. Không ký. Hãy báo nhà cung cấp dịch vụ ký số.",
            slug="wrong-certificate",
        )
    now = datetime.now(UTC)
    if now > certificate.not_valid_after:
        ended = certificate.not_valid_after.astimezone(clock.VIETNAM)
        raise SigningFailed(
            f"Chứng thư số đã hết hạn ngày {ended:%d/%m/%Y}. "
            "Hãy gia hạn chứng thư rồi ký lại; bản dự thảo vẫn được giữ.",
            slug="certificate-expired",
        )
    if now < certificate.not_valid_before:
        raise SigningFailed("Chứng thư số chưa có hiệu lực.", slug="certificate-not-yet-valid")
