"""Ways in which a message reaches a person, and how far it has come."""

from enum import StrEnum

from shared.vocabulary.label import Label


class Medium(StrEnum):
    """Where a message arrives. The inbox of the portal always holds it (TT 32/2017 Điều 9)."""

    INBOX = "inbox"
    MAIL = "mail"
    SMS = "sms"
    ZALO = "zalo"
    PUSH = "push"


MEDIUM_LABELS: dict[Medium, Label] = {
    Medium.INBOX: Label("Hộp thư trên Cổng", "Inbox of the portal"),
    Medium.MAIL: Label("Thư điện tử", "E-mail"),
    Medium.SMS: Label("Tin nhắn SMS", "Text message"),
    Medium.ZALO: Label("Zalo", "Zalo"),
    Medium.PUSH: Label("Thông báo của trình duyệt", "Browser notification"),
}


class SendState(StrEnum):
    """How far one message has come on one way."""

    QUIET = "quiet"
    WAITING = "waiting"
    SENDING = "sending"
    HANDED = "handed"
    RECEIVED = "received"
    MAYBE = "maybe"
    FAILED = "failed"
    BOUNCED = "bounced"
    DROPPED = "dropped"


SEND_LABELS: dict[SendState, Label] = {
    SendState.QUIET: Label("Chờ hết giờ yên lặng", "Waits for the end of quiet hours"),
    SendState.WAITING: Label("Chờ gửi", "Waiting"),
    SendState.SENDING: Label("Đang gửi", "Being sent"),
    SendState.HANDED: Label("Đã giao nhà cung cấp", "Handed to the provider"),
    SendState.RECEIVED: Label("Đã đến máy người nhận", "Received"),
    SendState.MAYBE: Label("Có thể đã gửi", "Perhaps sent"),
    SendState.FAILED: Label("Không đến được", "Not delivered"),
    SendState.BOUNCED: Label("Bị trả lại", "Returned"),
    SendState.DROPPED: Label("Thôi gửi", "Dropped"),
}


class Language(StrEnum):
    """Languages in which people are written to."""

    VI = "vi"
    EN = "en"


LANGUAGE_LABELS: dict[Language, Label] = {
    Language.VI: Label("Tiếng Việt", "Vietnamese"),
    Language.EN: Label("Tiếng Anh", "English"),
}


class Verdict(StrEnum):
    """What we made of a provider's receipt."""

    ACCEPTED = "accepted"
    REPEATED = "repeated"
    FORGED = "forged"
    LATE = "late"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"


VERDICT_LABELS: dict[Verdict, Label] = {
    Verdict.ACCEPTED: Label("Đã ghi nhận", "Accepted"),
    Verdict.REPEATED: Label("Đã ghi nhận trước đó", "Repeated"),
    Verdict.FORGED: Label("Sai chữ ký", "Forged"),
    Verdict.LATE: Label("Quá thời hạn", "Too late"),
    Verdict.UNKNOWN: Label("Không có tin này", "Unknown message"),
    Verdict.UNREADABLE: Label("Không đọc được", "Unreadable"),
}
