"""What dossiers owe and have paid, as citizens and officers see it."""

from typing import Any
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.catalogue.content import ProcedureContent
from backend.catalogue.queries import content_of
from backend.dossiers.queries import iso
from backend.dossiers.rules import relations
from backend.dossiers.scope import visible
from backend.dossiers.standing import STANDING, standing_of
from backend.law.fees import FeeCase, FeeRule, UnknownCase, fee_for, vnd
from backend.law.lifecycle import rules_from
from backend.payments import receipt_queries
from backend.payments.accounts import account_of
from backend.payments.at_desk import REFUND_DECIDERS, at_desk
from backend.payments.fee_rules import fee_rules, rule_of, worked_out
from backend.payments.vietqr import payload, picture
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import Conflict, NotFound, RuleBroken, field
from backend.settings import settings
from shared.contracts.common import Choice
from shared.contracts.payments import (
    AttemptView,
    DossierFees,
    FeeChoice,
    ObligationView,
    RefundView,
    Standing,
    VietQr,
    WorkedOut,
    WorkOutFee,
)
from shared.vocabulary import fees as words
from shared.vocabulary.acts import Act
from shared.vocabulary.channels import Channel
from shared.vocabulary.fees import Means, ObligationState, RefundState
from shared.vocabulary.states import State

_OWED = ("open", "waiting")
_OBLIGATIONS = """
select o.*, a.reference, a.state as attempt_state, a.started_at, a.page_url, a.expires_at,
    r.id as refund_id, r.amount_vnd as refund_vnd, r.reason as refund_reason,
    r.state as refund_state, r.means as refund_means, r.proposed_by, p.full_name as proposer,
    r.proposed_at, e.full_name as decider, r.answer, r.proof
from fee_obligation o
    left join lateral (select * from fee_attempt where obligation_id = o.id
        order by started_at desc, id desc limit 1) a on true
    left join lateral (select * from fee_refund where obligation_id = o.id
        and difference_id is null order by proposed_at desc limit 1) r on true
    left join account p on p.id = r.proposed_by left join account e on e.id = r.decided_by
where o.dossier_id = $1 order by o.asked_at, o.id limit 100
"""
_DOSSIER = f"select d.*, {STANDING} from dossier d where d.id = $1 and "
_STANDING = """
select a.reference, a.state as attempt_state, a.amount_vnd, o.state, o.name, o.dossier_id,
    coalesce(d.code, d.reference) as code, c.id as receipt_id
from fee_attempt a join fee_obligation o on o.id = a.obligation_id
    join dossier d on d.id = o.dossier_id left join fee_receipt c on c.obligation_id = o.id
        and c.ended = '' and o.state = 'paid'
where a.reference = $1 and """


async def fees_of(actor: Actor, dossier_id: UUID) -> DossierFees:
    """What one dossier owes. Raises NotFound."""
    row = await _dossier(actor, dossier_id)
    rows = await fetch(_OBLIGATIONS, dossier_id)
    issued = await receipt_queries.of_dossier(dossier_id)
    desk = actor.is_officer and at_desk(actor, row["receiving_agency_id"])
    content = await content_of(row["procedure_version_id"])
    mine = relations(actor, standing_of(row, content))
    may_ask = any(
        rule.act is Act.REQUIRE_PAYMENT and rule.by & mine
        for rule in rules_from(State(row["state"]))
    )
    owed = sum(o["amount_vnd"] for o in rows if o["state"] in _OWED)
    return DossierFees(
        dossier_id=str(dossier_id),
        code=row["code"] or row["reference"],
        owed_vnd=owed,
        owed=vnd(owed),
        obligations=[
            _obligation(actor, o, row["receiving_agency_id"], issued.get(o["id"], []), desk=desk)
            for o in rows
        ],
        choices=_choices(content, Channel(row["channel"])) if may_ask else [],
    )


async def worked_out_for(actor: Actor, dossier_id: UUID, data: WorkOutFee) -> WorkedOut:
    """What a fee comes to in one case, before it is asked for. Raises NotFound, RuleBroken."""
    row = await _dossier(actor, dossier_id)
    content = await content_of(row["procedure_version_id"])
    rule = rule_of(content, data.fee_key)
    if rule is None:
        raise RuleBroken(
            "Thủ tục không có khoản thu này.", errors=[field("/fee_key", "Chọn lại khoản thu.")]
        )
    fee = worked_out(rule, Channel(row["channel"]), data)
    return WorkedOut(fee.amount_vnd, vnd(fee.amount_vnd), list(fee.explanation))


async def standing(actor: Actor, reference: str) -> Standing:
    """How a payment stands in our books. Raises NotFound."""
    scope, args = visible(actor, 2)
    row = await fetch_row(_STANDING + scope, reference, *args)
    if row is None:
        raise NotFound("Không tìm thấy giao dịch này.", en="There is no such payment.")
    attempt = words.AttemptState(row["attempt_state"])
    state = ObligationState(row["state"])
    return Standing(
        reference=reference,
        state=attempt,
        state_label=words.ATTEMPT_STATE_LABELS[attempt].vi,
        obligation_state=state,
        obligation_label=words.OBLIGATION_STATE_LABELS[state].vi,
        amount_vnd=row["amount_vnd"],
        amount=vnd(row["amount_vnd"]),
        name=row["name"],
        dossier_id=str(row["dossier_id"]),
        dossier_code=row["code"],
        receipt_id=str(row["receipt_id"]) if row["receipt_id"] else None,
    )


