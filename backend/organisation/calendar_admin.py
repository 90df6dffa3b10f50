"""Keeping the calendar: special dates by year, set and removed by whoever answers for them."""

from contextlib import suppress
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access import everybody
from backend.access.actor import Actor
from backend.audit.actions import record
from backend.law.calendar import CalendarDay, DayKind
from backend.organisation.actions import fill_holidays, set_calendar_days
from backend.organisation.day_words import differences, in_words, said_of, say_who
from backend.organisation.working_calendar import Thought, forget
from backend.platform import clock
from backend.platform.database import fetch, fetch_value, transaction
from backend.platform.pagination import decode_cursor, page
from backend.platform.problems import Forbidden, NotFound, RuleBroken, field
from backend.settings import settings
from shared.contracts.calendar import (
    CalendarDifference,
    CalendarYearView,
    DayChange,
    OpenYear,
    SetDay,
    SpecialDay,
)
from shared.contracts.common import Page
from shared.vocabulary.day_kinds import DAY_KIND_LABELS
from shared.vocabulary.roles import Role

_AS_USUAL = "Theo tuần làm việc"
WHOLE = (Role.SYSTEM_ADMIN,)
OWN = (Role.SYSTEM_ADMIN, Role.LEADER, Role.DESK_HEAD)


async def year_view(actor: Actor, year: int) -> CalendarYearView:
    """Special dates of a year: those of everybody, and those of agencies the caller manages."""
    rows = await fetch(
        "select c.id, c.day, c.kind, c.note, c.agency_id, c.opens, c.closes, c.decision_number, "
        "coalesce(g.name, '') as agency from calendar_day c left join agency g "
        "on g.id = c.agency_id where c.tenant_id = $1 and c.day between $2 and $3 "
        "and (c.agency_id is null or c.agency_id = any($4::uuid[]) "
        "or g.parent_id = any($4::uuid[])) order by c.day, agency limit 500",
        settings().tenant,
        date(year, 1, 1),
        date(year, 12, 31),
        actor.agencies(*OWN),
    )
    known = await fetch_value(
        "select true from calendar_year where tenant_id = $1 and year = $2",
        settings().tenant,
        year,
    )
    return CalendarYearView(
        year=year,
        is_open=bool(known),
        days=[
            SpecialDay(
                id=str(row["id"]),
                day=row["day"].isoformat(),
                kind=row["kind"],
                kind_label=DAY_KIND_LABELS[DayKind(row["kind"])].vi,
                note=row["note"],
                agency=row["agency"],
                hours=f"{row['opens']:%H:%M}–{row['closes']:%H:%M}" if row["opens"] else "",
                decision_number=row["decision_number"],
                can_remove=row["agency_id"] is not None or actor.has_for_all(*WHOLE),
            )
            for row in rows
        ],
    )


async def set_day(actor: Actor, data: SetDay) -> None:
    """Keeps one date. Due dates given so far stay until somebody has them counted anew.

    Raises Forbidden, RuleBroken for a date that is none or a half day without hours.
    """
    agency_id, special = await _sound(actor, data)
    await set_calendar_days(agency_id, [special], decision_number=data.decision_number, actor=actor)


async def thought_of(actor: Actor, data: SetDay) -> tuple[Thought, list[CalendarDifference]]:
    """A date that is only thought of, and what it changes. Raises Forbidden, RuleBroken."""
    agency_id, special = await _sound(actor, data)
    async with transaction() as connection:
        before = (await said_of(connection, agency_id, [special.day])).get(special.day, "")
    opens, closes = (data.opens or "", data.closes or "") if special.hours else ("", "")
    after = in_words(
        {
            "kind": data.kind, "opens": opens, "closes": closes, "note": special.note,
            "decision": data.decision_number,
        }
    )  # fmt: skip
    changed = [_difference(special.day, before, after)] if before != after else []
    return Thought(agency_id, days={special.day: special}), changed


async def removal_thought_of(
    actor: Actor, day_id: UUID
) -> tuple[Thought, list[CalendarDifference]]:
    """Taking a date back, only thought of. Raises NotFound, Forbidden."""
    async with transaction() as connection:
        row = await _there(connection, day_id)
        agency_id = await managed(actor, str(row["agency_id"] or ""))
        before = (await said_of(connection, agency_id, [row["day"]]))[row["day"]]
    thought = Thought(agency_id, days={row["day"]: None})
    return thought, [_difference(row["day"], before, "")]


def _difference(day: date, before: str, after: str) -> CalendarDifference:
    return CalendarDifference(f"{day:%d/%m/%Y}", before or _AS_USUAL, after or _AS_USUAL)


