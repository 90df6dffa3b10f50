"""By which way it was changed who receives and who resolves a procedure."""

from enum import StrEnum

from shared.vocabulary.label import Label


class CompetenceWay(StrEnum):
    """Where a change came from."""

    SCREEN = "screen"
    FILE = "file"
    OTHER = "other"


COMPETENCE_WAY_LABELS: dict[CompetenceWay, Label] = {
    CompetenceWay.SCREEN: Label("Trên màn hình", "On screen"),
    CompetenceWay.FILE: Label("Bằng bảng tính", "By spreadsheet"),
    CompetenceWay.OTHER: Label(
        "Do khởi tạo, sắp xếp tổ chức", "By setting up or a change of the organisation"
    ),
}
