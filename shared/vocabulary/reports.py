"""Figures of a report on the handling of dossiers, and how its lines are grouped."""

from enum import StrEnum

from shared.vocabulary.label import Label
from shared.vocabulary.roles import Role

# Who reads the figures of an agency and of those below it.
REPORT_READERS = frozenset(
    {
        Role.LEADER, Role.DESK_HEAD, Role.UNIT_HEAD, Role.CLERK, Role.AUDITOR, Role.CATALOGUE_ADMIN,
    }
)  # fmt: skip


class Figure(StrEnum):
    """The columns of form II.06a; each is a sum of dossiers that can be listed."""

    RECEIVED = "received"
    RECEIVED_ONLINE = "received_online"
    RECEIVED_OTHERWISE = "received_otherwise"
    CARRIED_OVER = "carried_over"
    RESOLVED = "resolved"
    RESOLVED_EARLY = "resolved_early"
    RESOLVED_ON_TIME = "resolved_on_time"
    RESOLVED_LATE = "resolved_late"
    IN_PROGRESS = "in_progress"
    IN_PROGRESS_IN_TIME = "in_progress_in_time"
    IN_PROGRESS_LATE = "in_progress_late"


FIGURE_LABELS: dict[Figure, Label] = {
    Figure.RECEIVED: Label("Tiếp nhận: tổng số", "Received: total"),
    Figure.RECEIVED_ONLINE: Label("Tiếp nhận trong kỳ: trực tuyến", "Received online"),
    Figure.RECEIVED_OTHERWISE: Label(
        "Tiếp nhận trong kỳ: trực tiếp, bưu chính", "Received at the desk or by post"
    ),
    Figure.CARRIED_OVER: Label("Từ kỳ trước chuyển qua", "Carried over"),
    Figure.RESOLVED: Label("Đã giải quyết: tổng số", "Resolved: total"),
    Figure.RESOLVED_EARLY: Label("Đã giải quyết trước hạn", "Resolved early"),
    Figure.RESOLVED_ON_TIME: Label("Đã giải quyết đúng hạn", "Resolved on time"),
    Figure.RESOLVED_LATE: Label("Đã giải quyết quá hạn", "Resolved late"),
    Figure.IN_PROGRESS: Label("Đang giải quyết: tổng số", "In progress: total"),
    Figure.IN_PROGRESS_IN_TIME: Label("Đang giải quyết trong hạn", "In progress, in time"),
    Figure.IN_PROGRESS_LATE: Label("Đang giải quyết quá hạn", "In progress, late"),
}


class Grouping(StrEnum):
    """What a line of the report stands for."""

    LEVEL = "level"
    SECTOR = "sector"
    PROCEDURE = "procedure"
    AGENCY = "agency"


GROUPING_LABELS: dict[Grouping, Label] = {
    Grouping.LEVEL: Label("Lĩnh vực, công việc theo cấp", "Level and sector"),
    Grouping.SECTOR: Label("Lĩnh vực", "Sector"),
    Grouping.PROCEDURE: Label("Thủ tục", "Procedure"),
    Grouping.AGENCY: Label("Cơ quan tiếp nhận", "Receiving agency"),
}


class FileKind(StrEnum):
    """As what a report is taken away."""

    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"


FILE_LABELS: dict[FileKind, Label] = {
    FileKind.XLSX: Label("Bảng tính XLSX", "XLSX spreadsheet"),
    FileKind.PDF: Label("Biểu mẫu PDF", "PDF form"),
    FileKind.CSV: Label("Tệp CSV", "CSV file"),
}
