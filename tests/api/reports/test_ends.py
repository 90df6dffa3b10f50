"""How a dossier ended, in every figure alike: II.06a, the overview, own reports, lateness, and what
is open to all. The scenarios are done by hand through HTTP; what is expected is written down."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import asyncpg
import httpx
import pytest
from msgspec.structs import asdict

from backend.dossiers.migrations import dossiers_2026_11_26_2340 as migration
from backend.partners import open_data
from backend.platform import clock
from shared.client import analyses, directives, dossiers, overview, reports
from shared.client import open_data as open_client
from shared.client.base import ApiClient
from shared.contracts.analyses import Definition
from shared.vocabulary.analyses import Measure, PeriodKind
from tests.api.conftest import Office, submitted
from tests.api.overview.test_figures import differing
from tests.api.people import fresh_citizen
from tests.api.test_supplement_law import ASK

Officer = Callable[[str], Awaitable[ApiClient]]
SLUG, NAME = "kylua", "Kỳ Lừa"
WHY = "Không còn nhu cầu giải quyết nữa."
_MEASURES = [Measure.RESOLVED_EARLY, Measure.RESOLVED_ON_TIME, Measure.RESOLVED_LATE]


@dataclass(frozen=True)
class Told:
    """The same three numbers as each room tells them."""

    report: list[int]
    own: list[float | None]
    resolved_late_today: int
    explained_of: int
    open_resolved: int
    open_in_time: int


async def told(leader: ApiClient, anonymous: ApiClient) -> Told:
    """What they all say now."""
    day = clock.today().isoformat()
    figures = asdict((await reports.handling(leader, day_from=day, day_to=day)).total)
    own = await analyses.table(
        leader, Definition(dimensions=[], measures=_MEASURES, period=PeriodKind.THIS_YEAR)
    )
    now = await overview.overview(leader)
    await open_data.count_now()
    month = day[:8] + "01"
    (mine,) = [
        row
        for row in await open_client_rows(anonymous)
        if row["month"] == month and row["agency"] == now.agencies[0].label
    ]
    return Told(
        [figures[f"resolved_{name}"] for name in ("early", "on_time", "late")],
        own.total,
        now.days[-1].resolved_late,
        (await directives.lateness(leader)).late,
        mine["finished"],
        mine["finished_in_time"],
    )


async def open_client_rows(anonymous: ApiClient) -> list[dict[str, object]]:
    """The open data of months."""
    found: list[dict[str, object]] = json.loads(await open_client.months_json(anonymous))
    return found


async def due_in_a_moment(database: asyncpg.Pool, id_: str) -> None:
    """Its day comes while it stands where it stands."""
    await database.execute(
        "update dossier set due_at = now() + interval '1 second' where id = $1", id_
    )
    await asyncio.sleep(1.2)


@pytest.mark.criterion("R.1", "R.2")
async def test_every_room_puts_an_end_without_a_result_in_the_same_column(
    http: httpx.AsyncClient, anonymous: ApiClient, officer: Officer, database: asyncpg.Pool
) -> None:
    office, me = Office(officer, SLUG), await fresh_citizen(http, database)
    leader = await office.as_("lanhdao")

    async def begun() -> str:
        id_ = (await submitted(me, NAME)).dossier_id
        await office.to_appraisal(id_, "Tư pháp")
        return id_

    in_vain, withdrawn, rejected, late, never = [await begun() for _ in range(4)] + [
        (await submitted(me, NAME)).dossier_id
    ]
    before = await told(leader, anonymous)

    # Asked for in time, never sent: what its applicant owed is nobody's lateness.
    await office.act(office.specialist, in_vain, "request_supplement", **ASK)
    await due_in_a_moment(database, in_vain)
    waits = await dossiers.dossier(leader, in_vain)
    assert waits.deadline_class == "waiting"
    stopped = await office.act("tiepnhan1", in_vain, "expire_supplement", reason="Không nộp.")
    assert (stopped.state, stopped.deadline_class) == ("stopped", "done_on_time")
    assert not (await directives.of_dossier(leader, in_vain)).may_explain

    # Given back in time, taken from the desk a day too late: it counts when it was asked for.
    await office.act("tiepnhan1", withdrawn, "request_withdrawal", reason=WHY)
    await due_in_a_moment(database, withdrawn)
    gone = await office.act("tiepnhan1", withdrawn, "grant_withdrawal")
    assert gone.deadline_class == "done_on_time"

    # Days before it was due: returned, and therefore on time and not early.
    back = await office.act("lanhdao", rejected, "reject", reason="Không đủ điều kiện theo luật.")
    assert back.deadline_class == "done_on_time"

    # A decision that came too late is late, whatever it says.
    await due_in_a_moment(database, late)
    refused = await office.act("lanhdao", late, "reject", reason="Không đủ điều kiện theo luật.")
    assert refused.deadline_class == "done_late"

    # Withdrawn before anybody accepted it: no figure of what was accepted knows of it.
    await office.act("tiepnhan1", never, "request_withdrawal", reason=WHY)
    await office.act("tiepnhan1", never, "grant_withdrawal")

    after = await told(leader, anonymous)
    assert [b - a for a, b in zip(before.report, after.report, strict=True)] == [0, 3, 1]
    grown = [(b or 0) - (a or 0) for a, b in zip(before.own, after.own, strict=True)]
    assert grown == [0, 3, 1]
    assert after.resolved_late_today - before.resolved_late_today == 1
    assert after.explained_of - before.explained_of == 1
    assert (after.open_resolved - before.open_resolved) == 4
    assert (after.open_in_time - before.open_in_time) == 3

    day = clock.today().isoformat()
    listed = {
        figure: {
            item.id
            for item in (
                await reports.counted(leader, figure, day_from=day, day_to=day, limit="100")
            ).items
        }
        for figure in ("resolved_early", "resolved_on_time", "resolved_late")
    }
    mine = {in_vain, withdrawn, rejected, late, never}
    assert listed["resolved_early"] & mine == set()
    assert listed["resolved_on_time"] & mine == {in_vain, withdrawn, rejected}
    assert listed["resolved_late"] & mine == {late}


async def test_ends_of_before_are_brought_over_and_the_kept_figures_with_them(
    http: httpx.AsyncClient, officer: Officer, database: asyncpg.Pool
) -> None:
    """The statements of the migration on a dossier whose row does not know how it ended."""
    office, me = Office(officer, SLUG), await fresh_citizen(http, database)
    id_ = (await submitted(me, NAME)).dossier_id
    await office.to_appraisal(id_, "Tư pháp")
    await office.act(office.specialist, id_, "request_supplement", **ASK)
    await office.act("tiepnhan1", id_, "expire_supplement", reason="Không nộp.")
    kept = await database.fetchrow("select ended_as, judged_at from dossier where id = $1", id_)
    assert kept["ended_as"] == "stopped"
    await database.execute("update dossier set ended_as = '', judged_at = null where id = $1", id_)
    await database.execute(migration.BROUGHT_OVER)
    again = await database.fetchrow("select ended_as, judged_at from dossier where id = $1", id_)
    assert again["ended_as"] == "stopped"
    assert abs((again["judged_at"] - kept["judged_at"]).total_seconds()) < 1
    assert await differing(database) == 0
