"""What the portal tells people beside procedures: kinds of content, questions, findings."""

from enum import StrEnum

from shared.vocabulary.label import Label


class ContentKind(StrEnum):
    """What a piece of content is."""

    FAQ = "faq"
    GUIDE = "guide"
    NEWS = "news"
    MAINTENANCE = "maintenance"
    BANNER = "banner"
    VIDEO = "video"
    SAMPLE = "sample"


CONTENT_KIND_LABELS: dict[ContentKind, Label] = {
    ContentKind.FAQ: Label("Câu hỏi thường gặp", "Frequent question"),
    ContentKind.GUIDE: Label("Hướng dẫn từng bước", "Step-by-step guide"),
    ContentKind.NEWS: Label("Tin tức", "News"),
    ContentKind.MAINTENANCE: Label("Thông báo bảo trì", "Maintenance notice"),
    ContentKind.BANNER: Label("Thông báo đầu trang", "Banner"),
    ContentKind.VIDEO: Label("Video hướng dẫn", "Video"),
    ContentKind.SAMPLE: Label("Hồ sơ mẫu", "Sample dossier"),
}
# Told on every page while they hold; everything else has a page of its own.
ANNOUNCED = frozenset({ContentKind.MAINTENANCE, ContentKind.BANNER})


class Showing(StrEnum):
    """Whether people can see a piece of content now."""

    NONE = "none"
    SHOWN = "shown"
    PLANNED = "planned"
    OVER = "over"
    WITHDRAWN = "withdrawn"


SHOWING_LABELS: dict[Showing, Label] = {
    Showing.NONE: Label("Chưa xuất bản", "Not published"),
    Showing.SHOWN: Label("Đang hiện", "Shown"),
    Showing.PLANNED: Label("Hẹn ngày hiện", "Planned"),
    Showing.OVER: Label("Hết hạn", "Over"),
    Showing.WITHDRAWN: Label("Đã gỡ", "Withdrawn"),
}


class QuestionState(StrEnum):
    """How far a citizen's question has come."""

    WAITING = "waiting"
    PROPOSED = "proposed"
    ANSWERED = "answered"
    REFUSED = "refused"


QUESTION_STATE_LABELS: dict[QuestionState, Label] = {
    QuestionState.WAITING: Label("Chờ trả lời", "Waiting"),
    QuestionState.PROPOSED: Label("Câu trả lời chờ duyệt", "Answer waits for approval"),
    QuestionState.ANSWERED: Label("Đã trả lời", "Answered"),
    QuestionState.REFUSED: Label("Không trả lời", "Refused"),
}


class HelpKind(StrEnum):
    """What a search for help finds."""

    PROCEDURE = "procedure"
    FAQ = "faq"
    GUIDE = "guide"
    QUESTION = "question"
    NEWS = "news"
    VIDEO = "video"
    SAMPLE = "sample"


HELP_KIND_LABELS: dict[HelpKind, Label] = {
    HelpKind.PROCEDURE: Label("Thủ tục", "Procedure"),
    HelpKind.FAQ: Label("Câu hỏi thường gặp", "Frequent question"),
    HelpKind.GUIDE: Label("Hướng dẫn", "Guide"),
    HelpKind.QUESTION: Label("Hỏi đáp", "Question and answer"),
    HelpKind.NEWS: Label("Tin tức", "News"),
    HelpKind.VIDEO: Label("Video", "Video"),
    HelpKind.SAMPLE: Label("Hồ sơ mẫu", "Sample dossier"),
}
