"""A desk's set-up as rows of a form, and read back from what was sent. Pure."""

import dataclasses
import re
import uuid
from collections.abc import Mapping
from typing import Any

from shared.contracts.desk_setup import DeskSetup, WorkKind

NUMBERS = {
    "most_in_a_row": "Gọi nhiều nhất bao nhiêu số ưu tiên liền nhau",
    "per_person_a_day": "Mỗi người lấy bao nhiêu số một ngày qua điện thoại",
    "early_minutes": "Cho lấy số trước giờ mở cửa (phút)",
    "tell_before": "Nhắn tin khi còn bao nhiêu người trước",
    "grace_minutes": "Đến trễ hẹn bao nhiêu phút vẫn được ưu tiên",
}
_PLACES = {
    "name": "tên", "letter": "chữ cái đầu số", "minutes": "số phút", "number": "số quầy",
    "capacity": "số chỗ mỗi lượt", "days_ahead": "đặt trước nhiều nhất",
    "notice_hours": "đặt, đổi, hủy trước ít nhất",
    "before_submission": "thủ tục phải hẹn trước khi nộp", "procedures": "mã thủ tục",
    "kinds": "loại việc",
}  # fmt: skip
_BOOKING = ("minutes", "capacity", "days_ahead", "notice_hours")


@dataclasses.dataclass
class AskedRow:
    """One of the desk's own questions; choices are separated by semicolons."""

    id: str
    key: str
    label: str
    kind: str
    required: bool
    options: str


@dataclasses.dataclass
class KindRow:
    """A kind of work."""

    id: str
    key: str
    letter: str
    name: str
    minutes: str
    by_phone: bool
    procedures: str
    books: bool
    slot: str
    capacity: str
    days_ahead: str
    notice_hours: str
    first_booked: str
    questions: list[AskedRow]


@dataclasses.dataclass
class CounterRow:
    """A counter and the keys of its kinds of work."""

    id: str
    number: str
    name: str
    kinds: list[str]


def new_id() -> str:
    """Of a row that is added."""
    return uuid.uuid4().hex[:8]


def new_kind(letter: str) -> KindRow:
    """An empty kind of work."""
    id_ = new_id()
    return KindRow(
        id_, f"viec_{id_}", letter, "", "10", True, "", False, "30", "1", "14", "2", "", []
    )


def new_question() -> AskedRow:
    """An empty question."""
    id_ = new_id()
    return AskedRow(id_, f"cau_{id_}", "", "text", False, "")


def kind_row(kind: WorkKind) -> KindRow:
    """A kind of work as a row."""
    booking = kind.booking
    return KindRow(
        new_id(), kind.key, kind.letter, kind.name, str(kind.minutes), kind.by_phone,
        ", ".join(kind.procedures), booking is not None,
        str(booking.minutes) if booking else "30", str(booking.capacity) if booking else "1",
        str(booking.days_ahead) if booking else "14",
        str(booking.notice_hours) if booking else "2",
        ", ".join(booking.before_submission) if booking else "",
        [
            AskedRow(
                new_id(), q.key, q.label, q.kind, q.required, "; ".join(o.label for o in q.options)
            )
            for q in (booking.questions if booking else [])
        ],
    )  # fmt: skip


def counter_rows(setup: DeskSetup) -> list[CounterRow]:
    """The counters as rows."""
    return [CounterRow(new_id(), str(c.number), c.name, list(c.kinds)) for c in setup.counters]


def as_sent(
    kinds: list[KindRow], counters: list[CounterRow], form: Mapping[str, Any], *, is_open: bool
) -> dict[str, Any]:
    """The set-up as the API takes it; what is no number goes as it was typed, to be refused."""
    return {
        "is_open": is_open,
        "kinds": [_kind(row, form) for row in kinds],
        "counters": [
            {
                "number": _number(form.get(f"counter.{row.id}.number")),
                "name": _text(form, f"counter.{row.id}.name"),
                "kinds": [k.key for k in kinds if form.get(f"counter.{row.id}.{k.id}")],
            }
            for row in counters
        ],
        **{name: _number(form.get(name)) for name in NUMBERS},
    }


def place_words(said: str) -> str:
    """Which box a refusal of the shape speaks of, as in "Loại việc thứ 2: chữ cái đầu số"."""
    path = said.rpartition("`")[0].rpartition("`")[2]
    last = path.rpartition(".")[2].partition("[")[0]
    name = NUMBERS.get(last) or _PLACES.get(last, last)
    found = re.search(r"(kinds|counters)\[(\d+)\]", path)
    if found is None:
        return name
    place = int(found[2]) + 1
    is_kind = found[1] == "kinds"
    return f"Loại việc thứ {place}: {name}" if is_kind else f"Quầy thứ {place}: {name}"


def _kind(row: KindRow, form: Mapping[str, Any]) -> dict[str, Any]:
    at = f"kind.{row.id}"
    codes = _text(form, f"{at}.procedures").replace("\n", ",").replace(";", ",")
    booking = None
    if form.get(f"{at}.books"):
        booking = {name: _number(form.get(f"{at}.{name}")) for name in _BOOKING}
        first = _text(form, f"{at}.first_booked").replace("\n", ",").replace(";", ",")
        booking["before_submission"] = [code.strip() for code in first.split(",") if code.strip()]
        booking["questions"] = [_question(q, form) for q in row.questions]
    return {
        "key": row.key,
        "letter": _text(form, f"{at}.letter").upper(),
        "name": _text(form, f"{at}.name"),
        "procedures": [code.strip() for code in codes.split(",") if code.strip()],
        "minutes": _number(form.get(f"{at}.each")),
        "by_phone": bool(form.get(f"{at}.by_phone")),
        "booking": booking,
    }


def _question(row: AskedRow, form: Mapping[str, Any]) -> dict[str, Any]:
    at = f"question.{row.id}"
    labels = [o.strip() for o in _text(form, f"{at}.options").split(";") if o.strip()]
    return {
        "key": row.key, "kind": _text(form, f"{at}.kind"), "label": _text(form, f"{at}.label"),
        "help": "", "section": "", "page": "", "required": bool(form.get(f"{at}.required")),
        "options": [{"value": f"c{n}", "label": label} for n, label in enumerate(labels, 1)],
        "min_length": 0, "max_length": 0, "minimum": None, "maximum": None,
        "not_after_today": False, "show_if": None, "computed": None, "checks": [], "prefill": "",
        "questions": [], "min_items": 0, "max_items": 0,
    }  # fmt: skip


def _text(form: Mapping[str, Any], name: str) -> str:
    return str(form.get(name, "") or "").strip()


def _number(value: Any) -> Any:
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdigit() else text
