"""Who may do what with a result and its draft. Pure."""

from dataclasses import dataclass
from uuid import UUID

from backend.access.actor import Actor
from backend.dossiers.rules import OWN_DOSSIER, Standing, own_dossier, relations
from backend.law.lifecycle import Relation
from shared.vocabulary.results import ChangeKind, ChangeState
from shared.vocabulary.states import State

DRAFTING = frozenset(
    {
        State.APPRAISING,
        State.SUPPLEMENTED,
        State.VERIFYING,
        State.CONSULTING,
        State.SUBMITTED_FOR_APPROVAL,
    }
)
ENDED = frozenset({State.RESULT_READY, State.RETURNED})
_PROPOSERS = {
    Relation.EXECUTOR,
    Relation.AGENCY_CLERK,
    Relation.AGENCY_LEADER,
    Relation.RECEIVING_DESK,
}


@dataclass(frozen=True, slots=True)
class DraftNow:
    """What the rules ask of an open draft."""

    state: str
    seen_file: bool
    updated_by: UUID
    of_change: bool


@dataclass(frozen=True, slots=True)
class ChangeNow:
    """What the rules ask of an open proposal."""

    kind: str
    state: str
    proposed_by: UUID


@dataclass(frozen=True, slots=True)
class May:
    """What one person may do now; each empty when they may, else why not."""

    draft: str
    sign: str
    seal: str
    propose: str
    decide: str


_NOT_YOURS = "Việc này không thuộc phần việc của bạn."


def may(
    actor: Actor,
    standing: Standing,
    draft: DraftNow | None,
    change: ChangeNow | None,
    in_force: bool,
) -> May:
    """Every answer at once; the same for screens and for the actions themselves."""
    if own_dossier(actor, standing):
        return May(OWN_DOSSIER, OWN_DOSSIER, OWN_DOSSIER, OWN_DOSSIER, OWN_DOSSIER)
    mine = relations(actor, standing)
    redoing = (
        change is not None
        and change.kind == ChangeKind.REPLACE
        and change.state == ChangeState.APPROVED
        and standing.state in ENDED
    )
    return May(
        draft=_draft(mine, standing, draft, redoing),
        sign=_sign(actor, mine, standing, draft, redoing),
        seal=_seal(mine, standing, draft, redoing),
        propose=_propose(mine, standing, change, in_force),
        decide=_decide(actor, mine, change),
    )


def at_desk(standing: Standing) -> bool:
    """Whether the result is given on the spot, before any transfer (NĐ 61/2018 Điều 17.4, 17.5)."""
    return standing.state is State.ACCEPTED and standing.at_once


def _draft(
    mine: frozenset[Relation], standing: Standing, draft: DraftNow | None, redoing: bool
) -> str:
    who = {Relation.EXECUTOR, Relation.AGENCY_CLERK} if redoing else {Relation.EXECUTOR}
    if at_desk(standing):
        who = {Relation.RECEIVING_DESK}
    if not mine & who:
        return "Dự thảo kết quả do chuyên viên được phân công soạn."
    if draft is not None and draft.state != "open":
        return "Bản này đã ký nên không sửa được nữa."
    if not redoing and not at_desk(standing) and standing.state not in DRAFTING:
        return "Chỉ soạn kết quả khi hồ sơ đang được giải quyết."
    return ""


def _sign(
    actor: Actor,
    mine: frozenset[Relation],
    standing: Standing,
    draft: DraftNow | None,
    redoing: bool,
) -> str:
    if Relation.AGENCY_LEADER not in mine:
        return "Chỉ lãnh đạo cơ quan giải quyết được duyệt và ký kết quả."
    if draft is None or draft.state != "open" or not draft.seen_file:
        return "Chưa có bản dự thảo chờ ký."
    waits = standing.state is State.SUBMITTED_FOR_APPROVAL or at_desk(standing)
    if not redoing and not waits:
        return "Bản dự thảo chưa được trình."
    if standing.executor_id in actor.persons() or draft.updated_by in actor.persons():
        return "Người soạn không tự duyệt và ký bản do mình soạn."
    return ""


def _seal(
    mine: frozenset[Relation], standing: Standing, draft: DraftNow | None, redoing: bool
) -> str:
    if at_desk(standing):
        if Relation.RECEIVING_DESK not in mine:
            return "Kết quả trả ngay do Bộ phận Một cửa cấp số, đóng dấu."
    elif not mine & {Relation.AGENCY_CLERK, Relation.EXECUTOR}:
        return "Việc cấp số, đóng dấu do văn thư hoặc chuyên viên thụ lý thực hiện."
    if draft is None or draft.state != "signed":
        return "Chưa có bản đã ký để đóng dấu."
    if not redoing and not at_desk(standing) and standing.state is not State.APPROVED:
        return "Hồ sơ chưa được phê duyệt."
    return ""


def _propose(
    mine: frozenset[Relation], standing: Standing, change: ChangeNow | None, in_force: bool
) -> str:
    if not mine & _PROPOSERS:
        return _NOT_YOURS
    if standing.state not in ENDED or not in_force:
        return "Hồ sơ không có kết quả đang có hiệu lực."
    return "Đã có một đề nghị đang chờ." if change is not None else ""


def _decide(actor: Actor, mine: frozenset[Relation], change: ChangeNow | None) -> str:
    if Relation.AGENCY_LEADER not in mine:
        return "Chỉ lãnh đạo cơ quan giải quyết được quyết định."
    if change is None or change.state != ChangeState.PROPOSED:
        return "Không có đề nghị nào chờ quyết định."
    if change.proposed_by in actor.persons():
        return "Người đề nghị không tự quyết định; cần một người khác."
    return ""
