"""How far a printed copy is that the queue makes."""

from enum import StrEnum

from shared.vocabulary.label import Label


class PrintState(StrEnum):
    """Waiting for the worker, being made, ready, or failed (the worker tries again)."""

    WAITING = "waiting"
    PRINTING = "printing"
    DONE = "done"
    FAILED = "failed"


PRINT_LABELS: dict[PrintState, Label] = {
    PrintState.WAITING: Label("Đang chờ in", "Waiting"),
    PrintState.PRINTING: Label("Đang in", "Printing"),
    PrintState.DONE: Label("Đã in xong", "Ready"),
    PrintState.FAILED: Label("In chưa được, hệ thống sẽ thử lại", "Failed, will be tried again"),
}