async def vietqr_of(actor: Actor, obligation_id: UUID) -> VietQr:
    """A transfer to pay what is owed. Raises NotFound, Conflict when nothing is owed."""
    scope, args = visible(actor, 2)
    row = await fetch_row(
        "select o.amount_vnd, o.state, o.agency_id, coalesce(d.code, d.reference) as code "
        f"from fee_obligation o join dossier d on d.id = o.dossier_id where o.id = $1 and {scope}",
        obligation_id,
        *args,
    )
    if row is None:
        raise NotFound("Không tìm thấy khoản phải nộp này.", en="There is nothing to pay here.")
    if row["state"] not in _OWED:
        raise Conflict("Khoản này không còn phải nộp.", slug="not-owed")
    into = await account_of(row["agency_id"])
    if not (into.bank and into.number):
        raise RuleBroken(
            "Cơ quan chưa đặt tài khoản nhận chuyển khoản. Bạn nộp trực tuyến hoặc tại quầy.",
            en="No account for transfers is set.",
            slug="no-account",
        )
    message = "".join(c if c.isascii() and c.isalnum() else " " for c in f"LP {row['code']}")
    text = payload(into.bank, into.number, row["amount_vnd"], message)
    return VietQr(
        payload=text,
        svg=picture(text),
        bank=into.bank,
        account=into.number,
        account_name=into.holder,
        amount_vnd=row["amount_vnd"],
        amount=vnd(row["amount_vnd"]),
        message=message,
    )


async def _dossier(actor: Actor, dossier_id: UUID) -> Any:
    scope, args = visible(actor, 2)
    row = await fetch_row(_DOSSIER + scope, dossier_id, *args)
    if row is None:
        raise NotFound("Không tìm thấy hồ sơ này.", en="There is no such dossier.")
    return row


def _obligation(
    actor: Actor, row: Any, agency_id: UUID, issued: list[Any], *, desk: bool
) -> ObligationView:
    state = ObligationState(row["state"])
    refund = refund_view(actor, row, agency_id, desk=desk) if row["refund_id"] else None
    running = row["attempt_state"] == "started" and row["expires_at"] > clock.now()
    return ObligationView(
        id=str(row["id"]),
        name=row["name"],
        kind_label=words.FEE_KIND_LABELS[words.FeeKind(row["kind"])].vi,
        amount_vnd=row["amount_vnd"],
        amount=vnd(row["amount_vnd"]),
        explanation=msgspec.json.decode(row["explanation"]),
        moment_label=words.FEE_MOMENT_LABELS[words.FeeMoment(row["moment"])].vi,
        state=state,
        state_label=words.OBLIGATION_STATE_LABELS[state].vi,
        means_label=words.MEANS_LABELS[Means(row["means"])].vi if row["means"] else "",
        asked_at=iso(row["asked_at"]),
        settled_at=iso(row["settled_at"]) if row["settled_at"] else None,
        attempt=AttemptView(
            reference=row["reference"],
            state=row["attempt_state"],
            state_label=words.ATTEMPT_STATE_LABELS[words.AttemptState(row["attempt_state"])].vi,
            started_at=iso(row["started_at"]),
            page_url=row["page_url"] if running and not actor.is_officer else "",
        )
        if row["reference"]
        else None,
        receipt_id=str(issued[0]["id"]) if issued else None,
        receipt_number=receipt_queries.receipt_number(issued[0]) if issued else "",
        receipts=[receipt_queries.view(one, desk=desk) for one in issued],
        has_platform_bill=bool(issued) and row["means"] == Means.ONLINE,
        refund=refund,
        may_pay_online=state in _OWED and not actor.is_officer and bool(settings().payment_url),
        may_collect=state is ObligationState.OPEN and desk,
        may_propose_refund=desk
        and state is ObligationState.PAID
        and row["refundable"]
        and (refund is None or refund.state == RefundState.DENIED),
    )


def refund_view(actor: Actor, row: Any, agency_id: UUID, *, desk: bool) -> RefundView:
    """A refund as the caller sees it; columns as of `_OBLIGATIONS`."""
    state = RefundState(row["refund_state"])
    return RefundView(
        id=str(row["refund_id"]),
        amount_vnd=row["refund_vnd"],
        amount=vnd(row["refund_vnd"]),
        reason=row["refund_reason"],
        state=state,
        state_label=words.REFUND_STATE_LABELS[state].vi,
        proposed_by=row["proposer"] if actor.is_officer else "",
        proposed_at=iso(row["proposed_at"]),
        decided_by=(row["decider"] or "") if actor.is_officer else "",
        answer=row["answer"],
        proof=row["proof"],
        may_decide=state is RefundState.PROPOSED
        and agency_id in actor.agencies(*REFUND_DECIDERS)
        and row["proposed_by"] != actor.account_id,
        may_hand_over=desk
        and state is RefundState.APPROVED
        and row["refund_means"] != Means.ONLINE,
    )


def _choices(content: ProcedureContent, channel: Channel) -> list[FeeChoice]:
    return [
        FeeChoice(
            key=rule.key,
            name=rule.name,
            kind=rule.kind,
            kind_label=words.FEE_KIND_LABELS[rule.kind].vi,
            unit=rule.per,
            unit_label=words.FEE_UNIT_LABELS[rule.per].vi,
            moment_label=words.FEE_MOMENT_LABELS[rule.moment].vi,
            amount_vnd=_once(rule, channel),
            exemptions=[Choice(e.key, f"{e.name} ({e.percent} %)") for e in rule.exemptions],
            source=rule.source,
        )
        for rule in fee_rules(content)
    ]


def _once(rule: FeeRule, channel: Channel) -> int | None:
    try:
        return fee_for(rule, FeeCase(channel)).amount_vnd
    except UnknownCase:
        return None
