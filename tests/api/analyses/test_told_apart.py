"""Figures of single officers: their own, and those of whom one leads or audits (decision 0036)."""

import io
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable

import asyncpg
import pytest
import python_calamine

from backend.identity.actions import grant_role
from shared.client import analyses, exports, identity, processes
from shared.client.base import ApiClient
from shared.contracts.analyses import (
    AnalysisTable,
    AskAnalysisFile,
    Definition,
    Restriction,
)
from shared.contracts.processes import SaveProcess
from shared.vocabulary.analyses import Dimension, Measure, PeriodKind
from shared.vocabulary.roles import Role
from tests.api.conftest import Office, eventually, submitted
from tests.api.offices import close_offices, own_office
from tests.unit.workflow.samples import process

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
WORK = Definition(
    [Dimension.OFFICER],
    [Measure.IN_PROGRESS, Measure.RESOLVED, Measure.MEAN_HOURS],
    PeriodKind.THIS_YEAR,
)
OTHERS = "others"


@pytest.fixture(autouse=True)
async def closed_afterwards() -> AsyncIterator[None]:
    """Other tests are not offered what was made here."""
    yield
    await close_offices()


def keys(found: AnalysisTable) -> set[str]:
    """By whom the lines are."""
    return {line.keys[0] for line in found.lines}


@pytest.mark.criterion("II.13")
async def test_colleagues_are_told_apart_by_leaders_and_their_own_head_alone(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    made = await own_office("Riêng")
    office, me = Office(officer, made.slug), await citizen(27)
    desk_account = await database.fetchval(
        "select id from account where username = $1", f"tiepnhan1.{made.slug}"
    )
    await grant_role(desk_account, Role.DESK_HEAD, made.agency_id)
    desk_head = await officer(f"tiepnhan1.{made.slug}")
    leader = await officer(f"lanhdao.{made.slug}")
    draft = await processes.save(desk_head, SaveProcess(str(made.agency_id), process()))
    await processes.propose(desk_head, draft.id)
    await processes.publish(leader, draft.id)
    done, waits = [(await submitted(me, made.name)).dossier_id for _ in range(2)]
    await office.to_result(done, "Tư pháp")
    await office.to_appraisal(waits, "Tư pháp")
    specialist = await identity.me(await office.as_(office.specialist))
    unit_head = await officer(f"truongphong.tuphap.{made.slug}")
    clerk = await officer(f"vanthu.{made.slug}")

    # A leader and the head of the unit read the line of the specialist.
    for reader in (leader, unit_head):
        found = await analyses.table(reader, WORK)
        line = next(line for line in found.lines if line.keys == [specialist.id])
        assert line.names == [specialist.full_name]
        assert line.values[:2] == [1, 1]
    # The clerk reads the same whole, and nobody's name.
    whole = (await analyses.table(leader, WORK)).total
    merged = await analyses.table(clerk, WORK)
    assert keys(merged) <= {"", OTHERS}
    assert merged.total == whole
    other = next(line for line in merged.lines if line.keys == [OTHERS])
    assert "Nguyễn" not in other.names[0]
    listed = await analyses.dossiers(clerk, WORK, "resolved", [OTHERS])
    assert done in {item.id for item in listed.items}
    # No restriction and no list reaches a colleague, and no choice names one.
    only = Definition(
        [], [Measure.RESOLVED], WORK.period, restrictions=[
            Restriction(Dimension.OFFICER, [specialist.id])
        ],
    )  # fmt: skip
    assert (await analyses.table(leader, only)).total == [1]
    assert (await analyses.table(clerk, only)).total == [0]
    assert (await analyses.dossiers(clerk, WORK, "resolved", [specialist.id])).items == []
    assert specialist.id in {one.code for one in (await analyses.choices(leader)).officers}
    assert specialist.id not in {one.code for one in (await analyses.choices(clerk)).officers}
    # The file of the list says of whom no more than the page does.
    assert specialist.full_name in await _file(leader)
    assert specialist.full_name not in await _file(clerk)
    # Nor do the times in steps.
    apart = await analyses.step_times(unit_head, grouping="officer")
    assert specialist.id in {line.key for line in apart.lines}
    together = await analyses.step_times(clerk, grouping="officer")
    clerk_id = (await identity.me(clerk)).id
    assert {line.key for line in together.lines} <= {"", OTHERS, clerk_id}
    assert together.total is not None
    assert apart.total is not None
    assert together.total.done == apart.total.done
    for which in ("done", "open"):
        page = await analyses.step_dossiers(clerk, which, specialist.id, grouping="officer")
        assert page.items == []
    assert specialist.full_name not in (
        await analyses.step_file(clerk, "csv", grouping="officer")
    ).decode()  # fmt: skip
    # The head of another unit reads the line of no one either, though they hold a reader's role.
    await database.execute(
        "update dossier set holding_unit_id = $2 where id = any($1::uuid[])",
        [uuid.UUID(done), uuid.UUID(waits)],
        made.desk_id,
    )
    assert specialist.id not in keys(await analyses.table(unit_head, WORK))
    assert specialist.id in keys(await analyses.table(leader, WORK))


async def _file(api: ApiClient) -> str:
    asked = await analyses.ask_for_file(api, AskAnalysisFile(WORK, measure=Measure.RESOLVED))

    async def made() -> bool:
        return (await exports.export(api, asked.id)).state == "done"

    assert await eventually(made)
    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(await exports.content(api, asked.id))
    )
    return str(book.get_sheet_by_index(0).to_python())
