"""Roles are given and taken away by two persons: one asks, another decides.

Who asked does not decide, nor does the officer concerned; the database holds that too. An
administrator or the leader of the agency decides.
"""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.platform import clock
from backend.platform.database import fetch, transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, NotFound, RuleBroken, field
from backend.settings import settings
from backend.succession.left_behind import refuse_to_take_away
from shared.contracts.common import Named
from shared.contracts.officers import AskRole, RoleRequest
from shared.vocabulary.roles import KIND_OF_ROLE, ROLE_LABELS, OfficerKind, Role

DECIDERS = (Role.SYSTEM_ADMIN, Role.LEADER)
_OF_A_UNIT = (Role.UNIT_HEAD, Role.SPECIALIST, Role.DESK_OFFICER, Role.DESK_HEAD)

_LIST = """
select q.id, q.account_id, a.full_name, q.grant_id, q.role, q.reason, q.asked_by, q.asked_at,
    q.approved, q.decided_at, s.full_name as asker, coalesce(u.name, g.name) as place
from role_request q join account a on a.id = q.account_id join account s on s.id = q.asked_by
    join agency g on g.id = q.agency_id left join unit u on u.id = q.unit_id
where (g.id = any($1::uuid[]) or g.parent_id = any($1::uuid[]))
"""


async def requests(actor: Actor) -> list[RoleRequest]:
    """What waits in the caller's agencies, oldest first, then the last that were decided."""
    rows = await fetch(
        f"{_LIST} order by q.decided_at is not null, q.decided_at desc, q.asked_at limit 100",
        _mine(actor),
    )
    return [_shown(actor, row) for row in rows]


async def ask(actor: Actor, data: AskRole) -> None:
    """Asks for a role to be given, or a grant to be taken away. Raises NotFound, RuleBroken."""
    account_id = _uuid(data.account_id, "/account_id")
    async with transaction() as connection:
        if data.grant_id:
            grant = await connection.fetchrow(
                "select role, agency_id, unit_id from role_grant where id = $1 and account_id = $2 "
                "and (valid_to is null or valid_to > $3)",
                _uuid(data.grant_id, "/grant_id"),
                account_id,
                clock.now(),
            )
            if grant is None:
                raise NotFound("Không tìm thấy vai trò này.", en="There is no such role.")
            await ask_within(
                connection, actor, account_id, grant["role"], grant["agency_id"],
                grant["unit_id"], data.reason, _uuid(data.grant_id, "/grant_id"),
            )  # fmt: skip
            return
        unit_id = _uuid(data.unit_id, "/unit_id") if data.unit_id else None
        agency_id = _uuid(data.agency_id, "/agency_id")
        await ask_within(connection, actor, account_id, data.role, agency_id, unit_id, data.reason)


async def ask_within(
    connection: asyncpg.Connection,
    actor: Actor,
    account_id: UUID,
    role: str,
    agency_id: UUID,
    unit_id: UUID | None,
    reason: str,
    grant_id: UUID | None = None,
) -> None:
    """Writes the request within the transaction of what needs it."""
    if role not in set(Role):
        raise RuleBroken("Không có vai trò này.", errors=[field("/role", "Chọn vai trò.")])
    inside = await connection.fetchval(
        "select true from account a join officer_post p on p.account_id = a.id, agency g "
        "where a.id = $1 and a.kind = 'officer' and a.disabled_at is null and g.id = $2 "
        "and (g.id = any($3::uuid[]) or g.parent_id = any($3::uuid[])) "
        "and ($4::uuid is null or exists (select from unit u where u.id = $4 "
        "and u.agency_id = $2))",
        account_id,
        agency_id,
        _mine(actor),
        unit_id,
    )
    if not inside:
        raise NotFound("Không tìm thấy cán bộ hoặc cơ quan này.", en="There is no such officer.")
    kind = await connection.fetchval("select officer_kind from account where id = $1", account_id)
    if grant_id is None and (kind or OfficerKind.OPERATION) != KIND_OF_ROLE[Role(role)]:
        raise RuleBroken(
            "Vai trò này thuộc loại tài khoản khác. Hãy dùng tài khoản riêng cho việc đó.",
            en="This role belongs to another kind of account.",
            errors=[field("/role", "Chọn vai trò cùng loại với tài khoản.")],
            slug="kinds-apart",
        )
    await connection.execute(
        "insert into role_request (id, tenant_id, account_id, grant_id, role, agency_id, unit_id, "
        "reason, asked_by, asked_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        uuid7(),
        settings().tenant,
        account_id,
        grant_id,
        role,
        agency_id,
        unit_id if grant_id or Role(role) in _OF_A_UNIT else None,
        reason.strip(),
        actor.account_id,
        clock.now(),
    )
    await record(
        connection, actor, "role.asked", subject_id=account_id,
        detail={"role": role, "takes_away": grant_id is not None},
    )  # fmt: skip


