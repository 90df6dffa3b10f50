"""Telling one dossier anew by hand (`PushDataByMaHoSo`)."""

from uuid import UUID

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.connections.queueing import enqueue
from backend.dossiers.queries import may_see_dossier
from backend.national.codes import ADAPTER_ID
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import Forbidden, NotFound, Unavailable
from backend.settings import settings
from shared.contracts.national_lists import Told
from shared.vocabulary.roles import Role

RESEND = "resend"


async def resend(actor: Actor, dossier_id: UUID) -> Told:
    """Puts it into the queue behind what waits already; once a minute at most.

    Raises NotFound, Forbidden, Unavailable.
    """
    if not settings().national_url:
        raise Unavailable("Chưa kết nối Cổng Dịch vụ công quốc gia.", en="Not connected.")
    if not await may_see_dossier(actor, dossier_id):
        raise NotFound("Không tìm thấy hồ sơ này.", en="There is no such dossier.")
    if not actor.has(Role.DESK_OFFICER, Role.DESK_HEAD, Role.LEADER, Role.SYSTEM_ADMIN):
        raise Forbidden(
            "Việc đồng bộ lại do Bộ phận Một cửa hoặc lãnh đạo thực hiện.",
            en="The desk or a leader does this.",
        )
    key = f"{RESEND}:{dossier_id}:{clock.now():%Y%m%d%H%M}"
    async with transaction() as connection:
        # Messages of a dossier are put in the order in which its row is held.
        await connection.fetchval("select 1 from dossier where id = $1 for update", dossier_id)
        if await enqueue(connection, ADAPTER_ID, dossier_id, RESEND, {}, key):
            await record(connection, actor, "national.resent", subject_id=dossier_id)
    return Told(waiting=True)
