"""Which dossier's money an officer of the receiving desk may handle."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.dossiers.scope import visible
from backend.dossiers.standing import PRINCIPALS, refuse_own
from backend.platform.problems import Forbidden, NotFound
from shared.vocabulary.roles import Role

DESK = (Role.DESK_OFFICER, Role.DESK_HEAD)
REFUND_DECIDERS = (Role.LEADER, Role.DESK_HEAD)
_OBLIGATION = f"""
select o.*, d.state as dossier_state, d.version as dossier_version, d.applicant_name,
    d.applicant_id, d.applicant_key, d.owner_key, d.receiving_agency_id, {PRINCIPALS}
from fee_obligation o join dossier d on d.id = o.dossier_id
where o.id = $1 and {{scope}} for update of o
"""


async def obligation_at_desk(
    connection: asyncpg.Connection, actor: Actor, obligation_id: UUID
) -> asyncpg.Record:
    """An obligation, locked, for the desk that receives the dossier.

    Raises NotFound for what the officer may not see, Forbidden for who is not of the desk or whose
    own dossier it is.
    """
    await lock_dossier(connection, obligation_id)
    scope, args = visible(actor, 2)
    row = await connection.fetchrow(_OBLIGATION.format(scope=scope), obligation_id, *args)
    if row is None:
        raise NotFound("Không tìm thấy khoản thu này.", en="There is no such fee.")
    if not at_desk(actor, row["receiving_agency_id"]):
        raise Forbidden(
            "Việc thu, hoàn phí do Bộ phận Một cửa nơi nhận hồ sơ thực hiện.",
            en="Fees are handled by the desk that received the dossier.",
            slug="not-your-desk",
        )
    refuse_own(actor, row)
    return row


async def lock_dossier(connection: asyncpg.Connection, obligation_id: UUID) -> None:
    """Locks the dossier before its obligations, in the order in which acts do."""
    await connection.execute(
        "select 1 from dossier where id = (select dossier_id from fee_obligation where id = $1) "
        "for update",
        obligation_id,
    )


def at_desk(actor: Actor, agency_id: UUID) -> bool:
    """Whether an officer works at the desk of an agency."""
    return agency_id in actor.agencies(*DESK)
