"""What happens that people are told of, with the words they read unless an agency wrote its own.

A wording is a subject, a body and a short form for telephones. Plain words and the next step; no
link in a text message, so that nobody learns to follow one.
"""

from dataclasses import dataclass

from backend.notifications.wordings_appointments import (
    APPOINTMENT_WORDS,
    APPOINTMENTS,
    WEIGHTY_TURNS,
)
from backend.notifications.wordings_english import ENGLISH
from backend.notifications.wordings_petitions import PETITIONS, PETITIONS_ENGLISH, key_of_petition
from backend.notifications.wordings_petitions import WORDS as PETITION_WORDS
from shared.vocabulary.acts import ACT_LABELS, Act
from shared.vocabulary.label import Label
from shared.vocabulary.messages import Language
from shared.vocabulary.reception import APPOINTMENT_TURN_LABELS, AppointmentTurn

# What every message about a dossier may say.
DOSSIER_WORDS = ("name", "code", "procedure", "agency", "due", "note")
# After hand-over, the invitation to rate with its link.
_RATED_WORDS = (*DOSSIER_WORDS, "rating")


@dataclass(frozen=True, slots=True)
class Wording:
    """Subject, body and short form; `{code}` and the like are filled in."""

    subject: str
    body: str
    short: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something people are told of. `weighty` goes to telephones by itself."""

    key: str
    label: Label
    words: tuple[str, ...]
    texts: dict[Language, Wording]
    weighty: bool = False


# Subject and sentence by act; acts that concern officers alone say nothing.
_OF_ACTS: dict[Act, tuple[str, str]] = {
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
    Act.HAND_OVER: (
        "Hồ sơ {code} đã trả kết quả",
        "Kết quả đã được trả. Cảm ơn Ông/Bà. Mời Ông/Bà "
        "đánh giá trong một phút, không cần đăng nhập: {rating}",
    ),
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
# What asks the person to act, moves the date, or ends the dossier.
_WEIGHTY = frozenset({
    Act.ACCEPT, Act.REFUSE, Act.REQUEST_SUPPLEMENT, Act.EXPIRE_SUPPLEMENT, Act.REQUIRE_PAYMENT,
    Act.EXTEND, Act.RECORD_LOSS, Act.FINISH, Act.RESOLVE_AT_DESK, Act.REJECT, Act.STOP,
    Act.RECALCULATE,
})  # fmt: skip

# A result ready before its date is announced as such (NĐ 61/2018 Điều 20.4).
EARLY = "result.early"
RESULT_REPLACED, RESULT_WITHDRAWN = "result.replaced", "result.withdrawn"
VIRUS, ANSWERED = "file.virus", "question.answered"
QUEUE_NEAR = "queue.near"
_OTHERS: dict[str, tuple[Label, tuple[str, ...], str, str]] = {
    EARLY: (
        Label("Có kết quả sớm hơn hẹn", "Result ready early"),
        DOSSIER_WORDS,
        "Hồ sơ {code} có kết quả sớm",
        "Kết quả có sớm hơn ngày hẹn ({due}). Ông/Bà có thể nhận ngay từ bây giờ, không cần chờ "
        "đến ngày hẹn; xem cách nhận kết quả trong trang hồ sơ.",
    ),
    RESULT_REPLACED: (
        Label("Kết quả được thay thế", "Result replaced"),
        (*DOSSIER_WORDS, "result", "new_number"),
        "Kết quả hồ sơ {code} được thay thế",
        "{result} đã được thay bằng kết quả số {new_number}. Bản cũ không dùng nữa. Lý do: {note}",
    ),
    RESULT_WITHDRAWN: (
        Label("Kết quả bị thu hồi", "Result withdrawn"),
        (*DOSSIER_WORDS, "result"),
        "Kết quả hồ sơ {code} bị thu hồi",
        "{result} đã bị thu hồi và không còn giá trị. Lý do: {note}",
    ),
    VIRUS: (
        Label("Tệp có virus", "A file has a virus"),
        ("name", "code", "file"),
        "Tệp có virus: {file}",
        "Tệp “{file}” có virus nên không ai mở được và không được dùng để giải quyết. Hãy quét "
        "virus trên máy của Ông/Bà, chụp hoặc quét lại giấy tờ thành tệp mới rồi gửi lại.",
    ),
    ANSWERED: (
        Label("Cơ quan trả lời câu hỏi", "A question was answered"),
        DOSSIER_WORDS,
        "Hồ sơ {code}: cơ quan đã trả lời câu hỏi của Ông/Bà",
        "Ông/Bà xem nội dung trả lời trong trang hồ sơ, mục Hỏi đáp.",
    ),
    QUEUE_NEAR: (
        Label("Sắp đến lượt ở quầy", "Turn at the desk is near"),
        ("name", "number", "before", "minutes", "agency"),
        "Số {number}: còn {before} người trước Ông/Bà",
        "Ông/Bà sắp được gọi tại {agency}, ước tính {minutes} phút nữa. Mời Ông/Bà có mặt trước "
        "màn hình gọi số.",
    ),
}
_HANDOVER_WORDS = ("name", "code", "procedure", "note", "from_name", "to_name", "until")
_HANDOVERS: dict[str, tuple[str, str]] = {
    "asked": (
        "Hồ sơ {code}: đề nghị chuyển cho người khác",
        "Có đề nghị chuyển hồ sơ {code} ({procedure}) từ {from_name} sang {to_name}. Lý do: "
        "{note} {until}",
    ),
    "accepted": ("Hồ sơ {code}: người nhận đã đồng ý", "{to_name} đồng ý nhận hồ sơ {code}."),
    "objected": (
        "Hồ sơ {code}: người nộp phản đối",
        "{from_name} phản đối việc chuyển hồ sơ {code}. Hồ sơ giữ nguyên người nộp.",
    ),
    "done": (
        "Hồ sơ {code} đã chuyển cho {to_name}",
        "Từ nay {to_name} đứng tên nộp hồ sơ {code}, nhận thông báo và kết quả. {from_name} không "
        "còn xem được hồ sơ này.",
    ),
    "refused": ("Hồ sơ {code}: không chuyển", "Cơ quan không đồng ý chuyển hồ sơ {code}."),
    "withdrawn": ("Hồ sơ {code}: thôi chuyển", "Đề nghị chuyển hồ sơ {code} đã được rút."),
}
_HANDOVER_LABELS = {
    "asked": Label("Đề nghị chuyển hồ sơ", "Change of hands asked for"),
    "accepted": Label("Người nhận đồng ý nhận hồ sơ", "Change of hands accepted"),
    "objected": Label("Người nộp phản đối chuyển hồ sơ", "Change of hands objected to"),
    "done": Label("Hồ sơ đã chuyển cho người khác", "Dossier changed hands"),
    "refused": Label("Không chuyển hồ sơ", "Change of hands refused"),
    "withdrawn": Label("Rút đề nghị chuyển hồ sơ", "Change of hands withdrawn"),
}


def key_of(act: Act) -> str:
    """The event of an act."""
    return f"act.{act}"


def key_of_handover(what: str) -> str:
    """The event of a turn in a change of hands."""
    return f"handover.{what}"


def key_of_appointment(turn: AppointmentTurn) -> str:
    """The event of a turn of an appointment."""
    return f"appointment.{turn}"


def _event(
    key: str, label: Label, words: tuple[str, ...], subject: str, body: str, *, weighty: bool
) -> Event:
    english = (ENGLISH | PETITIONS_ENGLISH)[key]
    texts = {
        Language.VI: Wording(subject, body, f"{subject}. Xem trên Cổng Dịch vụ công."),
        Language.EN: Wording(*english, f"{english[0]}. See the public-service portal."),
    }
    return Event(key, label, words, texts, weighty)


EVENTS: dict[str, Event] = {
    event.key: event
    for event in (
        *(
            _event(
                key_of(act), ACT_LABELS[act],
                _RATED_WORDS if act is Act.HAND_OVER else DOSSIER_WORDS, *texts,
                weighty=act in _WEIGHTY,
            )
            for act, texts in _OF_ACTS.items()
        ),
        *(
            _event(key, label, words, subject, body, weighty=True)
            for key, (label, words, subject, body) in _OTHERS.items()
        ),
        *(
            _event(
                key_of_handover(what), _HANDOVER_LABELS[what], _HANDOVER_WORDS, *texts,
                weighty=what in ("asked", "done"),
            )
            for what, texts in _HANDOVERS.items()
        ),
        *(
            _event(
                key_of_appointment(turn), APPOINTMENT_TURN_LABELS[turn], APPOINTMENT_WORDS,
                *texts, weighty=turn in WEIGHTY_TURNS,
            )
            for turn, texts in APPOINTMENTS.items()
        ),
        *(
            _event(
                key_of_petition(what), label, PETITION_WORDS, subject, body,
                weighty=what in ("asked", "answered"),
            )
            for what, (label, subject, body) in PETITIONS.items()
        ),
    )
}  # fmt: skip

# What an officer looks at while writing a template; plainly nobody's.
SAMPLE: dict[str, str] = {
    "name": "Nguyễn Văn Mẫu",
    "code": "H37.09-261126-0001",
    "procedure": "Cấp giấy xác nhận tình trạng hôn nhân",
    "agency": "Ủy ban nhân dân phường Kỳ Lừa",
    "due": "17 giờ 00 ngày 01/12/2026",
    "note": "Bản chụp căn cước công dân mờ, cần chụp lại.",
    "result": "Giấy xác nhận số 12/XN",
    "new_number": "15/XN",
    "file": "to-khai.pdf",
    "rating": "https://dichvucong.example/danh-gia/mau",
    "petition": "PA261126-7K3QX9",
    "from_name": "Nguyễn Văn Mẫu",
    "to_name": "Nguyễn Thị Mẫu",
    "number": "A012",
    "before": "3",
    "minutes": "12",
    "time": "08:30 ngày 01/12/2026",
    "kind": "Hộ tịch, chứng thực",
    "address": "Số 1 phố Trình Diễn, phường Kỳ Lừa, tỉnh Lạng Sơn",
    "until": "Nếu vẫn muốn đứng tên, hãy phản đối trước 17 giờ 00 ngày 01/12/2026.",
}
