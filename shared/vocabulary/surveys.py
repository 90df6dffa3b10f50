"""Surveys and consultations: what they are, whom they ask, how they stand."""

from enum import StrEnum

from shared.vocabulary.label import Label


class SurveyKind(StrEnum):
    """Questions to answer, or a draft to comment on section by section."""

    SURVEY = "survey"
    CONSULTATION = "consultation"


SURVEY_KIND_LABELS: dict[SurveyKind, Label] = {
    SurveyKind.SURVEY: Label("Khảo sát", "Survey"),
    SurveyKind.CONSULTATION: Label("Lấy ý kiến dự thảo", "Consultation on a draft"),
}


class Audience(StrEnum):
    """Who is asked."""

    EVERYBODY = "everybody"
    ACCOUNTS = "accounts"
    SERVED = "served"
    OFFICERS = "officers"


AUDIENCE_LABELS: dict[Audience, Label] = {
    Audience.EVERYBODY: Label("Mọi người, không cần tài khoản", "Everybody, without an account"),
    Audience.ACCOUNTS: Label("Người dân, tổ chức có tài khoản", "Citizens with an account"),
    Audience.SERVED: Label(
        "Người đã nộp hồ sơ trong 12 tháng qua", "Who had a dossier in the last twelve months"
    ),
    Audience.OFFICERS: Label("Cán bộ, công chức", "Officers"),
}


class SurveyState(StrEnum):
    """How a survey stands now."""

    DRAFT = "draft"
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


SURVEY_STATE_LABELS: dict[SurveyState, Label] = {
    SurveyState.DRAFT: Label("Chưa mở", "Not published"),
    SurveyState.PLANNED: Label("Hẹn ngày mở", "Planned"),
    SurveyState.OPEN: Label("Đang lấy ý kiến", "Open"),
    SurveyState.CLOSED: Label("Đã kết thúc", "Closed"),
}


class AnswerWay(StrEnum):
    """How we know that somebody answers once, if we do."""

    ACCOUNT = "account"
    LINK = "link"
    ANONYMOUS = "anonymous"


ANSWER_WAY_LABELS: dict[AnswerWay, Label] = {
    AnswerWay.ACCOUNT: Label("Bằng tài khoản", "By account"),
    AnswerWay.LINK: Label("Bằng đường dẫn riêng", "By a link of one's own"),
    AnswerWay.ANONYMOUS: Label("Ẩn danh", "Anonymous"),
}


class Stance(StrEnum):
    """What somebody thinks of a section of a draft."""

    AGREE = "agree"
    AMEND = "amend"
    DISAGREE = "disagree"


STANCE_LABELS: dict[Stance, Label] = {
    Stance.AGREE: Label("Đồng ý", "Agree"),
    Stance.AMEND: Label("Đồng ý nhưng đề nghị sửa", "Agree with changes"),
    Stance.DISAGREE: Label("Không đồng ý", "Disagree"),
}
