"""How hours that were set from a day on stand."""

from enum import StrEnum

from shared.vocabulary.label import Label


class OfficeWeekState(StrEnum):
    """Whether they hold."""

    COMING = "coming"
    IN_FORCE = "in_force"
    PAST = "past"
    CALLED_OFF = "called_off"


OFFICE_WEEK_LABELS: dict[OfficeWeekState, Label] = {
    OfficeWeekState.COMING: Label("Chờ đến ngày", "Waits for its day"),
    OfficeWeekState.IN_FORCE: Label("Đang áp dụng", "In force"),
    OfficeWeekState.PAST: Label("Đã hết áp dụng", "Over"),
    OfficeWeekState.CALLED_OFF: Label("Đã hủy", "Called off"),
}
