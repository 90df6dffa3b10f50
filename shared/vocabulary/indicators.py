"""The service index of QĐ 766/QĐ-TTg: its groups, components, and what a component may say."""

from enum import StrEnum

from shared.vocabulary.label import Label


class IndexGroup(StrEnum):
    """The six groups in their order."""

    OPENNESS = "openness"
    PROGRESS = "progress"
    ONLINE = "online"
    PAYMENT = "payment"
    DIGITISING = "digitising"
    SATISFACTION = "satisfaction"


INDEX_GROUP_LABELS: dict[IndexGroup, Label] = {
    IndexGroup.OPENNESS: Label("Công khai, minh bạch", "Openness"),
    IndexGroup.PROGRESS: Label("Tiến độ, kết quả giải quyết", "Progress and results"),
    IndexGroup.ONLINE: Label("Cung cấp dịch vụ công trực tuyến", "Online services"),
    IndexGroup.PAYMENT: Label("Thanh toán trực tuyến", "Online payment"),
    IndexGroup.DIGITISING: Label("Số hóa hồ sơ", "Digitising"),
    IndexGroup.SATISFACTION: Label("Mức độ hài lòng", "Satisfaction"),
}


class IndexComponent(StrEnum):
    """The components; `COMPONENT_NUMBERS` has the numbers they are known by."""

    PUBLISHED_IN_TIME = "published_in_time"
    UPDATED_IN_TIME = "updated_in_time"
    CONTENT_FULL = "content_full"
    SYNCED = "synced"
    IN_TIME = "in_time"
    AVERAGE_TIME = "average_time"
    FULLY_ONLINE = "fully_online"
    SERVICES_OFFERED = "services_offered"
    SERVICES_USED = "services_used"
    SENT_ONLINE = "sent_online"
    FEES_OFFERED = "fees_offered"
    FEES_USED = "fees_used"
    PAID_ONLINE = "paid_online"
    RESULT_FILES = "result_files"
    DIGITISED = "digitised"
    CERTIFIED_COPIES = "certified_copies"
    REUSED = "reused"
    VAULT = "vault"
    CITIZEN_SERVICES = "citizen_services"
    CITIZEN_DATA = "citizen_data"
    PETITIONS_IN_TIME = "petitions_in_time"
    PETITIONS_CONTENT = "petitions_content"
    DOSSIERS_CONTENT = "dossiers_content"