async def _sound(actor: Actor, data: SetDay) -> tuple[UUID | None, CalendarDay]:
    try:
        day = date.fromisoformat(data.day)
    except ValueError:
        raise RuleBroken(
            "Ngày này không có thật.", errors=[field("/day", "Chọn một ngày có thật.")]
        ) from None
    hours = None
    if data.opens and data.closes:
        hours = ((time.fromisoformat(data.opens), time.fromisoformat(data.closes)),)
        if hours[0][0] >= hours[0][1]:
            raise RuleBroken(
                "Giờ đóng cửa phải sau giờ mở cửa.", errors=[field("/closes", "Chọn giờ muộn hơn.")]
            )
    elif data.kind == "half_day":
        raise RuleBroken(
            "Ngày làm việc nửa buổi cần giờ mở và giờ đóng cửa.",
            errors=[field("/opens", "Ghi giờ làm việc của ngày này.")],
        )
    agency_id = await managed(actor, data.agency_id)
    return agency_id, CalendarDay(day, DayKind(data.kind), data.note.strip(), hours)


async def open_year(actor: Actor, data: OpenYear) -> None:
    """Enters the public holidays of a year by a decision, so that terms may reach into it.

    Dates already set by hand are kept. Raises Forbidden, RuleBroken for a year too far off.
    """
    await managed(actor, "")
    this = clock.today().year
    if not this - 1 <= data.year <= this + 5:
        raise RuleBroken(
            f"Chỉ mở lịch từ năm {this - 1} đến năm {this + 5}.",
            en="That year is too far off.",
            errors=[field("/year", "Chọn năm gần hơn.")],
        )
    await fill_holidays([data.year], decision_number=data.decision_number.strip(), actor=actor)


async def remove_day(actor: Actor, day_id: UUID, reason: str) -> None:
    """Takes a date back to what the week says. Raises NotFound, Forbidden, RuleBroken without a
    reason."""
    async with transaction() as connection:
        row = await _there(connection, day_id)
        agency_id = await managed(actor, str(row["agency_id"] or ""))
        if len(reason.strip()) < 5:
            raise RuleBroken(
                "Bỏ một ngày khỏi lịch cần lý do.",
                en="Taking a day off the calendar needs a reason.",
                errors=[field("/reason", "Ghi lý do, số văn bản, ít nhất 5 ký tự.")],
            )
        before = await said_of(connection, agency_id, [row["day"]])
        await say_who(connection, actor, reason.strip())
        await connection.execute("delete from calendar_day where id = $1", day_id)
        detail = {"days": differences(before, {}), "reason": reason.strip()}
        await record(connection, actor, "calendar.changed", subject_id=agency_id, detail=detail)
    forget()


async def day_changes(actor: Actor, cursor: str = "", limit: int = 20) -> Page[DayChange]:
    """What was said of dates before and after each change, the newest first: those of everybody,
    and those of agencies the caller manages."""
    before = decode_cursor(cursor, tuple[datetime, UUID]) if cursor else (None, None)
    rows = await fetch(
        "select c.*, coalesce(g.name, '') as agency from calendar_past c left join agency g "
        "on g.id = c.agency_id where c.tenant_id = $1 and (c.agency_id is null "
        "or c.agency_id = any($2::uuid[]) or g.parent_id = any($2::uuid[])) "
        "and ($3::timestamptz is null or (c.changed_at, c.id) < ($3, $4::uuid)) "
        "order by c.changed_at desc, c.id desc limit $5",
        settings().tenant,
        actor.agencies(*OWN),
        *before,
        limit + 1,
    )
    return page(rows, limit, _change, lambda row: (row["changed_at"], row["id"]))


def _change(row: Any) -> DayChange:
    was, is_now = (msgspec.json.decode(row[side] or "null") for side in ("was", "is_now"))
    return DayChange(
        day=row["day"].isoformat(),
        agency=row["agency"],
        before=in_words(was),
        after=in_words(is_now),
        reason=row["reason"],
        by=row["changed_by_name"],
        at=row["changed_at"].astimezone(clock.VIETNAM).isoformat(timespec="seconds"),
    )


async def _there(connection: asyncpg.Connection, day_id: UUID) -> asyncpg.Record:
    row = await connection.fetchrow(
        "select agency_id, day from calendar_day where id = $1 and tenant_id = $2 for update",
        day_id,
        settings().tenant,
    )
    if row is None:
        raise NotFound("Không tìm thấy ngày này trong lịch.", en="There is no such day.")
    return row


async def managed(actor: Actor, agency_id: str) -> UUID | None:
    """The agency whose calendar the caller may keep; None for everybody's. Raises Forbidden."""
    if not agency_id:
        everybody.require(actor, *WHOLE)
        return None
    found: UUID | None = None
    with suppress(ValueError):
        found = await fetch_value(
            "select id from agency where id = $1 and (id = any($2::uuid[]) "
            "or parent_id = any($2::uuid[]))",
            UUID(agency_id),
            actor.agencies(*OWN),
        )
    if found is None:
        raise Forbidden(
            "Bạn chỉ sửa lịch của cơ quan mình quản lý.",
            en="You keep the calendar of your own agency only.",
        )
    return found
