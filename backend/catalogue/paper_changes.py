"""What changed from one list of papers to another, in words for the person who approves. Pure."""

from collections.abc import Iterator
from typing import Any

from shared.contracts.papers import DefinedPaper, Papers

_FIELDS = {
    "name": "tên",
    "originals": "số bản chính",
    "certified": "số bản sao chứng thực",
    "copies": "số bản sao",
    "required": "bắt buộc",
    "condition": "điều kiện bằng lời",
    "when": "công thức điều kiện",
    "register": "cơ sở dữ liệu thay thế",
    "replaced_by_data": "dữ liệu thay thế",
    "vault_kinds": "loại giấy dùng lại được",
    "reuse_months": "thời hạn dùng lại",
    "case": "trường hợp",
    "form_file": "mẫu đơn",
    "identity_paper": "đóng dấu mục đích",
}


def changes(old: Papers, new: Papers) -> list[str]:
    """One sentence for each change, papers first."""
    return [*_papers(old.components, new.components), *_requirements(old, new)]


def _papers(old: list[DefinedPaper], new: list[DefinedPaper]) -> Iterator[str]:
    before, after = {c.key: c for c in old}, {c.key: c for c in new}
    for key, paper in after.items():
        if key not in before:
            yield f"Thêm giấy tờ “{paper.name}”."
            continue
        for field, words in _FIELDS.items():
            was, now = getattr(before[key], field), getattr(paper, field)
            if was != now:
                yield f"“{paper.name}”, {words}: {_said(was)} → {_said(now)}."
    for key, paper in before.items():
        if key not in after:
            yield f"Bỏ giấy tờ “{paper.name}”."
    if [c.key for c in old] != [c.key for c in new] and set(before) == set(after):
        yield "Đổi thứ tự giấy tờ."


def _requirements(old: Papers, new: Papers) -> Iterator[str]:
    before = {r.message: r.rule for r in old.requirements}
    after = {r.message: r.rule for r in new.requirements}
    for message in after.keys() - before.keys():
        yield f"Thêm điều kiện “{message}”."
    for message in before.keys() - after.keys():
        yield f"Bỏ điều kiện “{message}”."
    for message in before.keys() & after.keys():
        if before[message] != after[message]:
            yield f"Đổi công thức của điều kiện “{message}”."


def _said(value: Any) -> str:
    if value is None or value == "" or value == []:
        return "không"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return "công thức" if isinstance(value, dict) else str(value)
