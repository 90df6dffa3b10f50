"""What happens to a procedure by decision: a new version, a stop, an end."""

from enum import StrEnum

from shared.vocabulary.label import Label


class StopKind(StrEnum):
    """How a procedure stops taking dossiers."""

    SUSPEND = "suspend"
    RETIRE = "retire"
    RESUME = "resume"


STOP_KIND_LABELS: dict[StopKind, Label] = {
    StopKind.SUSPEND: Label("Tạm ngừng tiếp nhận", "Suspension"),
    StopKind.RETIRE: Label("Bãi bỏ", "Retirement"),
    StopKind.RESUME: Label("Tiếp nhận trở lại", "Resumption"),
}


class ChangeState(StrEnum):
    """How an approved version stands."""

    WAITING = "waiting"
    IN_FORCE = "in_force"
    CALLED_OFF = "called_off"
    FAILED = "failed"


CHANGE_STATE_LABELS: dict[ChangeState, Label] = {
    ChangeState.WAITING: Label("Chờ đến ngày", "Waits for its day"),
    ChangeState.IN_FORCE: Label("Đã có hiệu lực", "In force"),
    ChangeState.CALLED_OFF: Label("Đã hủy", "Called off"),
    ChangeState.FAILED: Label("Không áp dụng được", "Could not take effect"),
}


class VersionSource(StrEnum):
    """Where a version came from."""

    KEYED = "keyed"
    EDITED = "edited"
    FILE = "file"
    OTHER = "other"


VERSION_SOURCE_LABELS: dict[VersionSource, Label] = {
    VersionSource.KEYED: Label("Có sẵn trong phần mềm", "Came with the software"),
    VersionSource.EDITED: Label("Soạn trên màn hình", "Written on the screen"),
    VersionSource.FILE: Label("Nhập từ tệp", "Imported from a file"),
    VersionSource.OTHER: Label("Nguồn khác", "Another source"),
}
