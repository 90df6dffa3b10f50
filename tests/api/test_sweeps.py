"""What time alone brings about, once each: reminders, stopped dossiers, silence told."""

import asyncio
import os
import subprocess
import sys
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import pytest

from shared.client import dossiers, organisation
from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.notifications import Notice
from tests.api.conftest import Office, eventually, submitted
from tests.api.test_processing import REASON, appraising
from tests.api.test_supplement_law import ASK
from tests.conftest import ROOT

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


async def sweep() -> None:
    """As the worker does every minute."""
    await asyncio.to_thread(
        subprocess.run, [sys.executable, "-m", "backend.cli", "sweep"], cwd=ROOT, check=True,
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"}, capture_output=True,
    )  # fmt: skip


async def notices(api: ApiClient, id_: str) -> list[str]:
    """Subjects of the caller's notices about a dossier."""
    page = await api.get("/notices", Page[Notice], params={"limit": 100})
    return [n.subject for n in page.items if n.dossier_id == id_]


async def told(api: ApiClient, id_: str, words: str) -> int:
    """How many notices say so, once the worker has delivered what there is."""

    async def there() -> int:
        return sum(words in subject for subject in await notices(api, id_))

    found: int = await eventually(there)
    return found


async def _move(database: asyncpg.Pool, id_: str, sql: str) -> None:
    await database.execute(f"update dossier set {sql} where id = $1", uuid.UUID(id_))
    await database.execute(  # and into the history, so that the records stay whole
        "insert into due_date select (jsonb_populate_record(h, jsonb_build_object('id', "
        "gen_random_uuid(), 'due_at', d.due_at, 'set_at', clock_timestamp()))).* "
        "from due_date h join dossier d on d.id = h.dossier_id and d.due_at <> h.due_at "
        "where d.id = $1 order by h.set_at desc, h.id desc limit 1",
        uuid.UUID(id_),
    )


@pytest.mark.criterion("II.20")
async def test_approaching_due_today_and_late_are_told_once_each(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, id_ = await appraising(citizen, officer, 11)
    executor = await office.as_(office.specialist)
    await _move(database, id_, "due_at = now() + interval '23 hours 59 minutes'")
    await asyncio.gather(sweep(), sweep())
    assert await told(executor, id_, "sắp đến hạn") == 1
    await _move(database, id_, "due_at = now() + interval '40 seconds'")
    for _ in range(2):
        await sweep()
    assert await told(executor, id_, "hôm nay") == 1
    await _move(database, id_, "due_at = now() - interval '1 minute'")
    for _ in range(2):
        await sweep()
    leader = await office.as_("lanhdao")
    assert await told(executor, id_, "đã quá hạn") == 1
    assert await told(leader, id_, "đã quá hạn") == 1


async def test_a_new_due_date_is_watched_anew(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, id_ = await appraising(citizen, officer, 12)
    await _move(database, id_, "due_at = now() - interval '1 minute'")
    await sweep()
    level = await database.fetchval("select alert from dossier where id = $1", uuid.UUID(id_))
    assert level == 3
    asked = await office.act(office.specialist, id_, "request_supplement", **ASK)
    assert asked.deadline_class == "waiting"  # nothing comes due while the clock is stopped
    me = await citizen(12)
    from shared.contracts.acts import ActInput

    await dossiers.act(me, id_, "supplement", ActInput(version=asked.version))
    row = await database.fetchrow(
        "select alert, waiting_since from dossier where id = $1", uuid.UUID(id_)
    )
    assert tuple(row) == (0, None)


@pytest.mark.criterion("W.2")
async def test_an_online_dossier_not_answered_in_eight_hours_is_told_to_the_desk(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    id_ = (await submitted(await citizen(13), "Kỳ Lừa")).dossier_id
    await _move(database, id_, "act_by = now() - interval '1 minute'")
    for _ in range(2):
        await sweep()
    assert await told(await officer("truongbophan.kylua"), id_, "chưa được trả lời") == 1


@pytest.mark.criterion("W.7")
async def test_a_transfer_that_is_late_is_told_to_the_desk(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office = Office(officer, "kylua")
    id_ = (await submitted(await citizen(14), "Kỳ Lừa")).dossier_id
    await office.accept(id_)
    row = await database.fetchrow("select act_by from dossier where id = $1", uuid.UUID(id_))
    assert row["act_by"] is not None
    await _move(database, id_, "act_by = now() - interval '1 minute'")
    await sweep()
    assert await told(await officer("tiepnhan1.kylua"), id_, "chưa được chuyển") == 1


@pytest.mark.criterion("W.10")
async def test_silence_of_a_consulted_agency_is_told_to_executor_and_desk_head(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, id_ = await appraising(citizen, officer, 15)
    other = next(
        a for a in await organisation.agencies(await office.as_("lanhdao"))
        if "Đông Kinh" in a.name and "Ủy ban" in a.name
    )  # fmt: skip
    await office.act(
        office.specialist, id_, "consult", agency_ids=[other.id], content=REASON,
        answer_within_days=1,
    )  # fmt: skip
    await database.execute(
        "update consultation set answer_by = now() - interval '1 minute' where dossier_id = $1",
        uuid.UUID(id_),
    )
    for _ in range(2):
        await sweep()
    for username in (f"{office.specialist}.kylua", "truongbophan.kylua"):
        assert await told(await officer(username), id_, "chưa trả lời") == 1


async def test_a_supplement_that_never_comes_stops_the_dossier_once(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, id_ = await appraising(citizen, officer, 16)
    await office.act(office.specialist, id_, "request_supplement", **ASK)
    await _move(database, id_, "act_by = now() - interval '1 minute'")
    await asyncio.gather(sweep(), sweep())
    found = await dossiers.dossier(await citizen(16), id_)
    assert found.state == "stopped"
    assert [e.act for e in found.timeline].count("expire_supplement") == 1
    assert [f.form for f in found.issued_forms].count("stop_notice") == 1
    entry: Any = found.timeline[-1]
    assert "quá hạn bổ sung" in entry.note


async def test_one_dossier_that_cannot_be_stopped_does_not_hold_up_the_others(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    ids = []
    for number in (17, 18):
        office, id_ = await appraising(citizen, officer, number)
        await office.act(office.specialist, id_, "request_supplement", **ASK)
        ids.append(id_)
    for minutes, id_ in zip((2, 1), ids, strict=True):  # the broken one comes first
        await _move(database, id_, f"act_by = now() - interval '{minutes} minutes'")
    await _move(database, ids[0], "regime = 'KHONG-CO'")
    await sweep()
    states = "select state from dossier where id = $1"
    assert await database.fetchval(states, uuid.UUID(ids[0])) == "supplement"
    assert await database.fetchval(states, uuid.UUID(ids[1])) == "stopped"
    await _move(database, ids[0], "regime = 'ND61-2018'")
    await sweep()
    assert await database.fetchval(states, uuid.UUID(ids[0])) == "stopped"
