"""What an act needs beyond the table: relations, inputs, guards. Pure."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from uuid import UUID

from backend.access.actor import Actor
from backend.law.fees import vnd
from backend.law.lifecycle import (
    RELATION_LABELS,
    RELATION_OF_ROLE,
    Relation,
    Rule,
    rules_from,
    source_in,
)
from backend.law.regimes import REGIMES, Regime
from backend.platform.sealing import blind
from backend.workflow.standing import StepNow
from backend.workflow.walking import STEERED
from shared.contracts.acts import ACT_INPUTS
from shared.contracts.dossiers import AllowedAct
from shared.vocabulary.acts import ACT_LABELS, Act
from shared.vocabulary.states import State

# What usually comes next; the screens show it as the one big button.
PRIMARY: dict[State, Act] = {
    State.SUBMITTED: Act.ACCEPT,
    State.PRE_SUPPLEMENT: Act.SUPPLEMENT,
    State.ACCEPTED: Act.TRANSFER,
    State.TRANSFERRED: Act.ASSIGN,
    State.APPRAISING: Act.SUBMIT_FOR_APPROVAL,
    State.VERIFYING: Act.RECORD_VERIFICATION,
    State.CONSULTING: Act.ANSWER_CONSULTATION,
    State.SUPPLEMENT: Act.SUPPLEMENT,
    State.SUPPLEMENTED: Act.RESUME_PROCESSING,
    State.PAYMENT_DUE: Act.RECORD_PAYMENT,
    State.WITHDRAW_REQUESTED: Act.GRANT_WITHDRAWAL,
    State.SUBMITTED_FOR_APPROVAL: Act.APPROVE,
    State.APPROVED: Act.FINISH,
    State.RESULT_READY: Act.HAND_OVER,
}
OWN_DOSSIER = "Bạn không được xử lý hồ sơ của chính mình."
_BY_AGENCY = {Relation.AGENCY_LEADER, Relation.AGENCY_CLERK}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a dossier stands, as far as permissions and guards ask."""

    state: State
    applicant_id: UUID | None
    receiving_agency_id: UUID
    holding_agency_id: UUID
    holding_unit_id: UUID | None
    executor_id: UUID | None
    consulted: frozenset[UUID]
    coordinators: frozenset[UUID]
    entrusted: frozenset[UUID]
    open_tasks: int
    owed_vnd: int
    step: StepNow | None
    supplement_requests: int
    extensions: int
    due_at: datetime | None
    at_once: bool
    regime: Regime = REGIMES[0]
    persons: frozenset[str] = frozenset()  # keyed words of applicant and principal


def relations(actor: Actor, standing: Standing) -> frozenset[Relation]:
    """How a person stands to a dossier as far as they may work on it: never to their own."""
    return frozenset() if own_dossier(actor, standing) else stands(actor, standing)


def stands(actor: Actor, standing: Standing) -> frozenset[Relation]:
    """How a person stands to a dossier, from their roles and where these are held."""
    found: set[Relation] = set()
    if not actor.is_officer:
        if actor.account_id == standing.applicant_id:
            found.add(Relation.APPLICANT)
        return frozenset(found)
    persons = actor.persons()
    if standing.executor_id in persons:
        found.add(Relation.EXECUTOR)
    if not standing.coordinators.isdisjoint(persons):
        found.add(Relation.COORDINATOR)
    for held in actor.roles:
        if held.agency_id in standing.consulted:
            found.add(Relation.CONSULTED)
        if held.agency_id in standing.entrusted:
            found.add(Relation.ENTRUSTED)
        relation = RELATION_OF_ROLE.get(held.role)
        if relation is Relation.RECEIVING_DESK:
            fits = held.agency_id == standing.receiving_agency_id
        elif relation in _BY_AGENCY:
            fits = held.agency_id == standing.holding_agency_id
        else:
            fits = (
                held.agency_id == standing.holding_agency_id
                and held.unit_id is not None
                and held.unit_id == standing.holding_unit_id
            )
        if relation is not None and fits:
            found.add(relation)
    return frozenset(found)


# Who turns to the applicant, and who compares what was declared with what is known.
_NEED_PERSONAL_DATA = {Relation.APPLICANT, Relation.RECEIVING_DESK, Relation.EXECUTOR}


def needs_personal_data(mine: frozenset[Relation]) -> bool:
    """Whether a person's work on a dossier, by how they stand to it, needs numbers and contacts in
    the clear."""
    return not mine.isdisjoint(_NEED_PERSONAL_DATA)


def own_dossier(actor: Actor, standing: Standing) -> bool:
    """Whether an officer would decide about their own dossier, or an absent colleague's: sent by
    them, or by somebody whom they gave a mandate."""
    return is_own(actor, standing.applicant_id, standing.persons)


def is_own(actor: Actor, applicant_id: UUID | None, persons: frozenset[str]) -> bool:
    """As `own_dossier`; `persons` are keyed words of applicant and principals."""
    if not actor.is_officer:
        return False
    numbers = {actor.personal_id, *(absent.personal_id for absent in actor.stands_in_for)} - {""}
    return applicant_id in actor.persons() or not persons.isdisjoint(
        _own_word(number) for number in numbers
    )


# Of whoever is signed in; asked at every dossier they open.
_own_word = lru_cache(maxsize=4096)(blind)