async def decide(actor: Actor, request_id: UUID, *, approve: bool) -> None:
    """The second person's word; it takes effect at once.

    Raises NotFound, Forbidden for who asked or is concerned, Conflict when it was decided already
    or open dossiers would be left without the role.
    """
    now = clock.now()
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select q.* from role_request q join agency g on g.id = q.agency_id where q.id = $1 "
            "and (g.id = any($2::uuid[]) or g.parent_id = any($2::uuid[])) for update of q",
            request_id,
            _mine(actor),
        )
        if row is None:
            raise NotFound("Không tìm thấy đề nghị này.", en="There is no such request.")
        if row["decided_at"] is not None:
            raise Conflict("Đề nghị này đã được quyết định.", slug="already-decided")
        if actor.account_id in (row["asked_by"], row["account_id"]):
            raise Forbidden(
                "Người đề nghị và người được đề nghị không tự quyết định. Cần người thứ hai.",
                en="Somebody else must decide this.",
                slug="second-person-needed",
            )
        await connection.execute(
            "update role_request set decided_by = $2, decided_at = $3, approved = $4 where id = $1",
            request_id,
            actor.account_id,
            now,
            approve,
        )
        if approve and row["grant_id"] is not None:
            await refuse_to_take_away(connection, row["grant_id"])
            await connection.execute(
                "update role_grant set valid_to = $2 where id = $1", row["grant_id"], now
            )
        elif approve:
            await connection.execute(
                "insert into role_grant (id, tenant_id, account_id, role, agency_id, unit_id, "
                "valid_from) values ($1, $2, $3, $4, $5, $6, $7)",
                uuid7(),
                settings().tenant,
                row["account_id"],
                row["role"],
                row["agency_id"],
                row["unit_id"],
                now,
            )
        done = "role.refused"
        if approve:
            done = "role.taken_away" if row["grant_id"] is not None else "role.granted"
        await record(
            connection, actor, done, subject_id=row["account_id"], detail={"role": row["role"]}
        )


def _mine(actor: Actor) -> list[UUID]:
    return actor.alone().agencies(*DECIDERS)


def _uuid(text: str, pointer: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise RuleBroken("Chưa chọn.", errors=[field(pointer, "Chọn trong danh sách.")]) from None


def _shown(actor: Actor, row: asyncpg.Record) -> RoleRequest:
    return RoleRequest(
        id=str(row["id"]),
        officer=Named(str(row["account_id"]), row["full_name"]),
        takes_away=row["grant_id"] is not None,
        role=row["role"],
        role_label=ROLE_LABELS[Role(row["role"])].vi,
        where=row["place"],
        reason=row["reason"],
        asked_by=row["asker"],
        asked_at=row["asked_at"].astimezone(clock.VIETNAM).isoformat(timespec="seconds"),
        may_decide=row["decided_at"] is None
        and actor.account_id not in (row["asked_by"], row["account_id"]),
        approved=row["approved"],
    )
