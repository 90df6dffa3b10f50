"""What heads say about a dossier and what those who hold it answer."""

from enum import StrEnum

from shared.vocabulary.label import Label


class DirectiveKind(StrEnum):
    """Direction, a reminder to hurry, an explanation of lateness (NĐ 61/2018 Điều 10, 26)."""

    DIRECTION = "direction"
    URGE = "urge"
    LATENESS = "lateness"


DIRECTIVE_LABELS: dict[DirectiveKind, Label] = {
    DirectiveKind.DIRECTION: Label("Chỉ đạo", "Direction"),
    DirectiveKind.URGE: Label("Đôn đốc", "Reminder to hurry"),
    DirectiveKind.LATENESS: Label("Giải trình trễ hạn", "Lateness explained"),
}
