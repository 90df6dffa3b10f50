"""How far a task is that another agency was entrusted with."""

from enum import StrEnum

from shared.vocabulary.label import Label


class TaskState(StrEnum):
    """`waiting` has its turn still to come."""

    WAITING = "waiting"
    ACTIVE = "active"
    DONE = "done"
    CANCELLED = "cancelled"


TASK_LABELS: dict[TaskState, Label] = {
    TaskState.WAITING: Label("Chờ đến lượt", "Waiting its turn"),
    TaskState.ACTIVE: Label("Đang làm", "In progress"),
    TaskState.DONE: Label("Đã xong", "Done"),
    TaskState.CANCELLED: Label("Đã thu hồi", "Withdrawn"),
}
