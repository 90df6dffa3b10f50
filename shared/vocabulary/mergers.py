"""How agencies change, and how far such a change is."""

from enum import StrEnum

from shared.vocabulary.label import Label


class ChangeKind(StrEnum):
    """What becomes of the agencies."""

    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"


class ChangeState(StrEnum):
    """How far it is: nothing of it holds before the day of its effect."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    MOVING = "moving"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


CHANGE_KIND_LABELS: dict[ChangeKind, Label] = {
    ChangeKind.RENAME: Label("Đổi tên", "Renaming"),
    ChangeKind.MERGE: Label("Sáp nhập", "Merger"),
    ChangeKind.SPLIT: Label("Chia, tách", "Split"),
}

CHANGE_STATE_LABELS: dict[ChangeState, Label] = {
    ChangeState.PROPOSED: Label("Chờ phê duyệt", "Waits for approval"),
    ChangeState.APPROVED: Label("Đã duyệt, chờ ngày hiệu lực", "Approved, not yet in effect"),
    ChangeState.MOVING: Label("Đang chuyển hồ sơ", "Moving dossiers"),
    ChangeState.DONE: Label("Đã xong", "Done"),
    ChangeState.CANCELLED: Label("Đã hủy", "Cancelled"),
    ChangeState.FAILED: Label("Không thực hiện được", "Could not be done"),
}
