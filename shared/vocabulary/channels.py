"""How a dossier arrives and how its result goes back."""

from enum import StrEnum

from shared.vocabulary.label import Label


class Channel(StrEnum):
    """Channels of receipt, NĐ 61/2018 Điều 16 (`KenhThucHien` 1, 2, 3)."""

    DESK = "desk"
    ONLINE = "online"
    POST = "post"


CHANNEL_LABELS: dict[Channel, Label] = {
    Channel.DESK: Label("Trực tiếp tại Bộ phận Một cửa", "At the desk"),
    Channel.ONLINE: Label("Trực tuyến", "Online"),
    Channel.POST: Label("Bưu chính công ích", "By public post"),
}

NATIONAL_CHANNEL: dict[Channel, int] = {Channel.DESK: 1, Channel.ONLINE: 2, Channel.POST: 3}


class Delivery(StrEnum):
    """How the applicant asked to receive the result, NĐ 61/2018 Điều 20."""

    DESK = "desk"
    POST = "post"
    ELECTRONIC = "electronic"


DELIVERY_LABELS: dict[Delivery, Label] = {
    Delivery.DESK: Label("Nhận tại Bộ phận Một cửa", "Collect at the desk"),
    Delivery.POST: Label("Nhận qua bưu chính công ích", "By public post"),
    Delivery.ELECTRONIC: Label("Nhận bản điện tử trên Cổng", "Electronically on the portal"),
}


class OnlineLevel(StrEnum):
    """Online level of a service, NĐ 42/2022/NĐ-CP."""

    FULL = "full"
    PARTIAL = "partial"
    INFORMATION = "information"


ONLINE_LEVEL_LABELS: dict[OnlineLevel, Label] = {
    OnlineLevel.FULL: Label("Toàn trình", "Fully online"),
    OnlineLevel.PARTIAL: Label("Một phần", "Partly online"),
    OnlineLevel.INFORMATION: Label("Cung cấp thông tin", "Information only"),
}


class AgencyLevel(StrEnum):
    """Administrative level of the agency that resolves a procedure (two-level model of 2025)."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    COMMUNE = "commune"
    OTHER = "other"


AGENCY_LEVEL_LABELS: dict[AgencyLevel, Label] = {
    AgencyLevel.MINISTRY: Label("Cấp bộ", "Ministry"),
    AgencyLevel.PROVINCE: Label("Cấp tỉnh", "Province"),
    AgencyLevel.COMMUNE: Label("Cấp xã", "Commune"),
    AgencyLevel.OTHER: Label("Cơ quan khác", "Other agency"),
}


class Subject(StrEnum):
    """Who a procedure is for."""

    CITIZEN = "citizen"
    BUSINESS = "business"
    ORGANISATION = "organisation"
    FOREIGNER = "foreigner"
    AGENCY = "agency"


SUBJECT_LABELS: dict[Subject, Label] = {
    Subject.CITIZEN: Label("Công dân", "Citizen"),
    Subject.BUSINESS: Label("Doanh nghiệp, hợp tác xã", "Business"),
    Subject.ORGANISATION: Label("Tổ chức khác", "Other organisation"),
    Subject.FOREIGNER: Label("Người nước ngoài", "Foreigner"),
    Subject.AGENCY: Label("Cơ quan nhà nước", "State agency"),
}
