"""What is exchanged with the national portal: what it sent us, and its lists against ours."""

from enum import StrEnum

from shared.vocabulary.label import Label


class InboundState(StrEnum):
    """Where a dossier stands that was submitted at the national portal."""

    RECEIVED = "received"
    HELD = "held"
    MADE = "made"
    CLOSED = "closed"


class InboundFileState(StrEnum):
    """Where a file of such a dossier stands."""

    WAITING = "waiting"
    KEPT = "kept"
    REFUSED = "refused"


class NationalList(StrEnum):
    """A list that is kept nationally and here."""

    PROCEDURE = "procedure"
    AGENCY = "agency"
    SECTOR = "sector"


class DifferenceKind(StrEnum):
    """How both sides differ."""

    CHANGED = "changed"
    ONLY_THERE = "only_there"
    ONLY_HERE = "only_here"


class ListDifferenceState(StrEnum):
    """What was decided about a difference."""

    OPEN = "open"
    PROPOSED = "proposed"
    APPROVED = "approved"
    HELD = "held"


class PullState(StrEnum):
    """One comparison with the national lists."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


INBOUND_STATE_LABELS: dict[InboundState, Label] = {
    InboundState.RECEIVED: Label("Đã nhận, đang lập hồ sơ", "Received, being made"),
    InboundState.HELD: Label("Cần xử lý", "Needs somebody"),
    InboundState.MADE: Label("Đã lập hồ sơ", "Dossier made"),
    InboundState.CLOSED: Label("Đã đóng", "Closed"),
}
INBOUND_FILE_LABELS: dict[InboundFileState, Label] = {
    InboundFileState.WAITING: Label("Đang tải", "Being fetched"),
    InboundFileState.KEPT: Label("Đã nhận", "Kept"),
    InboundFileState.REFUSED: Label("Không nhận được", "Not taken"),
}
NATIONAL_LIST_LABELS: dict[NationalList, Label] = {
    NationalList.PROCEDURE: Label("Thủ tục", "Procedures"),
    NationalList.AGENCY: Label("Cơ quan", "Agencies"),
    NationalList.SECTOR: Label("Lĩnh vực", "Sectors"),
}
DIFFERENCE_KIND_LABELS: dict[DifferenceKind, Label] = {
    DifferenceKind.CHANGED: Label("Nội dung khác nhau", "Contents differ"),
    DifferenceKind.ONLY_THERE: Label("Chỉ có ở Cổng quốc gia", "Only there"),
    DifferenceKind.ONLY_HERE: Label("Chỉ có ở tỉnh", "Only here"),
}
LIST_DIFFERENCE_LABELS: dict[ListDifferenceState, Label] = {
    ListDifferenceState.OPEN: Label("Chờ đề nghị", "To be proposed"),
    ListDifferenceState.PROPOSED: Label("Chờ người thứ hai", "Waits for a second person"),
    ListDifferenceState.APPROVED: Label("Đã cập nhật", "Taken over"),
    ListDifferenceState.HELD: Label("Giữ bản của tỉnh", "Ours is kept"),
}
PULL_STATE_LABELS: dict[PullState, Label] = {
    PullState.RUNNING: Label("Đang so sánh", "Comparing"),
    PullState.DONE: Label("Đã so sánh xong", "Compared"),
    PullState.FAILED: Label("Chưa so sánh được", "Not compared"),
}
