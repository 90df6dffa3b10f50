"""Who writes content that holds for the whole province, and who puts it in force. Pure."""

from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from shared.vocabulary.roles import Role

EDITORS = (Role.CATALOGUE_ADMIN,)
APPROVERS = (Role.LEADER, Role.CATALOGUE_ADMIN, Role.SYSTEM_ADMIN)
READERS = APPROVERS


def why_not_edit(actor: Actor, state: str, editors: tuple[Role, ...] = EDITORS) -> str:
    """Why this person may not write the next version; empty when they may."""
    if not actor.has(*editors):
        return "Nội dung này do người quản trị danh mục soạn."
    if state == "proposed":
        return "Bản đề nghị đang chờ phê duyệt nên chưa sửa được. Có thể rút lại để sửa tiếp."
    return ""


def why_not_approve(actor: Actor, row: Any) -> str:
    """Why this person may not put a proposal in force; empty when they may."""
    if row is None or row["state"] != "proposed":
        return "Không có bản đề nghị nào chờ phê duyệt."
    if not holds_there(actor, row["agency_id"]):
        return "Bản này do lãnh đạo hoặc người quản trị khác của cơ quan soạn phê duyệt."
    if row["proposed_by"] in actor.persons() or row["changed_by"] in actor.persons():
        return "Người soạn, người đề nghị không tự phê duyệt; cần người thứ hai."
    return ""


def holds_there(actor: Actor, agency_id: UUID) -> bool:
    """Whether the person approves for the agency that wrote it."""
    return agency_id in actor.agencies(*APPROVERS)