def guard(act: Act, standing: Standing) -> str:
    """Why an act of the table is still not possible now; empty when it is."""
    if act is Act.EXTEND and standing.extensions >= standing.regime.extensions:
        return "Hồ sơ đã được gia hạn một lần; luật không cho gia hạn lần nữa."
    if act is Act.EXTEND and standing.due_at is None:
        return "Hồ sơ chưa có hạn trả kết quả nên không có gì để gia hạn."
    if (
        act is Act.REQUEST_SUPPLEMENT
        and standing.state is State.SUBMITTED
        and standing.supplement_requests >= standing.regime.requests_before_acceptance
    ):
        return "Chỉ được yêu cầu bổ sung một lần trước khi tiếp nhận."
    if standing.step is not None and act in STEERED and act not in standing.step.offered:
        possible = {rule.act for rule in rules_from(standing.state)}
        if possible & standing.step.offered:  # a step that cannot go on binds nobody
            return f"Theo quy trình nội bộ, bước “{standing.step.name}” không có việc này."
    if standing.step is not None and act is standing.step.done_by and standing.step.missing:
        names = ", ".join(part.agency_name for part in standing.step.missing)
        return f"Theo quy trình nội bộ, bước “{standing.step.name}” còn phải hỏi, giao: {names}."
    if act in (Act.SUBMIT_FOR_APPROVAL, Act.RESOLVE_AT_DESK) and standing.open_tasks:
        return (
            f"Còn {standing.open_tasks} việc liên thông chưa xong. Chờ kết quả, hoặc thu hồi việc "
            "không cần nữa."
        )
    if act is Act.CANCEL_TASK and not standing.open_tasks:
        return "Hồ sơ không có việc liên thông nào chưa xong."
    if act in (Act.ACCEPT, Act.HAND_OVER) and standing.owed_vnd:
        return (
            f"Hồ sơ còn phải nộp {vnd(standing.owed_vnd)}. Thu tại quầy, hoặc chờ người nộp thanh "
            "toán trực tuyến."
        )
    if act is Act.RESOLVE_AT_DESK and not standing.at_once:
        return "Chỉ thủ tục trả kết quả ngay mới được giải quyết tại quầy."
    return ""


def guard_of_person(act: Act, actor: Actor, standing: Standing) -> str:
    """Why this person may not do an act that somebody else of the same role may."""
    if act is Act.APPROVE and standing.executor_id in actor.persons():
        return "Người thụ lý không tự phê duyệt hồ sơ do mình trình."
    return ""


# Which act a file serves: whoever may do the act may add the file, and only then.
_SERVES = {
    # The desk scans what was brought until it hands the dossier on (NĐ 61/2018 Điều 17.1).
    "component": (Act.ACCEPT, Act.TRANSFER),
    "supplement": (Act.SUPPLEMENT,),
    "result": (Act.FINISH, Act.RESOLVE_AT_DESK),
    "task": (Act.COMPLETE_TASK,),
}


def why_not_add(actor: Actor, standing: Standing, purpose: str) -> str:
    """Why this person may not add a file of this purpose now; empty when they may."""
    mine = relations(actor, standing)
    serves = _SERVES[purpose]
    if any(
        rule.act in serves and rule.by & mine and not guard(rule.act, standing)
        for rule in rules_from(standing.state)
    ):
        return ""
    if not actor.is_officer:
        return (
            "Hiện không thể gửi thêm giấy tờ cho hồ sơ này. Khi cơ quan yêu cầu bổ sung, trang "
            "hồ sơ sẽ có nút gửi."
        )
    return f"Chỉ thêm được tệp này khi bạn được làm việc “{ACT_LABELS[serves[0]].vi}”."


_FIELDS = {
    act: [name for name in given.__struct_fields__ if name != "version"]
    for act, given in ACT_INPUTS.items()
}


@cache
def _done_by(relations_: frozenset[Relation]) -> str:
    who = [RELATION_LABELS[r].vi for r in Relation if r in relations_ and r is not Relation.SYSTEM]
    return f"Việc này do {' hoặc '.join(who)} thực hiện."


@cache
def _not_theirs(rule: Rule, regime_key: str) -> AllowedAct:
    """An act that is other officers' to do."""
    return AllowedAct(
        act=rule.act,
        label=ACT_LABELS[rule.act].vi,
        allowed=False,
        reason=_done_by(rule.by),
        primary=False,
        fields=_FIELDS[rule.act],
        source=source_in(rule, regime_key),
    )


def allowed_acts(actor: Actor, standing: Standing) -> list[AllowedAct]:
    """Every act the table knows from this state, with the reason where this caller may not."""
    mine = stands(actor, standing)
    own = own_dossier(actor, standing)
    found: list[AllowedAct] = []
    for rule in rules_from(standing.state):
        if rule.by == {Relation.SYSTEM}:
            continue  # nobody's to do
        may = not mine.isdisjoint(rule.by)
        if may and own:
            may, reason = False, OWN_DOSSIER
        elif may:
            reason = guard(rule.act, standing) or guard_of_person(rule.act, actor, standing)
            may = not reason
        elif actor.is_officer:
            found.append(_not_theirs(rule, standing.regime.key))
            continue
        else:
            reason = _done_by(rule.by)
        if not may and not actor.is_officer and Relation.APPLICANT not in rule.by:
            continue  # the applicant is not told of the officers' work
        found.append(
            AllowedAct(
                act=rule.act,
                label=ACT_LABELS[rule.act].vi,
                allowed=may,
                reason=reason,
                primary=may and PRIMARY.get(standing.state) is rule.act,
                fields=_FIELDS[rule.act],
                source=source_in(rule, standing.regime.key),
            )
        )
    return found
