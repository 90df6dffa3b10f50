"""Petitions: which act leads from which state to which, by whom, and the time for each.

Time limits: refuse or take within 2 working days, ask for more within 5, handle within 15, publish
within 2 after the answer (QĐ 766/QĐ-TTg, Phụ lục, mục 5.2; NĐ 20/2008/NĐ-CP as amended by
NĐ 92/2017/NĐ-CP). Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from backend.law.calendar import WorkingCalendar, local
from backend.law.deadlines import due_date, resumed_due_date
from backend.law.terms import Duration, Wait
from shared.vocabulary.label import Label
from shared.vocabulary.petitions import PetitionAct, PetitionKind, PetitionState
from shared.vocabulary.time_units import TimeUnit

TAKE_DAYS = 2
ASK_DAYS = 5
HANDLE_DAYS = 15
PUBLISH_DAYS = 2
WAIT_DAYS = 10  # for what a sender was asked for, before it may end without an answer

_A, _S = PetitionAct, PetitionState
# Laws of their own: Luật Khiếu nại 02/2011/QH13, Luật Tố cáo 25/2018/QH14.
OWN_LAW = frozenset({PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION})


class PetitionPart(StrEnum):
    """What somebody is to a petition."""

    COORDINATOR = "coordinator"  # leader or head of the desk of the agency that has it
    HANDLER = "handler"
    APPROVER = "approver"
    SENDER = "sender"


@dataclass(frozen=True, slots=True)
class PetitionRule:
    """One line of the table; an empty `after` stays where it is."""

    before: tuple[PetitionState, ...]
    after: PetitionState | None
    parts: tuple[PetitionPart, ...]
    told: bool  # the sender reads the note that goes with it


_C, _H, _P, _X = PetitionPart
PETITION_RULES: Mapping[PetitionAct, PetitionRule] = {
    _A.TAKE: PetitionRule((_S.RECEIVED,), _S.PROCESSING, (_C,), told=False),
    _A.ASSIGN: PetitionRule((_S.PROCESSING,), None, (_C,), told=False),
    _A.REFUSE: PetitionRule((_S.RECEIVED, _S.SUPPLEMENT), _S.REFUSED, (_C,), told=True),
    _A.ASK_SUPPLEMENT: PetitionRule(
        (_S.RECEIVED, _S.PROCESSING), _S.SUPPLEMENT, (_C, _H), told=True
    ),
    _A.SUPPLEMENT: PetitionRule((_S.SUPPLEMENT,), None, (_X,), told=True),
    _A.TRANSFER: PetitionRule((_S.RECEIVED, _S.PROCESSING), _S.RECEIVED, (_C,), told=True),
    _A.PASS_ON: PetitionRule((_S.RECEIVED, _S.PROCESSING), _S.PASSED_ON, (_C,), told=True),
    _A.MERGE: PetitionRule((_S.RECEIVED, _S.PROCESSING), _S.MERGED, (_C,), told=True),
    _A.DRAFT_ANSWER: PetitionRule((_S.PROCESSING,), _S.DRAFTED, (_H,), told=False),
    _A.SEND_BACK: PetitionRule((_S.DRAFTED,), _S.PROCESSING, (_P,), told=False),
    _A.APPROVE_ANSWER: PetitionRule((_S.DRAFTED,), _S.ANSWERED, (_P,), told=False),
    _A.PUBLISH: PetitionRule((_S.ANSWERED,), _S.PUBLISHED, (_C,), told=False),
    _A.LIKE: PetitionRule((_S.ANSWERED, _S.PUBLISHED, _S.MERGED), None, (_X,), told=False),
    _A.DISLIKE: PetitionRule((_S.ANSWERED, _S.PUBLISHED, _S.MERGED), None, (_X,), told=False),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at besides the state."""

    kind: PetitionKind
    ask_by: datetime
    taken: bool
    asked_at: datetime | None
    reachable: bool  # the sender can be asked: an account, a secret, or the national system
    wishes_publication: bool
    judged: bool
    answered: bool  # by itself, or by the one it was merged into


@dataclass(frozen=True, slots=True)
class PetitionTerms:
    """Until when it must be taken or refused, asked about, and answered."""

    take_by: datetime
    ask_by: datetime
    due_at: datetime


