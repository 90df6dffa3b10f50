"""What offices of the demonstration count for themselves, and what leaders ask of whole units."""

from uuid import UUID

from backend.access.actor import Actor
from backend.analyses.actions import save, want
from backend.directives.unit_actions import answer_for_unit, give_to_units
from backend.directives.unit_queries import to_direct
from backend.identity.queries import actor_of_officer
from backend.platform.database import fetch, fetch_value
from backend.settings import settings
from shared.contracts.analyses import Definition, SaveAnalysis, SetRepeat
from shared.contracts.directives import GiveUnitDirective, SayWhy
from shared.vocabulary.analyses import ChartKind, Dimension, Measure, PeriodKind, Repeat

_BY_UNIT = SaveAnalysis(
    "Kết quả theo phòng, tháng này",
    Definition(
        [Dimension.UNIT],
        [Measure.RECEIVED, Measure.RESOLVED, Measure.RESOLVED_LATE, Measure.ON_TIME_RATE],
        PeriodKind.THIS_MONTH,
    ),
    shared=True,
)
_BY_SECTOR = SaveAnalysis(
    "Hồ sơ theo lĩnh vực và kênh nộp, năm nay",
    Definition(
        [Dimension.SECTOR, Dimension.CHANNEL], [Measure.SUBMITTED, Measure.RECEIVED],
        PeriodKind.THIS_YEAR,
    ),
    shared=True,
)  # fmt: skip
_BY_AGENCY = SaveAnalysis(
    "Đúng hạn theo xã, phường, quý này",
    Definition(
        [Dimension.AGENCY],
        [Measure.RECEIVED, Measure.RESOLVED, Measure.ON_TIME_RATE, Measure.IN_PROGRESS_LATE],
        PeriodKind.THIS_QUARTER,
    ),
    shared=True,
)
_BY_MONTH = SaveAnalysis(
    "Tiếp nhận trực tuyến theo tháng",
    Definition(
        [Dimension.MONTH], [Measure.RECEIVED, Measure.RECEIVED_ONLINE], PeriodKind.THIS_YEAR,
        chart=ChartKind.LINES,
    ),
)  # fmt: skip
_OF: dict[str, tuple[SaveAnalysis, ...]] = {
    "lanhdao.kylua": (_BY_UNIT, _BY_SECTOR),
    "lanhdao.locbinh": (_BY_UNIT,),
    "giamsat.ubndtinh": (_BY_AGENCY, _BY_MONTH),
}
_ASKED = "Rà soát hồ sơ sắp đến hạn trong tuần, báo cáo hồ sơ có nguy cơ trễ và cách xử lý."
_DONE = "Đã rà soát: hai hồ sơ chờ xác minh, đã phân công người đi xác minh trong hôm nay."


async def seed_reports() -> None:
    """Once: some saved reports, one of them sent every week; two units asked, one answered."""
    tenant = settings().tenant
    if not await fetch_value("select true from analysis where tenant_id = $1 limit 1", tenant):
        for username, reports in _OF.items():
            owner = await _officer(username)
            for number, report in enumerate(reports if owner is not None else ()):
                assert owner is not None
                made = await save(owner, report)
                if number == 0:
                    await want(owner, UUID(made.id), SetRepeat(Repeat.WEEKLY))
    leader = await _officer("lanhdao.kylua")
    there = await fetch_value(
        "select true from unit_directive where tenant_id = $1 limit 1", tenant
    )
    if leader is not None and not there:
        await _direct(leader)


async def _direct(leader: Actor) -> None:
    units = [str(row["id"]) for row in await to_direct(leader)][:2]
    given = await give_to_units(leader, GiveUnitDirective("direction", units, _ASKED, 3))
    heads = await fetch(
        "select account_id from role_grant where unit_id = $1::uuid and role in "
        "('unit_head', 'desk_head', 'desk_officer') order by account_id limit 1",
        given[0].unit_id,
    )
    head = await actor_of_officer(heads[0]["account_id"]) if heads else None
    if head is not None:
        await answer_for_unit(head, UUID(given[0].id), SayWhy(_DONE))


async def _officer(username: str) -> Actor | None:
    id_ = await fetch_value(
        "select id from account where tenant_id = $1 and username = $2 and kind = 'officer'",
        settings().tenant,
        username,
    )
    return await actor_of_officer(id_) if id_ is not None else None
