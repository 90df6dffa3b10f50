"""Orders to the post as citizens and officers see them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.access import masking
from backend.access.actor import Actor
from backend.dossiers.detail import unknown_dossier
from backend.dossiers.personal import persons
from backend.dossiers.queries import iso
from backend.dossiers.rules import is_own
from backend.dossiers.scope import visible
from backend.dossiers.standing import PRINCIPALS
from backend.law.calendar import VIETNAM
from backend.law.fees import vnd
from backend.law.lifecycle import rules_from
from backend.organisation.places import province_of
from backend.payments.at_desk import DESK, at_desk
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound, RuleBroken, field
from backend.platform.sealing import opened
from backend.post.addresses import addressee, full_address, postage_words
from backend.post.rules import result_waits
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.post import DossierPost, DraftPost, PostalOrder, PostalStep
from shared.vocabulary.acts import Act
from shared.vocabulary.post import (
    BEFORE_PICKUP,
    DIRECTION_LABELS,
    ENDED,
    ORDER_STATE_LABELS,
    TOLD_LABELS,
    TROUBLE_LABELS,
    UNREAD,
    UNREAD_LABEL,
    Direction,
    OrderState,
    Told,
    Trouble,
)
from shared.vocabulary.states import TERMINAL, State

_ORDER = f"""
select o.*, d.state as dossier_state, d.held, coalesce(d.code, d.reference) as code,
    d.procedure_name, d.applicant_id, d.applicant_key, d.owner_key, d.receiving_agency_id,
    {PRINCIPALS},
    (select coalesce(json_agg(x), '[]') from (select e.at, e.kind, e.code, e.place, e.note
        from postal_event e where e.order_id = o.id order by e.at, e.id limit 100) x) as steps,
    exists (select 1 from component_check c where c.dossier_id = d.id and c.to_return)
        as originals_kept,
    (select coalesce(sum(f.amount_vnd), 0)::bigint from fee_obligation f where f.dossier_id = d.id
        and f.state in ('open', 'waiting')) as owed_vnd
from postal_order o join dossier d on d.id = o.dossier_id
"""
SHOWN: dict[str, str] = {
    "running": "o.state in ('asked', 'ordered', 'taken', 'collected', 'moving')",
    "trouble": "o.trouble <> '' and o.mended_at is null",
    "money": "o.collected_vnd > 0 and o.remitted_at is null",
    "all": "true",
}
_LAST = (datetime(9999, 1, 1, tzinfo=VIETNAM), UUID(int=(1 << 128) - 1))


async def of_draft(actor: Actor, draft_id: UUID) -> DraftPost:
    """What the caller wished for a draft. Raises NotFound."""
    row = await fetch_row(
        "select d.id, w.draft_id, w.name, w.phone, w.commune_code, w.detail, w.pickup from draft d "
        "left join postal_wish w on w.draft_id = d.id where d.id = $1 and d.account_id = $2",
        draft_id,
        actor.account_id,
    )
    if row is None:
        raise NotFound("Không tìm thấy bản nháp này.", en="There is no such draft.")
    wished = row["draft_id"] is not None
    return DraftPost(
        offered=bool(settings().post_url),
        wished=wished,
        name=opened(row, "postal_wish.name") if wished else actor.full_name,
        phone=opened(row, "postal_wish.phone") if wished else actor.phone,
        province=province_of(row["commune_code"]) if wished else "",
        commune=row["commune_code"] if wished else "",
        detail=opened(row, "postal_wish.detail") if wished else "",
        pickup=bool(row["pickup"]),
        postage=postage_words(),
    )


async def of_dossier(actor: Actor, dossier_id: UUID) -> DossierPost:
    """The orders of a dossier in the caller's sight. Raises NotFound."""
    scope, args = visible(actor, 2)
    dossier = await fetch_row(
        f"select d.state, d.applicant_name, d.receiving_agency_id from dossier d "
        f"where d.id = $1 and {scope}",
        dossier_id,
        *args,
    )
    if dossier is None:
        raise unknown_dossier()
    rows = await fetch(
        _ORDER + "where o.dossier_id = $1 order by o.asked_at desc, o.id desc limit 50", dossier_id
    )
    may = not actor.is_officer or at_desk(actor, dossier["receiving_agency_id"])
    going = may and bool(settings().post_url) and dossier["state"] not in TERMINAL
    open_ = {row["direction"] for row in rows if row["state"] not in ENDED}
    return DossierPost(
        orders=[_order(actor, row) for row in rows],
        may_ask_pickup=going
        and Direction.PICKUP not in open_
        and dossier["state"] != State.RESULT_READY,
        may_ask_delivery=going and Direction.DELIVERY not in open_,
        postage=postage_words(),
        name=dossier["applicant_name"] if may else "",
        phone="" if actor.is_officer else actor.phone,
    )


