"""What can be said of the portal, an agency, a unit or a post, and when it is sound. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shared.contracts.common import FieldProblem
from shared.contracts.particulars import ParticularsDifference
from shared.vocabulary.particulars import ParticularsKind

FURTHEST_DAYS = 730
EVERYBODY = "everybody"  # whether a title changes for all of the agency who have it
YES = "yes"
_PHONE = re.compile(r"\+?[0-9](?:[0-9 .()-]{1,17})[0-9]")
_EMAIL = re.compile(r"[^\s@<>\"]{1,64}@[^\s@<>\"]+\.[^\s@<>\".]{2,}")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is said, and how long it may be."""

    name: str
    label: str
    longest: int
    required: bool = False
    hint: str = ""


_PERSON = Entry("responsible_person", "Người chịu trách nhiệm", 120)
_EMAIL_ENTRY = Entry("email", "Thư điện tử", 254, hint="Ví dụ: hotro@tinh.gov.vn")
ENTRIES: dict[ParticularsKind, tuple[Entry, ...]] = {
    ParticularsKind.PORTAL: (
        Entry("portal_name", "Tên Cổng", 80, True, "Dòng đậm ở đầu mọi trang"),
        Entry("motto", "Dòng dưới tên", 80, False, "Dòng nhỏ cạnh biểu trưng"),
        Entry("authority", "Cơ quan chủ quản", 200, True),
        Entry("responsible_body", "Đơn vị chịu trách nhiệm", 200, True),
        _PERSON,
        Entry("address", "Địa chỉ", 300, True),
        Entry("hotline", "Tổng đài hỗ trợ", 20, True, "Người dân bấm để gọi, ví dụ 1022"),
        _EMAIL_ENTRY,
        Entry("hours", "Giờ hỗ trợ", 200, False, "Ví dụ: 7 giờ đến 17 giờ, thứ hai đến thứ sáu"),
    ),
    ParticularsKind.AGENCY: (
        Entry("address", "Địa chỉ", 300, True, "Phần sau dấu phẩy cuối là nơi ký trên giấy tờ"),
        Entry("phone", "Điện thoại", 20, True, "In trên giấy tiếp nhận và các phiếu"),
        _EMAIL_ENTRY,
        _PERSON,
    ),
    ParticularsKind.UNIT: (Entry("name", "Tên phòng, ban", 200, True),),
    ParticularsKind.POSITION: (
        Entry("position", "Chức vụ", 120, True),
        Entry(EVERYBODY, "Đổi cho mọi người cùng chức vụ trong cơ quan", 3),
    ),
}


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """The values that are not as before."""
    return {name: value for name, value in now.items() if before.get(name, "") != value}


def differences(
    kind: ParticularsKind, before: Mapping[str, str], now: Mapping[str, str]
) -> list[ParticularsDifference]:
    """What changes, field by field, in the order of the form."""
    return [
        ParticularsDifference(entry.label, before.get(entry.name, ""), now[entry.name])
        for entry in ENTRIES[kind]
        if entry.name != EVERYBODY and entry.name in changed(before, now)
    ]


def faults(
    kind: ParticularsKind, values: Mapping[str, str], effective_on: str, ground: str, today: date
) -> list[FieldProblem]:
    """What keeps it from being proposed; pointers into the body that saved it."""
    found = [
        FieldProblem(f"/values/{entry.name}", sentence)
        for entry in ENTRIES[kind]
        if (sentence := _fault(entry, values.get(entry.name, "")))
    ]
    if sentence := day_fault(effective_on, today):
        found.append(FieldProblem("/effective_on", sentence))
    if len(_WORD.findall(ground)) < 5:
        found.append(FieldProblem("/ground", "Ghi căn cứ hoặc lý do thay đổi."))
    return found


def day_fault(effective_on: str, today: date) -> str:
    """Why a day cannot be that from which something holds; empty: it can, or there is none."""
    if not effective_on:
        return ""
    try:
        day = date.fromisoformat(effective_on)
    except ValueError:
        return "Ngày áp dụng này không có thật."
    if day < today:
        return "Ngày áp dụng không được ở quá khứ: giấy tờ đã phát hành giữ nội dung cũ."
    if (day - today).days > FURTHEST_DAYS:
        return "Chọn ngày áp dụng trong vòng hai năm tới."
    return ""


def _fault(entry: Entry, value: str) -> str:
    label = entry.label
    if not value:
        return f"Ghi {label[0].lower()}{label[1:]}." if entry.required else ""
    if entry.name == EVERYBODY:
        return "" if value == YES else "Chọn lại phạm vi đổi chức vụ."
    if len(value) > entry.longest:
        return f"{label} dài nhất {entry.longest} ký tự."
    if entry.name in ("phone", "hotline"):
        if _PHONE.fullmatch(value):
            return ""
        return f"{label} gồm chữ số, ví dụ 1022 hoặc 0205 3812 345."
    if entry.name == "email":
        if _EMAIL.fullmatch(value):
            return ""
        return "Thư điện tử viết như hotro@tinh.gov.vn."
    return "" if len(_WORD.findall(value)) >= 2 else f"{label} chưa có chữ."
