"""What of the organisation is renamed or reached otherwise from a day on."""

from enum import StrEnum

from shared.vocabulary.label import Label


class ParticularsKind(StrEnum):
    """Whose particulars they are."""

    PORTAL = "portal"
    AGENCY = "agency"
    UNIT = "unit"
    POSITION = "position"


PARTICULARS_KIND_LABELS: dict[ParticularsKind, Label] = {
    ParticularsKind.PORTAL: Label("Cổng và chân trang", "Portal and its footer"),
    ParticularsKind.AGENCY: Label("Liên hệ của cơ quan", "Contacts of an agency"),
    ParticularsKind.UNIT: Label("Tên phòng, ban", "Name of a unit"),
    ParticularsKind.POSITION: Label("Chức vụ", "Position"),
}
