"""Who decides about a difference of the lists, and which of them can be taken over. Pure.

What is taken over holds for the whole province at once (a procedure, an agency's name, a code every
message carries), and what is held hides that the nation has it otherwise: both take two persons.
"""

from typing import Any

from backend.access.actor import Actor
from backend.platform.problems import RuleBroken, field
from shared.contracts.national_lists import FieldDifference
from shared.vocabulary.national import DifferenceKind, NationalList

NO_FIELDS = {
    (NationalList.PROCEDURE, DifferenceKind.ONLY_HERE): "Ngừng công khai thủ tục này",
}


def why_not_confirm(actor: Actor, row: Any) -> str:
    """Why this person is not the second one; empty when they are."""
    if row["state"] != "proposed":
        return "Không có đề nghị nào chờ phê duyệt."
    if row["proposed_by"] in actor.persons():
        return "Người đề nghị không tự phê duyệt; cần người thứ hai."
    return ""


def can_be_taken_over(
    which: NationalList, kind: DifferenceKind, fields: list[FieldDifference]
) -> bool:
    """Whether theirs can be taken over without a person writing it anew."""
    return any(not f.why_not for f in fields) or (which, kind) in NO_FIELDS


def check_chosen(
    which: NationalList, kind: DifferenceKind, fields: list[FieldDifference], chosen: list[str]
) -> None:
    """Raises RuleBroken unless what is chosen is known, not empty and can be taken over."""
    if not fields and (which, kind) not in NO_FIELDS:
        raise RuleBroken("Khác biệt này không có nội dung để cập nhật tự động.")
    known = {f.key: f for f in fields}
    wrong = [name for name in chosen if name not in known]
    if wrong or (fields and not chosen):
        raise RuleBroken(
            "Chọn ít nhất một nội dung để cập nhật.",
            errors=[field("/fields", "Chọn nội dung trong danh sách khác biệt.")],
        )
    blocked = next((known[name] for name in chosen if known[name].why_not), None)
    if blocked is not None:
        raise RuleBroken(
            f"{blocked.label}: {blocked.why_not} Hãy sửa ở danh mục của tỉnh.",
            errors=[field("/fields", blocked.why_not)],
        )
