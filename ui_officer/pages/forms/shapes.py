"""The questions of a form as the designer shows and edits them."""

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from shared.contracts.forms import Check, Option, Question
from shared.vocabulary.question_kinds import QUESTION_KIND_LABELS, QuestionKind
from ui_officer.pages.forms.formulas import UnreadableFormula, read, written

KIND_CHOICES = [(kind.value, label.vi) for kind, label in QUESTION_KIND_LABELS.items()]
PREFILL_CHOICES = [
    ("", "Không điền sẵn"),
    ("full_name", "Họ tên của tài khoản"),
    ("personal_id", "Số định danh của tài khoản"),
    ("phone", "Điện thoại của tài khoản"),
    ("email", "Thư điện tử của tài khoản"),
    ("address", "Địa chỉ của tài khoản"),
    ("birth_date", "Ngày sinh (dữ liệu dân cư)"),
    ("sex", "Giới tính (dữ liệu dân cư)"),
    ("ethnicity", "Dân tộc (dữ liệu dân cư)"),
    ("nationality", "Quốc tịch (dữ liệu dân cư)"),
    ("household", "Thành viên hộ gia đình (dữ liệu dân cư)"),
    ("business_name", "Tên doanh nghiệp (đăng ký doanh nghiệp)"),
    ("tax_code", "Mã số doanh nghiệp (đăng ký doanh nghiệp)"),
    ("business_address", "Địa chỉ trụ sở (đăng ký doanh nghiệp)"),
]
NUMBERS = ("min_length", "max_length", "minimum", "maximum", "min_items", "max_items")
_MAY_BE_OPEN = ("minimum", "maximum")


@dataclasses.dataclass
class Row:
    """One question in the outline; `place` is "3" or, in a group, "3.1"."""

    place: str
    number: str
    label: str
    key: str
    kind: str
    facts: str
    inner: bool
    fault: str


@dataclasses.dataclass
class Edited:
    """The question being edited, as text in the boxes of the editor."""

    place: str = ""
    key: str = ""
    kind: str = "text"
    label: str = ""
    help: str = ""
    section: str = ""
    page: str = ""
    required: bool = True
    prefill: str = ""
    options: str = ""
    catalogue: str = ""
    min_length: str = ""
    max_length: str = ""
    minimum: str = ""
    maximum: str = ""
    min_items: str = ""
    max_items: str = ""
    not_after_today: bool = False
    show_if: str = ""
    computed: str = ""
    checks: str = ""
    inner: bool = False


class NotWritten(Exception):
    """A box of the editor holds what cannot be taken; the message says what to do."""


def rows(questions: Sequence[Question], faults: dict[str, str]) -> list[Row]:
    """Every question, those of a group below it; `faults` by place."""
    found = []
    for number, question in enumerate(questions):
        found.append(_row(question, str(number), str(number + 1), faults))
        for inner, child in enumerate(question.questions):
            place = f"{number}.{inner}"
            found.append(_row(child, place, f"{number + 1}.{inner + 1}", faults))
    return found


def _row(question: Question, place: str, number: str, faults: dict[str, str]) -> Row:
    facts = [QUESTION_KIND_LABELS[QuestionKind(question.kind)].vi] if _known(question) else ["?"]
    facts.append("bắt buộc" if question.required else "không bắt buộc")
    if question.computed is not None:
        facts[1:] = ["tự tính"]
    if question.show_if is not None:
        facts.append("có điều kiện")
    if question.page:
        facts.append(f"trang “{question.page}”")
    return Row(
        place, number, question.label or "(chưa có lời)", question.key, question.kind,
        " · ".join(facts), "." in place, faults.get(place, ""),
    )  # fmt: skip


def _known(question: Question) -> bool:
    return question.kind in set(QuestionKind)


def place_of(pointer: str) -> str:
    """The place of the question a fault points at: /questions/3/questions/1/label is 3.1."""
    return ".".join(re.findall(r"/questions/(\d+)", pointer)[:2])


def at(questions: Sequence[Question], place: str) -> Question | None:
    """The question of a place, or None."""
    found: Question | None = None
    inside = questions
    for part in place.split("."):
        number = int(part) if part.isdigit() else -1
        if not 0 <= number < len(inside):
            return None
        found = inside[number]
        inside = found.questions
    return found


