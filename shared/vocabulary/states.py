"""Where a dossier stands: our states and the ten codes of the national portal.

One internal state maps to exactly one national code (the display rule of Appendix I,
TT 22/2019/TT-BTTTT Điều 4); deadline, payment and delivery are separate facts and never states.
"""

from enum import IntEnum, StrEnum

from shared.vocabulary.label import Label


class NationalCode(IntEnum):
    """`TrangThaiHoSo` of the National Public Service Portal."""

    NEWLY_REGISTERED = 1
    ACCEPTED = 2
    NOT_ACCEPTED = 3
    IN_PROCESSING = 4
    SUPPLEMENT_REQUESTED = 5
    PAYMENT_REQUESTED = 6
    WITHDRAWAL_REQUESTED = 7
    STOPPED = 8
    COMPLETED = 9
    RETURNED = 10


NATIONAL_LABELS: dict[NationalCode, Label] = {
    NationalCode.NEWLY_REGISTERED: Label("Mới đăng ký", "Newly registered"),
    NationalCode.ACCEPTED: Label("Được tiếp nhận", "Accepted"),
    NationalCode.NOT_ACCEPTED: Label("Không được tiếp nhận", "Not accepted"),
    NationalCode.IN_PROCESSING: Label("Đang xử lý", "In processing"),
    NationalCode.SUPPLEMENT_REQUESTED: Label("Yêu cầu bổ sung giấy tờ", "Supplement requested"),
    NationalCode.PAYMENT_REQUESTED: Label(
        "Yêu cầu thực hiện nghĩa vụ tài chính", "Financial obligation requested"
    ),
    NationalCode.WITHDRAWAL_REQUESTED: Label(
        "Công dân yêu cầu rút hồ sơ", "Withdrawal requested by the applicant"
    ),
    NationalCode.STOPPED: Label("Dừng xử lý", "Processing stopped"),
    NationalCode.COMPLETED: Label("Đã xử lý xong", "Processing completed"),
    NationalCode.RETURNED: Label("Đã trả kết quả", "Result returned"),
}


class State(StrEnum):
    """Internal state of a submitted dossier. A draft is not a dossier yet."""

    SUBMITTED = "submitted"
    PRE_SUPPLEMENT = "pre_supplement"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    TRANSFERRED = "transferred"
    APPRAISING = "appraising"
    VERIFYING = "verifying"
    CONSULTING = "consulting"
    SUPPLEMENT = "supplement"
    SUPPLEMENTED = "supplemented"
    PAYMENT_DUE = "payment_due"
    WITHDRAW_REQUESTED = "withdraw_requested"
    SUBMITTED_FOR_APPROVAL = "submitted_for_approval"
    APPROVED = "approved"
    REJECTED_BY_AGENCY = "rejected_by_agency"
    STOPPED = "stopped"
    RESULT_READY = "result_ready"
    RETURNED = "returned"


NATIONAL_CODE: dict[State, NationalCode] = {
    State.SUBMITTED: NationalCode.NEWLY_REGISTERED,
    State.PRE_SUPPLEMENT: NationalCode.SUPPLEMENT_REQUESTED,
    State.REFUSED: NationalCode.NOT_ACCEPTED,
    State.ACCEPTED: NationalCode.ACCEPTED,
    State.TRANSFERRED: NationalCode.IN_PROCESSING,
    State.APPRAISING: NationalCode.IN_PROCESSING,
    State.VERIFYING: NationalCode.IN_PROCESSING,
    State.CONSULTING: NationalCode.IN_PROCESSING,
    State.SUPPLEMENT: NationalCode.SUPPLEMENT_REQUESTED,
    State.SUPPLEMENTED: NationalCode.IN_PROCESSING,
    State.PAYMENT_DUE: NationalCode.PAYMENT_REQUESTED,
    State.WITHDRAW_REQUESTED: NationalCode.WITHDRAWAL_REQUESTED,
    State.SUBMITTED_FOR_APPROVAL: NationalCode.IN_PROCESSING,
    State.APPROVED: NationalCode.IN_PROCESSING,
    State.REJECTED_BY_AGENCY: NationalCode.STOPPED,
    State.STOPPED: NationalCode.STOPPED,
    State.RESULT_READY: NationalCode.COMPLETED,
    State.RETURNED: NationalCode.RETURNED,
}

TERMINAL: frozenset[State] = frozenset(
    {State.REFUSED, State.REJECTED_BY_AGENCY, State.STOPPED, State.RETURNED}
)

