"""Petitions as officers who may handle them see them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.feedback.petition_scope import HANDLERS, HEADLESS, takes, visible
from backend.law import petitions as law
from backend.law.on_time import on_time_class
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound
from backend.platform.sealing import opened
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.petitions import PetitionRow
from shared.vocabulary.petitions import (
    PETITION_KIND_LABELS,
    PETITION_SOURCE_LABELS,
    PETITION_STATE_LABELS,
    PETITION_TOPIC_LABELS,
    PetitionKind,
    PetitionSource,
    PetitionState,
    PetitionTopic,
)

OPEN = "('received', 'processing', 'supplement', 'drafted')"
# What is waited for next, and until when.
_NEXT = (
    "case p.state when 'received' then p.take_by when 'answered' then coalesce(p.publish_by, "
    "p.due_at) else p.due_at end"
)
FOLDERS = {
    "open": f"p.state in {OPEN}",
    "received": "p.state = 'received'",
    "processing": "p.state in ('processing', 'supplement')",
    "drafted": "p.state = 'drafted'",
    "publish": "p.state = 'answered' and p.wishes_publication",
    "late": (
        f"(p.state in ('received', 'processing', 'drafted') and {_NEXT} < now() "
        "or p.state = 'answered' and p.publish_by < now())"
    ),
    "ended": f"p.state not in {OPEN}",
}
_OFFICERS = """
select distinct on (a.sort_key, a.id) a.id, a.full_name, coalesce(t.unit_id, g.unit_id) as unit_id
from role_grant g join account a on a.id = g.account_id
left join officer_post t on t.account_id = a.id
left join unit u on u.id = t.unit_id
where g.agency_id = $1 and g.role = any($2::text[]) and g.valid_from <= $3
    and (g.valid_to is null or g.valid_to > $3) and a.disabled_at is null and a.locked_at is null
    and a.id <> all($4::uuid[])
"""


def unknown_petition() -> NotFound:
    """A petition that is not there for the caller."""
    return NotFound(
        "Không tìm thấy phản ánh. Hãy kiểm tra mã phản ánh và mã bí mật.",
        en="There is no such petition.",
        slug="unknown-petition",
    )


async def listed(
    actor: Actor, folder: str, *, mine: bool, cursor: str = "", limit: int = 20
) -> Page[PetitionRow]:
    """A folder, what is due first on top; what has ended newest first."""
    limit = max(1, min(limit, MAX_LIMIT))
    condition, args = visible(actor, 1)
    where = [FOLDERS.get(folder, FOLDERS["open"]), condition]
    if mine:
        args.append(actor.persons())
        where.append(f"p.officer_id = any(${len(args)}::uuid[])")
    ended = folder in ("ended", "publish")
    key, way = ("p.received_at", "desc") if ended else ("p.due_at", "asc")
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        sign = "<" if ended else ">"
        where.append(f"({key}, p.id) {sign} (${len(args) - 1}, ${len(args)})")
    args.append(limit + 1)
    rows = await fetch(
        f"select p.*, {_NEXT} as next_by, g.name as agency_name, "
        "coalesce(a.full_name, '') as officer_name "
        "from petition p join agency g on g.id = p.agency_id "
        "left join account a on a.id = p.officer_id "
        f"where {' and '.join(where)} order by {key} {way}, p.id {way} limit ${len(args)}",
        *args,
    )
    column = "received_at" if ended else "due_at"
    return page(rows, limit, _row, lambda row: (row[column], row["id"]))


async def seen(actor: Actor, petition_id: UUID) -> asyncpg.Record:
    """The row of a petition in the caller's sight. Raises NotFound."""
    condition, args = visible(actor, 2)
    row = await fetch_row(
        f"select p.*, {HEADLESS}, g.name as agency_name, "
        "coalesce(a.full_name, '') as officer_name, coalesce(m.code, '') as merged_code, "
        "coalesce(d.code, d.reference, '') as dossier_code "
        "from petition p join agency g on g.id = p.agency_id "
        "left join account a on a.id = p.officer_id left join petition m on m.id = p.merged_into "
        f"left join dossier d on d.id = p.dossier_id where p.id = $1 and {condition}",
        petition_id,
        *args,
    )
    if row is None:
        raise unknown_petition()
    return row


