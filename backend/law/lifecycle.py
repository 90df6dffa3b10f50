"""The life of a dossier as a table of acts (NĐ 61/2018 Điều 17-20, TT 01/2018/TT-VPCP Điều 9).

Acts, not states, are the model. A row says from which states an act is allowed, where it leads,
who may do it, which form it issues, what it does to the clock and where the law says so. Nothing
else in the system decides whether an act is allowed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from backend.law.regimes import REGIMES, regime
from shared.vocabulary.acts import Act
from shared.vocabulary.label import Label
from shared.vocabulary.roles import Role
from shared.vocabulary.states import NATIONAL_CODE, TERMINAL, NationalCode, State


class Relation(StrEnum):
    """How a person stands to one dossier; acts are granted to relations, never to bare roles."""

    APPLICANT = "applicant"
    RECEIVING_DESK = "receiving_desk"
    HOLDING_UNIT_HEAD = "holding_unit_head"
    EXECUTOR = "executor"
    COORDINATOR = "coordinator"
    AGENCY_LEADER = "agency_leader"
    AGENCY_CLERK = "agency_clerk"
    CONSULTED = "consulted"
    ENTRUSTED = "entrusted"
    SYSTEM = "system"


RELATION_LABELS: dict[Relation, Label] = {
    Relation.APPLICANT: Label("người nộp hồ sơ", "the applicant"),
    Relation.RECEIVING_DESK: Label("Bộ phận Một cửa nơi nhận hồ sơ", "the receiving desk"),
    Relation.HOLDING_UNIT_HEAD: Label("lãnh đạo phòng đang giữ hồ sơ", "the head of the unit"),
    Relation.EXECUTOR: Label("chuyên viên được phân công", "the assigned officer"),
    Relation.COORDINATOR: Label("người phối hợp giải quyết", "the coordinating officer"),
    Relation.AGENCY_LEADER: Label("lãnh đạo cơ quan giải quyết", "the leader of the agency"),
    Relation.AGENCY_CLERK: Label("văn thư cơ quan giải quyết", "the clerk of the agency"),
    Relation.CONSULTED: Label("cơ quan được lấy ý kiến", "the consulted agency"),
    Relation.ENTRUSTED: Label("cơ quan được giao việc liên thông", "the entrusted agency"),
    Relation.SYSTEM: Label("hệ thống", "the system"),
}

RELATION_OF_ROLE: dict[Role, Relation] = {
    Role.DESK_OFFICER: Relation.RECEIVING_DESK,
    Role.DESK_HEAD: Relation.RECEIVING_DESK,
    Role.UNIT_HEAD: Relation.HOLDING_UNIT_HEAD,
    Role.LEADER: Relation.AGENCY_LEADER,
    Role.CLERK: Relation.AGENCY_CLERK,
}


class Clock(StrEnum):
    """What an act does to the statutory clock, which starts at acceptance (Điều 17.1.c)."""

    NONE = "none"
    START = "start"
    WAIT = "wait"
    WAIT_BY_LAW = "wait_by_law"  # only where specialised law of the procedure says so
    CONTINUE_BY_POLICY = "continue_by_policy"
    EXTEND = "extend"
    END = "end"


class Form(StrEnum):
    """The form an act issues; its number in a regime is data of the regime, not of this table."""

    RECEIPT = "receipt"
    SUPPLEMENT_REQUEST = "supplement_request"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP_NOTICE = "stop_notice"
    CONTROL_SHEET_HOP = "control_sheet_hop"


class After(StrEnum):
    """Targets that depend on the dossier rather than on the act alone."""

    SAME = "same"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of acts."""

    act: Act
    origin: frozenset[State]
    target: State | After
    by: frozenset[Relation]
    source: str
    clock: Clock = Clock.NONE
    form: Form | None = None
    holds_origin: bool = False


def _rule(
    act: Act,
    origin: Iterable[State],
    target: State | After,
    by: Iterable[Relation],
    source: str,
    *,
    clock: Clock = Clock.NONE,
    form: Form | None = None,
    holds_origin: bool = False,
) -> Rule:
    return Rule(act, frozenset(origin), target, frozenset(by), source, clock, form, holds_origin)


