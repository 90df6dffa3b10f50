"""Who writes content, and who puts it in force: what holds for everybody is written and approved
at the agency above all others, what an agency says for itself by that agency. Pure."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.access import everybody
from backend.access.actor import Actor
from shared.vocabulary.particulars import ParticularsKind
from shared.vocabulary.proposals import ProposalSubject
from shared.vocabulary.roles import Role

EDITORS = (Role.CATALOGUE_ADMIN,)
APPROVERS = (Role.LEADER, Role.CATALOGUE_ADMIN, Role.SYSTEM_ADMIN)
READERS = APPROVERS
# Each of these is an agency's own; everything else holds for every agency.
_OF_AN_AGENCY = frozenset(
    {
        ProposalSubject.COMPETENCE,
        ProposalSubject.CONTENT,
        ProposalSubject.PARTICULARS,
        ProposalSubject.SURVEY,
    }
)
_OF_THE_PORTAL = f"{ParticularsKind.PORTAL}/"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a proposal is about: form or papers of a procedure by its code, a kind of result by
    key, a piece of content or a survey by its id; `editors` are the roles that write it, in
    `agency_id` where it belongs to one."""

    name: ProposalSubject
    key: str
    editors: tuple[Role, ...] = EDITORS
    agency_id: UUID | None = None

    @property
    def holds_for_all(self) -> bool:
        """Whether it holds for every agency."""
        return holds_for_all(self.name, self.key)


def holds_for_all(name: str, key: str) -> bool:
    """Whether a proposal holds for every agency."""
    return name not in _OF_AN_AGENCY or (
        name == ProposalSubject.PARTICULARS and key.startswith(_OF_THE_PORTAL)
    )


def why_not_edit(actor: Actor, state: str, of: Subject) -> str:
    """Why this person may not write the next version; empty when they may."""
    if of.holds_for_all:
        if refusal := everybody.why_not(actor, *of.editors):
            return refusal
    elif not actor.has(*of.editors):
        return "Nội dung này do người quản trị danh mục soạn."
    elif of.agency_id is not None and of.agency_id not in actor.agencies(*of.editors):
        return "Nội dung này do người quản trị của cơ quan đăng soạn. Hãy đề nghị cơ quan đó sửa."
    if state == "proposed":
        return "Bản đề nghị đang chờ phê duyệt nên chưa sửa được. Có thể rút lại để sửa tiếp."
    return ""


def why_not_approve(actor: Actor, row: Any) -> str:
    """Why this person may not put a proposal in force; empty when they may."""
    if row is None or row["state"] != "proposed":
        return "Không có bản đề nghị nào chờ phê duyệt."
    if not decides(actor, row):
        if holds_for_all(row["subject"], row["key"]):
            return everybody.refusal(*APPROVERS)
        return "Bản này do lãnh đạo hoặc người quản trị khác của cơ quan soạn phê duyệt."
    if row["proposed_by"] in actor.persons() or row["changed_by"] in actor.persons():
        return "Người soạn, người đề nghị không tự phê duyệt; cần người thứ hai."
    return ""


def decides(actor: Actor, row: Any) -> bool:
    """Whether the person approves what a proposal is about, whoever wrote it."""
    if holds_for_all(row["subject"], row["key"]):
        return actor.has_for_all(*APPROVERS)
    return holds_there(actor, row["agency_id"])


def home_of(actor: Actor, of: Subject) -> UUID:
    """The agency for which a proposal is written."""
    if of.holds_for_all and actor.root_agency is not None:
        return actor.root_agency
    return of.agency_id or actor.agencies(*of.editors)[0]


def holds_there(actor: Actor, agency_id: UUID) -> bool:
    """Whether the person approves for the agency that wrote it."""
    return agency_id in actor.agencies(*APPROVERS)
