"""The seventeen counters of live operations, as leaders read them."""

from enum import StrEnum

from shared.vocabulary.label import Label
from shared.vocabulary.roles import Role

WALL_MAKERS = frozenset({Role.LEADER, Role.SYSTEM_ADMIN})
"""Who hangs up a screen with the counters of an agency, and withdraws it."""


class Counter(StrEnum):
    """What is counted now; each number is a sum of dossiers that can be listed."""

    SUBMITTED_TODAY = "submitted_today"
    ACCEPTED_TODAY = "accepted_today"
    RESOLVED_TODAY = "resolved_today"
    RETURNED_TODAY = "returned_today"
    IN_PROGRESS = "in_progress"
    LATE = "late"
    DUE_TODAY = "due_today"
    DUE_SOON = "due_soon"
    TO_ACCEPT = "to_accept"
    TO_TRANSFER = "to_transfer"
    TO_ASSIGN = "to_assign"
    IN_HAND = "in_hand"
    WAITING_APPLICANT = "waiting_applicant"
    WAITING_AGENCIES = "waiting_agencies"
    TO_APPROVE = "to_approve"
    TO_ISSUE = "to_issue"
    TO_HAND_OVER = "to_hand_over"


COUNTER_LABELS: dict[Counter, Label] = {
    Counter.SUBMITTED_TODAY: Label("Nộp hôm nay", "Submitted today"),
    Counter.ACCEPTED_TODAY: Label("Tiếp nhận hôm nay", "Accepted today"),
    Counter.RESOLVED_TODAY: Label("Giải quyết xong hôm nay", "Resolved today"),
    Counter.RETURNED_TODAY: Label("Trả kết quả hôm nay", "Handed over today"),
    Counter.IN_PROGRESS: Label("Đang giải quyết", "In progress"),
    Counter.LATE: Label("Quá hạn", "Late"),
    Counter.DUE_TODAY: Label("Còn hạn trong hôm nay", "Due later today"),
    Counter.DUE_SOON: Label("Đến hạn 3 ngày tới", "Due in the next 3 days"),
    Counter.TO_ACCEPT: Label("Chờ tiếp nhận, duyệt rút", "To be accepted"),
    Counter.TO_TRANSFER: Label("Chờ chuyển xử lý", "To be transferred"),
    Counter.TO_ASSIGN: Label("Chờ phân công", "To be assigned"),
    Counter.IN_HAND: Label("Đang thụ lý", "Under appraisal"),
    Counter.WAITING_APPLICANT: Label("Chờ người dân", "Waiting for the applicant"),
    Counter.WAITING_AGENCIES: Label("Chờ ý kiến cơ quan khác", "Waiting for other agencies"),
    Counter.TO_APPROVE: Label("Chờ lãnh đạo duyệt", "Waiting for approval"),
    Counter.TO_ISSUE: Label("Đã duyệt, chờ phát hành", "Approved, to be issued"),
    Counter.TO_HAND_OVER: Label("Có kết quả, chờ trả", "Results to hand over"),
}


class Outcome(StrEnum):
    """How what was resolved on some days stood with its deadline."""

    IN_TIME = "in_time"
    LATE = "late"


OUTCOME_LABELS: dict[Outcome, Label] = {
    Outcome.IN_TIME: Label("trước hạn, đúng hạn", "early or on time"),
    Outcome.LATE: Label("quá hạn", "late"),
}
COUNTERS_OF_DAYS: tuple[tuple[Counter, Label], ...] = (
    (Counter.SUBMITTED_TODAY, Label("Nộp", "Submitted")),
    (Counter.ACCEPTED_TODAY, Label("Tiếp nhận", "Accepted")),
    (Counter.RESOLVED_TODAY, Label("Giải quyết xong", "Resolved")),
    (Counter.RETURNED_TODAY, Label("Trả kết quả", "Handed over")),
)
"""Those of what happens on a day, as they are said of other days."""


class ServiceOrder(StrEnum):
    """How public statistics are listed."""

    SECTOR = "sector"
    RECEIVED = "received"


SERVICE_ORDER_LABELS: dict[ServiceOrder, Label] = {
    ServiceOrder.SECTOR: Label("Theo lĩnh vực", "By sector"),
    ServiceOrder.RECEIVED: Label("Nhiều hồ sơ nhất trước", "Most dossiers first"),
}