COMPONENT_NUMBERS: dict[IndexComponent, str] = {
    IndexComponent.PUBLISHED_IN_TIME: "1.1",
    IndexComponent.UPDATED_IN_TIME: "1.2",
    IndexComponent.CONTENT_FULL: "1.3",
    IndexComponent.SYNCED: "1.4",
    IndexComponent.IN_TIME: "2.1",
    IndexComponent.AVERAGE_TIME: "2.2",
    IndexComponent.FULLY_ONLINE: "3",
    IndexComponent.SERVICES_OFFERED: "3.1",
    IndexComponent.SERVICES_USED: "3.2",
    IndexComponent.SENT_ONLINE: "3.3",
    IndexComponent.FEES_OFFERED: "3.5",
    IndexComponent.FEES_USED: "3.5b",
    IndexComponent.PAID_ONLINE: "3.6",
    IndexComponent.RESULT_FILES: "4.1",
    IndexComponent.DIGITISED: "4.2",
    IndexComponent.CERTIFIED_COPIES: "4.2b",
    IndexComponent.REUSED: "4.3",
    IndexComponent.VAULT: "4.4",
    IndexComponent.CITIZEN_SERVICES: "4.5a",
    IndexComponent.CITIZEN_DATA: "4.5b",
    IndexComponent.PETITIONS_IN_TIME: "5.2",
    IndexComponent.PETITIONS_CONTENT: "5.3",
    IndexComponent.DOSSIERS_CONTENT: "5.4",
}
COMPONENT_LABELS: dict[IndexComponent, Label] = {
    IndexComponent.PUBLISHED_IN_TIME: Label(
        "Thủ tục công bố đúng hạn", "Procedures published in time"
    ),
    IndexComponent.UPDATED_IN_TIME: Label(
        "Thủ tục cập nhật, công khai đúng hạn", "Procedures made public in time"
    ),
    IndexComponent.CONTENT_FULL: Label(
        "Thủ tục công khai đủ nội dung", "Procedures with full content"
    ),
    IndexComponent.SYNCED: Label(
        "Hồ sơ đồng bộ lên Cổng quốc gia", "Dossiers told to the national portal"
    ),
    IndexComponent.IN_TIME: Label("Hồ sơ xử lý trước hạn, đúng hạn", "Dossiers handled in time"),
    IndexComponent.AVERAGE_TIME: Label("Thời gian giải quyết trung bình", "Mean time to a result"),
    IndexComponent.FULLY_ONLINE: Label(
        "Hồ sơ dịch vụ công toàn trình", "Dossiers handled fully online"
    ),
    IndexComponent.SERVICES_OFFERED: Label(
        "Thủ tục cung cấp trực tuyến", "Procedures offered online"
    ),
    IndexComponent.SERVICES_USED: Label(
        "Dịch vụ trực tuyến có phát sinh hồ sơ", "Online services that were used"
    ),
    IndexComponent.SENT_ONLINE: Label("Hồ sơ nộp trực tuyến", "Dossiers sent online"),
    IndexComponent.FEES_OFFERED: Label(
        "Thủ tục có phí cung cấp thanh toán trực tuyến", "Procedures payable online"
    ),
    IndexComponent.FEES_USED: Label(
        "Thủ tục có phí phát sinh thanh toán trực tuyến", "Procedures that were paid online"
    ),
    IndexComponent.PAID_ONLINE: Label("Hồ sơ thanh toán trực tuyến", "Dossiers paid online"),
    IndexComponent.RESULT_FILES: Label(
        "Hồ sơ có kết quả điện tử", "Dossiers with an electronic result"
    ),
    IndexComponent.DIGITISED: Label("Hồ sơ được số hóa giấy tờ và kết quả", "Dossiers digitised"),
    IndexComponent.CERTIFIED_COPIES: Label(
        "Chứng thực bản sao điện tử", "Certifications with an electronic copy"
    ),
    IndexComponent.REUSED: Label("Hồ sơ dùng lại dữ liệu số hóa", "Dossiers that reused papers"),
    IndexComponent.VAULT: Label(
        "Hồ sơ kết nối kho dữ liệu điện tử", "Dossiers connected to the vault"
    ),
    IndexComponent.CITIZEN_SERVICES: Label(
        "Thủ tục dùng dữ liệu dân cư", "Procedures that used population data"
    ),
    IndexComponent.CITIZEN_DATA: Label(
        "Hồ sơ dùng dữ liệu dân cư", "Dossiers that used population data"
    ),
    IndexComponent.PETITIONS_IN_TIME: Label(
        "Phản ánh, kiến nghị xử lý đúng hạn", "Petitions handled in time"
    ),
    IndexComponent.PETITIONS_CONTENT: Label(
        "Hài lòng về xử lý phản ánh, kiến nghị", "Content with the handling of petitions"
    ),
    IndexComponent.DOSSIERS_CONTENT: Label(
        "Hài lòng về tiếp nhận, giải quyết hồ sơ", "Content with receipt and handling"
    ),
}
GROUP_OF: dict[IndexComponent, IndexGroup] = {
    **dict.fromkeys(
        (
            IndexComponent.PUBLISHED_IN_TIME,
            IndexComponent.UPDATED_IN_TIME,
            IndexComponent.CONTENT_FULL,
        ),
        IndexGroup.OPENNESS,
    ),
    IndexComponent.SYNCED: IndexGroup.OPENNESS,
    **dict.fromkeys((IndexComponent.IN_TIME, IndexComponent.AVERAGE_TIME), IndexGroup.PROGRESS),
    **dict.fromkeys(
        (
            IndexComponent.FULLY_ONLINE,
            IndexComponent.SERVICES_OFFERED,
            IndexComponent.SERVICES_USED,
        ),
        IndexGroup.ONLINE,
    ),
    IndexComponent.SENT_ONLINE: IndexGroup.ONLINE,
    **dict.fromkeys(
        (IndexComponent.FEES_OFFERED, IndexComponent.FEES_USED, IndexComponent.PAID_ONLINE),
        IndexGroup.PAYMENT,
    ),
    **dict.fromkeys(
        (IndexComponent.RESULT_FILES, IndexComponent.DIGITISED, IndexComponent.CERTIFIED_COPIES),
        IndexGroup.DIGITISING,
    ),
    **dict.fromkeys((IndexComponent.REUSED, IndexComponent.VAULT), IndexGroup.DIGITISING),
    **dict.fromkeys(
        (IndexComponent.CITIZEN_SERVICES, IndexComponent.CITIZEN_DATA), IndexGroup.DIGITISING
    ),
    **dict.fromkeys(
        (IndexComponent.PETITIONS_IN_TIME, IndexComponent.PETITIONS_CONTENT),
        IndexGroup.SATISFACTION,
    ),
    IndexComponent.DOSSIERS_CONTENT: IndexGroup.SATISFACTION,
}