_S, _R = State, Relation
_WORKING = (_S.TRANSFERRED, _S.APPRAISING, _S.VERIFYING, _S.CONSULTING, _S.SUPPLEMENTED)
_JOINT = "NĐ 61/2018 Điều 19.6, 19.7"
_JOINTLY = (_S.ACCEPTED, *_WORKING, _S.SUPPLEMENT, _S.PAYMENT_DUE)
_OPEN_AFTER_ACCEPTANCE = (
    _S.ACCEPTED,
    *_WORKING,
    _S.SUPPLEMENT,
    _S.PAYMENT_DUE,
    _S.SUBMITTED_FOR_APPROVAL,
    _S.APPROVED,
)

RULES: tuple[Rule, ...] = (
    _rule(Act.SUBMIT, (), _S.SUBMITTED, (_R.APPLICANT,), "NĐ 61/2018 Điều 16.3, 17.2"),
    _rule(
        Act.REGISTER_AT_DESK,
        (),
        _S.SUBMITTED,
        (_R.RECEIVING_DESK,),
        "NĐ 61/2018 Điều 16.1, 16.2, 17.1.a",
    ),
    _rule(
        Act.ACCEPT,
        (_S.SUBMITTED,),
        _S.ACCEPTED,
        (_R.RECEIVING_DESK,),
        "NĐ 61/2018 Điều 17.1.c, 17.3",
        clock=Clock.START,
        form=Form.RECEIPT,
    ),
    _rule(
        Act.REFUSE,
        (_S.SUBMITTED,),
        _S.REFUSED,
        (_R.RECEIVING_DESK,),
        "NĐ 61/2018 Điều 17.1.b",
        form=Form.REFUSAL,
    ),
    _rule(
        Act.REQUEST_SUPPLEMENT,
        (_S.SUBMITTED,),
        _S.PRE_SUPPLEMENT,
        (_R.RECEIVING_DESK,),
        "NĐ 61/2018 Điều 17.1.a, 17.2",
        form=Form.SUPPLEMENT_REQUEST,
    ),
    _rule(
        Act.REQUEST_SUPPLEMENT,
        (_S.APPRAISING, _S.SUPPLEMENTED, _S.VERIFYING),
        _S.SUPPLEMENT,
        (_R.EXECUTOR,),
        "NĐ 61/2018 Điều 19.4",
        clock=Clock.WAIT,
        form=Form.SUPPLEMENT_REQUEST,
    ),
    _rule(
        Act.SUPPLEMENT,
        (_S.PRE_SUPPLEMENT,),
        _S.SUBMITTED,
        (_R.APPLICANT, _R.RECEIVING_DESK),
        "NĐ 61/2018 Điều 17.2",
    ),
    _rule(
        Act.SUPPLEMENT,
        (_S.SUPPLEMENT,),
        _S.SUPPLEMENTED,
        (_R.APPLICANT, _R.RECEIVING_DESK),
        "NĐ 61/2018 Điều 19.4",
        clock=Clock.CONTINUE_BY_POLICY,
    ),
    _rule(
        Act.EXPIRE_SUPPLEMENT,
        (_S.PRE_SUPPLEMENT, _S.SUPPLEMENT),
        _S.STOPPED,
        (_R.SYSTEM, _R.RECEIVING_DESK),
        "NĐ 61/2018 Điều 19.4",
        clock=Clock.END,
        form=Form.STOP_NOTICE,
    ),
    _rule(
        Act.RESOLVE_AT_DESK,
        (_S.ACCEPTED,),
        _S.RESULT_READY,
        (_R.RECEIVING_DESK,),
        "NĐ 61/2018 Điều 17.4, 17.5",
        clock=Clock.END,
    ),
    _rule(
        Act.TRANSFER,
        (_S.ACCEPTED,),
        _S.TRANSFERRED,
        (_R.RECEIVING_DESK,),
        "NĐ 61/2018 Điều 18",
        form=Form.CONTROL_SHEET_HOP,
    ),
    _rule(
        Act.ASSIGN,
        (_S.TRANSFERRED,),
        _S.APPRAISING,
        (_R.HOLDING_UNIT_HEAD,),
        "NĐ 61/2018 Điều 19.1",
        form=Form.CONTROL_SHEET_HOP,
    ),
    _rule(
        Act.ASSIGN,
        (_S.APPRAISING, _S.SUPPLEMENTED, _S.VERIFYING, _S.CONSULTING),
        After.SAME,
        (_R.HOLDING_UNIT_HEAD,),
        "NĐ 61/2018 Điều 19.1",
        form=Form.CONTROL_SHEET_HOP,
    ),
    _rule(
        Act.START_VERIFICATION,
        (_S.APPRAISING, _S.SUPPLEMENTED),
        _S.VERIFYING,
        (_R.EXECUTOR,),
        "NĐ 61/2018 Điều 19.3",
    ),
    _rule(
        Act.RECORD_VERIFICATION,
        (_S.VERIFYING,),
        _S.APPRAISING,
        (_R.EXECUTOR,),
        "NĐ 61/2018 Điều 19.3.b",
    ),
    _rule(
        Act.CONSULT,
        (_S.APPRAISING, _S.SUPPLEMENTED, _S.CONSULTING),
        _S.CONSULTING,
        (_R.EXECUTOR,),
        "NĐ 61/2018 Điều 19.5",
    ),
    _rule(
        Act.ANSWER_CONSULTATION,
        (_S.CONSULTING,),
        After.SAME,
        (_R.CONSULTED, _R.EXECUTOR),
        "NĐ 61/2018 Điều 19.5",
    ),
    _rule(
        Act.CLOSE_CONSULTATION,
        (_S.CONSULTING,),
        _S.APPRAISING,
        (_R.EXECUTOR, _R.SYSTEM),
        "NĐ 61/2018 Điều 19.5",
    ),
    _rule(
        Act.CONTRIBUTE,
        (_S.APPRAISING, _S.VERIFYING, _S.CONSULTING, _S.SUPPLEMENTED),
        After.SAME,
        (_R.COORDINATOR,),
        "NĐ 61/2018 Điều 19.1",
    ),
    _rule(
        Act.ENTRUST,
        (_S.ACCEPTED, _S.TRANSFERRED),
        After.SAME,
        (_R.RECEIVING_DESK,),
        _JOINT,
        form=Form.CONTROL_SHEET_HOP,
    ),
    _rule(
        Act.ENTRUST,
        (_S.APPRAISING, _S.VERIFYING, _S.CONSULTING, _S.SUPPLEMENTED),
        After.SAME,
        (_R.EXECUTOR,),
        _JOINT,
        form=Form.CONTROL_SHEET_HOP,
    ),
    _rule(
        Act.COMPLETE_TASK,
        _JOINTLY,
        After.SAME,
        (_R.ENTRUSTED,),
        _JOINT,
        form=Form.CONTROL_SHEET_HOP,
    ),
    _rule(Act.CANCEL_TASK, _JOINTLY, After.SAME, (_R.EXECUTOR, _R.RECEIVING_DESK), _JOINT),
    _rule(
        Act.RESUME_PROCESSING,
        (_S.SUPPLEMENTED,),
        _S.APPRAISING,
        (_R.EXECUTOR,),
        "NĐ 61/2018 Điều 19.2",
    ),
    _rule(
        Act.REQUIRE_PAYMENT,
        (_S.SUBMITTED, _S.ACCEPTED, _S.RESULT_READY),
        _S.PAYMENT_DUE,
        (_R.RECEIVING_DESK,),
        "NĐ 61/2018 Điều 22",
        clock=Clock.WAIT_BY_LAW,
        holds_origin=True,
    ),
    _rule(
        Act.REQUIRE_PAYMENT,
        (_S.APPRAISING, _S.SUPPLEMENTED),
        _S.PAYMENT_DUE,
        (_R.EXECUTOR,),
        "NĐ 61/2018 Điều 22",
        clock=Clock.WAIT_BY_LAW,
        holds_origin=True,
    ),
    _rule(
        Act.RECORD_PAYMENT,
        (_S.PAYMENT_DUE,),
        After.HELD,
        (_R.RECEIVING_DESK, _R.SYSTEM),
        "NĐ 61/2018 Điều 22",
        clock=Clock.CONTINUE_BY_POLICY,
    ),
    _rule(
        Act.EXTEND,
        (*_WORKING, _S.SUBMITTED_FOR_APPROVAL, _S.APPROVED),
        After.SAME,
        (_R.EXECUTOR, _R.AGENCY_LEADER),
        "NĐ 61/2018 Điều 19.9",
        clock=Clock.EXTEND,
        form=Form.APOLOGY,
    ),
    _rule(
        Act.SUBMIT_FOR_APPROVAL,
        (_S.APPRAISING, _S.SUPPLEMENTED),
        _S.SUBMITTED_FOR_APPROVAL,
        (_R.EXECUTOR,),
        "NĐ 61/2018 Điều 19.2",
        form=Form.CONTROL_SHEET_HOP,
    ),
    _rule(
        Act.APPROVE,
        (_S.SUBMITTED_FOR_APPROVAL,),
        _S.APPROVED,
        (_R.AGENCY_LEADER,),
        "NĐ 61/2018 Điều 19.2",
    ),
    _rule(
        Act.SEND_BACK,
        (_S.SUBMITTED_FOR_APPROVAL, _S.APPROVED),
        _S.APPRAISING,
        (_R.AGENCY_LEADER,),
        "NĐ 61/2018 Điều 19.2",
    ),
    _rule(
        Act.FINISH,
        (_S.APPROVED,),
        _S.RESULT_READY,
        (_R.AGENCY_CLERK, _R.EXECUTOR),
        "NĐ 61/2018 Điều 19.2, 20.5",
        clock=Clock.END,
        form=Form.CONTROL_SHEET_HOP,
    ),
    _rule(
        Act.REOPEN_BEFORE_HAND_OVER,
        (_S.RESULT_READY,),
        _S.APPRAISING,
        (_R.AGENCY_LEADER,),
        "NĐ 61/2018 Điều 21",
    ),
    _rule(
        Act.HAND_OVER,
        (_S.RESULT_READY,),
        _S.RETURNED,
        (_R.RECEIVING_DESK, _R.SYSTEM),  # the system by the post's proof of delivery
        "NĐ 61/2018 Điều 20",
    ),
    _rule(
        Act.REJECT,
        (_S.APPRAISING, _S.SUPPLEMENTED, _S.SUBMITTED_FOR_APPROVAL),
        _S.REJECTED_BY_AGENCY,
        (_R.AGENCY_LEADER,),
        "NĐ 61/2018 Điều 19.8",
        clock=Clock.END,
        form=Form.REFUSAL,
    ),
    _rule(
        Act.REQUEST_WITHDRAWAL,
        (_S.SUBMITTED, _S.PRE_SUPPLEMENT, *_OPEN_AFTER_ACCEPTANCE),
        _S.WITHDRAW_REQUESTED,
        (_R.APPLICANT, _R.RECEIVING_DESK),
        "NĐ 61/2018 Điều 11",
        holds_origin=True,
    ),
    _rule(
        Act.GRANT_WITHDRAWAL,
        (_S.WITHDRAW_REQUESTED,),
        _S.STOPPED,
        (_R.RECEIVING_DESK,),
        "NĐ 61/2018 Điều 11",
        clock=Clock.END,
        form=Form.STOP_NOTICE,
    ),
    _rule(
        Act.DENY_WITHDRAWAL,
        (_S.WITHDRAW_REQUESTED,),
        After.HELD,
        (_R.RECEIVING_DESK,),
        "NĐ 61/2018 Điều 11",
    ),
    _rule(
        Act.STOP,
        _OPEN_AFTER_ACCEPTANCE,
        _S.STOPPED,
        (_R.AGENCY_LEADER,),
        "NĐ 61/2018 Điều 19.8",
        clock=Clock.END,
        form=Form.STOP_NOTICE,
    ),
    _rule(
        Act.RECALCULATE,
        (*_OPEN_AFTER_ACCEPTANCE, _S.WITHDRAW_REQUESTED),
        After.SAME,
        (_R.SYSTEM,),
        "NĐ 61/2018 Điều 19; Bộ luật Lao động 2019 Điều 112",
    ),
    _rule(
        Act.TAKE_OVER,
        (*_OPEN_AFTER_ACCEPTANCE, _S.WITHDRAW_REQUESTED, _S.RESULT_READY),
        After.SAME,
        (_R.SYSTEM,),
        "NĐ 61/2018 Điều 18, 19.1",
    ),
    _rule(
        Act.CHANGE_AGENCY,
        (
            _S.SUBMITTED,
            _S.PRE_SUPPLEMENT,
            *_OPEN_AFTER_ACCEPTANCE,
            _S.WITHDRAW_REQUESTED,
            _S.RESULT_READY,
        ),
        After.SAME,
        (_R.SYSTEM,),
        "NĐ 61/2018 Điều 18; quyết định sắp xếp cơ quan",
    ),
    _rule(
        Act.RECORD_LOSS,
        (*_OPEN_AFTER_ACCEPTANCE, _S.RESULT_READY),
        After.SAME,
        (_R.RECEIVING_DESK, _R.EXECUTOR, _R.AGENCY_LEADER),
        "NĐ 61/2018 Điều 21",
    ),
)


