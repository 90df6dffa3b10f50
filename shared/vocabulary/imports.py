"""What can be brought in by spreadsheet, and how far such a file is."""

from enum import StrEnum

from shared.vocabulary.label import Label


class ImportKind(StrEnum):
    """Kinds of tables."""

    LOOKUPS = "lookups"
    AGENCIES = "agencies"
    UNITS = "units"
    POSTS = "posts"
    CALENDAR = "calendar"
    FEES = "fees"
    COMPETENCES = "competences"


class ImportState(StrEnum):
    """How far a file is."""

    READING = "reading"
    REFUSED = "refused"
    FAULTY = "faulty"
    READY = "ready"
    APPLYING = "applying"
    APPLIED = "applied"
    DISCARDED = "discarded"


class LineState(StrEnum):
    """What a line would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


IMPORT_KIND_LABELS: dict[ImportKind, Label] = {
    ImportKind.LOOKUPS: Label("Danh mục dùng chung", "Shared catalogue"),
    ImportKind.AGENCIES: Label("Cơ quan", "Agencies"),
    ImportKind.UNITS: Label("Phòng, ban", "Units"),
    ImportKind.POSTS: Label("Vị trí của cán bộ", "Officers' posts"),
    ImportKind.CALENDAR: Label("Ngày nghỉ, ngày làm bù", "Calendar days"),
    ImportKind.FEES: Label("Mức phí, lệ phí của thủ tục", "Fees of procedures"),
    ImportKind.COMPETENCES: Label(
        "Thẩm quyền tiếp nhận, giải quyết thủ tục", "Who receives and resolves procedures"
    ),
}

IMPORT_STATE_LABELS: dict[ImportState, Label] = {
    ImportState.READING: Label("Đang đọc", "Reading"),
    ImportState.REFUSED: Label("Không dùng được", "Could not be used"),
    ImportState.FAULTY: Label("Có dòng sai", "Has wrong lines"),
    ImportState.READY: Label("Xem trước, chờ áp dụng", "Ready to apply"),
    ImportState.APPLYING: Label("Đang ghi", "Being applied"),
    ImportState.APPLIED: Label("Đã áp dụng", "Applied"),
    ImportState.DISCARDED: Label("Đã bỏ", "Discarded"),
}

LINE_STATE_LABELS: dict[LineState, Label] = {
    LineState.NEW: Label("Thêm mới", "New"),
    LineState.CHANGED: Label("Thay đổi", "Changed"),
    LineState.SAME: Label("Không đổi", "Unchanged"),
    LineState.WRONG: Label("Cần sửa", "Wrong"),
}
