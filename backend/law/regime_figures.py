"""The figures of a regime that may change by an amending decree: name, article, unit, bounds. Pure.

A version is written with every figure; what a version does not name stays as it was shipped.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from backend.law.regimes import Regime

LONGEST_AHEAD_DAYS = 730
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `lowest` and `highest` are what makes sense, and for the hour of the day None."""

    name: str
    label: str
    unit: str
    article: str
    lowest: int | None
    highest: int | None
    works: str


FIGURES: tuple[Figure, ...] = (
    Figure(
        "online_answer_hours", "Trả lời hồ sơ nộp trực tuyến", "giờ làm việc", "Điều 17", 1, 40,
        "Hạn trả lời của Bộ phận Một cửa đối với hồ sơ nộp từ ngày áp dụng.",
    ),
    Figure(
        "afternoon_limit", "Giờ chuyển sang ngày làm việc sau", "giờ:phút", "Điều 18", None, None,
        "Nhận sau giờ này: chuyển hồ sơ và trả kết quả trong ngày tính từ ngày làm việc kế tiếp.",
    ),
    Figure(
        "requests_before_acceptance", "Số lần yêu cầu bổ sung trước khi tiếp nhận", "lần",
        "Điều 17", 1, 5, "Quá số lần này Bộ phận Một cửa không yêu cầu bổ sung được nữa.",
    ),
    Figure(
        "in_process_supplement_days", "Yêu cầu bổ sung khi đang giải quyết, kể từ khi nhận",
        "ngày làm việc", "Điều 19", 1, 30,
        "Sau số ngày này chuyên viên không yêu cầu bổ sung được nữa.",
    ),
    Figure(
        "requests_in_process", "Số lần yêu cầu bổ sung khi đang giải quyết", "lần", "Điều 19", 1, 5,
        "Luật chuyên ngành của thủ tục vẫn được ưu tiên.",
    ),
    Figure(
        "extensions", "Số lần xin lỗi và hẹn lại ngày trả", "lần", "Điều 19", 0, 5,
        "0: không được hẹn lại.",
    ),
    Figure(
        "extension_notice_days", "Gửi xin lỗi trước hạn trả", "ngày", "Điều 19", 0, 30,
        "Sau lúc đó không hẹn lại được nữa; quá hạn thì giải trình.",
    ),
)  # fmt: skip
NAMES = tuple(figure.name for figure in FIGURES)


def as_text(rules: Regime, name: str) -> str:
    """A figure as it is typed: a whole number, or hours and minutes."""
    value = getattr(rules, name)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def figures_of(rules: Regime) -> dict[str, str]:
    """Every figure of a regime, as typed."""
    return {name: as_text(rules, name) for name in NAMES}


def with_figures(rules: Regime, version: int, figures: Mapping[str, Any]) -> Regime:
    """A regime with the figures of a version; those it does not name stay."""
    read: dict[str, Any] = {
        name: _read(name, str(text)) for name, text in figures.items() if name in NAMES
    }
    return replace(rules, version=version, **read)


def faults(figures: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with typed figures, by name: missing, no number, out of what makes sense."""
    found = {}
    for figure in FIGURES:
        text = figures.get(figure.name, "").strip()
        if not text:
            found[figure.name] = f"Ghi {figure.label[0].lower()}{figure.label[1:]}."
        elif sentence := _wrong(figure, text):
            found[figure.name] = sentence
    found |= {name: "Bỏ mục này, ở đây không có." for name in figures if name not in NAMES}
    return found


def day_fault(text: str, today: date, taken: Iterable[date]) -> str:
    """Why a version cannot hold from a day; empty: it can. `taken` are the days of other versions.

    From tomorrow at the earliest: dossiers of today and before have their figures already.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return "Ghi ngày áp dụng, ví dụ 01/01/2027."
    if day <= today:
        return (
            "Chọn ngày áp dụng từ ngày mai trở đi: hồ sơ nộp từ hôm nay trở về trước đã theo quy "
            "định đang dùng."
        )
    if (day - today).days > LONGEST_AHEAD_DAYS:
        return "Chọn ngày áp dụng trong vòng hai năm tới."
    last = max(taken, default=None)
    if last is not None and day <= last:
        return f"Chọn ngày sau {last:%d/%m/%Y}, ngày áp dụng của phiên bản mới nhất."
    return ""


def _wrong(figure: Figure, text: str) -> str:
    if figure.lowest is None or figure.highest is None:
        return "" if _CLOCK.fullmatch(text) else f"{figure.label}: ghi giờ và phút, ví dụ 15:00."
    if not text.isascii() or not text.isdecimal() or len(text) > 4:
        return f"{figure.label}: ghi số nguyên, ví dụ {figure.lowest}."
    if not figure.lowest <= int(text) <= figure.highest:
        return (
            f"{figure.label}: ghi từ {figure.lowest} đến {figure.highest} {figure.unit}, "
            f"{text} không hợp lý."
        )
    return ""


def _read(name: str, text: str) -> int | time:
    found = _CLOCK.fullmatch(text.strip())
    return time(int(found[1]), int(found[2])) if found else int(text)