async def orders(actor: Actor, show: str, cursor: str, limit: int) -> Page[PostalOrder]:
    """Orders of the caller's desks, newest first. Raises Malformed, RuleBroken."""
    if show not in SHOWN:
        raise RuleBroken("Danh sách không có.", errors=[field("/show", "Chọn một danh sách.")])
    at, id_ = decode_cursor(cursor, tuple[datetime, UUID]) if cursor else _LAST
    size = max(1, min(limit, MAX_LIMIT))
    rows = await fetch(
        _ORDER + f"where o.agency_id = any($1::uuid[]) and {SHOWN[show]} "
        "and (o.asked_at, o.id) < ($2, $3) order by o.asked_at desc, o.id desc limit $4",
        actor.agencies(*DESK),
        at,
        id_,
        size + 1,
    )
    return page(
        rows, size, lambda row: _order(actor, row), lambda row: (row["asked_at"], row["id"])
    )


async def order(actor: Actor, order_id: UUID) -> PostalOrder:
    """One order in the caller's sight. Raises NotFound."""
    return _order(actor, await order_row(actor, order_id))


async def order_row(actor: Actor, order_id: UUID) -> Any:
    """The row of an order in the caller's sight. Raises NotFound."""
    scope, args = visible(actor, 2)
    row = await fetch_row(_ORDER + f"where o.id = $1 and {scope}", order_id, *args)
    if row is None:
        raise NotFound("Không tìm thấy đơn bưu chính này.", en="There is no such order.")
    return row


class _Step(msgspec.Struct, frozen=True):
    at: datetime
    kind: str
    code: str
    place: str
    note: str


def _steps(row: Any) -> list[PostalStep]:
    return [
        PostalStep(
            iso(step.at),
            _told(step),
            step.place,
            step.note,
        )
        for step in msgspec.json.decode(row["steps"], type=list[_Step])
    ]


def _told(step: _Step) -> str:
    if step.kind == UNREAD:
        return UNREAD_LABEL.vi
    return TOLD_LABELS[Told(step.kind)].vi if step.kind else f"Mã {step.code}, chưa rõ nghĩa"


def _order(actor: Actor, row: Any) -> PostalOrder:
    state, direction = OrderState(row["state"]), Direction(row["direction"])
    trouble = Trouble(row["trouble"]) if actor.is_officer else Trouble.NONE
    desk = (
        actor.is_officer
        and at_desk(actor, row["receiving_agency_id"])
        and not is_own(actor, row["applicant_id"], persons(row))
    )
    mine = not actor.is_officer
    to = addressee(row)
    detail = to.detail if desk or mine else ""
    ready = result_waits(State(row["dossier_state"]), row["held"], row["owed_vnd"])
    sendable = desk and state is OrderState.ASKED
    mends = desk and trouble is not Trouble.NONE and row["mended_at"] is None
    return PostalOrder(
        id=str(row["id"]),
        dossier_id=str(row["dossier_id"]),
        dossier_code=row["code"],
        procedure_name=row["procedure_name"],
        direction=direction,
        direction_label=DIRECTION_LABELS[direction].vi,
        state=state,
        state_label=ORDER_STATE_LABELS[state].vi,
        cancelling=row["cancel_asked_at"] is not None and state not in ENDED,
        parcel=row["parcel"] or "",
        name=to.name,
        phone=to.phone if desk or mine else masking.number(to.phone),
        province=province_of(row["commune_code"]),
        commune=row["commune_code"],
        detail=detail,
        address=full_address(detail, row["commune_code"]),
        cod_vnd=row["cod_vnd"],
        cod=vnd(row["cod_vnd"]) if row["cod_vnd"] else "",
        postage=vnd(row["postage_vnd"]) if row["postage_vnd"] else "",
        asked_at=iso(row["asked_at"]),
        sent_at=iso(row["sent_at"]) if row["sent_at"] else None,
        ended_at=iso(row["ended_at"]) if row["ended_at"] else None,
        received_by=opened(row, "postal_order.received_by"),
        proof=row["proof"],
        collected_vnd=row["collected_vnd"] if actor.is_officer else 0,
        remitted=row["remittance"] if actor.is_officer else "",
        words=row["words"],
        trouble=trouble,
        trouble_label=TROUBLE_LABELS[trouble].vi if trouble else "",
        mended=row["mended"] if actor.is_officer else "",
        steps=_steps(row),
        originals_kept=row["originals_kept"],
        owed_vnd=row["owed_vnd"],
        may_send=sendable and ready,
        why_not_send="" if ready or not sendable else "Chờ có kết quả.",
        may_cancel=(desk or mine) and state in BEFORE_PICKUP and row["cancel_asked_at"] is None,
        may_mend=mends,
        may_record_loss=mends
        and any(rule.act is Act.RECORD_LOSS for rule in rules_from(State(row["dossier_state"]))),
        may_remit=desk and row["collected_vnd"] > 0 and row["remitted_at"] is None,
    )