class ActNotAllowed(Exception):
    """The law gives no such step from this state.

    Attributes: `act`, `state`.
    """

    def __init__(self, act: Act, state: State | None) -> None:
        super().__init__(f"{act} from {state}")
        self.act = act
        self.state = state


def rule_for(act: Act, state: State | None) -> Rule:
    """The row for an act in a state (`None` before the dossier exists).

    Raises ActNotAllowed when the table has none.
    """
    for rule in RULES:
        if rule.act is act and (state in rule.origin if state is not None else not rule.origin):
            return rule
    raise ActNotAllowed(act, state)


def next_state(act: Act, state: State | None, held: tuple[State, ...] = ()) -> State:
    """Where an act leads. `held` are the states put aside by payments or withdrawals, last on top.

    Raises ActNotAllowed when the act is not allowed, or leads back to a state never held.
    """
    rule = rule_for(act, state)
    if isinstance(rule.target, State):
        return rule.target
    if rule.target is After.HELD and held:
        return held[-1]
    if rule.target is After.SAME and state is not None:
        return state
    raise ActNotAllowed(act, state)


def held_after(act: Act, state: State | None, held: tuple[State, ...] = ()) -> tuple[State, ...]:
    """The states still to come back to: a holding act puts one aside, the way back takes it off.

    A withdrawal asked while a payment is due and then denied comes back to the payment, and the
    payment once made to what it interrupted.
    """
    rule = rule_for(act, state)
    if rule.holds_origin and state is not None:
        return (*held, state)
    if rule.target is After.SAME:
        return held
    if rule.target is After.HELD:
        return held[:-1]
    return ()


