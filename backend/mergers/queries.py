"""Reads of changes of agencies, and of agencies that are or were."""

from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.mergers.planning import APPROVERS
from backend.mergers.previewing import preview
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.mergers import ChangeRow, ChangeView, PlanChange
from shared.vocabulary.mergers import (
    CHANGE_KIND_LABELS,
    CHANGE_STATE_LABELS,
    ChangeKind,
    ChangeState,
)

READERS = APPROVERS
_MINE = (
    "exists (select from agency g where g.id = any(c.agency_ids) "
    "and (g.id = any($2::uuid[]) or g.parent_id = any($2::uuid[])))"
)
_NAMES = (
    "(select coalesce(jsonb_object_agg(g.id, g.name), '{}') from agency g "
    "where g.id = any(c.agency_ids)) as names"
)


async def changes(actor: Actor, cursor: str = "", limit: int = 20) -> Page[ChangeRow]:
    """Changes of the caller's agencies and those below, the newest first."""
    limit = max(1, min(limit, MAX_LIMIT))
    before = decode_cursor(cursor, tuple[datetime, UUID]) if cursor else (None, None)
    rows = await fetch(
        f"select c.*, {_NAMES} from agency_change c where c.tenant_id = $1 and {_MINE} "
        "and ($3::timestamptz is null or (c.proposed_at, c.id) < ($3, $4::uuid)) "
        "order by c.proposed_at desc, c.id desc limit $5",
        settings().tenant,
        actor.agencies(*READERS),
        *before,
        limit + 1,
    )
    return page(rows, limit, _row, lambda r: (r["proposed_at"], r["id"]))


async def one(actor: Actor, change_id: UUID) -> asyncpg.Record:
    """The row of a change in the caller's sight. Raises NotFound."""
    row = await fetch_row(
        f"select c.*, {_NAMES} from agency_change c where c.tenant_id = $1 and {_MINE} "
        "and c.id = $3",
        settings().tenant,
        actor.agencies(*READERS),
        change_id,
    )
    if row is None:
        raise NotFound("Không tìm thấy thay đổi cơ quan này.", en="There is no such change.")
    return row


async def change(actor: Actor, change_id: UUID) -> ChangeView:
    """One change, with what it would move as long as it has not taken effect. Raises NotFound."""
    row = await one(actor, change_id)
    plan = msgspec.json.decode(row["plan"], type=PlanChange)
    waits = row["state"] in ("proposed", "approved")
    refusal = why_not_approve(actor, row)
    total, moved, done = row["total"], row["moved"], row["state"] == "done"
    return ChangeView(
        row=_row(row),
        plan=plan,
        preview=await preview(None, plan, change_id) if waits else None,
        approved_by=row["approved_by_name"],
        note=row["note"],
        total=total,
        moved=moved,
        percent=100 if done else min(99, 100 * moved // max(1, total)),
        may_approve=not refusal,
        why_not_approve=refusal if row["state"] == "proposed" else "",
        may_cancel=waits,
    )


def why_not_approve(actor: Actor, row: Any) -> str:
    """Why this person may not approve; empty when they may."""
    if row["state"] != "proposed":
        return "Thay đổi này không còn chờ phê duyệt."
    if row["proposed_by"] in actor.persons():
        return "Người đề nghị không tự phê duyệt; cần người thứ hai."
    return ""


def _row(row: asyncpg.Record) -> ChangeRow:
    kind, state = ChangeKind(row["kind"]), ChangeState(row["state"])
    plan = msgspec.json.decode(row["plan"], type=PlanChange)
    names = cast(dict[str, str], msgspec.json.decode(row["names"]))
    return ChangeRow(
        id=str(row["id"]),
        kind=kind,
        kind_label=CHANGE_KIND_LABELS[kind].vi,
        state=state,
        state_label=CHANGE_STATE_LABELS[state].vi,
        summary=summary(plan, names),
        effective_on=cast(date, row["effective_on"]).isoformat(),
        decision=row["decision"],
        proposed_by=row["proposed_by_name"],
        proposed_at=row["proposed_at"].astimezone(clock.VIETNAM).isoformat(timespec="seconds"),
    )


def summary(plan: PlanChange, names: dict[str, str]) -> str:
    """The change in one line."""
    known = names | {new.key: new.name for new in plan.new_agencies}
    sources = ", ".join(known.get(id_, "?") for id_ in plan.sources)
    if plan.kind is ChangeKind.RENAME:
        return f"{plan.name.strip()} (tên trước: {sources})" if plan.name else sources
    targets = list(dict.fromkeys([plan.heir, *(move.target for move in plan.moves)]))
    into = ", ".join(known.get(id_, "?") for id_ in targets if id_ not in plan.sources)
    return f"{sources} → {into}"
