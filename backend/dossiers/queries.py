"""Reads of dossiers for lists: my dossiers, likely duplicates, the public look-up."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.archive.seals import is_sealed_to
from backend.dossiers.scope import visible
from backend.law.on_time import on_time_class
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, fetch_value
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound
from backend.platform.sealing import blind
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.dossiers import DossierRow, PublicStatus
from shared.vocabulary.states import (
    COMPLETION_STEPS,
    NATIONAL_CODE,
    NATIONAL_LABELS,
    OFFICER_LABELS,
    PORTAL_LABELS,
    TERMINAL,
    State,
    completion_percent,
)
from shared.vocabulary.time_units import DEADLINE_LABELS, DeadlineClass

CLOSED = "('refused', 'rejected_by_agency', 'stopped', 'returned')"
ROW = (
    "d.id, d.version, d.code, d.reference, d.procedure_code, d.procedure_name, d.applicant_name, "
    "d.owner_name, d.state, d.channel, g.name as agency_name, coalesce(u.name, '') as unit_name, "
    "coalesce(e.full_name, '') as holder_name, d.submitted_at, d.due_at, d.finished_at, "
    "d.ended_as, d.judged_at, d.waiting_since, d.act_by"
)
FROM = (
    "from dossier d join agency g on g.id = d.holding_agency_id "
    "left join unit u on u.id = d.holding_unit_id left join account e on e.id = d.executor_id"
)


async def mine(actor: Actor, cursor: str = "", limit: int = 20) -> Page[DossierRow]:
    """What a citizen has submitted, the newest first."""
    limit = max(1, min(limit, MAX_LIMIT))
    now = clock.now()
    args: list[Any] = [actor.account_id, limit + 1]
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = "and (d.submitted_at, d.id) < ($3, $4)"
    rows = await fetch(
        f"select {ROW} {FROM} where d.applicant_id = $1 {after} "
        "order by d.submitted_at desc, d.id desc limit $2",
        *args,
    )
    return page(
        rows,
        limit,
        lambda row: citizen_row(row, now),
        lambda row: (row["submitted_at"], row["id"]),
    )


async def look_up(code: str) -> PublicStatus:
    """What a stranger may know: the code and the degree of completion. Raises NotFound."""
    wanted = code.strip().upper()[:60]
    row = await fetch_row(
        "select coalesce(code, reference) as code, state from dossier "
        "where tenant_id = $1 and (code = $2 or reference = $2) limit 1",
        settings().tenant,
        wanted,
    )
    if row is None:
        raise NotFound(
            "Không có hồ sơ mang mã này. Vui lòng kiểm tra lại mã trên giấy tiếp nhận.",
            en="No dossier has this code. Please check it on your receipt.",
            slug="unknown-dossier",
        )
    percent = completion_percent(State(row["state"]))
    label = "Đã kết thúc" if State(row["state"]) in TERMINAL else _step_words(percent)
    return PublicStatus(code=row["code"], completion_percent=percent, completion_label=label)


async def likely_duplicates(
    actor: Actor, agency_id: UUID, personal_id: str, procedure_code: str
) -> list[DossierRow]:
    """Dossiers of a person at a desk that the one to come may repeat: open, or of this month."""
    now = clock.now()
    condition, args = visible(actor, 5)
    rows = await fetch(
        f"select {ROW} {FROM} where d.receiving_agency_id = $1 "
        "and (d.applicant_key = $2 or d.owner_key = $2) and ($3 = '' or d.procedure_code = $3) "
        f"and (d.state not in {CLOSED} or d.submitted_at > $4) and {condition} "
        "order by d.submitted_at desc limit 5",
        agency_id,
        blind(personal_id),
        procedure_code,
        now - timedelta(days=30),
        *args,
    )
    return [officer_row(row, now) for row in rows]


async def may_see_dossier(actor: Actor, dossier_id: UUID) -> bool:
    """Whether a dossier is in the caller's sight, and not sealed to them."""
    condition, args = visible(actor, 2)
    seen = await fetch_value(
        f"select true from dossier d where d.id = $1 and {condition}", dossier_id, *args
    )
    return bool(seen) and not await is_sealed_to(actor, dossier_id)


async def was_served(account_id: UUID, procedure_codes: list[str]) -> bool:
    """Whether somebody submitted a dossier in the last twelve months, of one of the procedures or
    (none named) of any."""
    return bool(
        await fetch_value(
            "select true from dossier where applicant_id = $1 and submitted_at > $2 "
            "and (cardinality($3::text[]) = 0 or procedure_code = any($3)) limit 1",
            account_id,
            clock.now() - timedelta(days=365),
            procedure_codes,
        )
    )


async def owns_draft(actor: Actor, draft_id: UUID) -> bool:
    """Whether a draft is the caller's own and still open."""
    return bool(
        await fetch_value(
            "select true from draft where id = $1 and account_id = $2", draft_id, actor.account_id
        )
    )


def _step_words(percent: int) -> str:
    step = {25: 0, 50: 1, 75: 2, 90: 3}.get(percent, 3)
    return f"Bước {step + 1}/4: {COMPLETION_STEPS[step].vi}"


def officer_row(row: asyncpg.Record, now: datetime) -> DossierRow:
    """A line read with `ROW`, as officers see it."""
    return _row(row, now, OFFICER_LABELS[State(row["state"])].vi)


def citizen_row(row: asyncpg.Record, now: datetime) -> DossierRow:
    return _row(row, now, PORTAL_LABELS[State(row["state"])].vi, holder="")


def on_time_of(row: asyncpg.Record, now: datetime) -> DeadlineClass:
    """The on-time class of a row that has the columns of it."""
    return on_time_class(
        row["due_at"],
        row["finished_at"],
        now,
        waiting=row["waiting_since"] is not None,
        ended_as=row["ended_as"],
        judged_at=row["judged_at"],
    )


def _row(row: asyncpg.Record, now: datetime, label: str, holder: str | None = None) -> DossierRow:
    state = State(row["state"])
    national = NATIONAL_CODE[state]
    deadline = on_time_of(row, now)
    return DossierRow(
        id=str(row["id"]),
        version=row["version"],
        code=row["code"],
        reference=row["reference"],
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"],
        applicant_name=row["applicant_name"],
        owner_name=row["owner_name"],
        state=state,
        state_label=label,
        national_code=int(national),
        national_label=NATIONAL_LABELS[national].vi,
        channel=row["channel"],
        agency_name=row["agency_name"],
        unit_name=row["unit_name"],
        holder_name=row["holder_name"] if holder is None else holder,
        submitted_at=iso(row["submitted_at"]),
        due_at=iso(row["due_at"]) if row["due_at"] else None,
        deadline_class=deadline,
        deadline_label=DEADLINE_LABELS[deadline].vi,
    )


def iso(moment: datetime) -> str:
    """A moment for the wire: RFC 3339 with the Vietnamese offset, whole seconds."""
    return moment.astimezone(clock.VIETNAM).isoformat(timespec="seconds")


def days_left(due_at: datetime | None, now: datetime) -> str:
    """The distance to a due date in words."""
    if due_at is None:
        return ""
    span = due_at - now
    late = span < timedelta(0)
    span = abs(span)
    words = f"{span.days} ngày" if span.days else f"{span.seconds // 3600} giờ"
    return f"Quá {words}" if late else f"Còn {words}"