@cache
def rules_from(state: State) -> tuple[Rule, ...]:
    """Every row that starts in a state, in the order of the table."""
    return tuple(rule for rule in RULES if state in rule.origin)


def fold(acts: Iterable[Act]) -> State | None:
    """Replays acts from nothing: the state of a dossier is the fold of its events."""
    state: State | None = None
    held: tuple[State, ...] = ()
    for act in acts:
        state, held = next_state(act, state, held), held_after(act, state, held)
    return state


def source_in(rule: Rule, regime_key: str) -> str:
    """The legal source of an act for a dossier of a regime.

    The table cites the articles of the first decree; of a later one the decree alone is named, so
    that nobody is shown an article that does not hold for them. Raises UnknownRegime.
    """
    return rule.source if regime_key == REGIMES[0].key else regime(regime_key).source


def is_terminal(state: State) -> bool:
    """Nothing can follow: refused, stopped, not eligible, returned."""
    return state in TERMINAL


# Điều 17-20 seen from the national portal: which code may follow which. The tests prove that the
# table above never leaves this graph.
NATIONAL_GRAPH: dict[NationalCode, frozenset[NationalCode]] = {
    NationalCode.NEWLY_REGISTERED: frozenset(
        {
            NationalCode.ACCEPTED,
            NationalCode.NOT_ACCEPTED,
            NationalCode.SUPPLEMENT_REQUESTED,
            NationalCode.PAYMENT_REQUESTED,
            NationalCode.WITHDRAWAL_REQUESTED,
        }
    ),
    # 2 → 9 only where the desk decides at once (Điều 17.4, 17.5).
    NationalCode.ACCEPTED: frozenset(map(NationalCode, (4, 6, 7, 8, 9))),
    NationalCode.NOT_ACCEPTED: frozenset(),
    NationalCode.IN_PROCESSING: frozenset(map(NationalCode, (5, 6, 7, 8, 9))),
    NationalCode.SUPPLEMENT_REQUESTED: frozenset(map(NationalCode, (1, 4, 7, 8))),
    NationalCode.PAYMENT_REQUESTED: frozenset(map(NationalCode, (1, 2, 4, 7, 8, 9))),
    NationalCode.WITHDRAWAL_REQUESTED: frozenset(map(NationalCode, (1, 2, 4, 5, 6, 8))),
    NationalCode.STOPPED: frozenset(),
    NationalCode.COMPLETED: frozenset(map(NationalCode, (4, 6, 10))),
    NationalCode.RETURNED: frozenset(),
}


def national_code(state: State) -> NationalCode:
    """The code the portal and the national portal show for a state."""
    return NATIONAL_CODE[state]
