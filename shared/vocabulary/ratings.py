"""How satisfied people are after a result was handed over, and about what."""

from enum import StrEnum

from shared.vocabulary.label import Label
from shared.vocabulary.roles import Role

# Who reads how satisfied people are with an agency.
RESULT_READERS = (Role.LEADER, Role.DESK_HEAD, Role.UNIT_HEAD, Role.AUDITOR)


class Satisfaction(StrEnum):
    """The three levels (criterion III.9; TT 32/2017 Điều 12)."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    DISSATISFIED = "dissatisfied"


SATISFACTION_LABELS: dict[Satisfaction, Label] = {
    Satisfaction.VERY_SATISFIED: Label("Rất hài lòng", "Very satisfied"),
    Satisfaction.SATISFIED: Label("Hài lòng", "Satisfied"),
    Satisfaction.DISSATISFIED: Label("Chưa hài lòng", "Not satisfied"),
}


class Aspect(StrEnum):
    """What is rated: the whole, and what TT 32/2017 Điều 12 asks for beside it."""

    OVERALL = "overall"
    CONVENIENCE = "convenience"
    TIMELINESS = "timeliness"
    ATTITUDE = "attitude"


ASPECT_LABELS: dict[Aspect, Label] = {
    Aspect.OVERALL: Label("Nhìn chung", "Overall"),
    Aspect.CONVENIENCE: Label("Sự thuận tiện", "Convenience"),
    Aspect.TIMELINESS: Label("Sự kịp thời", "Timeliness"),
    Aspect.ATTITUDE: Label("Thái độ phục vụ", "Attitude"),
}


class RatingWay(StrEnum):
    """Where a rating was given."""

    LINK = "link"
    ACCOUNT = "account"
    KIOSK = "kiosk"
    TABLET = "tablet"


RATING_WAY_LABELS: dict[RatingWay, Label] = {
    RatingWay.LINK: Label("Đường dẫn trong tin nhắn", "Link in the message"),
    RatingWay.ACCOUNT: Label("Tài khoản trên Cổng", "Account on the portal"),
    RatingWay.KIOSK: Label("Ki-ốt tra cứu", "Kiosk"),
    RatingWay.TABLET: Label("Máy tính bảng tại quầy", "Tablet at the desk"),
}


class RatingGrouping(StrEnum):
    """By what results are broken down."""

    PROCEDURE = "procedure"
    AGENCY = "agency"
    UNIT = "unit"
    OFFICER = "officer"
    MONTH = "month"


RATING_GROUPING_LABELS: dict[RatingGrouping, Label] = {
    RatingGrouping.PROCEDURE: Label("Theo thủ tục", "By procedure"),
    RatingGrouping.AGENCY: Label("Theo cơ quan", "By agency"),
    RatingGrouping.UNIT: Label("Theo phòng, ban", "By unit"),
    RatingGrouping.OFFICER: Label("Theo cán bộ", "By officer"),
    RatingGrouping.MONTH: Label("Theo tháng", "By month"),
}
