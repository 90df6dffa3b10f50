"""Absence: an officer stands in for a colleague between two moments.

The stand-in does what the absent officer may do with dossiers, under their own name with "thay …"
beside it. Rights that were lent are not lent on.
"""

from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.law.calendar import local
from backend.platform import clock
from backend.platform.database import fetch, transaction, uuid7
from backend.platform.problems import Forbidden, NotFound, RuleBroken, field
from backend.settings import settings
from shared.contracts.delegations import Colleague, Delegation, StartDelegation
from shared.vocabulary.roles import Role

_LONGEST = timedelta(days=366)
_HEADS = (Role.UNIT_HEAD, Role.DESK_HEAD, Role.LEADER)
_SELECT = """
select l.id, l.from_account_id, f.full_name as from_name, l.to_account_id, t.full_name as to_name,
    l.valid_from, l.valid_to, l.reason, l.ended_at
from delegation l join account f on f.id = l.from_account_id
    join account t on t.id = l.to_account_id
"""


async def colleagues(actor: Actor) -> list[Colleague]:
    """Officers of the caller's agencies, in Vietnamese order."""
    rows = await fetch(
        "select a.id, a.full_name, p.position, u.name as unit_name from officer_post p "
        "join unit u on u.id = p.unit_id join account a on a.id = p.account_id "
        "where u.agency_id = any($1::uuid[]) and a.disabled_at is null "
        "order by a.sort_key, a.id limit 500",
        actor.alone().agencies(),
    )
    return [Colleague(str(r["id"]), r["full_name"], r["position"], r["unit_name"]) for r in rows]


async def delegations(actor: Actor) -> list[Delegation]:
    """Absences that concern the caller, and for heads those of their agency; newest first."""
    agencies = actor.alone().agencies(*_HEADS)
    rows = await fetch(
        f"{_SELECT} where l.tenant_id = $1 and (l.from_account_id = $2 or l.to_account_id = $2 "
        "or l.from_account_id in (select p.account_id from officer_post p join unit u "
        "on u.id = p.unit_id where u.agency_id = any($3::uuid[]))) "
        "order by l.valid_from desc, l.id desc limit 100",
        settings().tenant,
        actor.account_id,
        agencies,
    )
    now = clock.now()
    return [_shown(row, now) for row in rows]


async def start_delegation(actor: Actor, data: StartDelegation) -> Delegation:
    """Says who stands in for whom, from when until when.

    One's own absence, or as a head that of somebody of one's agency. Raises Forbidden, RuleBroken.
    """
    absent_id = _id(data.from_account_id, "/from_account_id")
    stand_in_id = _id(data.to_account_id, "/to_account_id")
    now = clock.now()
    starts, ends = _moment(data.valid_from, "/valid_from"), _moment(data.valid_to, "/valid_to")
    if not (starts < ends and ends > now and ends - starts <= _LONGEST):
        raise RuleBroken(
            "Thời gian vắng mặt chưa đúng.",
            errors=[field("/valid_to", "Chọn ngày kết thúc sau ngày bắt đầu, tối đa một năm.")],
        )
    if absent_id == stand_in_id:
        raise RuleBroken(
            "Không tự thay chính mình.", errors=[field("/to_account_id", "Chọn người khác.")]
        )
    async with transaction() as connection:
        agency_id = await _agency_of_post(connection, absent_id, "/from_account_id")
        if absent_id != actor.account_id and agency_id not in actor.alone().agencies(*_HEADS):
            raise Forbidden(
                "Bạn chỉ ghi vắng mặt cho mình; người đứng đầu ghi cho cán bộ của cơ quan mình.",
                en="You may record your own absence; heads record those of their agency.",
            )
        if await _agency_of_post(connection, stand_in_id, "/to_account_id") != agency_id:
            raise RuleBroken(
                "Người thay phải cùng cơ quan.",
                errors=[field("/to_account_id", "Chọn cán bộ cùng cơ quan.")],
            )
        # The account row is the lock: two absences of one person are entered one after the other.
        await connection.fetchval("select 1 from account where id = $1 for update", absent_id)
        overlapping = await connection.fetchval(
            "select true from delegation where from_account_id = $1 and ended_at is null "
            "and valid_from < $3 and valid_to > $2",
            absent_id,
            starts,
            ends,
        )
        if overlapping:
            raise RuleBroken(
                "Đã có người thay trong thời gian này. Hãy kết thúc lần trước rồi ghi lại.",
                en="Somebody already stands in during this time.",
                slug="already-delegated",
            )
        id_ = await connection.fetchval(
            "insert into delegation (id, tenant_id, from_account_id, to_account_id, valid_from, "
            "valid_to, reason, created_by, created_at) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id",
            uuid7(),
            settings().tenant,
            absent_id,
            stand_in_id,
            starts,
            ends,
            data.reason.strip(),
            actor.account_id,
            now,
        )
        await record(
            connection, actor, "delegation.started", subject_id=absent_id,
            detail={"to": str(stand_in_id), "until": ends.isoformat()},
        )  # fmt: skip
        row = await connection.fetchrow(f"{_SELECT} where l.id = $1", id_)
        return _shown(row, now)


