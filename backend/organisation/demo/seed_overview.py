"""What leaders of the demonstration have said and their units have explained, and the figures that
the worker counts by the hour, so that a newcomer sees them at once."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.directives import actions, queries
from backend.directives.rules import holds, may_give
from backend.identity.queries import actor_of_officer
from backend.overview.foretelling import forecast, measure
from backend.overview.service_figures import count_now
from backend.platform.database import fetch, fetch_value
from backend.settings import settings
from shared.contracts.directives import ExplainLateness, GiveDirective, SayWhy
from shared.vocabulary.directives import LatenessCause

_LATE = """
select d.id, d.executor_id, d.holding_agency_id from dossier d
where d.tenant_id = $1 and d.executor_id is not null and d.due_at is not null and (
    (d.finished_at is null and d.waiting_since is null and d.due_at < now()
        and d.state not in ('refused', 'rejected_by_agency', 'stopped', 'returned'))
    or done_class(d.ended_as, d.finished_at, d.judged_at, d.due_at) = 'done_late')
order by d.finished_at is not null, d.due_at desc limit 24
"""
_LEADER = """
select g.account_id from role_grant g join account a on a.id = g.account_id
where g.agency_id = $1 and g.role = 'leader' and a.disabled_at is null and a.locked_at is null
order by a.username limit 1
"""
_SAID = (
    (
        LatenessCause.VERIFICATION,
        "Xác minh thực địa phải làm lại vì người nộp vắng mặt lần đầu.",
        "Đã hẹn lại với người nộp, xác minh và trình lãnh đạo trong hai ngày làm việc.",
    ),
    (
        LatenessCause.OTHER_AGENCY,
        "Cơ quan phối hợp trả lời chậm hai ngày so với thời hạn lấy ý kiến.",
        "Đã gọi điện đôn đốc; lần sau nhắc trước hạn một ngày.",
    ),
    (
        LatenessCause.WORKLOAD,
        "Hồ sơ tăng gấp đôi trong tuần vì đợt nhập học, phòng chỉ có một người thụ lý.",
        "Lãnh đạo phòng đã phân công thêm một người đến hết tháng.",
    ),
    (
        LatenessCause.ABSENCE,
        "Người thụ lý nghỉ ốm ba ngày, chưa kịp phân công người làm thay.",
        "Đã đăng ký người thay khi vắng mặt cho cả phòng.",
    ),
)
_URGED = "Hồ sơ đã quá hạn. Đề nghị giải quyết ngay và báo cáo cách khắc phục."
_DONE = "Đã trình lãnh đạo ký, trả kết quả trong hôm nay và đã xin lỗi người nộp."


async def seed_overview() -> None:
    """Once: some late dossiers are explained, some urged, one of these answered."""
    tenant = settings().tenant
    there = await fetch_value("select true from directive where tenant_id = $1 limit 1", tenant)
    if not there:
        for number, row in enumerate(await fetch(_LATE, tenant)):
            if number % 3 != 2:
                await _explain(row, number)
            if number % 4 == 0:
                await _urge(row, answered=number % 8 == 0)
    await count_now()
    await measure()
    await forecast()


async def _explain(row: asyncpg.Record, number: int) -> None:
    actor = await actor_of_officer(row["executor_id"])
    if actor is None:
        return
    seen, standing = await queries.standing(actor, row["id"])
    if holds(actor, standing) and queries.is_late(seen):
        await actions.explain(actor, row["id"], ExplainLateness(*_SAID[number % len(_SAID)]))


async def _urge(row: asyncpg.Record, *, answered: bool) -> None:
    leader_id = await fetch_value(_LEADER, row["holding_agency_id"])
    leader: Actor | None = await actor_of_officer(leader_id) if leader_id else None
    if leader is None:
        return
    _seen, standing = await queries.standing(leader, row["id"])
    if not may_give(leader, standing):
        return
    given = await actions.give(leader, row["id"], GiveDirective("urge", _URGED, 1))
    holder = await actor_of_officer(row["executor_id"])
    if answered and holder is not None:
        await actions.answer(holder, UUID(given.id), SayWhy(_DONE))
