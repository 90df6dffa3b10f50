"""The nine indicators of TT 01/2018/TT-VPCP Điều 13, and the classes of Điều 15."""

from enum import StrEnum

from shared.vocabulary.label import Label


class NineIndicator(StrEnum):
    """By their numbers; each gives 0, 1 or 2 points."""

    TIME = "1"
    UNIT_TIME = "2"
    CONTACTS = "3"
    PLACES = "4"
    WHOLLY_AT_DESK = "5"
    PUBLICITY = "6"
    CONDUCT = "7"
    FEEDBACK = "8"
    ONLINE = "9"


NINE_LABELS: dict[NineIndicator, Label] = {
    NineIndicator.TIME: Label("Tổng thời gian giải quyết", "Total time"),
    NineIndicator.UNIT_TIME: Label("Thời gian của từng đơn vị tham gia", "Time of each unit"),
    NineIndicator.CONTACTS: Label("Số lần liên hệ để hoàn thiện hồ sơ", "Contacts needed"),
    NineIndicator.PLACES: Label("Số nơi phải liên hệ", "Places to contact"),
    NineIndicator.WHOLLY_AT_DESK: Label(
        "Thủ tục thực hiện tại Bộ phận Một cửa", "Handled wholly at the desk"
    ),
    NineIndicator.PUBLICITY: Label("Công khai thủ tục", "Publicity"),
    NineIndicator.CONDUCT: Label("Thái độ phục vụ", "Conduct"),
    NineIndicator.FEEDBACK: Label("Tiếp thu, giải trình phản ánh", "Answering petitions"),
    NineIndicator.ONLINE: Label("Dịch vụ công trực tuyến", "Online service"),
}
# Điều 14: which are scored for each dossier, and which for the agency as a whole.
PER_DOSSIER = (
    NineIndicator.TIME, NineIndicator.UNIT_TIME, NineIndicator.CONTACTS, NineIndicator.PLACES,
    NineIndicator.PUBLICITY, NineIndicator.CONDUCT,
)  # fmt: skip
OF_OFFICER = (
    NineIndicator.TIME, NineIndicator.UNIT_TIME, NineIndicator.CONTACTS, NineIndicator.PLACES,
    NineIndicator.CONDUCT,
)  # fmt: skip


class OfficerClass(StrEnum):
    """Điều 15.2: how far an officer fulfilled the task."""

    FULFILLED = "fulfilled"
    MOSTLY = "mostly"
    PARTLY = "partly"


OFFICER_CLASS_LABELS: dict[OfficerClass, Label] = {
    OfficerClass.FULFILLED: Label("Hoàn thành 100% nhiệm vụ", "100% fulfilled"),
    OfficerClass.MOSTLY: Label("Hoàn thành từ 70% đến dưới 100%", "70% to under 100%"),
    OfficerClass.PARTLY: Label("Hoàn thành dưới 70%", "Under 70%"),
}


class AgencyClass(StrEnum):
    """Điều 15.3."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    AVERAGE = "average"
    WEAK = "weak"


AGENCY_CLASS_LABELS: dict[AgencyClass, Label] = {
    AgencyClass.EXCELLENT: Label("Xuất sắc", "Excellent"),
    AgencyClass.GOOD: Label("Tốt", "Good"),
    AgencyClass.FAIR: Label("Khá", "Fair"),
    AgencyClass.AVERAGE: Label("Trung bình", "Average"),
    AgencyClass.WEAK: Label("Yếu", "Weak"),
}


class NineGrouping(StrEnum):
    """Who is scored, a line each."""

    AGENCY = "agency"
    UNIT = "unit"
    OFFICER = "officer"


NINE_GROUPING_LABELS: dict[NineGrouping, Label] = {
    NineGrouping.AGENCY: Label("Cơ quan", "Agency"),
    NineGrouping.UNIT: Label("Phòng, ban", "Unit"),
    NineGrouping.OFFICER: Label("Cán bộ", "Officer"),
}