def terms(working: WorkingCalendar, received_at: datetime) -> PetitionTerms:
    """The times that run from receipt. Raises CalendarExhausted, YearWithoutHolidays."""
    take, ask, handle = (
        _after(working, received_at, days) for days in (TAKE_DAYS, ASK_DAYS, HANDLE_DAYS)
    )
    return PetitionTerms(take, ask, handle)


def take_again_by(working: WorkingCalendar, moment: datetime, due_at: datetime) -> datetime:
    """Until when the agency it was transferred to must take it: two working days anew, but the
    time for the answer does not grow by passing it round."""
    return min(_after(working, moment, TAKE_DAYS), local(due_at))


def resumed(
    working: WorkingCalendar, due_at: datetime, asked_at: datetime, now: datetime
) -> datetime:
    """The time for the answer after the sender gave what was asked: moved by what was waited."""
    return resumed_due_date(
        working, due_at, Wait(asked_at, now, "chờ người gửi bổ sung thông tin")
    ).at


def publish_by(working: WorkingCalendar, answered_at: datetime) -> datetime:
    """Until when an answer must be published."""
    return _after(working, answered_at, PUBLISH_DAYS)


def waited_enough(working: WorkingCalendar, asked_at: datetime, now: datetime) -> bool:
    """Whether a sender who was asked for more has had their time."""
    return local(now) > _after(working, asked_at, WAIT_DAYS)


def barred(
    act: PetitionAct,
    state: PetitionState,
    facts: Facts,
    now: datetime,
    *,
    waited: bool = False,
) -> Label | None:
    """Why an act cannot be done now, whoever asks; None where it can.

    `waited` says that the sender has had their time to give more.
    """
    rule = PETITION_RULES.get(act)
    if rule is None or state not in rule.before:
        return Label("Không làm được ở trạng thái này.", "Not possible in this state.")
    if facts.kind in OWN_LAW and act in (_A.TAKE, _A.ASK_SUPPLEMENT):
        return Label(
            "Khiếu nại, tố cáo giải quyết theo luật riêng: chuyển cơ quan có thẩm quyền, hoặc phân "
            "loại lại thành phản ánh, kiến nghị.",
            "Complaints and denunciations have their own laws: pass it on.",
        )
    if act is _A.ASK_SUPPLEMENT:
        return _barred_asking(facts, now)
    if act is _A.REFUSE and state is _S.SUPPLEMENT and not waited:
        return Label(
            f"Chờ người gửi bổ sung {WAIT_DAYS} ngày làm việc rồi mới từ chối.",
            "The sender still has time to give more.",
        )
    if act is _A.PUBLISH and not facts.wishes_publication:
        return Label("Người gửi không đồng ý công khai.", "The sender did not agree.")
    return _barred_judging(facts) if act in (_A.LIKE, _A.DISLIKE) else None


def _barred_judging(facts: Facts) -> Label | None:
    if not facts.answered:
        return Label("Chưa có trả lời để đánh giá.", "There is no answer to rate yet.")
    if facts.judged:
        return Label("Ông/Bà đã đánh giá trả lời này.", "This answer has been rated.")
    return None


def _barred_asking(facts: Facts, now: datetime) -> Label | None:
    if facts.asked_at is not None:
        return Label("Chỉ yêu cầu bổ sung một lần.", "Only once.")
    if not facts.reachable:
        return Label("Không liên hệ được với người gửi.", "The sender cannot be reached.")
    if local(now) > local(facts.ask_by):
        return Label(
            f"Đã quá {ASK_DAYS} ngày làm việc để yêu cầu bổ sung.", "The time for asking is over."
        )
    return None


def next_state(act: PetitionAct, state: PetitionState, *, taken: bool) -> PetitionState:
    """Where an allowed act leads."""
    if act is _A.SUPPLEMENT:
        return _S.PROCESSING if taken else _S.RECEIVED
    return PETITION_RULES[act].after or state


def on_time(due_at: datetime, ended_at: datetime | None, now: datetime) -> bool:
    """Whether what had to be done by a moment was, or still can be (indicator 5.2)."""
    return local(ended_at or now) <= local(due_at)


def _after(working: WorkingCalendar, moment: datetime, days: int) -> datetime:
    return due_date(working, moment, Duration(Decimal(days), TimeUnit.WORKING_DAY)).at
