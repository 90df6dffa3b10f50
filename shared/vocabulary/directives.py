"""What heads say about a dossier and what those who hold it answer."""

from enum import StrEnum

from shared.vocabulary.label import Label


class DirectiveKind(StrEnum):
    """Direction, a reminder to hurry, an explanation of lateness (NĐ 61/2018 Điều 10, 26)."""

    DIRECTION = "direction"
    URGE = "urge"
    LATENESS = "lateness"


class LatenessCause(StrEnum):
    """Why a dossier is late, as its unit explains (NĐ 61/2018 Điều 12, 19.9)."""

    WORKLOAD = "workload"
    ABSENCE = "absence"
    OTHER_AGENCY = "other_agency"
    VERIFICATION = "verification"
    COMPLEX = "complex"
    APPLICANT = "applicant"
    SYSTEM = "system"
    OVERSIGHT = "oversight"
    OTHER = "other"


LATENESS_CAUSE_LABELS: dict[LatenessCause, Label] = {
    LatenessCause.WORKLOAD: Label("Quá nhiều hồ sơ cùng lúc", "Too many dossiers at once"),
    LatenessCause.ABSENCE: Label("Người thụ lý vắng mặt", "The officer was absent"),
    LatenessCause.OTHER_AGENCY: Label("Cơ quan phối hợp trả lời chậm", "Another agency was slow"),
    LatenessCause.VERIFICATION: Label("Xác minh kéo dài", "Verification took longer"),
    LatenessCause.COMPLEX: Label("Vụ việc phức tạp", "A complex case"),
    LatenessCause.APPLICANT: Label("Người nộp phối hợp chậm", "The applicant was slow"),
    LatenessCause.SYSTEM: Label("Lỗi hệ thống, kết nối", "System or connection failed"),
    LatenessCause.OVERSIGHT: Label("Sơ suất của đơn vị", "An oversight of the unit"),
    LatenessCause.OTHER: Label("Lý do khác", "Another reason"),
}


class Explained(StrEnum):
    """Which of the late dossiers are listed."""

    ALL = "all"
    MISSING = "missing"
    GIVEN = "given"


EXPLAINED_LABELS: dict[Explained, Label] = {
    Explained.ALL: Label("Tất cả hồ sơ trễ hạn", "All late dossiers"),
    Explained.MISSING: Label("Chưa giải trình", "Not explained yet"),
    Explained.GIVEN: Label("Đã giải trình", "Explained"),
}


DIRECTIVE_LABELS: dict[DirectiveKind, Label] = {
    DirectiveKind.DIRECTION: Label("Chỉ đạo", "Direction"),
    DirectiveKind.URGE: Label("Đôn đốc", "Reminder to hurry"),
    DirectiveKind.LATENESS: Label("Giải trình trễ hạn", "Lateness explained"),
}


class DirectiveState(StrEnum):
    """How far a direction to a unit is."""

    WAITING = "waiting"
    LATE = "late"
    ANSWERED = "answered"
    ANSWERED_LATE = "answered_late"


DIRECTIVE_STATE_LABELS: dict[DirectiveState, Label] = {
    DirectiveState.WAITING: Label("Chờ trả lời", "Waiting"),
    DirectiveState.LATE: Label("Quá hạn trả lời", "Answer is late"),
    DirectiveState.ANSWERED: Label("Đã trả lời", "Answered"),
    DirectiveState.ANSWERED_LATE: Label("Trả lời muộn", "Answered late"),
}


class DirectivesShown(StrEnum):
    """Which directions to units are listed."""

    ALL = "all"
    OPEN = "open"
    ANSWERED = "answered"


DIRECTIVES_SHOWN_LABELS: dict[DirectivesShown, Label] = {
    DirectivesShown.ALL: Label("Tất cả", "All"),
    DirectivesShown.OPEN: Label("Chưa trả lời", "Not answered"),
    DirectivesShown.ANSWERED: Label("Đã trả lời", "Answered"),
}
