"""What is wrong with a kind of result before anybody drafts one by it. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from backend.results.kinds import HOLE, wrong
from shared.contracts.common import FieldProblem
from shared.contracts.result_kinds import DefinedField, KindDefinition

FACTS = {"procedure_name": "Tên thủ tục", "owner_name": "Chủ hồ sơ"}
"""What a dossier knows of itself, besides the answers of its form."""
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SYMBOL = re.compile(r"[A-ZĐ0-9][A-ZĐ0-9&-]{1,29}")
# A repeat of something that itself repeats can take for ever on a long text.
_REPEATED_REPEAT = re.compile(r"[+*}]\)[+*{]")


def faults(
    kind: KindDefinition, asked: Mapping[str, set[str]], taken_symbols: Mapping[str, str]
) -> list[FieldProblem]:
    """Every fault, in the order of the page.

    `asked` has the questions of each procedure's form by code, `taken_symbols` the titles of other
    kinds by their symbol: two kinds would share one row of numbers.
    """
    return [FieldProblem(at, words) for at, words in _faults(kind, asked, taken_symbols)]


def _faults(
    kind: KindDefinition, asked: Mapping[str, set[str]], taken: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    if not kind.title.strip():
        yield "/title", "Ghi tên của kết quả, như in ở đầu trang."
    if not _SYMBOL.fullmatch(kind.symbol):
        yield "/symbol", "Ký hiệu gồm chữ in hoa, chữ số, dấu nối; ví dụ: XNHN-UBND."
    if kind.symbol in taken:
        yield "/symbol", f"Ký hiệu này đã dùng cho “{taken[kind.symbol]}”; số sẽ lẫn vào nhau."
    if not kind.position.strip():
        yield "/position", "Ghi chức vụ của người ký."
    for code in kind.procedures:
        if code not in asked:
            yield "/procedures", f"Danh mục không có thủ tục {code}."
    if not kind.fields:
        yield "/fields", "Mẫu cần ít nhất một mục."
    for key, times in Counter(f.key for f in kind.fields).items():
        if times > 1:
            yield f"/fields/{key}", f"Mã mục “{key}” có {times} lần."
    printed = {key for block in kind.blocks for key in [*HOLE.findall(block.text), *block.fields]}
    for field in kind.fields:
        yield from ((f"/fields/{field.key}", words) for words in _of_field(kind, field, asked))
        if field.required and field.key not in printed:
            yield f"/fields/{field.key}", f"“{field.label}” bắt buộc điền nhưng không in ở đâu."
    yield from _of_blocks(kind)


def _of_field(
    kind: KindDefinition, field: DefinedField, asked: Mapping[str, set[str]]
) -> Iterator[str]:
    name = field.label.strip() or field.key
    if not _KEY.fullmatch(field.key) or field.key == "code":
        yield f"Mã mục “{field.key}” chỉ gồm chữ thường không dấu, chữ số và gạch dưới."
    if not field.label.strip():
        yield f"Mục “{field.key}” chưa có tên."
    begins = [text for text in (field.answer, field.dossier, field.preset) if text]
    if len(begins) > 1:
        yield f"“{name}” chỉ điền sẵn từ một nơi: câu trả lời, thông tin hồ sơ hoặc chữ cho sẵn."
    if field.dossier and field.dossier not in FACTS:
        yield f"“{name}”: hồ sơ không có thông tin “{field.dossier}”."
    if field.answer:
        if not kind.procedures:
            yield f"“{name}”: mẫu dùng cho mọi thủ tục nên không lấy được từ câu trả lời."
        for code in kind.procedures:
            if code in asked and field.answer not in asked[code]:
                yield f"“{name}”: biểu mẫu của thủ tục {code} không hỏi “{field.answer}”."
    if field.options and field.pattern:
        yield f"“{name}” đã có danh sách chọn thì không cần định dạng."
    if field.options and field.preset and field.preset not in field.options:
        yield f"“{name}”: chữ cho sẵn không nằm trong danh sách chọn."
    if field.pattern and (words := _of_pattern(field.pattern)):
        yield f"“{name}”: {words}"
    elif field.sample and (words := wrong(kind, {field.key: field.sample}).get(field.key, "")):
        yield f"“{name}”: chữ in thử chưa đúng. {words}"


def _of_pattern(pattern: str) -> str:
    if _REPEATED_REPEAT.search(pattern):
        return "định dạng lặp trong lặp, có thể làm treo hệ thống."
    try:
        re.compile(pattern)
    except re.error:
        return "định dạng không đọc được."
    return ""


def _of_blocks(kind: KindDefinition) -> Iterator[tuple[str, str]]:
    known = {field.key for field in kind.fields} | {"code"}
    if not kind.blocks:
        yield "/blocks", "Mẫu chưa có nội dung in."
    for number, block in enumerate(kind.blocks):
        for key in [*HOLE.findall(block.text), *block.fields]:
            if key not in known:
                yield f"/blocks/{number}", f"Đoạn {number + 1} in mục “{key}” nhưng mẫu không có."
        if block.kind == "rows" and not block.fields:
            yield f"/blocks/{number}", f"Đoạn {number + 1} là bảng nhưng chưa chọn mục nào."
        if block.kind != "rows" and not block.text.strip():
            yield f"/blocks/{number}", f"Đoạn {number + 1} chưa có chữ."