async def end_delegation(actor: Actor, delegation_id: UUID) -> Delegation:
    """Ends an absence now; it may be ended twice. Raises NotFound where it is not one's to end."""
    now = clock.now()
    async with transaction() as connection:
        row = await connection.fetchrow(
            "update delegation l set ended_at = coalesce(ended_at, $2) where id = $1 "
            "and (from_account_id = $3 or from_account_id in (select p.account_id "
            "from officer_post p join unit u on u.id = p.unit_id "
            "where u.agency_id = any($4::uuid[]))) returning from_account_id",
            delegation_id,
            now,
            actor.account_id,
            actor.alone().agencies(*_HEADS),
        )
        if row is None:
            raise NotFound("Không tìm thấy lần vắng mặt này.", en="There is no such absence.")
        await record(connection, actor, "delegation.ended", subject_id=row["from_account_id"])
        return _shown(await connection.fetchrow(f"{_SELECT} where l.id = $1", delegation_id), now)


async def _agency_of_post(connection: asyncpg.Connection, account_id: UUID, pointer: str) -> UUID:
    found: UUID | None = await connection.fetchval(
        "select u.agency_id from officer_post p join unit u on u.id = p.unit_id "
        "join account a on a.id = p.account_id where a.id = $1 and a.disabled_at is null "
        "and a.tenant_id = $2",
        account_id,
        settings().tenant,
    )
    if found is None:
        raise RuleBroken(
            "Không có cán bộ này.", errors=[field(pointer, "Chọn một cán bộ đang làm việc.")]
        )
    return found


def _shown(row: asyncpg.Record, now: datetime) -> Delegation:
    return Delegation(
        id=str(row["id"]),
        from_account_id=str(row["from_account_id"]),
        from_name=row["from_name"],
        to_account_id=str(row["to_account_id"]),
        to_name=row["to_name"],
        valid_from=_iso(row["valid_from"]),
        valid_to=_iso(row["valid_to"]),
        reason=row["reason"],
        in_force=row["ended_at"] is None and row["valid_from"] <= now < row["valid_to"],
        ended=row["ended_at"] is not None or row["valid_to"] <= now,
    )


def _iso(moment: datetime) -> str:
    return moment.astimezone(clock.VIETNAM).isoformat(timespec="seconds")


def _id(text: str, pointer: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise RuleBroken("Chưa chọn cán bộ.", errors=[field(pointer, "Chọn cán bộ.")]) from None


def _moment(text: str, pointer: str) -> datetime:
    try:
        return local(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        raise RuleBroken(
            "Ngày giờ chưa đúng.", errors=[field(pointer, "Chọn ngày giờ có thật, có múi giờ.")]
        ) from None
