"""Hours of the week kept from a day on: set, called off before their day, never written over."""

from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.law.calendar import Week
from backend.organisation.weeks import (
    SINCE_EVER,
    STANDARD,
    holding,
    in_words,
    times_of,
    week_of,
)
from backend.organisation.working_calendar import forget, weeks_kept
from backend.platform import clock
from backend.platform.database import fetch, transaction, uuid7
from backend.platform.problems import Conflict, NotFound
from backend.settings import settings
from shared.contracts.calendar import OfficeTime, OfficeWeekShown
from shared.vocabulary.office_hours import OFFICE_WEEK_LABELS, OfficeWeekState

_MOST = 100


async def fill_office_hours() -> None:
    """The hours that a new installation begins with, where nobody has set any."""
    shared, _own = await weeks_kept(None)
    if not shared:
        await set_office_hours(None, STANDARD)


async def set_office_hours(
    agency_id: UUID | None,
    week: Week,
    actor: Actor | None = None,
    *,
    valid_from: date = SINCE_EVER,
    reason: str = "",
) -> None:
    """Sets the whole week (Monday is 0) of one agency, or (None) of the tenant, from a day on."""
    async with transaction() as connection:
        shared, own = await weeks_kept(agency_id)
        before = holding(own if agency_id is not None else shared, valid_from)
        id_ = uuid7()
        await connection.execute(
            "insert into office_week (id, tenant_id, agency_id, valid_from, week, reason, set_by, "
            "set_by_name, set_at) values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9)",
            id_, settings().tenant, agency_id, valid_from,
            msgspec.json.encode(times_of(week)).decode(), reason,
            actor.account_id if actor is not None else None,
            actor.full_name if actor is not None else "", clock.now(),
        )  # fmt: skip
        detail = {
            "valid_from": valid_from.isoformat(), "before": said(before), "after": said(week),
            "reason": reason,
        }  # fmt: skip
        await record(connection, actor, "office_hours.changed", subject_id=agency_id, detail=detail)
    forget()


async def call_off(actor: Actor, row: asyncpg.Record, reason: str) -> None:
    """Calls hours off before their day. Raises NotFound, Conflict."""
    async with transaction() as connection:
        now = await connection.fetchrow(
            "select * from office_week where id = $1 for update", row["id"]
        )
        if now is None or not is_coming(now, clock.today()):
            raise Conflict(
                "Giờ làm việc này đã đến ngày áp dụng hoặc đã hủy. Hãy tải lại trang.",
                en="These hours hold already or were called off.",
                slug="moved-on",
            )
        await connection.execute(
            "update office_week set called_off_at = $2, called_off_by_name = $3, "
            "called_off_reason = $4 where id = $1",
            row["id"],
            clock.now(),
            actor.full_name,
            reason,
        )
        detail = {
            "valid_from": row["valid_from"].isoformat(),
            "called_off": said(_week(row)),
            "reason": reason,
        }
        subject = row["agency_id"]
        await record(
            connection, actor, "office_hours.called_off", subject_id=subject, detail=detail
        )
    forget()


async def one(week_id: UUID) -> asyncpg.Record:
    """Hours that were set. Raises NotFound."""
    rows = await fetch(
        "select * from office_week where id = $1 and tenant_id = $2", week_id, settings().tenant
    )
    if not rows:
        raise NotFound("Không tìm thấy giờ làm việc này.", en="There are no such hours.")
    return rows[0]


async def versions(agency_id: UUID | None, *, may_write: bool) -> list[OfficeWeekShown]:
    """What was set for an agency or (None) for everybody, the newest day first; the newest
    hundred."""
    rows = await fetch(
        "select * from office_week where tenant_id = $1 and agency_id is not distinct from $2 "
        f"order by valid_from desc, set_at desc, id desc limit {_MOST}",
        settings().tenant,
        agency_id,
    )
    today = clock.today()
    held = [r["id"] for r in rows if r["called_off_at"] is None and r["valid_from"] <= today]
    in_force = held[0] if held else None
    return [_shown(row, in_force, today, may_write) for row in rows]


def is_coming(row: Any, today: date) -> bool:
    """Whether hours may still be called off: nobody has worked by them yet."""
    return row["called_off_at"] is None and row["valid_from"] > today


def said(week: Week | None) -> str:
    """A week in one line; empty for an agency's that gives way to everybody's."""
    return "; ".join(in_words(week)) if week else ""


def _week(row: Any) -> Week:
    return week_of(msgspec.json.decode(row["week"], type=list[OfficeTime]))


def _shown(row: Any, in_force: UUID | None, today: date, may_write: bool) -> OfficeWeekShown:
    if row["called_off_at"] is not None:
        state = OfficeWeekState.CALLED_OFF
    elif row["valid_from"] > today:
        state = OfficeWeekState.COMING
    elif row["id"] == in_force:
        state = OfficeWeekState.IN_FORCE
    else:
        state = OfficeWeekState.PAST
    week, off = _week(row), row["called_off_by_name"]
    return OfficeWeekShown(
        id=str(row["id"]),
        valid_from=row["valid_from"].isoformat() if row["valid_from"] > SINCE_EVER else "",
        state=state,
        state_label=OFFICE_WEEK_LABELS[state].vi,
        hours=in_words(week) if week else ["Theo giờ chung toàn tỉnh"],
        reason=row["reason"],
        set_by=row["set_by_name"],
        set_at=row["set_at"].astimezone(clock.VIETNAM).isoformat(timespec="seconds"),
        note=f"{off}: {row['called_off_reason']}" if off else "",
        may_call_off=may_write and state is OfficeWeekState.COMING,
    )
