"""Folders of an officer's inbox, in the order in which the screens show them."""

from enum import StrEnum

from shared.vocabulary.label import Label


class Folder(StrEnum):
    """What an officer may open; `ASKED_OF_US` is what other agencies want of ours."""

    WAITING_ACCEPTANCE = "waiting_acceptance"
    RESULT_READY = "result_ready"
    MINE = "mine"
    UNIT = "unit"
    APPROVAL = "approval"
    ASKED_OF_US = "asked_of_us"
    WAITING_OTHERS = "waiting_others"
    SUPPLEMENT = "supplement"
    DUE_TODAY = "due_today"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    ALL_OPEN = "all_open"
    CLOSED = "closed"


# Listed by deadline, the earliest first, whatever order is asked for.
BY_DEADLINE = (Folder.DUE_TODAY, Folder.DUE_SOON, Folder.OVERDUE)
FOLDER_LABELS: dict[Folder, Label] = {
    Folder.WAITING_ACCEPTANCE: Label("Chờ tiếp nhận", "To be accepted"),
    Folder.RESULT_READY: Label("Chờ chuyển, chờ trả", "To be passed on or handed over"),
    Folder.MINE: Label("Tôi đang thụ lý", "Mine"),
    Folder.UNIT: Label("Của phòng", "My unit's"),
    Folder.APPROVAL: Label("Trình, chờ phát hành", "For approval and issue"),
    Folder.ASKED_OF_US: Label("Được hỏi, được giao", "Asked of us"),
    Folder.WAITING_OTHERS: Label("Chờ cơ quan khác", "Waiting for other agencies"),
    Folder.SUPPLEMENT: Label("Chờ công dân", "Waiting for the applicant"),
    Folder.DUE_TODAY: Label("Đến hạn hôm nay", "Due today"),
    Folder.DUE_SOON: Label("Sắp đến hạn", "Due soon"),
    Folder.OVERDUE: Label("Quá hạn", "Overdue"),
    Folder.ALL_OPEN: Label("Tất cả đang mở", "All open"),
    Folder.CLOSED: Label("Đã kết thúc", "Closed"),
}
