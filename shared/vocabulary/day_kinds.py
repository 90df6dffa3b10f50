"""What an entry of the calendar makes of a date, in words."""

from enum import StrEnum

from shared.vocabulary.label import Label


class DayKind(StrEnum):
    """What an entry of the calendar makes of a date."""

    HOLIDAY = "holiday"
    WORKED = "worked"
    CLOSED = "closed"
    HALF_DAY = "half_day"


DAY_KIND_LABELS: dict[DayKind, Label] = {
    DayKind.HOLIDAY: Label("Nghỉ lễ", "Public holiday"),
    DayKind.WORKED: Label("Làm bù", "Worked day"),
    DayKind.CLOSED: Label("Cơ quan đóng cửa", "Agency closed"),
    DayKind.HALF_DAY: Label("Làm nửa buổi", "Half day"),
}
