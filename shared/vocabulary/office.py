"""Where a draft stands that was handed to a document-management system."""

from enum import StrEnum

from shared.vocabulary.label import Label


class OfficeState(StrEnum):
    """Given back: their answer is no; refused: what came back does not hold."""

    SENDING = "sending"
    THERE = "there"
    GIVEN_BACK = "given_back"
    REFUSED = "refused"
    RETURNED = "returned"


OFFICE_STATE_LABELS: dict[OfficeState, Label] = {
    OfficeState.SENDING: Label("Đang gửi", "Being sent"),
    OfficeState.THERE: Label("Đang xử lý ở hệ thống văn bản", "In document management"),
    OfficeState.GIVEN_BACK: Label("Hệ thống văn bản trả lại", "Given back"),
    OfficeState.REFUSED: Label("Tệp nhận về không dùng được", "What came back does not hold"),
    OfficeState.RETURNED: Label("Đã ký, cấp số", "Signed and numbered"),
}