def with_list(
    questions: Sequence[Question], place: str, change: Callable[[list[Question], int], None]
) -> list[Question]:
    """The questions after a change of the list a place is in; the rest stays as it is."""
    outer, _, inner = place.partition(".")
    copy = list(questions)
    if not inner:
        change(copy, int(outer))
        return copy
    group = copy[int(outer)]
    children = list(group.questions)
    change(children, int(inner))
    copy[int(outer)] = msgspec.structs.replace(group, questions=children)
    return copy


def edited(question: Question, place: str) -> Edited:
    """A question as text."""
    numbers = {
        name: "" if (value := getattr(question, name)) in (None, 0) and name != "minimum"
        else "" if value is None else str(value)
        for name in NUMBERS
    }  # fmt: skip
    return Edited(
        place=place,
        key=question.key,
        kind=question.kind,
        label=question.label,
        help=question.help,
        section=question.section,
        page=question.page,
        required=question.required,
        prefill=question.prefill,
        options="\n".join(f"{o.value} = {o.label}" for o in question.options),
        catalogue=question.catalogue,
        not_after_today=question.not_after_today,
        show_if=written(question.show_if),
        computed=written(question.computed),
        checks="\n".join(f"{written(c.rule)} => {c.message}" for c in question.checks),
        inner="." in place,
        **numbers,
    )


def taken(question: Question, column: str, value: Any) -> Question:
    """The question with one box of the editor taken over. Raises NotWritten."""
    if column in NUMBERS:
        return msgspec.structs.replace(question, **{column: _number(column, str(value))})
    if column in ("show_if", "computed"):
        return msgspec.structs.replace(question, **{column: _formula(str(value))})
    if column == "options":
        return msgspec.structs.replace(question, options=list(_options(str(value))))
    if column == "checks":
        return msgspec.structs.replace(question, checks=list(_checks(str(value))))
    if column in ("required", "not_after_today"):
        return msgspec.structs.replace(question, **{column: bool(value)})
    if column == "catalogue":
        return msgspec.structs.replace(question, catalogue=str(value), options=[])
    if column in ("key", "kind", "label", "help", "section", "page", "prefill"):
        text = unicodedata.normalize("NFC", str(value)).strip()
        return msgspec.structs.replace(question, **{column: text})
    raise NotWritten("Không có ô này.")


def _number(column: str, text: str) -> int | None:
    text = text.replace(".", "").replace(" ", "")
    if not text:
        return None if column in _MAY_BE_OPEN else 0
    if not re.fullmatch(r"-?[0-9]{1,12}", text):
        raise NotWritten("Ô này chỉ nhận số nguyên.")
    return int(text)


def _formula(text: str) -> Any:
    try:
        return read(text)
    except UnreadableFormula as wrong:
        raise NotWritten(str(wrong)) from None


def _options(text: str) -> Iterator[Option]:
    for line in text.splitlines():
        value, equals, label = (part.strip() for part in line.partition("="))
        if equals and value and label:
            yield Option(value, label)
        elif value:
            yield Option(slug(value), value)


def _checks(text: str) -> Iterator[Check]:
    for line in text.splitlines():
        rule, arrow, words = line.partition("=>")
        if not line.strip():
            continue
        if not arrow or not words.strip():
            raise NotWritten("Mỗi dòng kiểm tra viết: điều kiện phải đúng => câu báo khi sai.")
        yield Check(_formula(rule), words.strip())


def slug(text: str) -> str:
    """A key made from words: "Nơi ở mới" is noi_o_moi."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    found = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40] or "cau"
    return found if found[0].isalpha() else f"c_{found}"


def blank(keys: set[str], section: str) -> Question:
    """A new question with a key of its own."""
    number = len(keys) + 1
    while f"cau_{number}" in keys:
        number += 1
    return Question(
        key=f"cau_{number}", kind="text", label="Câu hỏi mới", help="", section=section, page="",
        required=True, options=[], min_length=0, max_length=300, minimum=None, maximum=None,
        not_after_today=False, show_if=None, computed=None, checks=[], prefill="", questions=[],
        min_items=0, max_items=0,
    )  # fmt: skip
