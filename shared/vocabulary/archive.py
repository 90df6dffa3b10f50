"""Words of the archive: where a record stands, packages, disposals, what scrubbing finds."""

from enum import StrEnum

from shared.vocabulary.label import Label


class ArchiveStatus(StrEnum):
    """Where the papers of a closed dossier are."""

    KEPT = "kept"
    HANDED_OVER = "handed_over"
    DISPOSED = "disposed"


STATUS_LABELS: dict[ArchiveStatus, Label] = {
    ArchiveStatus.KEPT: Label("Đang lưu tại cơ quan", "Kept by the agency"),
    ArchiveStatus.HANDED_OVER: Label("Đã nộp lưu trữ lịch sử", "Handed over"),
    ArchiveStatus.DISPOSED: Label("Đã hủy tài liệu", "Disposed of"),
}


class TextState(StrEnum):
    """Whether the text of the files can be searched."""

    WAITING = "waiting"
    DONE = "done"
    PARTIAL = "partial"


TEXT_LABELS: dict[TextState, Label] = {
    TextState.WAITING: Label("Đang đọc chữ trong tệp", "Text is being read"),
    TextState.DONE: Label("Đã đọc chữ trong tệp", "Text was read"),
    TextState.PARTIAL: Label("Chỉ đọc được một phần chữ", "Only part of the text was read"),
}


class PackageKind(StrEnum):
    """For the historical archive, or all that is kept of one person."""

    HANDOVER = "handover"
    PERSON = "person"


PACKAGE_KIND_LABELS: dict[PackageKind, Label] = {
    PackageKind.HANDOVER: Label("Nộp lưu trữ lịch sử", "Hand-over to the historical archive"),
    PackageKind.PERSON: Label("Dữ liệu của một người", "Data of one person"),
}


class PackageState(StrEnum):
    """How far a package is that the queue makes."""

    WAITING = "waiting"
    MAKING = "making"
    DONE = "done"
    FAILED = "failed"
    EXPIRED = "expired"


PACKAGE_LABELS: dict[PackageState, Label] = {
    PackageState.WAITING: Label("Đang chờ đóng gói", "Waiting"),
    PackageState.MAKING: Label("Đang đóng gói", "Being made"),
    PackageState.DONE: Label("Đã đóng gói xong", "Ready"),
    PackageState.FAILED: Label("Không đóng gói được", "Failed"),
    PackageState.EXPIRED: Label("Đã hết hạn tải", "Expired"),
}


class DisposalState(StrEnum):
    """How far a disposal list is."""

    PROPOSED = "proposed"
    REVIEWED = "reviewed"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


DISPOSAL_LABELS: dict[DisposalState, Label] = {
    DisposalState.PROPOSED: Label("Chờ thẩm định", "To be reviewed"),
    DisposalState.REVIEWED: Label("Đã thẩm định, chờ quyết định", "Reviewed, to be decided"),
    DisposalState.RUNNING: Label("Đang hủy", "Running"),
    DisposalState.DONE: Label("Đã hủy xong", "Done"),
    DisposalState.REFUSED: Label("Không đồng ý hủy", "Refused"),
    DisposalState.FAILED: Label("Đang vướng, hệ thống sẽ thử lại", "Stuck, will be tried again"),
}


class FindingKind(StrEnum):
    """How an object differs from what was stored."""

    MISSING = "missing"
    ALTERED = "altered"
    UNREADABLE = "unreadable"


FINDING_LABELS: dict[FindingKind, Label] = {
    FindingKind.MISSING: Label("Mất tệp trong kho", "Missing from the store"),
    FindingKind.ALTERED: Label("Nội dung đã khác lúc lưu", "Altered since it was stored"),
    FindingKind.UNREADABLE: Label("Kho không đọc được tệp", "The store cannot read it"),
}
