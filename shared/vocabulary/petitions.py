"""What citizens tell the authorities, where it comes from, and how far it has come."""

from enum import StrEnum

from shared.vocabulary.label import Label


class PetitionKind(StrEnum):
    """Reports and proposals are handled here (NĐ 20/2008); complaints and denunciations have laws
    of their own and are passed on."""

    REPORT = "report"
    PROPOSAL = "proposal"
    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"


PETITION_KIND_LABELS: dict[PetitionKind, Label] = {
    PetitionKind.REPORT: Label("Phản ánh", "Report"),
    PetitionKind.PROPOSAL: Label("Kiến nghị", "Proposal"),
    PetitionKind.COMPLAINT: Label("Khiếu nại", "Complaint"),
    PetitionKind.DENUNCIATION: Label("Tố cáo", "Denunciation"),
}


class PetitionTopic(StrEnum):
    """What it is about."""

    DELAY = "delay"
    CONDUCT = "conduct"
    PROCEDURE = "procedure"
    REGULATION = "regulation"
    FEES = "fees"
    SYSTEM = "system"
    OTHER = "other"


PETITION_TOPIC_LABELS: dict[PetitionTopic, Label] = {
    PetitionTopic.DELAY: Label("Chậm trễ giải quyết", "Delay"),
    PetitionTopic.CONDUCT: Label("Thái độ, hành vi của cán bộ", "Conduct of officers"),
    PetitionTopic.PROCEDURE: Label("Giấy tờ, cách thực hiện thủ tục", "Papers and procedure"),
    PetitionTopic.REGULATION: Label("Quy định hành chính", "Regulation"),
    PetitionTopic.FEES: Label("Phí, lệ phí", "Fees"),
    PetitionTopic.SYSTEM: Label("Lỗi của Cổng, hệ thống", "Faults of the portal"),
    PetitionTopic.OTHER: Label("Nội dung khác", "Something else"),
}


class PetitionSource(StrEnum):
    """Where it came in."""

    PORTAL = "portal"
    DESK = "desk"
    NATIONAL = "national"
    RATING = "rating"


PETITION_SOURCE_LABELS: dict[PetitionSource, Label] = {
    PetitionSource.PORTAL: Label("Cổng Dịch vụ công", "Portal"),
    PetitionSource.DESK: Label("Bộ phận Một cửa", "Desk"),
    PetitionSource.NATIONAL: Label("Hệ thống PAKN quốc gia", "National petition system"),
    PetitionSource.RATING: Label("Đánh giá chưa hài lòng", "Rating"),
}


class PetitionState(StrEnum):
    """Where it stands."""

    RECEIVED = "received"
    PROCESSING = "processing"
    SUPPLEMENT = "supplement"
    DRAFTED = "drafted"
    ANSWERED = "answered"
    PUBLISHED = "published"
    REFUSED = "refused"
    PASSED_ON = "passed_on"
    MERGED = "merged"


PETITION_STATE_LABELS: dict[PetitionState, Label] = {
    PetitionState.RECEIVED: Label("Chờ tiếp nhận", "Waiting to be taken"),
    PetitionState.PROCESSING: Label("Đang xử lý", "Being handled"),
    PetitionState.SUPPLEMENT: Label("Chờ người gửi bổ sung", "Waiting for the sender"),
    PetitionState.DRAFTED: Label("Chờ duyệt trả lời", "Answer waits for approval"),
    PetitionState.ANSWERED: Label("Đã trả lời", "Answered"),
    PetitionState.PUBLISHED: Label("Đã trả lời, đã công khai", "Answered and published"),
    PetitionState.REFUSED: Label("Từ chối tiếp nhận", "Refused"),
    PetitionState.PASSED_ON: Label("Đã chuyển cơ quan có thẩm quyền", "Passed on"),
    PetitionState.MERGED: Label("Đã gộp", "Merged"),
}

PETITION_ENDED = frozenset(
    {
        PetitionState.ANSWERED,
        PetitionState.PUBLISHED,
        PetitionState.REFUSED,
        PetitionState.PASSED_ON,
        PetitionState.MERGED,
    }
)


class PetitionAct(StrEnum):
    """What can be done with it."""

    RECEIVE = "receive"
    TAKE = "take"
    ASSIGN = "assign"
    REFUSE = "refuse"
    ASK_SUPPLEMENT = "ask_supplement"
    SUPPLEMENT = "supplement"
    TRANSFER = "transfer"
    PASS_ON = "pass_on"
    MERGE = "merge"
    DRAFT_ANSWER = "draft_answer"
    SEND_BACK = "send_back"
    APPROVE_ANSWER = "approve_answer"
    PUBLISH = "publish"
    LIKE = "like"
    DISLIKE = "dislike"


PETITION_ACT_LABELS: dict[PetitionAct, Label] = {
    PetitionAct.RECEIVE: Label("Gửi đến", "Sent in"),
    PetitionAct.TAKE: Label("Tiếp nhận, phân công", "Take and assign"),
    PetitionAct.ASSIGN: Label("Phân công lại", "Assign anew"),
    PetitionAct.REFUSE: Label("Từ chối tiếp nhận", "Refuse"),
    PetitionAct.ASK_SUPPLEMENT: Label("Yêu cầu bổ sung thông tin", "Ask for more"),
    PetitionAct.SUPPLEMENT: Label("Bổ sung thông tin", "Give more"),
    PetitionAct.TRANSFER: Label("Chuyển cơ quan khác xử lý", "Transfer to another agency"),
    PetitionAct.PASS_ON: Label("Chuyển cơ quan ngoài hệ thống", "Pass on outside"),
    PetitionAct.MERGE: Label("Gộp vào phản ánh khác", "Merge into another"),
    PetitionAct.DRAFT_ANSWER: Label("Trình dự thảo trả lời", "Submit the answer"),
    PetitionAct.SEND_BACK: Label("Trả lại dự thảo", "Send the draft back"),
    PetitionAct.APPROVE_ANSWER: Label("Duyệt và trả lời", "Approve and answer"),
    PetitionAct.PUBLISH: Label("Công khai trên Cổng", "Publish"),
    PetitionAct.LIKE: Label("Người gửi hài lòng với trả lời", "Sender is content"),
    PetitionAct.DISLIKE: Label("Người gửi chưa hài lòng với trả lời", "Sender is not content"),
}
