"""What programs of other systems may ask for: scopes, fields of a dossier, speed."""

from enum import StrEnum

from shared.vocabulary.label import Label


class PartnerScope(StrEnum):
    """What a token may be for; `name/procedure` narrows it to a procedure."""

    READ = "dossiers:read"
    CHANGES = "dossiers:changes"
    EVENTS = "dossiers:events"
    RESULTS = "results:read"
    SUBMIT = "submissions:write"


class PartnerField(StrEnum):
    """What can be granted of a dossier."""

    PROCEDURE = "procedure"
    AGENCY = "agency"
    STATE = "state"
    CHANNEL = "channel"
    SUBMITTED_AT = "submitted_at"
    ACCEPTED_AT = "accepted_at"
    DUE_AT = "due_at"
    FINISHED_AT = "finished_at"
    RETURNED_AT = "returned_at"
    OWNER_NAME = "owner_name"
    APPLICANT_NAME = "applicant_name"


class RateClass(StrEnum):
    """How fast a program may ask."""

    LOW = "low"
    STANDARD = "standard"
    HIGH = "high"


SCOPES: dict[PartnerScope, Label] = {
    PartnerScope.READ: Label("Xem một hồ sơ theo mã", "Read a dossier by its code"),
    PartnerScope.CHANGES: Label("Theo dõi thay đổi của hồ sơ", "Follow changes of dossiers"),
    PartnerScope.EVENTS: Label("Xem diễn biến của hồ sơ", "Read the course of a dossier"),
    PartnerScope.RESULTS: Label("Xem kết quả đã phát hành", "Read results that were issued"),
    PartnerScope.SUBMIT: Label(
        "Nộp hồ sơ thay người đã đồng ý", "Submit dossiers for people who let it"
    ),
}
FIELDS: dict[PartnerField, Label] = {
    PartnerField.PROCEDURE: Label("Thủ tục", "Procedure"),
    PartnerField.AGENCY: Label("Cơ quan tiếp nhận", "Receiving agency"),
    PartnerField.STATE: Label("Trạng thái", "State"),
    PartnerField.CHANNEL: Label("Kênh nộp", "Channel"),
    PartnerField.SUBMITTED_AT: Label("Ngày nộp", "Submitted"),
    PartnerField.ACCEPTED_AT: Label("Ngày tiếp nhận", "Accepted"),
    PartnerField.DUE_AT: Label("Ngày hẹn trả", "Due"),
    PartnerField.FINISHED_AT: Label("Ngày có kết quả", "Finished"),
    PartnerField.RETURNED_AT: Label("Ngày trả kết quả", "Handed over"),
    PartnerField.OWNER_NAME: Label("Tên chủ hồ sơ", "Name of the owner"),
    PartnerField.APPLICANT_NAME: Label("Tên người nộp", "Name of the applicant"),
}
PERSONAL_FIELDS = frozenset({PartnerField.OWNER_NAME, PartnerField.APPLICANT_NAME})
RATE_LABELS: dict[RateClass, Label] = {
    RateClass.LOW: Label("Thấp: 1 lượt mỗi giây", "Low: one a second"),
    RateClass.STANDARD: Label("Thường: 10 lượt mỗi giây", "Standard: ten a second"),
    RateClass.HIGH: Label("Cao: 50 lượt mỗi giây", "High: fifty a second"),
}


class AuthorisationState(StrEnum):
    """Where a program's request to submit for a person stands."""

    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"
    ENDED = "ended"
    EXPIRED = "expired"


AUTHORISATION_LABELS: dict[AuthorisationState, Label] = {
    AuthorisationState.WAITING: Label("Chờ người dân trả lời", "Waits for the person"),
    AuthorisationState.GRANTED: Label("Đang có hiệu lực", "In force"),
    AuthorisationState.REFUSED: Label("Không đồng ý", "Refused"),
    AuthorisationState.ENDED: Label("Đã chấm dứt", "Ended"),
    AuthorisationState.EXPIRED: Label("Đã hết hạn", "Expired"),
}


class WebhookState(StrEnum):
    """How an address that is told of events is doing."""

    ACTIVE = "active"
    FAILING = "failing"
    DISABLED = "disabled"


WEBHOOK_LABELS: dict[WebhookState, Label] = {
    WebhookState.ACTIVE: Label("Đang gửi", "Active"),
    WebhookState.FAILING: Label("Đang lỗi, vẫn gửi lại", "Failing, still tried"),
    WebhookState.DISABLED: Label("Đã tắt", "Switched off"),
}
