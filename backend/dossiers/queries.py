"""Reads of dossiers for lists: the inbox, my dossiers, numbers of folders, the public look-up."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.dossiers.scope import seen_ids, visible
from backend.law.on_time import SOON, on_time_class
from backend.law.search_text import search_text
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, fetch_value
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound, RuleBroken
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.dossiers import DossierRow, InboxCounts, PublicStatus
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
from shared.vocabulary.time_units import DEADLINE_LABELS

CLOSED = "('refused', 'rejected_by_agency', 'stopped', 'returned')"
_ROW = (
    "d.id, d.version, d.code, d.reference, d.procedure_code, d.procedure_name, d.applicant_name, "
    "d.state, d.channel, g.name as agency_name, coalesce(u.name, '') as unit_name, "
    "coalesce(e.full_name, '') as holder_name, d.submitted_at, d.due_at, d.finished_at, "
    "d.waiting_since"
)
_FROM = (
    "from dossier d join agency g on g.id = d.holding_agency_id "
    "left join unit u on u.id = d.holding_unit_id left join account e on e.id = d.executor_id"
)


def _folders(actor: Actor) -> dict[str, str]:
    """Conditions of the folders; `$2` is now, `$3` soon. Scope comes on top of each."""
    me = f"d.executor_id = '{actor.account_id}'"
    units = ", ".join(f"'{unit}'" for unit in actor.units()) or "null"
    mine = {
        "mine": f"{me} and d.state in ('appraising', 'verifying', 'consulting', 'supplemented')",
        "unit": f"d.holding_unit_id in ({units}) and d.state not in {CLOSED}",
    }
    return mine | {
        "waiting_acceptance": "d.state in ('submitted', 'withdraw_requested')",
        "approval": "d.state in ('submitted_for_approval', 'approved')",
        "result_ready": "d.state in ('result_ready', 'accepted')",
        "supplement": "d.state in ('pre_supplement', 'supplement', 'payment_due')",
        "due_soon": f"d.state not in {CLOSED} and d.finished_at is null "
        "and d.waiting_since is null and d.due_at > $2 "
        "and d.due_at <= $3",
        "overdue": f"d.state not in {CLOSED} and d.finished_at is null "
        "and d.waiting_since is null and d.due_at <= $2",
        "all_open": f"d.state not in {CLOSED}",
        "closed": f"d.state in {CLOSED}",
    }


async def inbox(
    actor: Actor,
    *,
    folder: str = "all_open",
    q: str = "",
    procedure: str = "",
    state: str = "",
    cursor: str = "",
    limit: int = 20,
) -> Page[DossierRow]:
    """One folder of an officer's inbox, the newest first. Raises RuleBroken for a wrong folder."""
    limit = max(1, min(limit, MAX_LIMIT))
    folders = _folders(actor)
    if folder not in folders:
        raise RuleBroken("Không có mục danh sách này.", en="There is no such folder.")
    now = clock.now()
    args: list[Any] = [settings().tenant, now, now + SOON, limit + 1]
    where = ["d.tenant_id = $1", f"({folders[folder]})", "$2::timestamptz < $3::timestamptz"]
    first = len(args) + 1
    args += visible(actor, first)[1]
    for column, value in (("procedure_code", procedure), ("state", state)):
        if value:
            args.append(value)
            where.append(f"d.{column} = ${len(args)}")
    words = search_text(q)[:100].split()
    for number, word in enumerate(words, start=1):
        args.append(f"%{word}%")
        where.append(f"d.search_text like ${len(args)}")
        if word.isalpha():  # "tran" is not "trang", but the last word may still be growing
            args.append(f"% {word} %" if number < len(words) else f"% {word}%")
            begins = f"(' ' || d.search_text || ' ') like ${len(args)}"
            args.append(f"%{word}")  # or the end of a reference, which may be letters alone
            where.append(f"({begins} or lower(d.reference) like ${len(args)})")
    if cursor:
        at, id_ = decode_cursor(cursor, tuple[datetime, UUID])
        args += [at, id_]
        where.append(f"(d.submitted_at, d.id) < (${len(args) - 1}, ${len(args)})")
    ids = seen_ids(first, " and ".join(where), "$4")
    rows = await fetch(
        f"select {_ROW} {_FROM} where d.id in ({ids}) "
        "order by d.submitted_at desc, d.id desc limit $4",
        *args,
    )
    return page(
        rows,
        limit,
        lambda row: _officer_row(row, now),
        lambda row: (row["submitted_at"], row["id"]),
    )


async def counts(actor: Actor) -> InboxCounts:
    """How many dossiers each folder holds, in one pass over what is open."""
    now = clock.now()
    folders = _folders(actor)
    condition, more = visible(actor, 4)
    columns = ", ".join(
        f"count(*) filter (where {folders[name]}) as {name}" for name in folders if name != "closed"
    )
    row = await fetch_row(
        f"select {columns} from dossier d where d.tenant_id = $1 and d.state not in {CLOSED} "
        f"and $2::timestamptz < $3::timestamptz and {condition}",
        settings().tenant,
        now,
        now + SOON,
        *more,
    )
    assert row is not None
    return InboxCounts(**{name: row[name] for name in InboxCounts.__struct_fields__})


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
        f"select {_ROW} {_FROM} where d.applicant_id = $1 {after} "
        "order by d.submitted_at desc, d.id desc limit $2",
        *args,
    )
    return page(
        rows,
        limit,
        lambda row: _citizen_row(row, now),
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
        f"select {_ROW} {_FROM} where d.receiving_agency_id = $1 "
        "and d.applicant_personal_id = $2 and ($3 = '' or d.procedure_code = $3) "
        f"and (d.state not in {CLOSED} or d.submitted_at > $4) and {condition} "
        "order by d.submitted_at desc limit 5",
        agency_id,
        personal_id,
        procedure_code,
        now - timedelta(days=30),
        *args,
    )
    return [_officer_row(row, now) for row in rows]


async def may_see_dossier(actor: Actor, dossier_id: UUID) -> bool:
    """Whether a dossier is in the caller's sight."""
    condition, args = visible(actor, 2)
    return bool(
        await fetch_value(
            f"select true from dossier d where d.id = $1 and {condition}", dossier_id, *args
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


def _officer_row(row: asyncpg.Record, now: datetime) -> DossierRow:
    return _row(row, now, OFFICER_LABELS[State(row["state"])].vi)


def _citizen_row(row: asyncpg.Record, now: datetime) -> DossierRow:
    return _row(row, now, PORTAL_LABELS[State(row["state"])].vi, holder="")


def _row(row: asyncpg.Record, now: datetime, label: str, holder: str | None = None) -> DossierRow:
    state = State(row["state"])
    national = NATIONAL_CODE[state]
    deadline = on_time_class(
        row["due_at"], row["finished_at"], now, waiting=row["waiting_since"] is not None
    )
    return DossierRow(
        id=str(row["id"]),
        version=row["version"],
        code=row["code"],
        reference=row["reference"],
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"],
        applicant_name=row["applicant_name"],
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