async def handlers(row: Mapping[str, Any]) -> list[asyncpg.Record]:
    """Officers of the agency that has it who may be given it; never those it is about."""
    return await fetch(
        f"{_OFFICERS} order by a.sort_key, a.id limit 200",
        row["agency_id"],
        list(HANDLERS),
        clock.now(),
        row["about"],
    )


async def may_handle(
    connection: asyncpg.Connection, agency_id: UUID, officer_id: UUID
) -> asyncpg.Record | None:
    """The officer with their unit, where they work in the agency."""
    found: asyncpg.Record | None = await connection.fetchrow(
        f"{_OFFICERS} and a.id = $5 order by a.sort_key, a.id",
        agency_id, list(HANDLERS), clock.now(), [], officer_id,
    )  # fmt: skip
    return found


async def other_agencies(row: Mapping[str, Any]) -> list[asyncpg.Record]:
    """Where it can be transferred to: somebody is there to take it whom it is not about."""
    return await fetch(
        "select g.id, g.name from agency g where g.tenant_id = $1 and not g.demonstration "
        f"and g.id <> $2 and {takes('g.id', '$3')} order by g.sort_key limit 500",
        settings().tenant,
        row["agency_id"],
        row["about"],
    )


def facts_of(row: Mapping[str, Any], kind: PetitionKind | None = None) -> law.Facts:
    """What the rules look at; `kind` as it is classified by the act itself."""
    return law.Facts(
        kind=kind or PetitionKind(row["kind"]),
        ask_by=row["ask_by"],
        taken=row["taken_at"] is not None,
        asked_at=row["supplement_asked_at"],
        reachable=row["secret"] is not None or row["their_id"] is not None,
        wishes_publication=row["wishes_publication"],
        judged=row["liked"] is not None,
        answered=row["answered_at"] is not None or row.get("main_answered_at") is not None,
    )


async def waited_of(row: Mapping[str, Any]) -> bool:
    """Whether a sender who was asked for more has had their time."""
    if row["state"] != PetitionState.SUPPLEMENT:
        return False
    calendar = await working_calendar(row["agency_id"])
    return law.waited_enough(calendar, row["supplement_asked_at"], clock.now())


async def sender_of(row: Mapping[str, Any]) -> list[str]:
    """Everything the sender gave of themselves."""
    names = ("sender_name", "sender_phone", "sender_email", "sender_address")
    return [text for name in names if (text := opened(row, f"petition.{name}"))]


def deadline_of(row: Mapping[str, Any], by: datetime) -> str:
    """The class of a moment for what comes next."""
    to_publish = row["state"] == PetitionState.ANSWERED and row["publish_by"] is not None
    ended = None if to_publish else row["answered_at"] or row["closed_at"]
    waiting = row["state"] == PetitionState.SUPPLEMENT
    return on_time_class(by, ended, clock.now(), waiting=waiting)


def _row(row: asyncpg.Record) -> PetitionRow:
    return PetitionRow(
        id=str(row["id"]),
        code=row["code"],
        kind_label=PETITION_KIND_LABELS[PetitionKind(row["kind"])].vi,
        topic_label=PETITION_TOPIC_LABELS[PetitionTopic(row["topic"])].vi,
        source_label=PETITION_SOURCE_LABELS[PetitionSource(row["source"])].vi,
        state=row["state"],
        state_label=PETITION_STATE_LABELS[PetitionState(row["state"])].vi,
        subject=opened(row, "petition.subject"),
        agency_name=row["agency_name"],
        officer_name=row["officer_name"],
        received_at=iso(row["received_at"]),
        next_by=iso(row["next_by"]),
        deadline=deadline_of(row, row["next_by"]),
    )
