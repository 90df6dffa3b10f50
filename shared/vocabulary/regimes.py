"""How a published version of a regime stands."""

from enum import StrEnum

from shared.vocabulary.label import Label


class RegimeVersionState(StrEnum):
    """Whether dossiers begin under it."""

    COMING = "coming"
    IN_FORCE = "in_force"
    PAST = "past"
    CALLED_OFF = "called_off"


REGIME_VERSION_LABELS: dict[RegimeVersionState, Label] = {
    RegimeVersionState.COMING: Label("Chờ đến ngày", "Waits for its day"),
    RegimeVersionState.IN_FORCE: Label("Đang áp dụng", "In force"),
    RegimeVersionState.PAST: Label("Hồ sơ cũ giữ", "Kept by earlier dossiers"),
    RegimeVersionState.CALLED_OFF: Label("Đã hủy", "Called off"),
}
