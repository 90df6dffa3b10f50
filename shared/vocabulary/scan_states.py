"""What is known about viruses in a file."""

from enum import StrEnum

from shared.vocabulary.label import Label


class ScanState(StrEnum):
    """The states of a file before the virus scanner."""

    UNSCANNED = "unscanned"
    PENDING = "pending"
    CLEAN = "clean"
    REJECTED = "rejected"


SCAN_LABELS: dict[ScanState, Label] = {
    ScanState.UNSCANNED: Label("Chưa quét virus", "Not scanned for viruses"),
    ScanState.PENDING: Label("Đang kiểm tra virus", "Being scanned for viruses"),
    ScanState.CLEAN: Label("Không phát hiện virus", "No virus found"),
    ScanState.REJECTED: Label("Có virus, không mở được", "Infected, cannot be opened"),
}
