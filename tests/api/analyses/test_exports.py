"""Files of the queue: stopped, begun anew after kill -9, kept from everybody else."""

import csv
import io
import signal
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from backend.platform import clock
from shared.client import analyses, exports, registers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.analyses import AskAnalysisFile, Definition, Restriction
from shared.contracts.registers import ExportRegister
from shared.vocabulary.analyses import Dimension, Measure
from shared.vocabulary.exports import TableKind
from tests.api.conftest import Office, eventually, submitted
from tests.conftest import Services

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
SLUG, NAME = "dongdang", "đồng đăng"
WANTED = AskAnalysisFile(
    Definition(dimensions=[Dimension.SECTOR], measures=[Measure.RECEIVED]), TableKind.CSV
)


@asynccontextmanager
async def held_back(services: Services, id_: str) -> AsyncIterator[Callable[[], Awaitable[bool]]]:
    """The maker of a file waits at its first step; gives a look at whether it has come there."""
    holder = await asyncpg.connect(services.database_url)
    await holder.execute("select pg_advisory_lock(hashtext('export'), hashtext($1))", id_)

    async def waits() -> bool:
        return bool(
            await holder.fetchval(
                "select true from pg_locks where locktype = 'advisory' and not granted "
                "and objid::int8 = hashtext($1)::int8 & 4294967295",
                id_,
            )
        )

    try:
        yield waits
    finally:
        await holder.close()


async def state(api: ApiClient, id_: str) -> str:
    """Where a file stands."""
    return (await exports.export(api, id_)).state


@pytest.mark.criterion("V.9")
async def test_a_file_that_was_stopped_is_not_made_and_too_many_at_once_are_refused(
    officer: Officer, services: Services
) -> None:
    leader = await officer(f"lanhdao.{SLUG}")
    services.worker.stop()
    try:
        asked = [await analyses.ask_for_file(leader, WANTED) for _ in range(3)]
        with pytest.raises(ApiProblem) as too_many:
            await analyses.ask_for_file(leader, WANTED)
        assert too_many.value.status == 409
        assert "hủy bớt" in too_many.value.message
        assert asked[0].state == "waiting"
        assert (await exports.cancel(leader, asked[0].id)).state == "cancelled"
        with pytest.raises(ApiProblem) as ended:
            await exports.cancel(leader, asked[0].id)
        assert ended.value.status == 409
        with pytest.raises(ApiProblem) as not_there:
            await exports.content(leader, asked[0].id)
        assert not_there.value.status == 409
    finally:
        services.worker.start()

    async def others_made() -> bool:
        return [await state(leader, one.id) for one in asked[1:]] == ["done", "done"]

    assert await eventually(others_made)
    assert await state(leader, asked[0].id) == "cancelled"


@pytest.mark.criterion("V.9")
async def test_a_file_is_begun_anew_when_the_worker_is_killed(
    officer: Officer, services: Services, database: asyncpg.Pool
) -> None:
    leader = await officer(f"lanhdao.{SLUG}")
    services.worker.stop()
    asked = await analyses.ask_for_file(leader, WANTED)
    async with held_back(services, asked.id) as waits:
        services.worker.start()
        assert await eventually(waits)
        makers = _makers_of(asked.id)
        assert makers
        services.worker._process.send_signal(signal.SIGKILL)

        async def none_left() -> bool:
            return not _makers_of(asked.id)

        assert await eventually(none_left), "a maker outlives its worker"
        assert await state(leader, asked.id) in ("waiting", "making")
    services.worker.stop()
    services.worker.start()

    async def done() -> bool:
        return await state(leader, asked.id) == "done"

    assert await eventually(done)
    text = (await exports.content(leader, asked.id)).decode("utf-8-sig")
    assert text.startswith("Lĩnh vực,Đã tiếp nhận")
    kept = await database.fetchval(
        "select count(*) from export_job where id = $1", uuid.UUID(asked.id)
    )
    assert kept == 1


def _makers_of(export_id: str) -> list[int]:
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = line.read_bytes()
        except OSError:
            continue
        if b"backend.exports.making" in words and export_id.encode() in words:
            found.append(int(line.parent.name))
    return found


async def test_a_file_is_taken_by_whoever_asked_and_only_within_the_scope_of_today(
    officer: Officer, database: asyncpg.Pool
) -> None:
    province = await officer("giamsat.ubndtinh")
    agency = next(
        one.code for one in (await analyses.choices(province)).agencies if "Đồng Đăng" in one.label
    )
    wanted = Definition(
        dimensions=[], measures=[Measure.RECEIVED],
        restrictions=[Restriction(Dimension.AGENCY, [agency])],
    )  # fmt: skip
    asked = await analyses.ask_for_file(province, AskAnalysisFile(wanted, TableKind.CSV))

    async def done() -> bool:
        return await state(province, asked.id) == "done"

    assert await eventually(done)
    assert await exports.content(province, asked.id)
    other = await officer("lanhdao.dongkinh")
    for look in (exports.export, exports.content, exports.cancel):
        with pytest.raises(ApiProblem) as hidden:
            await look(other, asked.id)
        assert hidden.value.status == 404
    # The scope has moved on meanwhile: the file now belongs to somebody who may not count that.
    await database.execute(
        "update export_job set asked_by = (select id from account where username = "
        "'lanhdao.dongkinh') where id = $1",
        uuid.UUID(asked.id),
    )
    with pytest.raises(ApiProblem) as out_of_scope:
        await exports.content(other, asked.id)
    assert out_of_scope.value.status == 403


@pytest.mark.criterion("II.14")
async def test_the_register_of_a_period_comes_line_by_line_and_as_a_file(
    citizen: Citizen, officer: Officer
) -> None:
    office, leader = Office(officer, SLUG), await officer(f"lanhdao.{SLUG}")
    mine = [(await submitted(await citizen(43), NAME)).dossier_id for _ in range(3)]
    for id_ in mine:
        await office.accept(id_)
    day = clock.today().isoformat()
    found, cursor = [], ""
    while True:
        page = await registers.entries(
            leader, day_from=day, day_to=day, limit="2", cursor=cursor, channel="online"
        )
        found += page.items
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
    ids = [one.line.dossier_id for one in found]
    assert [id_ for id_ in ids if id_ in mine] == mine
    assert len(set(ids)) == len(ids)
    none = await registers.entries(leader, day_from=day, day_to=day, dossier_state="refused")
    assert not [one for one in none.items if one.line.dossier_id in mine]
    with pytest.raises(ApiProblem) as reversed_:
        await registers.entries(leader, day_from="2026-02-02", day_to="2026-02-01")
    assert reversed_.value.status == 422
    abroad = next(
        one.code for one in (await registers.offices(await officer("lanhdao.dongkinh"))).agencies
    )
    with pytest.raises(ApiProblem) as not_mine:
        await registers.entries(leader, agency_id=abroad)
    assert not_mine.value.status == 404
    asked = await registers.export_entries(
        leader,
        ExportRegister(TableKind.CSV, clock.today(), clock.today(), channel="online"),
    )

    async def done() -> bool:
        return await state(leader, asked.id) == "done"

    assert await eventually(done)
    lines = list(csv.DictReader(io.StringIO(
        (await exports.content(leader, asked.id)).decode("utf-8-sig")
    )))  # fmt: skip
    assert [line["Mã hồ sơ"] for line in lines] == [one.line.code for one in found]
    assert lines[-1]["Chủ hồ sơ"] == "Nguyễn Văn Mẫu"
    assert lines[-1]["Điện thoại"].isdigit()
