"""How far a version of a process is, and how a past dossier fared in a draft."""

from enum import StrEnum

from shared.vocabulary.label import Label


class ProcessState(StrEnum):
    """A version is written, proposed by one person, published by another, and later retired."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    PUBLISHED = "published"
    RETIRED = "retired"


PROCESS_STATE_LABELS: dict[ProcessState, Label] = {
    ProcessState.DRAFT: Label("Đang soạn", "Draft"),
    ProcessState.PROPOSED: Label("Chờ phê duyệt", "Awaiting approval"),
    ProcessState.PUBLISHED: Label("Đang áp dụng", "In force"),
    ProcessState.RETIRED: Label("Đã thay thế", "Replaced"),
}
