"""What each turn of a dossier says to its applicant; plain words and the next step."""

from dataclasses import dataclass

from shared.vocabulary.acts import Act


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and a body in Vietnamese."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a letter may say; no personal data beyond the name."""

    name: str
    code: str
    procedure: str
    agency: str
    due_words: str
    note: str
    link: str
    early: bool = False


# Subject and sentence by act; acts that concern officers alone say nothing.
_TEXTS: dict[Act, tuple[str, str]] = {
    Act.SUBMIT: (
        "Đã nhận hồ sơ {code}",
        "Chúng tôi đã nhận hồ sơ của Ông/Bà và sẽ trả lời trong 8 giờ làm việc.",
    ),
    Act.ACCEPT: (
        "Hồ sơ {code} được tiếp nhận",
        "Hồ sơ của Ông/Bà được tiếp nhận. Hẹn trả kết quả: {due}. "
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả có trong trang hồ sơ.",
    ),
    Act.REFUSE: ("Hồ sơ {code} không được tiếp nhận", "Lý do: {note}"),
    Act.REQUEST_SUPPLEMENT: (
        "Hồ sơ {code} cần bổ sung giấy tờ",
        "Ông/Bà vui lòng bổ sung: {note}",
    ),
    Act.SUPPLEMENT: ("Đã nhận giấy tờ bổ sung {code}", "Chúng tôi đã nhận giấy tờ bổ sung."),
    Act.EXPIRE_SUPPLEMENT: ("Hồ sơ {code} dừng xử lý", "Lý do: {note}"),
    Act.TRANSFER: ("Hồ sơ {code} đã chuyển đến phòng chuyên môn", "Hồ sơ đang được giải quyết."),
    Act.ASSIGN: ("Hồ sơ {code} đã có người giải quyết", "Hồ sơ đã được phân công giải quyết."),
    Act.REQUIRE_PAYMENT: ("Hồ sơ {code} cần nộp phí, lệ phí", "Khoản phải nộp: {note}"),
    Act.RECORD_PAYMENT: ("Đã ghi nhận phí, lệ phí {code}", "Khoản nộp đã được ghi nhận."),
    Act.EXTEND: (
        "Xin lỗi và hẹn lại ngày trả kết quả {code}",
        "Chúng tôi xin lỗi vì chưa thể trả kết quả đúng hạn. Hẹn lại: {due}. Lý do: {note}",
    ),
    Act.RECORD_LOSS: (
        "Xin lỗi về giấy tờ của hồ sơ {code}",
        "Chúng tôi xin lỗi vì đã làm mất, hỏng giấy tờ của Ông/Bà và sẽ khắc phục, chịu mọi chi "
        "phí phát sinh. Nội dung: {note}",
    ),
    Act.APPROVE: ("Hồ sơ {code} đã được phê duyệt", "Kết quả đang được phát hành."),
    Act.RESOLVE_AT_DESK: (
        "Hồ sơ {code} đã có kết quả",
        "Kết quả đã được giải quyết ngay tại quầy.",
    ),
    Act.FINISH: (
        "Hồ sơ {code} đã có kết quả",
        "Kết quả đã sẵn sàng. Ông/Bà xem cách nhận kết quả trong trang hồ sơ.",
    ),
    Act.HAND_OVER: ("Hồ sơ {code} đã trả kết quả", "Kết quả đã được trả. Cảm ơn Ông/Bà."),
    Act.REJECT: ("Hồ sơ {code} không đủ điều kiện giải quyết", "Lý do: {note}"),
    Act.REQUEST_WITHDRAWAL: (
        "Đã nhận yêu cầu rút hồ sơ {code}",
        "Chúng tôi đã nhận yêu cầu rút hồ sơ và sẽ trả lời sớm.",
    ),
    Act.GRANT_WITHDRAWAL: ("Đồng ý cho rút hồ sơ {code}", "Hồ sơ đã dừng xử lý theo yêu cầu."),
    Act.DENY_WITHDRAWAL: ("Không đồng ý cho rút hồ sơ {code}", "Lý do: {note}"),
    Act.RECALCULATE: ("Hạn trả hồ sơ {code} thay đổi", "Hạn mới: {due}. Lý do: {note}"),
    Act.STOP: ("Hồ sơ {code} dừng xử lý", "Lý do: {note}"),
    Act.REOPEN_BEFORE_HAND_OVER: (
        "Kết quả hồ sơ {code} đang được chỉnh sửa",
        "Kết quả được thu hồi để chỉnh sửa trước khi trả. Chúng tôi sẽ báo ngay khi xong.",
    ),
}


# A result ready before its date is announced as such (NĐ 61/2018 Điều 20.4).
_EARLY = (
    "Hồ sơ {code} có kết quả sớm",
    "Kết quả có sớm hơn ngày hẹn ({due}). Ông/Bà có thể nhận ngay từ bây giờ, không cần chờ đến "
    "ngày hẹn; xem cách nhận kết quả trong trang hồ sơ.",
)


def letter(act: Act, facts: Facts) -> Letter | None:
    """The letter of an act, or None when the applicant need not hear of it."""
    found = _TEXTS.get(act)
    if found is None:
        return None
    subject, sentence = _EARLY if act is Act.FINISH and facts.early else found
    words = {"code": facts.code, "due": facts.due_words, "note": facts.note}
    body = (
        f"Kính gửi Ông/Bà {facts.name},\n\n"
        f"{sentence.format(**words)}\n\n"
        f"Thủ tục: {facts.procedure}\nMã hồ sơ: {facts.code}\n"
        f"Cơ quan: {facts.agency}\nTheo dõi hồ sơ: {facts.link}\n\n"
        "Thư này được gửi tự động, vui lòng không trả lời."
    )
    return Letter(subject.format(**words), body)
