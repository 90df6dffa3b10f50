"""Electronic receipts of fees: where they stand with the tax authority, and how they end."""

from enum import StrEnum

from shared.vocabulary.label import Label


class ReceiptStanding(StrEnum):
    """How far an electronic receipt has come; a receipt on paper has none."""

    SIGNING = "signing"
    SIGNED = "signed"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class ReceiptEnd(StrEnum):
    """Why a receipt no longer counts; its number is never given again."""

    CANCELLED = "cancelled"
    REPLACED = "replaced"


RECEIPT_STANDING_LABELS: dict[ReceiptStanding, Label] = {
    ReceiptStanding.SIGNING: Label("Chờ ký số", "To be signed"),
    ReceiptStanding.SIGNED: Label(
        "Đã ký số, chờ cơ quan thuế tiếp nhận", "Signed, not yet taken by the tax authority"
    ),
    ReceiptStanding.ACCEPTED: Label("Cơ quan thuế đã cấp mã", "Given a code by the tax authority"),
    ReceiptStanding.REFUSED: Label("Cơ quan thuế từ chối", "Refused by the tax authority"),
}
RECEIPT_END_LABELS: dict[ReceiptEnd, Label] = {
    ReceiptEnd.CANCELLED: Label("Đã hủy", "Cancelled"),
    ReceiptEnd.REPLACED: Label("Đã bị thay thế", "Replaced"),
}
