"""What is new about a dossier for an officer, as kinds that a row of the inbox can show."""

from enum import StrEnum

from shared.vocabulary.acts import Act
from shared.vocabulary.label import Label


class News(StrEnum):
    """A kind of happening since the officer last read the dossier."""

    ARRIVED = "arrived"
    ASSIGNED = "assigned"
    SUPPLEMENTED = "supplemented"
    ANSWERED = "answered"
    ASKED = "asked"
    PAID = "paid"
    FOR_APPROVAL = "for_approval"
    DECIDED = "decided"
    SENT_BACK = "sent_back"
    DEADLINE = "deadline"
    WITHDRAWAL = "withdrawal"
    ENDED = "ended"
    PROGRESS = "progress"
    QUESTION = "question"


NEWS_LABELS: dict[News, Label] = {
    News.ARRIVED: Label("Mới đến", "Arrived"),
    News.ASSIGNED: Label("Mới phân công", "Assigned"),
    News.SUPPLEMENTED: Label("Đã bổ sung", "Supplemented"),
    News.ANSWERED: Label("Có trả lời", "Answered"),
    News.ASKED: Label("Hỏi, giao việc", "Asked"),
    News.PAID: Label("Đã nộp tiền", "Paid"),
    News.FOR_APPROVAL: Label("Trình duyệt", "For approval"),
    News.DECIDED: Label("Đã quyết định", "Decided"),
    News.SENT_BACK: Label("Trả lại", "Sent back"),
    News.DEADLINE: Label("Đổi hạn", "New deadline"),
    News.WITHDRAWAL: Label("Việc rút hồ sơ", "Withdrawal"),
    News.ENDED: Label("Kết thúc", "Ended"),
    News.PROGRESS: Label("Có cập nhật", "Updated"),
    News.QUESTION: Label("Có câu hỏi", "A question"),
}

NEWS_OF_ACT: dict[Act, News] = {
    Act.SUBMIT: News.ARRIVED,
    Act.REGISTER_AT_DESK: News.ARRIVED,
    Act.TRANSFER: News.ARRIVED,
    Act.ASSIGN: News.ASSIGNED,
    Act.SUPPLEMENT: News.SUPPLEMENTED,
    Act.ANSWER_CONSULTATION: News.ANSWERED,
    Act.CLOSE_CONSULTATION: News.ANSWERED,
    Act.CONTRIBUTE: News.ANSWERED,
    Act.COMPLETE_TASK: News.ANSWERED,
    Act.RECORD_VERIFICATION: News.ANSWERED,
    Act.CONSULT: News.ASKED,
    Act.ENTRUST: News.ASKED,
    Act.CANCEL_TASK: News.ASKED,
    Act.RECORD_PAYMENT: News.PAID,
    Act.SUBMIT_FOR_APPROVAL: News.FOR_APPROVAL,
    Act.APPROVE: News.DECIDED,
    Act.FINISH: News.DECIDED,
    Act.RESOLVE_AT_DESK: News.DECIDED,
    Act.SEND_BACK: News.SENT_BACK,
    Act.REOPEN_BEFORE_HAND_OVER: News.SENT_BACK,
    Act.EXTEND: News.DEADLINE,
    Act.RECALCULATE: News.DEADLINE,
    Act.TAKE_OVER: News.ASSIGNED,
    Act.CHANGE_AGENCY: News.ARRIVED,
    Act.REQUEST_WITHDRAWAL: News.WITHDRAWAL,
    Act.GRANT_WITHDRAWAL: News.WITHDRAWAL,
    Act.DENY_WITHDRAWAL: News.WITHDRAWAL,
    Act.REFUSE: News.ENDED,
    Act.REJECT: News.ENDED,
    Act.STOP: News.ENDED,
    Act.EXPIRE_SUPPLEMENT: News.ENDED,
    Act.HAND_OVER: News.ENDED,
    Act.ACCEPT: News.PROGRESS,
    Act.REQUEST_SUPPLEMENT: News.PROGRESS,
    Act.START_VERIFICATION: News.PROGRESS,
    Act.RESUME_PROCESSING: News.PROGRESS,
    Act.REQUIRE_PAYMENT: News.PROGRESS,
    Act.RECORD_LOSS: News.PROGRESS,
}
