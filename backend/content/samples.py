"""A form filled in as a sample: plainly fictional answers that the form itself takes.

Printed with MẪU across every page, so that nobody takes it for a paper.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from anyio import to_thread

from backend.forms.queries import newest_form
from backend.forms.rules.answers import completed, problems, shown
from backend.platform import clock
from backend.platform.problems import NotFound
from backend.results.declaration import filled
from backend.results.rendering import render
from shared.contracts.forms import Form, Question

STAMP = "MẪU – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
NAME = "Nguyễn Văn Mẫu"
_MOST_KEPT = 200
_NUMBER = "012345678910"
_PLACE = {"commune": "06187", "detail": "Số 1, phố Mẫu"}
_TEXTS = (
    (("ho_ten", "name", "holder", "họ, chữ đệm", "họ và tên", "họ tên", "tên người"), NAME),
    (("dan_toc", "dân tộc", "ethnic"), "Kinh"),
    (("quoc_tich", "quốc tịch", "national"), "Việt Nam"),
    (("nghề", "job", "occupation"), "Nhân viên văn phòng"),
    (("email", "thư điện tử"), "mau@example.vn"),
    (("quan hệ", "relation"), "Con"),
    (("address", "địa chỉ", "nơi cư trú", "nơi thường trú", "nơi ở", "nơi sinh", "quê"),
     "Số 1, phố Mẫu, phường Kỳ Lừa, tỉnh Lạng Sơn"),
)  # fmt: skip
_MONTH = ("tháng, năm", "tháng/năm")
_FILLING = "Nội dung ghi mẫu, thay bằng thông tin của bạn"


async def sample_path(procedure_code: str) -> str:
    """Where the filled-in sample of a procedure's form is; empty where it has no form."""
    form = await newest_form(procedure_code)
    return f"/api/v1/procedures/{procedure_code}/sample" if form is not None else ""


async def sample_form(procedure_code: str) -> tuple[str, bytes]:
    """Name and PDF of a procedure's form, filled in as a sample. Raises NotFound."""
    form = await newest_form(procedure_code)
    if form is None:
        raise NotFound(
            "Thủ tục này chưa có biểu mẫu điện tử nên chưa có tờ khai mẫu.",
            en="This procedure has no electronic form, and so no sample.",
            slug="no-online-form",
        )
    key = (form.id, clock.today())
    if key not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = await to_thread.run_sync(render, printed(form, key[1]))
    return f"Tờ khai mẫu {procedure_code}.pdf", _kept[key]


_kept: dict[tuple[str, date], bytes] = {}


def printed(form: Form, today: date) -> dict[str, Any]:
    """What the template prints of the sample."""
    return filled(form, fictional(form, today), today) | {
        "stamp": STAMP,
        "to": "Cơ quan tiếp nhận (mẫu)",
        "signed_by": NAME,
        "place_date": f"Ngày {today:%d} tháng {today:%m} năm {today.year}",
        "sent": "Tờ khai điền mẫu, không dùng để nộp.",
    }


def fictional(form: Form, today: date) -> dict[str, Any]:
    """Answers to every question that applies; of several choices those are tried that make the
    form take the answer."""
    answers: dict[str, Any] = {}
    for _round in range(3):  # what is answered later may show a question that stands earlier
        for question in shown(form, answers, today):
            if question.key not in answers and question.computed is None:
                answers[question.key] = _fitting(form, question, answers, today)
    known = completed(form, answers, today)
    return {key: value for key, value in known.items() if key in answers}


def _fitting(form: Form, question: Question, answers: dict[str, Any], today: date) -> Any:
    first = None
    for value in _possible(question, today):
        first = value if first is None else first
        tried = answers | {question.key: value}
        if not problems(form, tried, today, complete=False, only=[question.key]):
            return value
    return first


def _possible(question: Question, today: date) -> Iterable[Any]:
    match question.kind:
        case "choice" | "yes_no":
            yield from [o.value for o in question.options] or ["yes", "no"]
        case "choices":
            yield from ([o.value] for o in question.options)
            yield [o.value for o in question.options]
        case "date":
            yield from _days(question, today)
        case "personal_id":
            yield _NUMBER
        case "tax_code":
            yield from ("0100109106", "0100100079", _NUMBER)
        case "phone":
            yield "0900000000"
        case "email":
            yield "mau@example.vn"
        case "number" | "money":
            yield from _numbers(question)
        case "address":
            yield _PLACE
        case "bank_account":
            yield {"bank": "Ngân hàng Mẫu", "number": "0123456789", "holder": NAME}
        case "group":
            yield [_entry(question, today)] * max(1, question.min_items)
        case _:
            yield _words(question)


def _days(question: Question, today: date) -> Iterable[str]:
    yield date(2000, 1, 1).isoformat()
    yield date(today.year - 1, 6, 15).isoformat()
    yield today.isoformat()
    if not question.not_after_today:
        yield date(today.year + 1, 1, 15).isoformat()


def _numbers(question: Question) -> Iterable[int]:
    low = question.minimum if question.minimum is not None else 1
    if 1900 <= low <= 1975:  # a year
        yield 1975
    yield max(low, 1 if question.kind == "number" else 1_000_000)
    yield from (low, low + 1, 2, 10, 100)


def _entry(group: Question, today: date) -> dict[str, Any]:
    found = {}
    for question in group.questions:
        if question.computed is None and question.show_if is None:
            found[question.key] = next(iter(_possible(question, today)))
    return found


def _words(question: Question) -> str:
    about = f"{question.key} {question.label}".lower()
    if any(word in about for word in _MONTH) and question.kind == "text":
        return "01/2020"
    text = next((t for words, t in _TEXTS if any(w in about for w in words)), _FILLING)
    if len(text) < question.min_length:
        text = (text + ". ") * (question.min_length // len(text) + 1)
    return text[: question.max_length or 300].strip()