PORTAL_LABELS: dict[State, Label] = {
    State.SUBMITTED: Label("Mới đăng ký, chờ tiếp nhận", "Submitted, awaiting acceptance"),
    State.PRE_SUPPLEMENT: Label(
        "Yêu cầu bổ sung giấy tờ trước khi tiếp nhận", "Supplement requested before acceptance"
    ),
    State.REFUSED: Label("Không được tiếp nhận", "Not accepted"),
    State.ACCEPTED: Label("Được tiếp nhận", "Accepted"),
    State.TRANSFERRED: Label(
        "Đang xử lý: đã chuyển cơ quan giải quyết", "In processing: sent to the responsible unit"
    ),
    State.APPRAISING: Label("Đang xử lý: thẩm định hồ sơ", "In processing: under appraisal"),
    State.VERIFYING: Label("Đang xử lý: thẩm tra, xác minh", "In processing: verification"),
    State.CONSULTING: Label(
        "Đang xử lý: lấy ý kiến cơ quan liên quan", "In processing: consulting other agencies"
    ),
    State.SUPPLEMENT: Label("Yêu cầu bổ sung giấy tờ", "Supplement requested"),
    State.SUPPLEMENTED: Label(
        "Đang xử lý: đã nhận giấy tờ bổ sung", "In processing: supplement received"
    ),
    State.PAYMENT_DUE: Label(
        "Yêu cầu thực hiện nghĩa vụ tài chính", "Financial obligation requested"
    ),
    State.WITHDRAW_REQUESTED: Label(
        "Công dân yêu cầu rút hồ sơ", "Withdrawal requested by the applicant"
    ),
    State.SUBMITTED_FOR_APPROVAL: Label(
        "Đang xử lý: trình lãnh đạo ký", "In processing: with the approver"
    ),
    State.APPROVED: Label("Đang xử lý: đã duyệt, chờ phát hành", "In processing: approved"),
    State.REJECTED_BY_AGENCY: Label(
        "Dừng xử lý: không đủ điều kiện giải quyết", "Stopped: not eligible"
    ),
    State.STOPPED: Label("Dừng xử lý", "Processing stopped"),
    State.RESULT_READY: Label("Đã xử lý xong, chờ trả kết quả", "Completed, result ready"),
    State.RETURNED: Label("Đã trả kết quả", "Result returned"),
}

OFFICER_LABELS: dict[State, Label] = {
    State.SUBMITTED: Label("Chờ tiếp nhận", "Awaiting acceptance"),
    State.PRE_SUPPLEMENT: Label("Chờ công dân bổ sung", "Waiting for the applicant"),
    State.REFUSED: Label("Từ chối tiếp nhận", "Refused"),
    State.ACCEPTED: Label("Đã tiếp nhận, chờ chuyển", "Accepted, to be transferred"),
    State.TRANSFERRED: Label("Chờ phân công", "Awaiting assignment"),
    State.APPRAISING: Label("Đang thụ lý", "Under appraisal"),
    State.VERIFYING: Label("Đang thẩm tra, xác minh", "Verification"),
    State.CONSULTING: Label("Đang lấy ý kiến", "Consulting"),
    State.SUPPLEMENT: Label("Chờ bổ sung", "Waiting for supplement"),
    State.SUPPLEMENTED: Label("Đã bổ sung, chờ xử lý tiếp", "Supplement received"),
    State.PAYMENT_DUE: Label("Chờ nộp phí, lệ phí", "Payment required"),
    State.WITHDRAW_REQUESTED: Label("Chờ duyệt rút hồ sơ", "Withdrawal to be decided"),
    State.SUBMITTED_FOR_APPROVAL: Label("Trình lãnh đạo", "With leadership"),
    State.APPROVED: Label("Đã duyệt, chờ phát hành", "Approved, to be issued"),
    State.REJECTED_BY_AGENCY: Label("Từ chối giải quyết", "Not eligible"),
    State.STOPPED: Label("Dừng xử lý", "Stopped"),
    State.RESULT_READY: Label("Có kết quả, chờ trả", "Result at the desk"),
    State.RETURNED: Label("Đã trả kết quả", "Returned"),
}

# Degree of completion shown to a stranger (TT 01/2018/TT-VPCP Điều 16.2.d): four steps of
# Appendix I, nothing finer, so that the look-up tells no one what happens inside.
COMPLETION_STEPS: tuple[Label, ...] = (
    Label("Nộp hồ sơ", "Submission"),
    Label("Tiếp nhận", "Acceptance"),
    Label("Giải quyết", "Processing"),
    Label("Trả kết quả", "Result"),
)


def completion_percent(state: State) -> int:
    """Degree of completion, 0-100, by the four steps of Appendix I."""
    match NATIONAL_CODE[state]:
        case NationalCode.NEWLY_REGISTERED:
            return 25
        case NationalCode.ACCEPTED:
            return 50
        case NationalCode.COMPLETED:
            return 90
        case NationalCode.NOT_ACCEPTED | NationalCode.STOPPED | NationalCode.RETURNED:
            return 100
        case NationalCode.SUPPLEMENT_REQUESTED if state is State.PRE_SUPPLEMENT:
            return 25
        case _:
            return 75
