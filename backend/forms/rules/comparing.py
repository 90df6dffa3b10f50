"""What changed between two versions of a form, question by question, in words. Pure."""

from collections.abc import Iterator
from typing import Any

import msgspec

from backend.forms.rules.schema import KIND_LABELS
from shared.contracts.forms import FormChange, Question

# What the screens call each part of a question, in the order it is told.
_PARTS = {
    "label": "lời câu hỏi", "help": "hướng dẫn", "kind": "kiểu", "required": "bắt buộc",
    "section": "phần", "page": "trang", "catalogue": "danh mục dùng chung", "options": "lựa chọn",
    "min_length": "ít ký tự nhất",
    "max_length": "nhiều ký tự nhất", "minimum": "nhỏ nhất", "maximum": "lớn nhất",
    "not_after_today": "không sau hôm nay", "show_if": "điều kiện hỏi", "computed": "cách tính",
    "checks": "kiểm tra", "prefill": "điền sẵn", "min_items": "ít mục nhất",
    "max_items": "nhiều mục nhất",
}  # fmt: skip


def changes(old: list[Question], new: list[Question], within: str = "") -> list[FormChange]:
    """Questions added, removed, changed and moved; those of a group under its label."""
    before = {q.key: q for q in old}
    after = {q.key: q for q in new}
    found = [FormChange("removed", q.key, within + q.label, []) for q in old if q.key not in after]
    kept_before = [q.key for q in old if q.key in after]
    kept_after = [q.key for q in new if q.key in before]
    stays = set(_longest_common(kept_before, kept_after))
    for question in new:
        earlier = before.get(question.key)
        if earlier is None:
            found.append(FormChange("added", question.key, within + question.label, []))
            continue
        said = list(_differences(earlier, question))
        if said:
            found.append(FormChange("changed", question.key, within + question.label, said))
        if question.key not in stays:
            found.append(FormChange("moved", question.key, within + question.label, []))
        inner = f"{within}{question.label} › "
        found += changes(earlier.questions, question.questions, inner)
    return found


def _differences(old: Question, new: Question) -> Iterator[str]:
    for part, name in _PARTS.items():
        was, now = getattr(old, part), getattr(new, part)
        if was != now:
            yield f"{name}: {_said(part, was)} → {_said(part, now)}"


def _said(part: str, value: Any) -> str:
    if part == "kind":
        return KIND_LABELS.get(value, str(value))
    if isinstance(value, bool):
        return "có" if value else "không"
    if value in (None, "", []):
        return "(không)"
    if part == "options":
        return "; ".join(option.label for option in value)
    if part == "checks":
        return "; ".join(check.message for check in value)
    if isinstance(value, str | int):
        return str(value)
    return msgspec.json.encode(value).decode()


def _longest_common(one: list[str], other: list[str]) -> list[str]:
    """Keys that keep their order: a longest increasing run of places (keys are unique)."""
    place = {key: number for number, key in enumerate(one)}
    best: list[list[str]] = []
    for key in other:
        fitting = [run for run in best if place[run[-1]] < place[key]]
        best.append([*max(fitting, key=len, default=[]), key])
    return max(best, key=len, default=[])
