"""What each act takes. Every act carries the `version` of the dossier the person was looking at."""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from shared.contracts.common import IN_WORDS
from shared.vocabulary.acts import Act

Reason = Annotated[str, Meta(min_length=10, max_length=2000, pattern=IN_WORDS)]
Note = Annotated[str, Meta(max_length=2000)]
ShortText = Annotated[str, Meta(min_length=2, max_length=300, pattern=r"\w")]


class ActInput(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Common to all acts."""

    version: Annotated[int, Meta(ge=1)]
    note: Note = ""


class ReceivedComponent(Struct, forbid_unknown_fields=True, frozen=True):
    """What the desk has in hand of one paper.

    `to_return`: an original is kept for comparison and goes back with the result (Điều 20.2).
    """

    key: str
    ok: bool
    originals: Annotated[int, Meta(ge=0, le=99)] = 0
    certified: Annotated[int, Meta(ge=0, le=99)] = 0
    copies: Annotated[int, Meta(ge=0, le=99)] = 0
    to_return: bool = False
    note: Annotated[str, Meta(max_length=300)] = ""


class Accept(ActInput, frozen=True, kw_only=True):
    """Components as checked; every required one must be in order.

    `receipt_wanted` matters where the result is given at once: there the receipt is issued only
    when the applicant asks for it (NĐ 61/2018 Điều 17.4).
    """

    components: list[ReceivedComponent]
    receipt_wanted: bool = True


class WithReason(ActInput, frozen=True, kw_only=True):
    """Acts that the law lets happen only with a stated reason."""

    reason: Reason


class TakeOver(WithReason, frozen=True, kw_only=True):
    """The officer or the unit that goes on where another has left."""

    officer_id: Annotated[str, Meta(max_length=40)] = ""
    unit_id: Annotated[str, Meta(max_length=40)] = ""


class ChangeAgency(WithReason, frozen=True, kw_only=True):
    """Where a dossier goes on when agencies are merged or split; `unit_id` empty: with no unit."""

    receiving_agency_id: Annotated[str, Meta(max_length=40)]
    holding_agency_id: Annotated[str, Meta(max_length=40)]
    unit_id: Annotated[str, Meta(max_length=40)] = ""


class Recalculate(WithReason, frozen=True, kw_only=True):
    """Counting anew, and (not empty) the regime, with its version, the dossier goes over to."""

    regime: Annotated[str, Meta(max_length=20)] = ""
    regime_version: Annotated[int, Meta(ge=0, le=1000)] = 0


class SupplementItem(Struct, forbid_unknown_fields=True, frozen=True):
    """One line of the check-list: a paper (`component`) or an answer (`question`) by its key."""

    kind: Literal["component", "question"]
    key: Annotated[str, Meta(min_length=1, max_length=60, pattern=r"\S")]
    reason: Literal["missing", "wrong", "outdated"]
    note: Annotated[str, Meta(max_length=300)] = ""


class RequestSupplement(WithReason, frozen=True, kw_only=True):
    """The one full request: what to supplement, why, and until when.

    An item names a paper or an answer of this dossier, or says in words what is needed besides.
    """

    items: Annotated[list[SupplementItem | ShortText], Meta(min_length=1, max_length=30)]
    answer_within_days: Annotated[int, Meta(ge=1, le=90)] = 10
    legal_basis: Annotated[str, Meta(max_length=300)] = ""


class Supplement(ActInput, frozen=True, kw_only=True):
    """What was asked for is there; answers by key, only those that were asked for anew."""

    answers: dict[str, Any] = {}


class Transfer(ActInput, frozen=True, kw_only=True):
    """To which unit of the resolving agency."""

    unit_id: str


class Assign(ActInput, frozen=True, kw_only=True):
    """To which officer, with whose help, and who may follow; all by account id."""

    officer_id: str
    coordinators: Annotated[list[str], Meta(max_length=10)] = []
    watchers: Annotated[list[str], Meta(max_length=10)] = []


class RecordVerification(ActInput, frozen=True, kw_only=True):
    """The compulsory record: time, place, participants, content (NĐ 61/2018 Điều 19.3.b)."""

    happened_at: str
    place: ShortText
    participants: ShortText
    content: Reason


class Consult(ActInput, frozen=True, kw_only=True):
    """Whom to ask side by side, what, and within how many working days."""

    agency_ids: Annotated[list[str], Meta(min_length=1, max_length=10)]
    content: Reason
    answer_within_days: Annotated[int, Meta(ge=1, le=60)]


class AnswerConsultation(ActInput, frozen=True, kw_only=True):
    """The answer of a consulted agency; its id is needed only where it is not clear."""

    answer: Reason
    agency_id: str = ""


class Entrust(ActInput, frozen=True, kw_only=True):
    """A task for each agency: what to do, within how many working days of its own start.

    `in_turn`: each starts when every task given before it is done; otherwise all start at once
    (NĐ 61/2018 Điều 19.6, 19.7).
    """

    agency_ids: Annotated[list[str], Meta(min_length=1, max_length=10)]
    content: Reason
    answer_within_days: Annotated[int, Meta(ge=1, le=60)]
    in_turn: bool = False


class CompleteTask(ActInput, frozen=True, kw_only=True):
    """What an entrusted agency did, with a file of its own where there is one.

    `task_id` is needed only where an agency has several tasks.
    """

    result: Reason
    task_id: str = ""
    attachment_id: str = ""


class CancelTask(WithReason, frozen=True, kw_only=True):
    """Which task is no longer needed."""

    task_id: str


class RequirePayment(WithReason, frozen=True, kw_only=True):
    """Amount in VND; with `fee_key` it is what that fee of the procedure comes to.

    `units` of the fee in each of `copies`, less an `exemption`.
    """

    amount_vnd: Annotated[int, Meta(ge=1, le=999_999_999_999_999)]
    fee_key: Annotated[str, Meta(max_length=40)] = ""
    units: Annotated[int, Meta(ge=1, le=10_000)] = 1
    copies: Annotated[int, Meta(ge=1, le=10_000)] = 1
    exemption: Annotated[str, Meta(max_length=40)] = ""


class RecordPayment(ActInput, frozen=True, kw_only=True):
    """The receipt that proves payment."""

    receipt_number: ShortText


class Extend(WithReason, frozen=True, kw_only=True):
    """The new date, as an RFC 3339 time with offset."""

    new_due_at: str


class Approve(ActInput, frozen=True, kw_only=True):
    """Approval of the drafted result."""


class Finish(ActInput, frozen=True, kw_only=True):
    """The result document, uploaded before, with its title and number."""

    document_id: str
    title: ShortText
    number: Annotated[str, Meta(min_length=1, max_length=60, pattern=r"\S")]


class HandOver(ActInput, frozen=True, kw_only=True):
    """Proof of hand-over: who received it, how, with which paper or tracking number, and whether
    the applicant's originals went back with it (NĐ 61/2018 Điều 20.2)."""

    received_by: ShortText
    method: str
    proof: Annotated[str, Meta(max_length=300)] = ""
    originals_returned: bool = False


ACT_INPUTS: dict[Act, type[ActInput]] = {
    Act.ACCEPT: Accept,
    Act.REFUSE: WithReason,
    Act.REQUEST_SUPPLEMENT: RequestSupplement,
    Act.SUPPLEMENT: Supplement,
    Act.EXPIRE_SUPPLEMENT: WithReason,
    Act.RESOLVE_AT_DESK: Finish,
    Act.TRANSFER: Transfer,
    Act.ASSIGN: Assign,
    Act.START_VERIFICATION: ActInput,
    Act.RECORD_VERIFICATION: RecordVerification,
    Act.CONSULT: Consult,
    Act.ANSWER_CONSULTATION: AnswerConsultation,
    Act.CLOSE_CONSULTATION: ActInput,
    Act.CONTRIBUTE: WithReason,
    Act.ENTRUST: Entrust,
    Act.COMPLETE_TASK: CompleteTask,
    Act.CANCEL_TASK: CancelTask,
    Act.RESUME_PROCESSING: ActInput,
    Act.REQUIRE_PAYMENT: RequirePayment,
    Act.RECORD_PAYMENT: RecordPayment,
    Act.EXTEND: Extend,
    Act.SUBMIT_FOR_APPROVAL: ActInput,
    Act.APPROVE: Approve,
    Act.SEND_BACK: WithReason,
    Act.FINISH: Finish,
    Act.REOPEN_BEFORE_HAND_OVER: WithReason,
    Act.HAND_OVER: HandOver,
    Act.REJECT: WithReason,
    Act.REQUEST_WITHDRAWAL: WithReason,
    Act.GRANT_WITHDRAWAL: ActInput,
    Act.DENY_WITHDRAWAL: WithReason,
    Act.STOP: WithReason,
    Act.RECORD_LOSS: WithReason,
    Act.RECALCULATE: Recalculate,
    Act.TAKE_OVER: TakeOver,
    Act.CHANGE_AGENCY: ChangeAgency,
}
