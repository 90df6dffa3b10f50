"""Units in which the law counts time."""

from enum import StrEnum

from shared.vocabulary.label import Label


class TimeUnit(StrEnum):
    """Unit of a statutory duration."""

    WORKING_HOUR = "working_hour"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    SAME_DAY = "same_day"


TIME_UNIT_LABELS: dict[TimeUnit, Label] = {
    TimeUnit.WORKING_HOUR: Label("giờ làm việc", "working hours"),
    TimeUnit.WORKING_DAY: Label("ngày làm việc", "working days"),
    TimeUnit.CALENDAR_DAY: Label("ngày", "days"),
    TimeUnit.MONTH: Label("tháng", "months"),
    TimeUnit.SAME_DAY: Label("trong ngày", "the same day"),
}


class SupplementPolicy(StrEnum):
    """What the statutory clock does with the time spent waiting for a supplement."""

    RESTART = "restart"
    PAUSE_RESUME = "pause_resume"
    CONTINUE = "continue"


SUPPLEMENT_POLICY_LABELS: dict[SupplementPolicy, Label] = {
    SupplementPolicy.RESTART: Label(
        "Tính lại từ đầu khi nhận đủ giấy tờ", "The term starts anew once the papers are complete"
    ),
    SupplementPolicy.PAUSE_RESUME: Label(
        "Tạm dừng trong thời gian chờ bổ sung", "The clock rests while waiting"
    ),
    SupplementPolicy.CONTINUE: Label(
        "Vẫn tính trong thời gian chờ bổ sung", "The clock runs on while waiting"
    ),
}


class DeadlineClass(StrEnum):
    """How a dossier stands to its due date; a fact beside the state, never part of it."""

    NONE = "none"
    IN_TIME = "in_time"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    WAITING = "waiting"
    DONE_EARLY = "done_early"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"


DEADLINE_LABELS: dict[DeadlineClass, Label] = {
    DeadlineClass.NONE: Label("Chưa tính hạn", "No deadline yet"),
    DeadlineClass.IN_TIME: Label("Trong hạn", "In time"),
    DeadlineClass.DUE_SOON: Label("Sắp đến hạn", "Due soon"),
    DeadlineClass.OVERDUE: Label("Quá hạn", "Overdue"),
    DeadlineClass.WAITING: Label("Tạm dừng tính hạn", "Clock stopped"),
    DeadlineClass.DONE_EARLY: Label("Trước hạn", "Early"),
    DeadlineClass.DONE_ON_TIME: Label("Đúng hạn", "On time"),
    DeadlineClass.DONE_LATE: Label("Quá hạn", "Late"),
}
