"""What would be left without a holder: asked under the lock of the account, before it happens."""

from uuid import UUID

import asyncpg

from backend.organisation.queries import CLOSED_STATES
from backend.platform import clock
from backend.platform.problems import Conflict
from backend.succession.queries import SOLE_ROLES
from shared.vocabulary.roles import ROLE_LABELS, Role

_HELD = f"select count(*) from dossier where executor_id = $1 and state not in {CLOSED_STATES}"
# Where the dossiers are that a role works on.
_PLACE = {
    Role.DESK_OFFICER: "receiving_agency_id",
    Role.DESK_HEAD: "receiving_agency_id",
    Role.LEADER: "holding_agency_id",
    Role.CLERK: "holding_agency_id",
    Role.UNIT_HEAD: "holding_unit_id",
    Role.SPECIALIST: "holding_unit_id",
}


async def refuse_while_holding(connection: asyncpg.Connection, account_id: UUID) -> None:
    """An account is not ended over open dossiers or over roles that nobody else holds.

    The caller has locked the account, so that nothing is assigned to it meanwhile. Raises Conflict.
    """
    held = await connection.fetchval(_HELD, account_id)
    roles = await connection.fetch(SOLE_ROLES, account_id, clock.now())
    left = [f"{held} hồ sơ đang thụ lý"] if held else []
    left += [
        f"vai trò {ROLE_LABELS[Role(r['role'])].vi} mà nơi này không ai khác giữ" for r in roles
    ]
    if left:
        raise Conflict(
            f"Cán bộ này còn {', '.join(left)}. Hãy bàn giao ở mục Thôi việc.",
            en="This officer still holds open work; hand it over first.",
            slug="work-open",
        )


async def refuse_to_take_away(connection: asyncpg.Connection, grant_id: UUID) -> None:
    """A role is not taken away from the last who holds it while dossiers need it, nor from a
    specialist who still holds dossiers there. Raises Conflict.
    """
    grant = await connection.fetchrow("select * from role_grant where id = $1", grant_id)
    account_id, role = grant["account_id"], Role(grant["role"])
    await connection.fetchval("select 1 from account where id = $1 for update", account_id)
    if role not in _PLACE:
        return
    if role is Role.SPECIALIST:
        held = await connection.fetchval(
            f"{_HELD} and holding_unit_id = $2", account_id, grant["unit_id"]
        )
        if held:
            raise Conflict(
                f"Cán bộ này còn {held} hồ sơ đang thụ lý ở phòng này. Hãy phân công lại trước.",
                en="This officer still holds dossiers of this unit; reassign them first.",
                slug="work-open",
            )
    sole = {row["id"] for row in await connection.fetch(SOLE_ROLES, account_id, clock.now())}
    if grant_id not in sole:
        return
    waiting = await connection.fetchval(
        f"select exists (select from dossier where {_PLACE[role]} = $1 "
        f"and state not in {CLOSED_STATES})",
        grant["unit_id"] if _PLACE[role] == "holding_unit_id" else grant["agency_id"],
    )
    if waiting:
        raise Conflict(
            f"Không ai khác giữ vai trò {ROLE_LABELS[role].vi} ở nơi này mà còn hồ sơ đang mở. "
            "Hãy giao vai trò cho người khác trước.",
            en="Nobody else holds this role here and dossiers need it; give it to another first.",
            slug="sole-role",
        )
