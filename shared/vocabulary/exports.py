"""Files that the queue makes, and how far they are."""

from enum import StrEnum

from shared.vocabulary.label import Label


class ExportState(StrEnum):
    """Where a file stands."""

    WAITING = "waiting"
    MAKING = "making"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


EXPORT_LABELS: dict[ExportState, Label] = {
    ExportState.WAITING: Label("Đang chờ", "Waiting"),
    ExportState.MAKING: Label("Đang tạo", "Being made"),
    ExportState.DONE: Label("Sẵn sàng", "Ready"),
    ExportState.FAILED: Label("Chưa tạo được", "Failed"),
    ExportState.CANCELLED: Label("Đã hủy", "Cancelled"),
    ExportState.EXPIRED: Label("Hết hạn tải", "No longer kept"),
}


class ExportSource(StrEnum):
    """What a file holds."""

    REGISTER = "register"
    ANALYSIS = "analysis"
    ANALYSED_DOSSIERS = "analysed_dossiers"
    LATENESS = "lateness"


EXPORT_SOURCE_LABELS: dict[ExportSource, Label] = {
    ExportSource.REGISTER: Label("Sổ theo dõi hồ sơ", "Register of dossiers"),
    ExportSource.ANALYSIS: Label("Báo cáo tự lập", "Report put together"),
    ExportSource.ANALYSED_DOSSIERS: Label("Danh sách hồ sơ", "List of dossiers"),
    ExportSource.LATENESS: Label("Giải trình trễ hạn", "Lateness explained"),
}


class TableKind(StrEnum):
    """As what a long table is taken away."""

    XLSX = "xlsx"
    CSV = "csv"


TABLE_KIND_LABELS: dict[TableKind, Label] = {
    TableKind.XLSX: Label("Bảng tính XLSX", "XLSX spreadsheet"),
    TableKind.CSV: Label("Tệp CSV", "CSV file"),
}