class Counting(StrEnum):
    """What a component counts."""

    DOSSIERS = "dossiers"
    PROCEDURES = "procedures"
    PETITIONS = "petitions"


COUNTING_LABELS: dict[Counting, Label] = {
    Counting.DOSSIERS: Label("hồ sơ", "dossiers"),
    Counting.PROCEDURES: Label("thủ tục", "procedures"),
    Counting.PETITIONS: Label("phản ánh", "petitions"),
}
COUNTED: dict[IndexComponent, Counting] = dict.fromkeys(IndexComponent, Counting.DOSSIERS) | {
    IndexComponent.PUBLISHED_IN_TIME: Counting.PROCEDURES,
    IndexComponent.UPDATED_IN_TIME: Counting.PROCEDURES,
    IndexComponent.CONTENT_FULL: Counting.PROCEDURES,
    IndexComponent.SERVICES_OFFERED: Counting.PROCEDURES,
    IndexComponent.SERVICES_USED: Counting.PROCEDURES,
    IndexComponent.FEES_OFFERED: Counting.PROCEDURES,
    IndexComponent.FEES_USED: Counting.PROCEDURES,
    IndexComponent.CITIZEN_SERVICES: Counting.PROCEDURES,
    IndexComponent.PETITIONS_IN_TIME: Counting.PETITIONS,
    IndexComponent.PETITIONS_CONTENT: Counting.PETITIONS,
}


class Side(StrEnum):
    """Which of what a component counts is listed."""

    ALL = "all"
    MET = "met"
    MISSED = "missed"
    LATE = "late"
    SPOILED = "spoiled"
    BOTH = "both"


SIDE_LABELS: dict[Side, Label] = {
    Side.ALL: Label("Tất cả", "All"),
    Side.MET: Label("Đạt", "Met"),
    Side.MISSED: Label("Chưa đạt", "Not met"),
    Side.LATE: Label("Quá hạn", "Late"),
    Side.SPOILED: Label("Bị phản ánh hoặc không hài lòng", "Complained about or disliked"),
    Side.BOTH: Label("Vừa quá hạn vừa bị phản ánh, không hài lòng", "Both late and disliked"),
}


class Standing(StrEnum):
    """Whether a component could be counted at all."""

    COUNTED = "counted"
    NONE = "none"
    NO_DATA = "no_data"
    ABOVE = "above"


STANDING_LABELS: dict[Standing, Label] = {
    Standing.COUNTED: Label("Đã tính", "Counted"),
    Standing.NONE: Label("N/A: không phát sinh trong kỳ", "N/A: nothing in the period"),
    Standing.NO_DATA: Label("Chưa có dữ liệu", "No data yet"),
    Standing.ABOVE: Label("Tính từ cấp phòng, cơ quan", "Counted for units and agencies"),
}


class ScopeKind(StrEnum):
    """Whose figures they are."""

    ALL = "all"
    AGENCY = "agency"
    UNIT = "unit"
    OFFICER = "officer"


SCOPE_LABELS: dict[ScopeKind, Label] = {
    ScopeKind.ALL: Label("Mọi cơ quan trong phạm vi", "All agencies in reach"),
    ScopeKind.AGENCY: Label("Cơ quan", "Agency"),
    ScopeKind.UNIT: Label("Phòng, ban", "Unit"),
    ScopeKind.OFFICER: Label("Cán bộ", "Officer"),
}
