"""What a definition says besides points: working days, certifications, the thresholds of the nine
indicators; as lines of a table that can be typed into."""

import dataclasses
import re
from typing import Any

import msgspec

from shared.contracts.indicators import IndexDefinition, NewIndexDefinition, NineThresholds
from ui_officer.pages.indicators.address import number

_DAYS = "ngày làm việc"
_POINTS = "điểm"
_OF_766 = (
    ("publish_days", "1.1 Công bố trước ngày có hiệu lực ít nhất", _DAYS),
    ("public_days", "1.2 Công khai kể từ ngày quyết định trong", _DAYS),
    ("certifications", "Thủ tục chứng thực bản sao (mã, cách nhau dấu phẩy)", ""),
)
_OF_NINE = (
    ("wholly", "Chỉ số 5, bộ và tỉnh: thủ tục thực hiện tại Bộ phận Một cửa, 2 điểm từ", "%"),
    ("wholly_commune", "Chỉ số 5, xã: thủ tục thực hiện tại Bộ phận Một cửa, 2 điểm từ", "%"),
    ("feedback_some", "Chỉ số 8: phản ánh trả lời đúng hạn, 1 điểm từ", "%"),
    ("offered", "Chỉ số 9: thủ tục toàn trình, một phần, 2 điểm từ", "%"),
    ("online_full", "Chỉ số 9: hồ sơ trực tuyến, 2 điểm từ", "%"),
    ("online_some", "Chỉ số 9: hồ sơ trực tuyến, 1 điểm từ", "%"),
    ("fulfilled", "Cán bộ hoàn thành 100% nhiệm vụ từ", _POINTS),
    ("mostly", "Cán bộ hoàn thành từ 70% đến dưới 100% từ", _POINTS),
    ("excellent", "Cơ quan xuất sắc từ", _POINTS),
    ("good", "Cơ quan tốt từ", _POINTS),
    ("fair", "Cơ quan khá từ", _POINTS),
    ("average", "Cơ quan trung bình từ", _POINTS),
)
_CODES = "certifications"


@dataclasses.dataclass
class Extra:
    """One line: what it is, its value as shown or typed, and of what it is a number."""

    key: str
    label: str
    value: str
    unit: str


def extras_of(one: IndexDefinition | NewIndexDefinition) -> list[Extra]:
    """The lines of a version, or of what is proposed."""
    of_766 = [Extra(key, label, _text(getattr(one, key)), unit) for key, label, unit in _OF_766]
    if one.nine is None:
        return of_766
    return [
        *of_766,
        *(Extra(key, label, number(getattr(one.nine, key)), unit) for key, label, unit in _OF_NINE),
    ]


def wrong(extras: list[Extra]) -> list[str]:
    """What is no number where one has to be."""
    whole = {key for key, _, unit in _OF_766 if unit == _DAYS}
    return [
        f"{one.label}: ghi số, ví dụ {'5' if one.key in whole else '20 hoặc 3,5'}."
        for one in extras
        if one.key != _CODES
        and (read(one.value) is None or (one.key in whole and not one.value.strip().isdigit()))
    ]


def typed(extras: list[Extra]) -> dict[str, Any]:
    """The fields of a proposal, from lines in which nothing is wrong."""
    found = {one.key: one.value for one in extras}
    nine = {key: read(found[key]) for key, *_ in _OF_NINE}
    return {
        "publish_days": int(found["publish_days"]),
        "public_days": int(found["public_days"]),
        "certifications": [code.strip() for code in found[_CODES].split(",") if code.strip()],
        "nine": msgspec.convert(nine, NineThresholds),
    }


def changed(shown: list[Extra], proposed: list[Extra]) -> list[str]:
    """What the proposal changes, in words; a line it does not name stays as it is."""
    before = {one.key: one.value for one in shown}
    return [
        f"{one.label}: {before.get(one.key) or '–'} thành {one.value or '–'} {one.unit}".strip()
        for one in proposed
        if one.value != before.get(one.key)
    ]


def read(text: str) -> float | None:
    """A number as people write it here."""
    plain = text.strip().replace(",", ".")
    return float(plain) if re.fullmatch(r"\d{1,3}(\.\d{1,3})?", plain) else None


def _text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
