"""What a report that an officer puts together may be made of: dimensions, measures, periods."""

from enum import StrEnum

from shared.vocabulary.label import Label


class Dimension(StrEnum):
    """By what the lines of a report are told apart."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    AGENCY = "agency"
    UNIT = "unit"
    OFFICER = "officer"
    SECTOR = "sector"
    PROCEDURE = "procedure"
    CHANNEL = "channel"
    DELIVERY = "delivery"
    STATE = "state"
    ON_TIME = "on_time"
    ONLINE_LEVEL = "online_level"
    APPLICANT = "applicant"


TIMES = frozenset(
    {Dimension.DAY, Dimension.WEEK, Dimension.MONTH, Dimension.QUARTER, Dimension.YEAR}
)

DIMENSION_LABELS: dict[Dimension, Label] = {
    Dimension.DAY: Label("Ngày", "Day"),
    Dimension.WEEK: Label("Tuần", "Week"),
    Dimension.MONTH: Label("Tháng", "Month"),
    Dimension.QUARTER: Label("Quý", "Quarter"),
    Dimension.YEAR: Label("Năm", "Year"),
    Dimension.AGENCY: Label("Cơ quan tiếp nhận", "Receiving agency"),
    Dimension.UNIT: Label("Phòng, ban đang giữ", "Unit that holds it"),
    Dimension.OFFICER: Label("Cán bộ thụ lý", "Officer in charge"),
    Dimension.SECTOR: Label("Lĩnh vực", "Sector"),
    Dimension.PROCEDURE: Label("Thủ tục", "Procedure"),
    Dimension.CHANNEL: Label("Cách nộp", "Channel"),
    Dimension.DELIVERY: Label("Cách nhận kết quả", "Delivery of the result"),
    Dimension.STATE: Label("Trạng thái", "State"),
    Dimension.ON_TIME: Label("Mức đúng hạn", "On-time class"),
    Dimension.ONLINE_LEVEL: Label("Mức độ trực tuyến", "Online level"),
    Dimension.APPLICANT: Label("Người nộp", "Kind of applicant"),
}


class Measure(StrEnum):
    """What is counted, each at its own moment: submission, acceptance, end, request, payment."""

    SUBMITTED = "submitted"
    RECEIVED = "received"
    RECEIVED_ONLINE = "received_online"
    RESOLVED = "resolved"
    RESOLVED_EARLY = "resolved_early"
    RESOLVED_ON_TIME = "resolved_on_time"
    RESOLVED_LATE = "resolved_late"
    ON_TIME_RATE = "on_time_rate"
    MEAN_HOURS = "mean_hours"
    LONGEST_HOURS = "longest_hours"
    IN_PROGRESS = "in_progress"
    IN_PROGRESS_LATE = "in_progress_late"
    SUPPLEMENTS = "supplements"
    FEES = "fees"


MEASURE_LABELS: dict[Measure, Label] = {
    Measure.SUBMITTED: Label("Nộp vào", "Submitted"),
    Measure.RECEIVED: Label("Đã tiếp nhận", "Received"),
    Measure.RECEIVED_ONLINE: Label("Tiếp nhận trực tuyến", "Received online"),
    Measure.RESOLVED: Label("Đã giải quyết", "Resolved"),
    Measure.RESOLVED_EARLY: Label("Giải quyết trước hạn", "Resolved early"),
    Measure.RESOLVED_ON_TIME: Label("Giải quyết đúng hạn", "Resolved on time"),
    Measure.RESOLVED_LATE: Label("Giải quyết quá hạn", "Resolved late"),
    Measure.ON_TIME_RATE: Label("Tỷ lệ trước, đúng hạn", "Share early or on time"),
    Measure.MEAN_HOURS: Label("Thời gian giải quyết trung bình", "Mean working time"),
    Measure.LONGEST_HOURS: Label("Thời gian giải quyết lâu nhất", "Longest working time"),
    Measure.IN_PROGRESS: Label("Đang giải quyết", "In progress"),
    Measure.IN_PROGRESS_LATE: Label("Đang giải quyết quá hạn", "In progress, late"),
    Measure.SUPPLEMENTS: Label("Lượt yêu cầu bổ sung", "Requests for supplements"),
    Measure.FEES: Label("Phí, lệ phí đã thu", "Fees and charges paid"),
}

UNIT_LABELS: dict[Measure, Label] = dict.fromkeys(Measure, Label("hồ sơ", "dossiers")) | {
    Measure.ON_TIME_RATE: Label("%", "%"),
    Measure.MEAN_HOURS: Label("giờ làm việc", "working hours"),
    Measure.LONGEST_HOURS: Label("giờ làm việc", "working hours"),
    Measure.SUPPLEMENTS: Label("lượt", "requests"),
    Measure.FEES: Label("đồng", "VND"),
}
"""Of what a measure is a number."""


class PeriodKind(StrEnum):
    """Which days a report is about; all but `days` move with the calendar."""

    DAYS = "days"
    YESTERDAY = "yesterday"
    LAST_7_DAYS = "last_7_days"
    LAST_WEEK = "last_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_QUARTER = "this_quarter"
    LAST_QUARTER = "last_quarter"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"


PERIOD_LABELS: dict[PeriodKind, Label] = {
    PeriodKind.THIS_YEAR: Label("Năm nay đến hôm nay", "This year so far"),
    PeriodKind.THIS_QUARTER: Label("Quý này đến hôm nay", "This quarter so far"),
    PeriodKind.THIS_MONTH: Label("Tháng này đến hôm nay", "This month so far"),
    PeriodKind.LAST_7_DAYS: Label("7 ngày qua", "The last 7 days"),
    PeriodKind.YESTERDAY: Label("Hôm qua", "Yesterday"),
    PeriodKind.LAST_WEEK: Label("Tuần trước", "Last week"),
    PeriodKind.LAST_MONTH: Label("Tháng trước", "Last month"),
    PeriodKind.LAST_QUARTER: Label("Quý trước", "Last quarter"),
    PeriodKind.LAST_YEAR: Label("Năm trước", "Last year"),
    PeriodKind.DAYS: Label("Từ ngày đến ngày …", "From day to day …"),
}


class ApplicantKind(StrEnum):
    """Who submitted, as far as an account tells."""

    CITIZEN = "citizen"
    ORGANISATION = "organisation"
    NO_ACCOUNT = "no_account"


APPLICANT_LABELS: dict[ApplicantKind, Label] = {
    ApplicantKind.CITIZEN: Label("Cá nhân", "Citizen"),
    ApplicantKind.ORGANISATION: Label("Tổ chức, doanh nghiệp", "Organisation"),
    ApplicantKind.NO_ACCOUNT: Label("Không có tài khoản (nộp tại quầy)", "Without an account"),
}


class ChartKind(StrEnum):
    """How a report is drawn beside its table."""

    NONE = "none"
    BARS = "bars"
    LINES = "lines"


CHART_LABELS: dict[ChartKind, Label] = {
    ChartKind.BARS: Label("Biểu đồ thanh", "Bars"),
    ChartKind.LINES: Label("Biểu đồ đường", "Lines"),
    ChartKind.NONE: Label("Không vẽ", "None"),
}


class Repeat(StrEnum):
    """How often a report is made and sent."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


REPEAT_LABELS: dict[Repeat, Label] = {
    Repeat.NEVER: Label("Không gửi định kỳ", "Not sent"),
    Repeat.DAILY: Label("Hằng ngày", "Daily"),
    Repeat.WEEKLY: Label("Thứ Hai hằng tuần", "On Mondays"),
    Repeat.MONTHLY: Label("Ngày đầu mỗi tháng", "On the first of the month"),
}


class StepGrouping(StrEnum):
    """By what the time spent in steps is told apart."""

    STEP = "step"
    PROCEDURE = "procedure"
    AGENCY = "agency"
    UNIT = "unit"
    OFFICER = "officer"


STEP_GROUPING_LABELS: dict[StepGrouping, Label] = {
    StepGrouping.STEP: Label("Bước", "Step"),
    StepGrouping.PROCEDURE: Label("Thủ tục", "Procedure"),
    StepGrouping.AGENCY: Label("Cơ quan tiếp nhận", "Receiving agency"),
    StepGrouping.UNIT: Label("Phòng, ban", "Unit"),
    StepGrouping.OFFICER: Label("Cán bộ", "Officer"),
}
