"""Money owed for a procedure: what kind, for what, when, paid how, and where it stands."""

from enum import StrEnum

from shared.vocabulary.label import Label


class FeeKind(StrEnum):
    """Luật Phí và lệ phí 2015 Điều 3: a fee covers the cost of a service, a charge does not."""

    FEE = "fee"
    CHARGE = "charge"


class FeeUnit(StrEnum):
    """What an amount is asked for."""

    DOSSIER = "dossier"
    COPY = "copy"
    PAGE = "page"
    CASE = "case"


class FeeMoment(StrEnum):
    """When it is to be paid (thu trước, thu sau)."""

    AT_SUBMISSION = "at_submission"
    WHILE_PROCESSING = "while_processing"
    AT_HAND_OVER = "at_hand_over"


class ObligationState(StrEnum):
    """Where an obligation stands; never merged into the state of the dossier."""

    OPEN = "open"
    WAITING = "waiting"
    PAID = "paid"
    EXEMPT = "exempt"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


class Means(StrEnum):
    """How it was paid."""

    ONLINE = "online"
    QR_TRANSFER = "qr_transfer"
    TRANSFER = "transfer"
    CASH = "cash"
    POST = "post"


class AttemptState(StrEnum):
    """One try to pay online, as far as the platform has told us."""

    STARTED = "started"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    EXPIRED = "expired"


class RefundState(StrEnum):
    """A refund takes two persons, then the money goes back."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DENIED = "denied"
    DONE = "done"


class DifferenceKind(StrEnum):
    """What a reconciliation may find between the platform's books and ours."""

    MISSING_HERE = "missing_here"
    MISSING_THERE = "missing_there"
    WRONG_AMOUNT = "wrong_amount"
    DOUBLED = "doubled"
    LATE = "late"


FEE_KIND_LABELS: dict[FeeKind, Label] = {
    FeeKind.FEE: Label("Phí", "Fee"),
    FeeKind.CHARGE: Label("Lệ phí", "Charge"),
}
FEE_UNIT_LABELS: dict[FeeUnit, Label] = {
    FeeUnit.DOSSIER: Label("hồ sơ", "dossier"),
    FeeUnit.COPY: Label("bản", "copies"),
    FeeUnit.PAGE: Label("trang", "pages"),
    FeeUnit.CASE: Label("trường hợp", "cases"),
}
FEE_MOMENT_LABELS: dict[FeeMoment, Label] = {
    FeeMoment.AT_SUBMISSION: Label("Nộp khi nộp hồ sơ", "Paid at submission"),
    FeeMoment.WHILE_PROCESSING: Label("Nộp khi có thông báo", "Paid when asked for"),
    FeeMoment.AT_HAND_OVER: Label("Nộp khi nhận kết quả", "Paid when the result is handed over"),
}
OBLIGATION_STATE_LABELS: dict[ObligationState, Label] = {
    ObligationState.OPEN: Label("Chưa thanh toán", "Not paid"),
    ObligationState.WAITING: Label("Chờ kết quả thanh toán", "Payment under way"),
    ObligationState.PAID: Label("Đã thanh toán", "Paid"),
    ObligationState.EXEMPT: Label("Được miễn", "Exempt"),
    ObligationState.CANCELLED: Label("Đã hủy", "Cancelled"),
    ObligationState.REFUNDED: Label("Đã hoàn trả", "Refunded"),
}
MEANS_LABELS: dict[Means, Label] = {
    Means.ONLINE: Label("Thanh toán trực tuyến", "Online payment"),
    Means.QR_TRANSFER: Label("Chuyển khoản quét mã VietQR", "Bank transfer by VietQR"),
    Means.TRANSFER: Label("Chuyển khoản", "Bank transfer"),
    Means.CASH: Label("Tiền mặt", "Cash"),
    Means.POST: Label("Bưu tá thu hộ", "Collected by the postman"),
}
ATTEMPT_STATE_LABELS: dict[AttemptState, Label] = {
    AttemptState.STARTED: Label("Đang chờ ngân hàng", "Waiting for the bank"),
    AttemptState.SUCCEEDED: Label("Thành công", "Succeeded"),
    AttemptState.FAILED: Label("Không thành công", "Failed"),
    AttemptState.EXPIRED: Label("Đã quá giờ", "Expired"),
}
REFUND_STATE_LABELS: dict[RefundState, Label] = {
    RefundState.PROPOSED: Label("Chờ người thứ hai quyết định", "Waits for a second person"),
    RefundState.APPROVED: Label("Đã duyệt, đang hoàn tiền", "Approved, money on its way"),
    RefundState.DENIED: Label("Không duyệt", "Denied"),
    RefundState.DONE: Label("Đã hoàn tiền", "Refunded"),
}
DIFFERENCE_LABELS: dict[DifferenceKind, Label] = {
    DifferenceKind.MISSING_HERE: Label(
        "Nền tảng đã thu, ở đây chưa ghi", "Paid there, not booked here"
    ),
    DifferenceKind.MISSING_THERE: Label(
        "Ở đây đã ghi, nền tảng không có", "Booked here, unknown there"
    ),
    DifferenceKind.WRONG_AMOUNT: Label("Lệch số tiền", "Amounts differ"),
    DifferenceKind.DOUBLED: Label("Nộp trùng", "Paid twice"),
    DifferenceKind.LATE: Label("Tiền đến sau khi đã hủy", "Came after it was cancelled"),
}
