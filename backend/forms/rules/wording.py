"""Answers in words, and what is wrong with one, as a sentence that says what to do. Pure."""

from collections.abc import Callable
from typing import Any

from backend.organisation.places import place_name
from shared.contracts.forms import Question

_UNREADABLE = "Câu trả lời không đọc được. Vui lòng nhập lại."
_CHOOSE = "Vui lòng chọn một trong các câu trả lời có sẵn."
_DATE = "Ngày không có thật. Nhập theo ngày/tháng/năm, ví dụ 05/09/2026."
_BY_KIND = {
    "personal_id": "Số định danh cá nhân gồm đúng 12 chữ số.",
    "phone": "Số điện thoại gồm 10 chữ số, bắt đầu bằng 0.",
    "email": "Địa chỉ thư điện tử chưa đúng, ví dụ ten@example.vn.",
    "tax_code": "Mã số thuế gồm 10 hoặc 13 chữ số (hộ, cá nhân: số định danh 12 chữ số). "
    "Vui lòng xem lại từng chữ số.",
    "choice": _CHOOSE,
    "choices": _CHOOSE,
    "yes_no": _CHOOSE,
    "number": "Chỉ nhập số, không có chữ hay dấu cách.",
    "money": "Nhập số tiền bằng đồng, chỉ gồm chữ số, ví dụ 1500000.",
}
_BY_PART = {
    ("address", "commune"): "Vui lòng chọn tỉnh/thành phố rồi chọn xã/phường.",
    ("address", "detail"): "Vui lòng ghi số nhà, đường, thôn hoặc tổ dân phố.",
    ("bank_account", "bank"): "Vui lòng ghi tên ngân hàng.",
    ("bank_account", "number"): "Số tài khoản gồm 6 đến 19 chữ số hoặc chữ cái không dấu.",
    ("bank_account", "holder"): "Vui lòng ghi tên chủ tài khoản.",
}


def missing_sentence(question: Question) -> str:
    """What to say beside a compulsory question without an answer."""
    if question.kind in ("choice", "choices", "yes_no"):
        return "Vui lòng chọn một câu trả lời."
    if question.kind == "group":
        return "Vui lòng thêm ít nhất một mục."
    return "Vui lòng trả lời câu hỏi này."


def sentence(question: Question, rule: str, part: str, value: Any) -> str:
    """What a broken rule of JSON Schema means to a person; `part` is a part of an address or
    bank account, or the number of an entry."""
    if part and (question.kind, part) in _BY_PART:
        return _BY_PART[question.kind, part]
    if rule == "required":
        return missing_sentence(question)
    if question.kind == "date":
        real = rule == "pattern" and _looks_like_a_date(value)
        return "Năm phải từ 1900 đến 2100." if real else _DATE
    said = _RULES.get(rule)
    return said(question, value) if said else _BY_KIND.get(question.kind, _UNREADABLE)


_RULES: dict[str, Callable[[Question, Any], str]] = {
    "minLength": lambda q, _v: f"Cần ít nhất {max(1, q.min_length)} ký tự.",
    "maxLength": lambda q, v: f"Nhiều nhất {q.max_length or 300} ký tự, hiện có {len(v)}.",
    "minimum": lambda q, _v: f"Phải từ {q.minimum or 0} trở lên.",
    "maximum": lambda q, _v: f"Không quá {q.maximum if q.maximum is not None else 10**15}.",
    "minItems": lambda q, _v: f"Cần ít nhất {max(1, q.min_items)} mục.",
    "maxItems": lambda q, _v: f"Nhiều nhất {q.max_items or 50} mục.",
    "uniqueItems": lambda _q, _v: "Có mục được chọn hai lần.",
}


def _looks_like_a_date(value: Any) -> bool:
    parts = str(value).split("-")
    return len(parts) == 3 and all(part.isdigit() for part in parts)


def readable(question: Question, value: Any) -> str:
    """An answer as printed: labels for choices, dd/mm/yyyy for dates, grouped VND for money, one
    line for each entry of a group."""
    if question.kind == "group" and isinstance(value, list):
        return "\n".join(
            f"{number}. {_entry(question, entry)}" for number, entry in enumerate(value, start=1)
        )
    if question.kind == "choices" and isinstance(value, list):
        return "; ".join(_label(question, str(part)) for part in value)
    if isinstance(value, dict):
        return _whole(value)
    text = "" if value is None else str(value).strip()
    if question.kind in ("choice", "yes_no"):
        return _label(question, text)
    if question.kind == "date" and len(parts := text.split("-")) == 3:
        return "/".join(reversed(parts))
    if question.kind == "money" and text.isdigit():
        return f"{int(text):,}".replace(",", ".") + " đồng"
    return text


def _entry(group: Question, entry: Any) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    said = [(q.label, readable(q, entry.get(q.key))) for q in group.questions]
    return "; ".join(f"{label}: {text}" for label, text in said if text)


def _whole(value: dict[str, Any]) -> str:
    if "commune" in value:
        parts = [str(value.get("detail", "")), place_name(str(value["commune"]))]
        return ", ".join(part for part in parts if part)
    return " – ".join(str(value.get(part, "")) for part in ("number", "bank", "holder"))


def _label(question: Question, text: str) -> str:
    labels = {option.value: option.label for option in question.options}
    if question.kind == "yes_no":
        labels = {"yes": "Có", "no": "Không", **labels}
    return labels.get(text, text)
